import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf } from '../reach';

const ROLLING = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };

export const faults: readonly Fault[] = [
  {
    name: 'let a pod that holds a disk roll as others do',
    seed: (app) => {
      const claims = ofKind(app, 'PersistentVolumeClaim').filter(({ spec }) => String(spec.accessModes).startsWith('ReadWriteOnce'));
      const holders = ofKind(app, 'Deployment').filter((deployment) =>
        (podOf(deployment).spec.volumes ?? []).some(({ persistentVolumeClaim }: Manifest) =>
          claims.some(
            ({ metadata: { name, namespace } }) => name === persistentVolumeClaim?.claimName && namespace === deployment.metadata.namespace,
          ),
        ),
      );
      for (const { spec } of holders) spec.strategy = structuredClone(ROLLING);
      return holders.length > 0;
    },
  },
  {
    name: 'gave a Deployment a disk, and left its strategy as it was',
    // One pod to a zone has no room for another either.
    also: ['spread-satisfiable'],
    seed: (app) =>
      forEachRolling(app, (deployment) => {
        const { name, namespace } = deployment.metadata;
        const pod = podOf(deployment).spec;
        pod.volumes = [...(pod.volumes ?? []), { name: 'disk', persistentVolumeClaim: { claimName: `${String(name)}-disk` } }];
        app.manifests.push({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: `${String(name)}-disk`, ...(namespace === undefined ? {} : { namespace }) },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        });
      }),
  },
  {
    name: 'opened the port on the node itself, to reach it without a Service',
    // One pod to a zone has no room for another either.
    also: ['spread-satisfiable'],
    seed: (app) =>
      forEachRolling(app, (deployment) => {
        const port = podOf(deployment).spec.containers.flatMap(({ ports = [] }: Manifest) => ports)[0];
        if (port) port.hostPort = port.containerPort;
        else podOf(deployment).spec.containers[0].ports = [{ containerPort: 18080, hostPort: 18080 }];
      }),
  },
];

/** Edits the first Deployment, made to roll without a gap if it does not. */
function forEachRolling(app: SeededApp, edit: (deployment: Manifest) => void): boolean {
  const [deployment] = ofKind(app, 'Deployment');
  if (!deployment) return false;
  deployment.spec.strategy = structuredClone(ROLLING);
  edit(deployment);
  return true;
}
