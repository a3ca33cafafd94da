import type { Fault, Manifest, SeededApp } from '../fault';
import { objects, podOf, served, servicesOf } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'declared the protocol of a port that many pods serve as gRPC',
    seed: (app) => onFirst(app, ({ port }) => (port.appProtocol = 'grpc')),
  },
  {
    name: 'named the port of a gRPC server as Istio wants it, without Istio',
    seed: (app) =>
      onFirst(app, ({ port }) => {
        delete port.appProtocol;
        port.name = 'grpc-api';
      }),
  },
  {
    name: 'scaled a server of HTTP/2 from one pod to four',
    seed: (app) =>
      onFirst(
        app,
        ({ port, workload }) => {
          port.appProtocol = 'kubernetes.io/h2c';
          workload.spec.replicas = 4;
        },
        ({ spec }) => spec.replicas === 1 && spec.strategy?.type !== 'Recreate' && !JSON.stringify(spec).includes('persistentVolumeClaim'),
      ),
  },
];

const hasReplicas = ({ spec }: Manifest): boolean => (spec.replicas ?? 1) > 1;

/** Edits the first port of one such Deployment before which nothing stands but a cluster IP. */
function onFirst(app: SeededApp, edit: (found: { port: Manifest; workload: Manifest }) => unknown, isMeant = hasReplicas): boolean {
  for (const { service, behind } of served(app)) {
    const [workload] = behind;
    const port = service.spec.ports?.find(({ protocol = 'TCP' }: Manifest) => protocol === 'TCP');
    const isPlain = behind.length === 1 && workload.kind === 'Deployment' && isMeant(workload);
    if (!port || !isPlain || isBalanced(app, service, workload)) continue;
    edit({ port, workload });
    return true;
  }
  return false;
}

function isBalanced(app: SeededApp, service: Manifest, workload: Manifest): boolean {
  const others = objects(app).filter(({ kind }) => !['Service', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget'].includes(kind));
  return (
    service.spec.sessionAffinity === 'ClientIP' ||
    service.metadata.annotations?.['cdk8s-service-patterns/balancing'] !== undefined ||
    servicesOf(app, workload).some(({ spec }) => spec.clusterIP === 'None') ||
    /istio|linkerd|kuma/.test(JSON.stringify([workload.metadata, podOf(workload), others])) ||
    others.some(({ kind, spec }) => /Ingress|Route|Autoscaler/.test(kind) && JSON.stringify(spec).includes(service.metadata.name))
  );
}
