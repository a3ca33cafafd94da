import type { Fault, Manifest, SeededApp } from '../fault';
import { objects, ofKind, podOf, type Served, selectedBy, served, servicesOf, workloads } from '../reach';

/** A headless Service without pods gives none a name, and StatefulSets want theirs. */
const GOVERNING = ['stateful-set-service-exists'];

export const faults: readonly Fault[] = [
  { name: 'the selector has a letter too many', also: GOVERNING, seed: (app) => misspell(app, (value) => `${value}e`) },
  { name: 'the selector has a letter too few', also: GOVERNING, seed: (app) => misspell(app, (value) => value.slice(0, -1)) },
  {
    name: 'the selector has two letters the wrong way round',
    also: GOVERNING,
    seed: (app) => misspell(app, (value) => value.replace(/(.)(.)$/, '$2$1')),
  },
  {
    name: 'the selector has a capital letter',
    also: GOVERNING,
    seed: (app) => misspell(app, (value) => value.charAt(0).toUpperCase() + value.slice(1)),
  },
  { name: 'the selector names another app altogether', also: GOVERNING, seed: (app) => misspell(app, () => 'somebody-else') },
  {
    name: 'the selector uses a key that people use elsewhere',
    also: GOVERNING,
    seed: (app) =>
      unselect(app, ({ spec }) => {
        const [key, value] = Object.entries(spec.selector)[0] ?? [];
        spec.selector = { ...spec.selector, [key === 'app' ? 'app.kubernetes.io/name' : 'app']: value };
        Reflect.deleteProperty(spec.selector, String(key));
      }),
  },
  {
    name: 'the selector asks for one label more than the pods have',
    also: GOVERNING,
    seed: (app) => unselect(app, ({ spec }) => (spec.selector = { ...spec.selector, environment: 'production' })),
  },
  {
    name: 'half of the selector is that of another component',
    seed: (app) => workloads(app).some((other) => takeOneLabel(app, podOf(other).metadata.labels ?? {})),
  },
  {
    name: 'the Service is in another namespace than its pods',
    // Nor do the clients and routes find it there.
    also: [...GOVERNING, 'ingress-backend-exists', 'route-backend-exists', 'service-host-exists', 'connection-admitted'],
    seed: (app) =>
      isAnySeeded(app, ({ service, behind }) => {
        if (service.metadata.namespace === undefined || behind.some(({ metadata }) => metadata.namespace === undefined)) return false;
        service.metadata.namespace = 'elsewhere';
        return true;
      }),
  },
  {
    name: 'the pods were renamed, and the Service was forgotten',
    also: [...GOVERNING, 'policy-selects-pods', 'budget-selects-pods', 'spread-satisfiable'],
    seed: (app) =>
      isAnySeeded(app, ({ service, behind }) => {
        const [key, value] = Object.entries<string>(service.spec.selector).at(-1) ?? ['', ''];
        for (const workload of behind) relabel(workload, key, `renamed-${value}`);
        return true;
      }),
  },
  {
    name: 'the label stands on the workload, and no longer on its pods',
    also: [...GOVERNING, 'policy-selects-pods', 'workload-selectors-disjoint', 'budget-selects-pods', 'spread-satisfiable'],
    seed: (app) =>
      isAnySeeded(app, ({ service, behind }) => {
        const key = Object.keys(service.spec.selector).find((candidate) => behind.every((workload) => canSpare(workload, candidate)));
        if (key === undefined) return false;
        for (const workload of behind) {
          workload.metadata.labels = { ...workload.metadata.labels, [key]: service.spec.selector[key] };
          relabel(workload, key, undefined);
        }
        return true;
      }),
  },
  {
    name: 'the selector was forgotten',
    seed: (app) => unwrite(app, ({ spec }) => Reflect.deleteProperty(spec, 'selector')),
  },
  {
    name: 'the selector was left empty',
    seed: (app) => unwrite(app, ({ spec }) => (spec.selector = {})),
  },
  {
    name: 'the selector stands beside the spec, where nobody reads it',
    seed: (app) =>
      unwrite(app, (service) => {
        service.selector = service.spec.selector;
        Reflect.deleteProperty(service.spec, 'selector');
      }),
  },
  {
    name: 'the selector asks for a pod of a StatefulSet that is called otherwise',
    also: GOVERNING,
    seed: (app) => unselect(app, ({ spec }) => (spec.selector = { ...spec.selector, 'statefulset.kubernetes.io/pod-name': 'somebody-else-0' })),
  },
  {
    name: 'the workload was deleted, and its Service was not',
    also: ['policy-selects-pods', 'connection-admitted', 'budget-selects-pods', 'autoscaler-target-exists'],
    seed: (app) =>
      isAnySeeded(app, ({ behind }) => {
        app.manifests = app.manifests.filter((manifest) => !behind.includes(manifest));
        return true;
      }),
  },
];

/** Takes the selector from a Service that bears the name of what it alone is in front of, and that no StatefulSet is governed by. */
function unwrite(app: SeededApp, edit: (service: Manifest) => void): boolean {
  return served(app, { headless: true }).some(({ service, behind }) => {
    const [workload] = behind;
    if (!workload?.spec.selector || behind.length > 1 || servicesOf(app, workload).length > 1) return false;
    const { name, namespace } = service.metadata;
    if (workload.metadata.name !== name || workload.metadata.namespace !== namespace) return false;
    const rivals = objects(app).filter(({ apiVersion, kind, metadata, spec }) => (kind !== 'Service' && kind !== workload.kind && metadata.name === name && /\..*\//.test(apiVersion)) || spec?.serviceName === name);
    if (rivals.length > 0) return false;
    edit(service);
    return true;
  });
}

/** Changes one value of a selector so that it selects nothing. */
function misspell(app: SeededApp, change: (value: string) => string): boolean {
  return unselect(app, ({ spec }) => {
    const [key, value] = Object.entries<string>(spec.selector)[0] ?? ['', ''];
    spec.selector[key] = change(value);
  });
}

function takeOneLabel(app: SeededApp, labels: Record<string, string>): boolean {
  return Object.entries(labels).some(([key, value]) =>
    unselect(app, ({ spec }) => {
      if (Object.keys(spec.selector).length > 1 && key in spec.selector) spec.selector[key] = value;
    }),
  );
}

/** Edits the first Service that selects nothing afterwards; the others are put back as they were. */
function unselect(app: SeededApp, edit: (service: Manifest) => void): boolean {
  return served(app, { headless: true }).some(({ service }) => {
    const before = { ...service.spec.selector };
    edit(service);
    if (selectedBy(app, service).length === 0) return true;
    service.spec.selector = before;
    return false;
  });
}

/** Whether the edit of some Service and its pods left a Service without pods. */
function isAnySeeded(app: SeededApp, edit: (served: Served) => boolean): boolean {
  return served(app, { headless: true }).some((entry) => {
    if (!edit(entry)) return false;
    return ofKind(app, 'Service').some((service) => service === entry.service && selectedBy(app, service).length === 0);
  });
}

/** Whether a workload's own selector has another label to hold its pods by. */
function canSpare({ spec }: Manifest, key: string): boolean {
  return Object.keys(spec.selector?.matchLabels ?? {}).some((other) => other !== key);
}

/** Changes or removes a label of the pods, and what the workload's own selector says of it. */
function relabel(workload: Manifest, key: string, value: string | undefined): void {
  const own = workload.kind === 'ReplicationController' ? workload.spec.selector : workload.spec.selector?.matchLabels;
  for (const labels of [podOf(workload).metadata.labels, own]) {
    if (labels === undefined || !(key in labels)) continue;
    if (value === undefined) Reflect.deleteProperty(labels, key);
    else labels[key] = value;
  }
}
