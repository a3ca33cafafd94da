import type { ProviderTable } from './provider-table';

/** minikube, which makes no load balancers by itself. */
export const minikube: ProviderTable = {
  name: 'minikube',
  title: 'minikube',
  sources: ['https://minikube.sigs.k8s.io/docs/handbook/accessing/#loadbalancer-access'],
  reach: 'run minikube tunnel beside the cluster',
  annotations: {},
  conflicts: [],
  needsNodePorts: () => false,
};
