import { integer } from '../graph/json';
import { preStopSleep } from '../graph/pre-stop';
import type { Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** What Kubernetes allows a pod that does not say. */
const DEFAULT_GRACE = 30;

/** A preStop hook must end within the grace period; otherwise the program is killed before it is told to stop. */
export const drainFitsGracePeriod = defineRule({
  name: 'drain-fits-grace-period',
  why: 'The preStop hook is part of the grace period: when it uses all of it up, the program is killed in the middle of its work.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    noTimeLeft: {
      problem: 'The preStop hook of container {{container}} sleeps for {{sleep}} s, and {{grace}} s after its start the pod is killed',
      got: 'terminationGracePeriodSeconds of {{grace}}{{default}}',
      fix: 'set terminationGracePeriodSeconds to more than {{sleep}}, such as {{enough}}, or sleep for less',
    },
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      for (const container of workload.containers) {
        if (container.role === 'init') continue;
        const sleep = preStopSleep(container);
        const grace = gracePeriod(workload, typeof container.manifest.image === 'string');
        if (!sleep || grace === undefined || sleep.seconds <= 0 || sleep.seconds < grace) continue;
        report('noTimeLeft', workload, sleep.field, {
          container: quote(container.name),
          sleep: sleep.seconds,
          grace,
          default: workload.spec.terminationGracePeriodSeconds == null ? ' (the default)' : '',
          enough: Math.ceil(sleep.seconds) + DEFAULT_GRACE,
        });
      }
    }
  },
});

/** Undefined where nobody can tell: a patch that an overlay merges may leave the period to its base. */
function gracePeriod(workload: Workload, isWhole: boolean): number | undefined {
  const given = workload.spec.terminationGracePeriodSeconds;
  if (given !== undefined && given !== null) return integer(given);
  return workload.object.ours || isWhole ? DEFAULT_GRACE : undefined;
}
