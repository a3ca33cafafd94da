import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'renamed a key of a ConfigMap, and forgot who reads it',
    seed: (app) =>
      references(app).some(({ key, objects }) =>
        objects.some((object) => {
          const part = object.kind === 'ConfigMap' ? 'data' : 'stringData';
          if (key === undefined || object[part]?.[key] === undefined) return false;
          object[part] = Object.fromEntries(Object.entries<string>(object[part]).map(([name, value]) => [name === key ? `${key}_old` : name, value]));
          return true;
        }),
      ),
  },
  {
    name: 'asked for a key that a store does not deliver',
    seed: (app) =>
      ofKind(app, 'ExternalSecret', 'SealedSecret').some(({ spec }) => {
        const [first] = spec.data ?? [];
        if (first?.secretKey !== undefined) first.secretKey = 'login';
        else if (spec.encryptedData) spec.encryptedData = { other: Object.values(spec.encryptedData)[0] };
        else return false;
        return true;
      }),
  },
  {
    name: 'mistyped the name of what pods read',
    seed: (app) =>
      references(app).some(({ source, nameKey, objects }) => {
        // In the part of the name that has the most letters, so that it is plainly a slip.
        const name = String(source[nameKey]);
        if (objects.length === 0 || name.length < 9) return false;
        source[nameKey] = swapped(name);
        return true;
      }),
  },
  {
    name: 'kept a password in a Secret, and read it as a ConfigMap',
    seed: (app) =>
      references(app).some(({ owner, key, objects }) => {
        if (key === undefined || owner.secretKeyRef === undefined || !objects.some(({ kind }) => kind === 'Secret')) return false;
        owner.configMapKeyRef = owner.secretKeyRef;
        delete owner.secretKeyRef;
        return true;
      }),
  },
  {
    name: 'left a ConfigMap behind in the namespace that the app moved from',
    seed: (app) =>
      ofKind(app, 'ConfigMap').some((map) => {
        const readers = references(app).filter(({ objects }) => objects.includes(map));
        const namesakes = ofKind(app, 'ConfigMap').filter(({ metadata }) => metadata.name === map.metadata.name);
        if (readers.length === 0 || map.metadata.namespace === undefined || namesakes.length > 1) return false;
        map.metadata.namespace = 'former';
        return true;
      }),
  },
];

/** One place where pods read a ConfigMap or Secret. */
interface Reference {
  /** What holds the field by which it is read. */
  readonly owner: Manifest;
  readonly source: Manifest;
  readonly nameKey: 'name' | 'secretName';
  readonly key?: string;
  /** Those of the input that it means. */
  readonly objects: readonly Manifest[];
}

function references(app: SeededApp): Reference[] {
  return workloads(app).flatMap((workload) => {
    const { volumes = [], containers, initContainers = [] } = podOf(workload).spec;
    const found = (kind: string, owner: Manifest, source: Manifest, nameKey: Reference['nameKey'] = 'name', key?: string): Reference[] =>
      source === undefined || source.optional === true
        ? []
        : [{ owner, source, nameKey, ...(key === undefined ? {} : { key }), objects: ofKind(app, kind).filter((object) => object.metadata.name === source[nameKey] && isNeighbour(object, workload)) }];
    return [
      ...[...containers, ...initContainers].flatMap(({ env = [], envFrom = [] }: Manifest) => [
        ...env.flatMap(({ valueFrom = {} }: Manifest) => [
          ...found('ConfigMap', valueFrom, valueFrom.configMapKeyRef, 'name', valueFrom.configMapKeyRef?.key),
          ...found('Secret', valueFrom, valueFrom.secretKeyRef, 'name', valueFrom.secretKeyRef?.key),
        ]),
        ...envFrom.flatMap((from: Manifest) => [...found('ConfigMap', from, from.configMapRef), ...found('Secret', from, from.secretRef)]),
      ]),
      ...volumes.flatMap((volume: Manifest) => [
        ...found('ConfigMap', volume, volume.configMap, 'name', volume.configMap?.items?.[0]?.key),
        ...found('Secret', volume, volume.secret, 'secretName', volume.secret?.items?.[0]?.key),
      ]),
    ];
  });
}

/** The name with two neighbouring letters in its middle in the wrong order. */
function swapped(name: string): string {
  const at = Array.from(name).findIndex((letter, index) => index > 1 && /[a-z]/.test(letter) && /[a-z]/.test(name[index + 1] ?? '') && letter !== name[index + 1]);
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
}
