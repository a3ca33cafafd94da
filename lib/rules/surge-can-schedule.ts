import { integer, list, record } from '../graph/json';
import { sharesOneNode } from '../graph/placement';
import { type RollingUpdate, rollingUpdateOf } from '../graph/rolling-update';
import { type MountedClaim, VolumeClaims } from '../graph/volume-claim';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** A rollout that adds pods before it takes any away needs room for one more pod: a volume that it may mount, a port that is free. */
export const surgeCanSchedule = defineRule({
  name: 'surge-can-schedule',
  why: 'A rollout that may take no pod away first waits for a new one, and that one waits for the volume or host port that the old one holds: it never ends.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    claim: {
      problem: 'A rollout starts a new pod before it ends an old one, which holds claim {{claim}} that {{holders}} at a time may mount',
      got: '{{modes}} on claim {{claim}}; {{rollout}}',
      fix: 'set strategy: { type: Recreate }, or maxSurge: 0 with maxUnavailable: 1; a StatefulSet gives each pod a claim of its own',
    },
    sharedClaim: {
      problem: '{{replicas}} pods share claim {{claim}}, which {{holders}} at a time may mount, and a rollout starts one more before it ends any',
      got: '{{modes}} on claim {{claim}}; {{rollout}}',
      fix: 'set replicas: 1 with strategy: { type: Recreate }, give the claim accessModes: [ReadWriteMany], or run a StatefulSet with volumeClaimTemplates, a claim per pod',
    },
    hostPort: {
      problem: 'A rollout starts a new pod before it ends an old one, and the new one needs a node where {{ports}} free',
      got: '{{what}}; {{rollout}}',
      fix: 'set maxSurge: 0 with maxUnavailable: 1, or leave the node\'s ports alone and expose the pods by a Service',
    },
  },
  check(graph, report) {
    const claims = new VolumeClaims(graph.objects);
    for (const workload of graph.workloads) {
      const { object } = workload;
      // Left out on objects of ours, an autoscaler decides; on others' it is 1 until one does.
      const update = rollingUpdateOf(workload, workload.replicas ?? (object.ours ? undefined : 1));
      if (!update || update.maxUnavailable > 0 || update.maxSurge === 0 || workload.replicas === 0) continue;
      const rollout = describe(update);
      for (const claim of claims.mountedBy(workload)) {
        if (!isHeld(claim, workload)) continue;
        const holders = claim.accessModes.includes('ReadWriteOnce') ? 'one node' : 'one pod';
        const shared = { claim: quote(claim.name), holders, modes: listed(claim.accessModes), rollout };
        const { replicas = 1 } = workload;
        if (replicas > 1) report('sharedClaim', { object }, claim.field, { ...shared, replicas });
        else report('claim', { object }, claim.field, shared);
      }
      const taken = hostPorts(workload);
      const [first] = taken;
      if (!first) continue;
      const ports = listed([...new Set(taken.map(({ port }) => port))].sort((a, b) => a - b).map(String));
      const what = workload.hostNetwork ? `hostNetwork with container port ${ports}` : `hostPort ${ports}`;
      report('hostPort', { object }, first.field, { ports: ports.includes(' ') ? `ports ${ports} are` : `port ${ports} is`, what, rollout });
    }
  },
});

function describe({ maxSurge, maxUnavailable }: RollingUpdate): string {
  return `maxUnavailable comes to ${String(maxUnavailable)} and maxSurge to ${String(maxSurge)}`;
}

/** Whether a claim that one pod has mounted keeps the next one from starting. */
function isHeld({ accessModes, shared }: MountedClaim, workload: Workload): boolean {
  if (accessModes.length === 0) return false;
  // ReadWriteOncePod is for one pod even on one node.
  if (accessModes.every((mode) => mode === 'ReadWriteOncePod')) return true;
  return accessModes.every((mode) => mode.startsWith('ReadWriteOnce')) && !shared && !sharesOneNode(workload);
}

/** Ports of the node that a pod takes; under the node's network every declared port is one. */
function hostPorts({ containers, hostNetwork }: Workload): { readonly field: string; readonly port: number }[] {
  return containers
    .filter(({ role }) => role !== 'init')
    .flatMap(({ manifest, field }) =>
      list(manifest.ports).flatMap((item, index) => {
        const { hostPort, containerPort } = record(item);
        const port = integer(hostPort) || (hostNetwork ? integer(containerPort) : undefined);
        const name = integer(hostPort) ? 'hostPort' : 'containerPort';
        return port ? [{ field: `${field}.ports[${String(index)}].${name}`, port }] : [];
      }),
    );
}
