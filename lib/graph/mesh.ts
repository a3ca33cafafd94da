import { text } from './json';
import type { GraphObject } from './object';
import type { Labels } from './selector';
import type { Workload } from './workload';

const ON = /^(true|enabled|ingress|ambient)$/;

/** Labels or annotations by which a pod, or a whole namespace, joins a mesh or stays out of it. */
const SWITCHES: readonly string[] = [
  'sidecar.istio.io/inject',
  'istio-injection',
  'istio.io/dataplane-mode',
  'linkerd.io/inject',
  'kuma.io/sidecar-injection',
  'consul.hashicorp.com/connect-inject',
];

/** Proxies that stand in the template already. */
const PROXIES = /^(istio-proxy|linkerd-proxy|kuma-sidecar|consul-dataplane)$/;

/** Knows which pods have a mesh's proxy before them: that one balances request by request, whatever the connections. */
export class Meshes {
  private readonly namespaces = new Set<string>();

  constructor(objects: readonly GraphObject[]) {
    for (const { kind, group, name, labels, annotations } of objects) {
      if (kind === 'Namespace' && group === '' && choice(labels, annotations) === true) this.namespaces.add(name);
    }
  }

  /** Whether a workload's pods are in a mesh, as far as the input shows; in a namespace that is not known, any may hold. */
  includes(workload: Workload): boolean {
    if (workload.containers.some(({ name }) => PROXIES.test(name))) return true;
    const { labels, annotations, namespace } = workload.object;
    const own = choice(workload.labels, workload.annotations) ?? choice(labels, annotations);
    if (own !== undefined) return own;
    return namespace === undefined ? this.namespaces.size > 0 : this.namespaces.has(namespace);
  }
}

/** Whether somebody is told to join a mesh (true) or to stay out (false); undefined where nobody says. */
function choice(...maps: readonly Labels[]): boolean | undefined {
  const values = maps.flatMap((map) => SWITCHES.flatMap((key) => text(map[key]) ?? []));
  if (values.some((value) => ON.test(value)) || maps.some((map) => text(map['istio.io/rev']) !== undefined)) return true;
  return values.length > 0 ? false : undefined;
}
