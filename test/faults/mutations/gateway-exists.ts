import type { Fault } from '../fault';
import { attachments, misspelt } from '../routing';

export const faults: readonly Fault[] = [
  {
    name: 'misspelt the Gateway',
    seed: (app) =>
      attachments(app).some(({ parent }) => {
        parent.name = misspelt(app, parent.name);
        return true;
      }),
  },
  {
    name: 'forgot the namespace of the Gateway',
    seed: (app) =>
      attachments(app).some(({ parent }) => {
        if (parent.namespace === undefined) return false;
        delete parent.namespace;
        return true;
      }),
  },
  {
    name: 'named a listener that the Gateway does not have',
    seed: (app) =>
      attachments(app).some(({ parent }) => {
        parent.sectionName = 'websecure';
        return true;
      }),
  },
  {
    name: 'named a port that no listener has',
    seed: (app) =>
      attachments(app).some(({ parent }) => {
        parent.port = 8443;
        return true;
      }),
  },
  {
    name: 'left the namespaces of the listeners at their default',
    seed: (app) =>
      attachments(app).some(({ route, gateway }) => {
        for (const listener of gateway.spec.listeners) delete listener.allowedRoutes?.namespaces;
        return route.metadata.namespace !== gateway.metadata.namespace;
      }),
  },
  {
    name: 'took the label off the namespace that a listener asks for',
    seed: (app) => {
      if (attachments(app).length === 0) return false;
      return app.manifests.some(({ kind, metadata }) => {
        if (kind !== 'Namespace' || metadata.labels?.edge === undefined) return false;
        metadata.labels = {};
        return true;
      });
    },
  },
  {
    name: 'asked for a host that is not the listener\'s',
    seed: (app) =>
      attachments(app).some(({ route, parent, gateway }) => {
        const listener = gateway.spec.listeners.find(({ name }: { name: string }) => name === parent.sectionName);
        if (listener?.hostname === undefined) return false;
        route.spec.hostnames = ['shop.example.org'];
        return true;
      }),
  },
  {
    name: 'attached to a listener of another protocol',
    seed: (app) =>
      attachments(app).some(({ route, parent, gateway }) => {
        const listener = gateway.spec.listeners.find(({ protocol }: { protocol: string }) => protocol === 'UDP');
        if (listener === undefined || route.kind === 'UDPRoute') return false;
        parent.sectionName = listener.name;
        return parent.port === undefined;
      }),
  },
];
