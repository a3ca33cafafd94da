import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, selectedBy } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'made a serviceName up',
    seed: (app) =>
      governed(app).some(({ set }) => {
        set.spec.serviceName = `${set.metadata.name as string}-governor`;
        return true;
      }),
  },
  {
    name: 'named a Service over other pods',
    // Nor do policies of the namespace know those pods.
    also: ['policy-admits-service-port'],
    seed: (app) =>
      governed(app).some(({ set, service }) => {
        app.manifests.push({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { ...service.metadata, name: 'aside' },
          spec: { clusterIP: 'None', selector: { app: 'aside' }, ports: [{ port: 8080 }] },
        });
        app.manifests.push(aside(service.metadata.namespace));
        set.spec.serviceName = 'aside';
        return true;
      }),
  },
  {
    name: 'gave the governing Service a cluster IP',
    seed: (app) =>
      governed(app).some(({ service }) => {
        delete service.spec.clusterIP;
        return true;
      }),
  },
];

/** StatefulSets, each with the headless Service that its serviceName names. */
function governed(app: SeededApp): { set: Manifest; service: Manifest }[] {
  const services = app.manifests.filter(({ kind, spec }) => kind === 'Service' && spec.clusterIP === 'None');
  return app.manifests
    .filter(({ kind }) => kind === 'StatefulSet')
    .flatMap((set) =>
      services
        .filter((service) => service.metadata.name === set.spec.serviceName && isNeighbour(service, set) && selectedBy(app, service).includes(set))
        .map((service) => ({ set, service })),
    );
}

/** A healthy Deployment behind a Service that selects `app: aside`. */
function aside(namespace: string | undefined): Manifest {
  const labels = { app: 'aside' };
  const container = {
    name: 'aside',
    image: 'aside:1.0.0',
    ports: [{ containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 8080 } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'aside', namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
