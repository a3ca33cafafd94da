import type { Fault, Manifest, SeededApp } from '../fault';

export const faults: readonly Fault[] = [
  {
    name: 'gave an IP address for an external name',
    seed: (app) => {
      external(app).spec.externalName = '203.0.113.7';
      return true;
    },
  },
  {
    name: 'pasted a connection string for an external name',
    seed: (app) => {
      external(app).spec.externalName = 'postgres://ledger.example.com:5432/ledger';
      return true;
    },
  },
  {
    name: 'left the external name out',
    seed: (app) => {
      delete external(app).spec.externalName;
      return true;
    },
  },
  {
    name: 'let an external name lead back to its own Service',
    seed: (app) => {
      const { metadata, spec } = external(app);
      spec.externalName = metadata.namespace === undefined ? metadata.name : `${[metadata.name, metadata.namespace].join('.')}.svc.cluster.local`;
      return true;
    },
  },
  {
    name: 'misspelt the Service that an external name leads to',
    seed: (app) => {
      const meant = app.manifests.find(
        ({ kind, metadata, spec }) => kind === 'Service' && spec.type !== 'ExternalName' && metadata.namespace && /^[a-z]{6,}$/.test(metadata.name as string),
      );
      if (!meant) return false;
      const { name, namespace } = meant.metadata as { name: string; namespace: string };
      external(app).spec.externalName = `${name.slice(0, -1)}.${namespace}.svc.cluster.local`;
      return !app.manifests.some(({ kind, metadata }) => kind === 'Service' && metadata.name === name.slice(0, -1));
    },
  },
];

/** The app's first ExternalName; one of its own is put in where it has none. */
function external({ manifests }: SeededApp): Manifest {
  const found = manifests.find(({ kind, spec }) => kind === 'Service' && spec.type === 'ExternalName');
  if (found) return found;
  const made = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'ledger', namespace: 'outside' },
    spec: { type: 'ExternalName', externalName: 'ledger.example.com' },
  };
  manifests.push(made);
  return made;
}
