import type { Fault } from '../fault';
import { ofKind } from '../reach';
import { misspelt, routeBackends } from '../routing';

export const faults: readonly Fault[] = [
  {
    name: 'misspelt the Service of a backend',
    seed: (app) =>
      routeBackends(app).some(({ reference }) => {
        reference.name = misspelt(app, reference.name);
        return true;
      }),
  },
  {
    name: 'renamed the Service by a patch, and not the route',
    // No route leads to its gRPC any more.
    also: ['grpc-needs-balancing'],
    seed: (app) =>
      app.ours === true &&
      routeBackends(app).some(({ service }) => {
        service.metadata.name = misspelt(app, service.metadata.name);
        return true;
      }),
  },
  {
    name: 'patched the port of the Service, and not the route',
    seed: (app) =>
      app.ours === true &&
      routeBackends(app).some(({ port }) => {
        port.port = 8123;
        return true;
      }),
  },
  {
    name: 'forgot the port of a backend',
    seed: (app) =>
      routeBackends(app).some(({ reference }) => {
        delete reference.port;
        return true;
      }),
  },
  {
    name: 'wrote a port that the Service does not have',
    seed: (app) =>
      routeBackends(app).some(({ reference }) => {
        reference.port = 4040;
        return true;
      }),
  },
  {
    name: 'sent a mirror to a Service that is not there',
    seed: (app) =>
      routeBackends(app).some(({ route, reference }) => {
        if (route.kind !== 'HTTPRoute' || reference.namespace !== undefined) return false;
        const [rule] = route.spec.rules;
        rule.filters = [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'shadow-of-it', port: 80 } } }];
        return rule.backendRefs.includes(reference);
      }),
  },
  {
    name: 'made a TCPRoute where the Service is for UDP',
    // Nor does the listener take such a route.
    also: ['gateway-exists'],
    seed: (app) =>
      routeBackends(app).some(({ route }) => {
        if (route.kind !== 'UDPRoute') return false;
        route.kind = 'TCPRoute';
        return true;
      }),
  },
  {
    name: 'forgot the namespace of the Service',
    seed: (app) =>
      routeBackends(app).some(({ reference, route }) => {
        if (reference.namespace === undefined || reference.namespace === route.metadata.namespace) return false;
        delete reference.namespace;
        return true;
      }),
  },
  {
    name: 'forgot the grant',
    seed: (app) => {
      const [grant] = ofKind(app, 'ReferenceGrant');
      app.manifests = app.manifests.filter((manifest) => manifest !== grant);
      return grant !== undefined;
    },
  },
  {
    name: 'put the grant into the namespace of the route',
    seed: (app) =>
      ofKind(app, 'ReferenceGrant').some(({ metadata, spec }) => {
        metadata.namespace = spec.from[0].namespace;
        return true;
      }),
  },
  {
    name: 'granted it to routes of another namespace',
    seed: (app) =>
      ofKind(app, 'ReferenceGrant').some(({ spec }) => {
        spec.from[0].namespace = 'elsewhere';
        return true;
      }),
  },
  {
    name: 'granted it to Gateways',
    seed: (app) =>
      ofKind(app, 'ReferenceGrant').some(({ spec }) => {
        spec.from[0].kind = 'Gateway';
        return true;
      }),
  },
];
