import { Autoscalers } from '../graph/autoscaler';
import type { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { Meshes } from '../graph/mesh';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { ProxiedServices } from '../graph/proxied';
import type { Service, ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** How a Service says that its clients spread their requests themselves. */
const BALANCING_ANNOTATION = 'cdk8s-service-patterns/balancing';

/** A cluster IP spreads connections, not requests; a gRPC client makes one connection and keeps it. */
export const grpcNeedsBalancing = defineRule({
  name: 'grpc-needs-balancing',
  why: 'A cluster IP chooses a pod once per connection, and gRPC sends every request over one: each client stays with one pod, and the others idle.',
  grade: { ours: 'warning', foreign: 'note' },
  messages: {
    pinned: {
      problem: 'Port {{port}} speaks gRPC or HTTP/2, whose clients keep one connection and so stay with one of {{count}} pods of {{pods}}',
      got: '{{evidence}} on a Service with a cluster IP, and no mesh that balances requests',
      fix: 'let clients take turns over a headless Service (balancing: Balancing.CLIENT on a pattern, otherwise clusterIP: None), or use a mesh; where clients find pods in a way of their own, annotate the Service {{annotation}}',
    },
  },
  check(graph, report) {
    const meshes = new Meshes(graph.objects);
    const proxied = new ProxiedServices(graph.objects);
    const autoscalers = Autoscalers.in(graph);
    const headless = headlessByWorkload(graph);
    for (const service of graph.services) {
      if (service.headless || isAnswered(service) || proxied.includes(service.object)) continue;
      for (const port of service.ports) {
        const evidence = evidenceOf(port);
        if (evidence === undefined) continue;
        const pinned = service.workloads.filter(
          (workload) => !meshes.includes(workload) && !(headless.get(workload) ?? []).some((other) => offers(other, port)),
        );
        const several = severalOf(autoscalers, pinned, port);
        if (several) report('pinned', service, port.field, { port: port.port, evidence, ...several, annotation: quote(`${BALANCING_ANNOTATION}: client`) });
      }
    }
  },
});

/** The pods that clients would have to choose from, where there are several: of one workload, or of a canary beside another. */
function severalOf(autoscalers: Autoscalers, workloads: readonly Workload[], port: ServicePort): { readonly count: string; readonly pods: string } | undefined {
  const counted = workloads.map((workload) => ({ workload, ...countOf(autoscalers, workload) })).filter(({ most }) => most > 0);
  const several = counted.find(({ most }) => most > 1);
  if (several) return { count: several.count, pods: showObject(several.workload.object) };
  const open = counted.filter(({ workload }) => linkPort(port, workload).status === 'open');
  if (open.length < 2) return undefined;
  return { count: `the ${String(open.length)}`, pods: listed(open.map(({ workload }) => showObject(workload.object))) };
}

/** Where an autoscaler may add to one pod, it does so for clients that stay with that one. */
function countOf(autoscalers: Autoscalers, workload: Workload): { readonly count: string; readonly most: number } {
  const least = autoscalers.leastOf(workload) ?? 0;
  const most = autoscalers.mostOf(workload) ?? 0;
  return least <= 1 && most > 1 ? { count: `up to ${String(most)}`, most } : { count: `the ${String(least)}`, most: least };
}

/** The author knows: clients balance, or each is to stay with its pod. */
function isAnswered({ object }: Service): boolean {
  return object.annotations[BALANCING_ANNOTATION] === 'client' || record(object.manifest.spec).sessionAffinity === 'ClientIP';
}

/** What says that a port speaks HTTP/2 in clear, by which each client keeps one connection; undefined where nothing does. */
function evidenceOf({ appProtocol, name, protocol }: ServicePort): string | undefined {
  if (protocol !== 'TCP') return undefined;
  if (appProtocol !== undefined) {
    return /^(grpc|h2c|http2|kubernetes\.io\/h2c)$/i.test(appProtocol) ? `appProtocol ${quote(appProtocol)}` : undefined;
  }
  // grpc-web is made for HTTP/1.1.
  const speaks = name !== undefined && /^(grpc|http2|h2c|grpc-.+|.+-grpc)$/.test(name) && !/(^|-)(web|tls|https|ssl)(-|$)/.test(name);
  return speaks ? `the port name ${quote(name)}` : undefined;
}

function headlessByWorkload({ services }: Graph): Map<Workload, Service[]> {
  const found = new Map<Workload, Service[]>();
  for (const service of services) {
    if (!service.headless) continue;
    for (const workload of service.workloads) found.set(workload, [...(found.get(workload) ?? []), service]);
  }
  return found;
}

/** Whether a headless Service is for the clients of a port: one without ports is for those of any. */
function offers({ ports }: Service, { name, port, targetPort }: ServicePort): boolean {
  return ports.length === 0 || ports.some((own) => own.port === port || own.targetPort === targetPort || (name !== undefined && own.name === name));
}
