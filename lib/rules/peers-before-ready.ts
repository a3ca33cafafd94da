import { Autoscalers } from '../graph/autoscaler';
import type { Graph } from '../graph/graph';
import { record, text } from '../graph/json';
import { showObject } from '../graph/object';
import type { Service } from '../graph/service';
import { commandLine, ConfigMaps, environment } from '../graph/settings';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Pods that look for each other before they are ready must find each other before they are. */
export const peersBeforeReady = defineRule({
  name: 'peers-before-ready',
  why: 'The name of a pod resolves only while it is ready, unless its headless Service says otherwise; members of a quorum that wait for each other then wait for ever.',
  grade: { ours: 'note', foreign: 'note' },
  messages: {
    unpublished: {
      problem: 'Pods of {{set}} look for each other, as {{peers}}, and {{service}} gives names to pods that are ready alone',
      got: 'publishNotReadyAddresses is not set; podManagementPolicy {{policy}}',
      fix: 'set publishNotReadyAddresses: true on {{service}}{{parallel}}',
    },
  },
  check(graph, report) {
    const texts = new ConfigMaps(graph);
    const headless = headlessByName(graph);
    for (const set of graph.workloads) {
      const { object } = set;
      if (object.kind !== 'StatefulSet' || object.group !== 'apps' || (Autoscalers.in(graph).leastOf(set) ?? 1) < 2 || !isProbed(set)) continue;
      const name = text(record(object.manifest.spec).serviceName);
      const service = (headless.get(name ?? '') ?? []).find(({ workloads }) => workloads.includes(set));
      if (name === undefined || !service || isPublished(service)) continue;
      const peers = peersOf(set, name, texts);
      if (peers.length < 2) continue;
      const policy = text(record(object.manifest.spec).podManagementPolicy) ?? 'OrderedReady';
      report('unpublished', { object: service.object, related: [object] }, 'spec.publishNotReadyAddresses', {
        set: showObject(object),
        peers: listed(peers.slice(0, 3).map(quote)),
        service: showObject(service.object),
        policy,
        parallel: policy === 'Parallel' ? '' : ', and podManagementPolicy: Parallel on the StatefulSet where no pod is ready before the others are there',
      });
    }
  },
});

function headlessByName({ services }: Graph): Map<string, Service[]> {
  const found = new Map<string, Service[]>();
  for (const service of services) {
    if (service.headless) found.set(service.object.name, [...(found.get(service.object.name) ?? []), service]);
  }
  return found;
}

/** A pod without a readiness check is ready as soon as it runs. */
function isProbed({ containers }: Workload): boolean {
  return containers.some(({ role, manifest }) => role !== 'init' && manifest.readinessProbe !== undefined && manifest.readinessProbe !== null);
}

function isPublished({ object }: Service): boolean {
  const older = object.annotations['service.alpha.kubernetes.io/tolerate-unready-endpoints'];
  return record(object.manifest.spec).publishNotReadyAddresses === true || older === 'true';
}

/** The names of its own pods behind its Service that a set's containers are told, such as `db-1.db`. */
function peersOf(set: Workload, service: string, texts: ConfigMaps): string[] {
  const own = set.containers.flatMap((container) => [...commandLine(container), ...environment(container).map(({ value }) => value)]);
  const peer = new RegExp(`(?<![\\w.-])${escaped(set.object.name)}-\\d+\\.${escaped(service)}(?![\\w-])`, 'g');
  return [...new Set([...own, ...texts.textsOf(set)].flatMap((value) => value.match(peer) ?? []))].sort();
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
