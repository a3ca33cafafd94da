import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf, selectedBy } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'forgot to publish the names of members that are not ready', seed: (app) => onQuorum(app, ({ service }) => Reflect.deleteProperty(service.spec, 'publishNotReadyAddresses')) },
  { name: 'published the names of ready members alone', seed: (app) => onQuorum(app, ({ service }) => (service.spec.publishNotReadyAddresses = false)) },
  {
    name: 'started the members in order, and published the names of ready ones alone',
    seed: (app) =>
      onQuorum(app, ({ set, service }) => {
        Reflect.deleteProperty(set.spec, 'podManagementPolicy');
        Reflect.deleteProperty(service.spec, 'publishNotReadyAddresses');
      }),
  },
  {
    name: 'said it of the Service for clients',
    seed: (app) =>
      onQuorum(app, ({ set, service }) => {
        Reflect.deleteProperty(service.spec, 'publishNotReadyAddresses');
        for (const other of ofKind(app, 'Service')) {
          if (other !== service && selectedBy(app, other).includes(set)) other.spec.publishNotReadyAddresses = true;
        }
      }),
  },
];

/** Edits the first set of several whose governing Service publishes all names, and lets its pods name each other. */
function onQuorum(app: SeededApp, edit: (quorum: { set: Manifest; service: Manifest }) => unknown): boolean {
  for (const set of ofKind(app, 'StatefulSet')) {
    const service = ofKind(app, 'Service').find(
      ({ metadata, spec }) => metadata.name === set.spec.serviceName && metadata.namespace === set.metadata.namespace && spec.publishNotReadyAddresses === true,
    );
    const [container] = podOf(set).spec.containers;
    if (!service || !(set.spec.replicas > 1) || !container.readinessProbe) continue;
    const peers = [0, 1].map((index) => `${String(set.metadata.name)}-${String(index)}.${String(service.metadata.name)}`).join(',');
    container.env = [...(container.env ?? []), { name: 'PEERS', value: peers }];
    edit({ set, service });
    return true;
  }
  return false;
}
