import type { ProviderTable } from './provider-table';

/** kind, which makes no load balancers by itself. */
export const kind: ProviderTable = {
  name: 'kind',
  title: 'kind',
  sources: ['https://kind.sigs.k8s.io/docs/user/loadbalancer/'],
  reach: 'run cloud-provider-kind beside the cluster',
  annotations: {},
  conflicts: [],
  needsNodePorts: () => false,
};
