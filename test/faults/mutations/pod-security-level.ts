import type { Fault, SeededApp } from '../fault';

/** Has a pattern's first Deployment ask for more than "restricted" permits. */
function ask(app: SeededApp, change: (spec: any) => void): boolean {
  const found = app.ours ? app.manifests.find(({ kind }) => kind === 'Deployment') : undefined;
  if (!found) return false;
  change(found.spec.template.spec);
  app.apiServer = true;
  app.podSecurity = 'restricted';
  return true;
}

export const faults: readonly Fault[] = [
  {
    name: 'a container may gain privileges',
    seed: (app) => ask(app, ({ containers }) => { containers[0].securityContext = { ...containers[0].securityContext, allowPrivilegeEscalation: true }; }),
  },
  {
    name: 'a pod uses its node\'s processes',
    seed: (app) => ask(app, (spec) => { spec.hostPID = true; }),
  },
  {
    name: 'a container was given a capability',
    seed: (app) => ask(app, ({ containers }) => { containers[0].securityContext = { ...containers[0].securityContext, capabilities: { add: ['NET_ADMIN'] } }; }),
  },
  {
    name: 'a folder of the node is mounted',
    seed: (app) => ask(app, (spec) => { spec.volumes = [...(spec.volumes ?? []), { name: 'logs', hostPath: { path: '/var/log' } }]; }),
  },
];
