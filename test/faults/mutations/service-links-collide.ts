import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf, selectedBy } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'gave a client the host of a Service, and left the port to its default',
    seed: (app) => onFirst(app, ({ container, prefix, name }) => container.env.push({ name: `${prefix}_HOST`, value: name })),
  },
  {
    name: 'gave a client a user name for a Service, with links switched on again',
    seed: (app) => onFirst(app, ({ container, prefix }) => container.env.push({ name: `${prefix}_USERNAME`, value: 'app' })),
  },
  {
    name: 'took the link of a Service for its port, in an argument',
    seed: (app) =>
      onFirst(app, ({ container, prefix }) => {
        container.args = [...(container.args ?? []), `--upstream-port=$(${prefix}_PORT)`];
      }),
  },
];

interface Client {
  readonly container: Manifest;
  readonly name: string;
  readonly prefix: string;
}

/** Edits the first container that has a Service with a cluster IP beside it, not its own, of which it knows nothing. */
function onFirst(app: SeededApp, edit: (client: Client) => unknown): boolean {
  const services = ofKind(app, 'Service').filter(
    ({ metadata, spec }) =>
      metadata.name !== 'kubernetes' && spec.clusterIP !== 'None' && spec.type !== 'ExternalName' && spec.ports?.length > 0,
  );
  for (const workload of ofKind(app, 'Deployment')) {
    const pod = podOf(workload).spec;
    const container = pod.containers.find(({ envFrom }: Manifest) => envFrom === undefined);
    const service = services.find(
      (one) => one.metadata.namespace === workload.metadata.namespace && !selectedBy(app, one).includes(workload) && isUnknown(one, container),
    );
    if (!service || !container) continue;
    delete pod.enableServiceLinks;
    container.env ??= [];
    edit({ container, name: service.metadata.name, prefix: prefixOf(service) });
    return true;
  }
  return false;
}

function prefixOf({ metadata }: Manifest): string {
  return metadata.name.toUpperCase().replaceAll('-', '_');
}

function isUnknown(service: Manifest, container: Manifest): boolean {
  return !JSON.stringify(container ?? {}).includes(prefixOf(service));
}
