import { record } from '../graph/json';
import { showObject } from '../graph/object';
import { isPinnedToNode } from '../graph/placement';
import type { Service } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed } from '../report/message';
import { defineRule } from './rule';

/** Where traffic stays on the node that it reaches, every node needs a pod; a node without one drops what arrives. */
export const trafficPolicyHasLocalPods = defineRule({
  name: 'traffic-policy-has-local-pods',
  why: 'Under a traffic policy of Local a node sends traffic to its own pods only: on nodes that run none, connections time out or are refused.',
  grade: { ours: 'warning', foreign: 'warning' },
  messages: {
    external: {
      problem: 'Nodes without a pod drop what arrives at their node port, and {{pods}} run on some nodes only',
      got: 'externalTrafficPolicy "Local" on type "NodePort", where the client picks the node',
      fix: 'set externalTrafficPolicy: Cluster, run the pods by a DaemonSet, or set type: LoadBalancer, which leaves out nodes without a pod',
    },
    internal: {
      problem: 'Clients on nodes without a pod are cut off, and {{pods}} run on some nodes only',
      got: 'internalTrafficPolicy "Local"',
      fix: 'set internalTrafficPolicy: Cluster, or run the pods by a DaemonSet; to prefer what is near, set trafficDistribution: PreferClose',
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      const { workloads } = service;
      if (workloads.length === 0 || workloads.some(mayRunEverywhere)) continue;
      const pods = `the pods of ${listed([...new Set(workloads.map(({ object }) => showObject(object)))])}`;
      const { externalTrafficPolicy, internalTrafficPolicy } = record(service.object.manifest.spec);
      // The health check of a load balancer asks each node whether it runs a pod; who pins pods to a node knows whom to ask.
      if (externalTrafficPolicy === 'Local' && service.type === 'NodePort' && !workloads.every(isPinnedToNode)) {
        report('external', service, 'spec.externalTrafficPolicy', { pods });
      }
      if (internalTrafficPolicy === 'Local' && isForwarded(service)) report('internal', service, 'spec.internalTrafficPolicy', { pods });
    }
  },
});

/** Clients of a headless Service speak to the pods themselves: no node decides. */
function isForwarded({ headless, type }: Service): boolean {
  return !headless && type !== 'ExternalName';
}

/** Custom kinds that we know to run so many pods, and not one on each node. */
const COUNTED = /^(Rollout|DeploymentConfig|CloneSet|StatefulSet)$/;

/** Whether each node may get a pod: so with a DaemonSet, and with what kinds we do not know. */
function mayRunEverywhere({ object: { group, kind } }: Workload): boolean {
  return kind.endsWith('DaemonSet') || (group.includes('.') && !COUNTED.test(kind));
}
