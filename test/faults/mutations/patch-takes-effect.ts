import type { PatchOperation } from '../../../lib/linker';
import type { Fault, Manifest, SeededApp } from '../fault';

export const faults: readonly Fault[] = [
  {
    name: 'a patch sets a field that the generated class does not know',
    seed: (app) => patch(app, () => ({ op: 'add', path: '/spec/trafficDistribution', value: 'PreferSameNode' })),
  },
  {
    name: 'a patch misspells a field',
    seed: (app) => patch(app, () => ({ op: 'add', path: '/spec/sesionAffinity', value: 'ClientIP' })),
  },
  {
    name: 'a patch of a value that the generated class writes otherwise',
    seed: (app) => patch(app, ({ spec }) => ({ op: 'replace', path: '/spec/ports/0/port', value: String(spec.ports[0].port) })),
  },
  {
    name: 'a patch appends a port that does not come through',
    seed: (app) => patch(app, () => ({ op: 'add', path: '/spec/ports/-', value: { name: 'late', port: 4711 } })),
  },
  {
    name: 'a patch of an annotation with a slash that was not escaped',
    seed: (app) => patch(app, () => ({ op: 'add', path: '/metadata/annotations/example.com/owner', value: 'shop' })),
  },
];

/** Puts a patch on the first Service with ports and a name of its own; its manifest stays as it was. */
function patch(app: SeededApp, operation: (service: Manifest) => PatchOperation): boolean {
  const services = app.manifests.filter(({ kind, spec }) => kind === 'Service' && spec.ports?.length > 0);
  const service = services.find(({ metadata }) => services.filter((other) => other.metadata.name === metadata.name).length === 1);
  if (service === undefined) return false;
  app.patches.push({ kind: 'Service', name: service.metadata.name, operations: [operation(service)] });
  return true;
}
