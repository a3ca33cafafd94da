import { type JsonObject, list, record } from './json';
import { matches, readLabelSelector } from './selector';
import type { Workload } from './workload';

const HOSTNAME = 'kubernetes.io/hostname';

/** Whether all pods of a workload go to one node that it names. */
export function isPinnedToNode(workload: Workload): boolean {
  const spec = workload.spec;
  return typeof spec.nodeName === 'string' || typeof record(spec.nodeSelector)[HOSTNAME] === 'string' || isPinnedByAffinity(spec);
}

/** Whether all pods of a workload go to one node, whichever that is: a named one, or the one where others of them are. */
export function sharesOneNode(workload: Workload): boolean {
  if (isPinnedToNode(workload)) return true;
  const terms = list(required(record(record(workload.spec.affinity).podAffinity)));
  return terms.map(record).some(({ topologyKey, labelSelector }) => {
    const selector = readLabelSelector(labelSelector);
    return topologyKey === HOSTNAME && selector !== undefined && matches(selector, workload.labels);
  });
}

/** Terms are alternatives, so each must name the one node. */
function isPinnedByAffinity(spec: JsonObject): boolean {
  const terms = list(record(required(record(record(spec.affinity).nodeAffinity))).nodeSelectorTerms);
  const nodes = terms.map((term) => {
    const { matchExpressions, matchFields } = record(term);
    const named = [...list(matchExpressions), ...list(matchFields)].map(record).find(({ key }) => key === HOSTNAME || key === 'metadata.name');
    return named?.operator === 'In' && list(named.values).length === 1 ? list(named.values)[0] : undefined;
  });
  return nodes.length > 0 && nodes[0] !== undefined && nodes.every((node) => node === nodes[0]);
}

function required(affinity: JsonObject): JsonObject[string] {
  return affinity.requiredDuringSchedulingIgnoredDuringExecution;
}

/** Whether a new pod may wait for what an old one holds: a volume, or a port of the node. */
export function holdsOnePerNode(workload: Workload): boolean {
  const hasClaim = list(workload.spec.volumes).some((volume) => record(volume).persistentVolumeClaim !== undefined);
  return hasClaim || workload.hostNetwork || workload.ports.some(({ hostPort }) => hostPort !== undefined);
}

/** How many domains of a topology a workload's pods may go to, by the values that they are bound to; undefined where nothing binds them. */
export function domainsOf(workload: Workload, topologyKey: string): number | undefined {
  const spec = workload.spec;
  // The scheduler has no part in where these go.
  if (typeof spec.nodeName === 'string') return undefined;
  if (typeof record(spec.nodeSelector)[topologyKey] === 'string') return 1;
  const terms = list(record(required(record(record(spec.affinity).nodeAffinity))).nodeSelectorTerms).map(record);
  const values = terms.map(({ matchExpressions }) => {
    const bound = list(matchExpressions).map(record).find(({ key, operator }) => key === topologyKey && operator === 'In');
    return bound && list(bound.values);
  });
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return new Set(values.flatMap((entry) => entry ?? [])).size;
}

/** A term by which pods of a workload keep away from each other, wherever they must: one of them in each domain. */
export interface Separation {
  readonly topologyKey: string;
  /** Where it stands in the object. */
  readonly field: string;
  /** Whether pods of an older revision do not count. */
  readonly perRevision: boolean;
}

/** The terms by which a workload's pods must keep away from each other. */
export function separationsOf(workload: Workload): Separation[] {
  const key = 'requiredDuringSchedulingIgnoredDuringExecution';
  return list(required(record(record(workload.spec.affinity).podAntiAffinity))).flatMap((item, index) => {
    const term = record(item);
    const topologyKey = typeof term.topologyKey === 'string' ? term.topologyKey : '';
    const selector = readLabelSelector(term.labelSelector);
    const isOwn = term.namespaces === undefined && term.namespaceSelector === undefined && selector !== undefined && matches(selector, workload.labels);
    if (!isOwn || topologyKey === '') return [];
    const perRevision = list(term.matchLabelKeys).length > 0 || list(term.mismatchLabelKeys).length > 0;
    return [{ topologyKey, field: `${workload.field}.affinity.podAntiAffinity.${key}[${String(index)}]`, perRevision }];
  });
}
