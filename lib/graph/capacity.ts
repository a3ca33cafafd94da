import { Autoscalers } from './autoscaler';
import { type Budget, Budgets, wantedBy } from './budget';
import type { Graph } from './graph';
import { record } from './json';
import { rollingUpdateOf } from './rolling-update';
import type { Workload } from './workload';

/** How many pods of a workload are sure to stay while others are replaced or evicted. */
export interface Capacity {
  /** How many there are at least: an autoscaler may add to them. */
  readonly pods: number;
  /** Whether an autoscaler decides how many there are. */
  readonly scaled: boolean;
  /** How many of them stay during a rollout; absent where nobody rolls them out, or in a way that we do not know. */
  readonly duringRollout?: number;
  /** How many stay while nodes are drained: none, where no budget says so. */
  readonly duringDrain: number;
}

/** The capacity of a workload; undefined where nothing says how many pods it has. */
export function capacityOf(graph: Graph, workload: Workload): Capacity | undefined {
  const autoscalers = Autoscalers.in(graph);
  const pods = autoscalers.leastOf(workload);
  if (pods === undefined) return undefined;
  const duringRollout = stayingInRollout(workload, pods);
  return {
    pods,
    scaled: autoscalers.of(workload.rollout ?? workload.object).length > 0,
    ...(duringRollout === undefined ? {} : { duringRollout }),
    duringDrain: stayingInDrain(graph, workload, pods),
  };
}

/** How many of so many pods stay while a rollout replaces all of them; undefined where it does not, or its numbers are not known. */
export function stayingInRollout(workload: Workload, pods: number): number | undefined {
  const { object, rollout } = workload;
  if (rollout) return undefined; // it has ways of its own
  if (isRecreated(workload)) return 0;
  // One at a time; more at once needs a feature gate.
  if (object.kind === 'StatefulSet' && object.group === 'apps') {
    return record(record(object.manifest.spec).updateStrategy).type === 'OnDelete' ? undefined : Math.max(0, pods - 1);
  }
  const rolling = rollingUpdateOf(workload, pods);
  return rolling && Math.max(0, pods - rolling.maxUnavailable);
}

/** Whether a rollout ends all pods before it starts any. */
export function isRecreated({ object, rollout }: Workload): boolean {
  return !rollout && object.kind === 'Deployment' && object.group === 'apps' && record(record(object.manifest.spec).strategy).type === 'Recreate';
}

function stayingInDrain(graph: Graph, workload: Workload, pods: number): number {
  const budgets = Budgets.in(graph);
  const stay = budgets.of(workload).map((budget) => stayingUnder(graph, budget, workload, pods));
  return Math.max(0, ...stay);
}

/** What a budget leaves of one workload, where evictions take all that they may from it and none from the others. */
function stayingUnder(graph: Graph, budget: Budget, workload: Workload, pods: number): number {
  const autoscalers = Autoscalers.in(graph);
  const others = Budgets.in(graph).podsOf(budget).filter((entry) => entry.workload !== workload);
  const counts = others.map((entry) => autoscalers.mostOf(entry.workload));
  if (counts.includes(undefined)) return 0;
  const beside = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const wanted = wantedBy(budget, pods + beside);
  return wanted === undefined ? pods : Math.min(pods, Math.max(0, wanted - beside));
}
