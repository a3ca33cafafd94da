import type { Fault, Manifest } from '../fault';

export const faults: readonly Fault[] = [
  {
    name: 'let a Deployment select its canary\'s pods too',
    seed: ({ manifests }) => {
      const canary = manifests.find(({ kind, spec }) => kind === 'Deployment' && spec.selector.matchLabels?.['cdk8s-service-patterns/track'] === 'canary');
      const service = canary?.spec.selector.matchLabels['cdk8s-service-patterns/service'];
      const stable = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === service);
      if (!stable) return false;
      delete stable.spec.selector.matchLabels['cdk8s-service-patterns/track'];
      return true;
    },
  },
  {
    name: 'copied a Deployment, and changed nothing but its name',
    // Its pods carry the labels that the app's Service selects, and a pattern's Service is for one workload; and one pod becomes two.
    also: ['service-selects-one-workload', 'grpc-needs-balancing'],
    seed: ({ manifests }) => {
      const first = manifests.find(({ kind }) => kind === 'Deployment');
      if (!first) return false;
      const copy = JSON.parse(JSON.stringify(first));
      copy.metadata.name = `${first.metadata.name as string}-copy`;
      manifests.push(copy);
      return true;
    },
  },
  {
    name: 'let two workloads select a label that both have',
    seed: ({ manifests }) => {
      manifests.push(
        worker('Deployment', 'day', { app: 'shift', time: 'day' }, { matchLabels: { app: 'shift' } }),
        worker('DaemonSet', 'night', { app: 'shift', time: 'night' }, { matchLabels: { app: 'shift' } }),
      );
      return true;
    },
  },
  {
    name: 'selected by expressions that match another workload as well',
    seed: ({ manifests }) => {
      manifests.push(
        worker('Deployment', 'day', { time: 'day' }, { matchExpressions: [{ key: 'time', operator: 'Exists' }] }),
        worker('StatefulSet', 'night', { time: 'night' }, { matchLabels: { time: 'night' } }),
      );
      return true;
    },
  },
  {
    name: 'ran a Pod by hand with the labels of a ReplicaSet',
    seed: ({ manifests }) => {
      const labels = { app: 'shift' };
      const set = worker('ReplicaSet', 'shift', labels, { matchLabels: labels });
      manifests.push(set, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'by-hand', namespace: 'shift', labels },
        spec: set.spec.template.spec,
      });
      return true;
    },
  },
];

/** A healthy workload in a namespace of its own. */
function worker(kind: string, name: string, labels: Record<string, string>, selector: Manifest): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shift' },
    spec: { selector, template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'shift:1.0.0' }] } } },
  };
}
