/** Kinds that manifests refer to, with the short names that kubectl knows them by. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['cm'],
  CronJob: ['cj'],
  CustomResourceDefinition: ['crd', 'crds'],
  DaemonSet: ['ds'],
  Deployment: ['deploy'],
  Endpoints: ['ep'],
  EndpointSlice: [],
  Gateway: ['gtw'],
  GatewayClass: ['gc'],
  GRPCRoute: [],
  HorizontalPodAutoscaler: ['hpa'],
  HTTPRoute: [],
  Ingress: ['ing'],
  IngressClass: [],
  Job: [],
  Namespace: ['ns'],
  NetworkPolicy: ['netpol'],
  Node: ['no'],
  PersistentVolume: ['pv'],
  PersistentVolumeClaim: ['pvc'],
  Pod: ['po'],
  PodDisruptionBudget: ['pdb'],
  PriorityClass: ['pc'],
  ReferenceGrant: ['refgrant'],
  ReplicaSet: ['rs'],
  ReplicationController: ['rc'],
  Role: [],
  RuntimeClass: [],
  Secret: [],
  Service: ['svc'],
  ServiceAccount: ['sa'],
  StatefulSet: ['sts'],
  StorageClass: ['sc'],
};

/** Those of them that live in no namespace. */
const CLUSTER_SCOPED = [
  'CustomResourceDefinition', 'GatewayClass', 'IngressClass', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass',
];

const BY_ALIAS = new Map(
  Object.entries(SHORT_NAMES).flatMap(([kind, short]) => [kind.toLowerCase(), pluralOf(kind), ...short].map((alias): [string, string] => [alias, kind])),
);

/** The kind that a word stands for as kubectl takes it: `secret`, `secrets`, `svc`. A kind that we do not know stays as it is. */
export function kindNamed(word: string): string {
  return BY_ALIAS.get(word.toLowerCase()) ?? word;
}

/** Whether objects of the kind are known to live in no namespace. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.includes(kind);
}

/** The name of a kind's resource: `networkpolicies`. */
export function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular === 'endpoints') return singular;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return `${singular}${/(s|x|z|ch|sh)$/.test(singular) ? 'es' : 's'}`;
}
