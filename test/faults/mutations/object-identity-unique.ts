import type { Fault, Manifest } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'a Service was written twice',
    seed: (app) => {
      const [service] = ofKind(app, 'Service');
      if (service === undefined) return false;
      app.manifests.push(copy(service));
      return true;
    },
  },
  {
    name: 'two ConfigMaps of different contents have one name',
    seed: (app) => {
      const [config] = ofKind(app, 'ConfigMap');
      if (config === undefined) return false;
      app.manifests.push({ ...copy(config), data: { ...config.data, extra: 'yes' } });
      return true;
    },
  },
  {
    name: 'an object is there in two versions of its API',
    also: ['field-in-target-version'],
    seed: (app) => {
      const autoscaler = ofKind(app, 'HorizontalPodAutoscaler', 'PodDisruptionBudget').find(({ apiVersion }) => /\/v[12]$/.test(apiVersion));
      if (autoscaler === undefined) return false;
      app.manifests.push({ ...copy(autoscaler), apiVersion: String(autoscaler.apiVersion).replace(/v[12]$/, 'v1beta1') });
      return true;
    },
  },
  {
    name: 'a Service was copied for other pods, and kept its name',
    also: ['connection-admitted'],
    seed: (app) => {
      const [one, other] = ofKind(app, 'Service').filter(({ spec }) => spec.selector && spec.clusterIP === undefined);
      if (other === undefined || one.metadata.namespace !== other.metadata.namespace) return false;
      const { nodePort: _, ...port } = other.spec.ports[0];
      app.manifests.push({ ...copy(one), spec: { selector: other.spec.selector, ports: [copy(port)] } });
      return true;
    },
  },
];

function copy(manifest: Manifest): Manifest {
  return structuredClone(manifest);
}
