import { Autoscalers } from '../graph/autoscaler';
import type { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { Meshes } from '../graph/mesh';
import { showObject } from '../graph/object';
import { ProxiedServices } from '../graph/proxied';
import type { Service, ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { quote } from '../report/message';
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
      problem: 'Port {{port}} speaks gRPC or HTTP/2, whose clients keep one connection and so stay with one of the {{count}} pods of {{pods}}',
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
        const several = service.workloads.find(
          (workload) =>
            (autoscalers.leastOf(workload) ?? 0) > 1 && !meshes.includes(workload) && !(headless.get(workload) ?? []).some((other) => offers(other, port)),
        );
        if (!several) continue;
        report('pinned', service, port.field, {
          port: port.port,
          evidence,
          count: autoscalers.leastOf(several) ?? 0,
          pods: showObject(several.object),
          annotation: quote(`${BALANCING_ANNOTATION}: client`),
        });
      }
    }
  },
});

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
