import { type JsonObject, list, record } from './json';
import { podSpec } from './pod-spec';
import { matches, readLabelSelector } from './selector';
import type { Workload } from './workload';

const HOSTNAME = 'kubernetes.io/hostname';

/** Whether all pods of a workload go to one node that it names. */
export function isPinnedToNode(workload: Workload): boolean {
  const spec = podSpec(workload);
  return typeof spec.nodeName === 'string' || typeof record(spec.nodeSelector)[HOSTNAME] === 'string' || isPinnedByAffinity(spec);
}

/** Whether all pods of a workload go to one node, whichever that is: a named one, or the one where others of them are. */
export function sharesOneNode(workload: Workload): boolean {
  if (isPinnedToNode(workload)) return true;
  const terms = list(required(record(record(podSpec(workload).affinity).podAffinity)));
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
