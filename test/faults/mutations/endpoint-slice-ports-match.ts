import type { Fault, Manifest, SeededApp } from '../fault';

export const faults: readonly Fault[] = [
  {
    name: 'forgot the name of an endpoint port',
    seed: (app) => {
      delete byHand(app).slice.ports[0].name;
      return true;
    },
  },
  {
    name: 'named a port after its number in the slice, and after its use in the Service',
    seed: (app) => {
      byHand(app).slice.ports[0].name = 'port-5432';
      return true;
    },
  },
  {
    name: 'gave an endpoint port another protocol',
    seed: (app) => {
      byHand(app).slice.ports[0].protocol = 'UDP';
      return true;
    },
  },
  {
    name: 'misspelt the Service in the label of a slice',
    seed: (app) => {
      byHand(app).slice.metadata.labels['kubernetes.io/service-name'] = 'accuonts';
      return true;
    },
  },
  {
    name: 'wrote a slice for the name that the program knows the Service by, and not for its own',
    seed: (app) => {
      byHand(app).slice.metadata.labels['kubernetes.io/service-name'] = 'database';
      return true;
    },
  },
  {
    name: 'wrote Endpoints of another name than the Service has',
    seed: (app) => {
      const { service, slice } = byHand(app);
      app.manifests.splice(app.manifests.indexOf(slice), 1, {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { ...service.metadata, name: 'database' },
        subsets: [{ addresses: [{ ip: '203.0.113.7' }], ports: [{ name: 'sql', port: 5432 }] }],
      });
      return true;
    },
  },
  {
    name: 'put the slice into another namespace than the Service',
    seed: (app) => {
      byHand(app).slice.metadata.namespace = 'elsewhere';
      return true;
    },
  },
  {
    name: 'wrote a slice without a label',
    seed: (app) => {
      delete byHand(app).slice.metadata.labels;
      return true;
    },
  },
  {
    name: 'wrote Endpoints for a Service without saying which port they are of',
    seed: (app) => {
      const { service, slice } = byHand(app);
      app.manifests.splice(app.manifests.indexOf(slice), 1, {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: service.metadata,
        subsets: [{ addresses: [{ ip: '203.0.113.7' }], ports: [{ port: 5432 }] }],
      });
      return true;
    },
  },
];

/** A healthy Service without a selector and its slice, put in beside whatever the app has. */
function byHand({ manifests }: SeededApp): { service: Manifest; slice: Manifest } {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'accounts', namespace: 'mainframe' },
    spec: { ports: [{ name: 'sql', port: 5432 }] },
  };
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'accounts-1', namespace: 'mainframe', labels: { 'kubernetes.io/service-name': 'accounts' } },
    addressType: 'IPv4',
    ports: [{ name: 'sql', port: 5432 }],
    endpoints: [{ addresses: ['203.0.113.7'] }],
  };
  manifests.push(service, slice);
  return { service, slice };
}
