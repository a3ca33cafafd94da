import type { Fault, SeededApp } from '../fault';

/** Edits the first manifest of a kind, and has the API server asked. */
function edit(app: SeededApp, kind: RegExp, change: (manifest: any) => void): boolean {
  const found = app.manifests.find((manifest) => kind.test(manifest.kind) && /^(v1|apps\/v1)$/.test(manifest.apiVersion));
  if (!found) return false;
  change(found);
  app.apiServer = true;
  return true;
}

export const faults: readonly Fault[] = [
  {
    name: 'a field is misspelt',
    seed: (app) => edit(app, /^Service$/, ({ spec }) => { spec.sesionAffinity = 'ClientIP'; }),
  },
  {
    name: 'a number is written as text',
    seed: (app) => edit(app, /^Deployment$/, ({ spec }) => { spec.minReadySeconds = '5'; }),
  },
  {
    name: 'a label holds what labels may not hold',
    seed: (app) => edit(app, /^(Deployment|StatefulSet|DaemonSet)$/, ({ metadata }) => { metadata.labels = { ...metadata.labels, owner: 'the shop team' }; }),
  },
  {
    name: 'a required field is gone',
    seed: (app) => edit(app, /^(Deployment|DaemonSet)$/, ({ spec }) => { delete spec.template.spec.containers[0].name; }),
  },
];
