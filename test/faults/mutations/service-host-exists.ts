import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, selectedBy, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'connected to the port of the container in place of the Service\'s',
    seed: (app) =>
      edit(app, (text, { service, port, teller }) => {
        const other = Number(port.port) + 1111;
        return isServed(service) && !isOwn(app, service, teller) ? text.replace(`${String(service.metadata.name)}${suffix(service, text)}:${String(port.port)}`, `${String(service.metadata.name)}${suffix(service, text)}:${String(other)}`) : text;
      }),
  },
  {
    name: 'gave a host the wrong port in the variable beside it',
    seed: (app) =>
      tellers(app).some(({ settings }) =>
        ofKind(app, 'Service').some((service) => {
          if (!isServed(service)) return false;
          const host = settings.find(({ name, value }) => /_HOST$/.test(name) && value === service.metadata.name);
          const port = settings.find(({ name }) => host !== undefined && name === host.name.replace(/HOST$/, 'PORT'));
          if (!port || !service.spec.ports.some((entry: Manifest) => String(entry.port) === port.value)) return false;
          port.set('4711');
          return true;
        }),
      ),
  },
  {
    name: 'mistyped the name of a Service in a setting',
    seed: (app) =>
      edit(app, (text, { service, port }) => {
        const name = String(service.metadata.name);
        const host = `${name}${suffix(service, text)}:${String(port.port)}`;
        // Short words are alike by chance: db and b, api and app.
        return /[a-z]{5}$/.test(name) && isServed(service) ? text.replaceAll(host, host.replace(name, name.slice(0, -2) + name.slice(-1))) : text;
      }),
  },
  {
    name: 'mistyped the namespace of a Service',
    seed: (app) =>
      edit(app, (text, { service }) => {
        const { name, namespace = '' } = service.metadata;
        const wrong = `${String(namespace).slice(0, -2)}${String(namespace).slice(-1)}`;
        return namespace.length >= 5 && wrong !== namespace && isServed(service) ? text.replaceAll(`${String(name)}.${String(namespace)}.svc`, `${String(name)}.${wrong}.svc`) : text;
      }),
  },
  {
    name: 'mistyped the domain of the cluster',
    seed: (app) => edit(app, (text, { service }) => text.replaceAll(`${String(service.metadata.name)}.${String(service.metadata.namespace)}.svc.cluster.local`, `${String(service.metadata.name)}.${String(service.metadata.namespace)}.svc.cluser.local`)),
  },
];

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly set: (value: string) => void;
}

/** Who tells hosts: a workload, or a ConfigMap. */
interface Teller {
  readonly teller: Manifest;
  readonly settings: readonly Setting[];
}

function tellers(app: SeededApp): Teller[] {
  const ofWorkloads = workloads(app).map((workload) => ({
    teller: workload,
    settings: podOf(workload).spec.containers.flatMap(({ env = [], args = [] }: Manifest): Setting[] => [
      ...env.filter(({ value }: Manifest) => typeof value === 'string').map((variable: Manifest) => ({ name: variable.name, value: variable.value, set: (value: string) => (variable.value = value) })),
      ...args.map((value: string, at: number) => ({ name: '', value, set: (changed: string) => (args[at] = changed) })),
    ]),
  }));
  const ofMaps = ofKind(app, 'ConfigMap').map((map) => ({
    teller: map,
    settings: Object.entries<string>(map.data ?? {}).map(([name, value]) => ({ name, value, set: (changed: string) => (map.data[name] = changed) })),
  }));
  return [...ofWorkloads, ...ofMaps];
}

interface Told {
  readonly teller: Manifest;
  readonly service: Manifest;
  readonly port: Manifest;
}

/** Changes the first setting that a change changes, for a Service of the teller's namespace and one of its ports. */
function edit(app: SeededApp, change: (text: string, told: Told) => string): boolean {
  return tellers(app).some(({ teller, settings }) =>
    ofKind(app, 'Service').some((service) =>
      (service.spec.ports ?? []).some((port: Manifest) =>
        settings.some(({ value, set }) => {
          if (!isNeighbour(service, teller) || teller.metadata.namespace !== service.metadata.namespace || !isAlone(value, service)) return false;
          const changed = change(value, { teller, service, port });
          if (changed === value) return false;
          set(changed);
          return true;
        }),
      ),
    ),
  );
}

/** Whether the Service's name stands in the text as a word. */
function isAlone(text: string, { metadata }: Manifest): boolean {
  return new RegExp(`(?<![\\w.-])${String(metadata.name)}(?![\\w-])`).test(text);
}

/** What stands behind the Service's name in the text. */
function suffix({ metadata }: Manifest, text: string): string {
  const full = [`.${String(metadata.namespace)}.svc.cluster.local`, `.${String(metadata.namespace)}.svc`, `.${String(metadata.namespace)}`];
  return full.find((end) => text.includes(`${String(metadata.name)}${end}`)) ?? '';
}

/** Whether the Service has ports of its own. */
function isServed({ spec }: Manifest): boolean {
  return spec.clusterIP !== 'None' && spec.type !== 'ExternalName';
}

/** Whether the Service leads to the teller itself. */
function isOwn(app: SeededApp, service: Manifest, teller: Manifest): boolean {
  return selectedBy(app, service).includes(teller);
}
