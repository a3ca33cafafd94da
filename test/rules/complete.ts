/** A Kubernetes object as JSON, of whatever kind. */
type Manifest = any;

/** Where each kind keeps the template of its pods. */
const TEMPLATED: Readonly<Record<string, (spec: Manifest) => Manifest>> = {
  Deployment: (spec) => spec.template,
  StatefulSet: (spec) => spec.template,
  DaemonSet: (spec) => spec.template,
  ReplicaSet: (spec) => spec.template,
  Job: (spec) => spec.template,
  CronJob: (spec) => spec.jobTemplate?.spec?.template,
};
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
const ENDING = ['Job', 'CronJob'];

/**
 * Adds what the API server requires and a table leaves out, since it says nothing of the rule: names and images of
 * containers, the selector of a workload, how much a claim asks for. What a table does say stays as it is.
 */
export function complete(manifest: unknown): unknown {
  const { apiVersion, kind, items } = isRecord(manifest) ? manifest : {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return manifest;
  if (Array.isArray(items)) return { ...manifest as object, items: items.map(complete) };
  const copy: Manifest = structuredClone(manifest);
  completeOwners(copy.metadata?.ownerReferences);
  COMPLETED[`${apiVersion} ${kind}`]?.(copy);
  if (/^(apps|batch)\/v1$/.test(apiVersion) && isRecord(copy.spec)) completeWorkload(kind, copy.spec, copy.metadata?.name);
  return copy;
}

const COMPLETED: Readonly<Record<string, (copy: Manifest) => void>> = {
  'v1 Pod': (copy) => {
    copy.spec ??= {};
    if (isRecord(copy.spec)) copy.spec.containers ??= [{}];
    completePod(copy.spec);
  },
  'v1 PersistentVolumeClaim': (copy) => {
    completeClaim((copy.spec ??= {}));
  },
  'v1 PersistentVolume': ({ spec }) => {
    spec.accessModes ??= ['ReadWriteOnce'];
    spec.capacity = { storage: '1Gi', ...spec.capacity };
  },
  'v1 Service': (copy) => {
    const spec = (copy.spec ??= {});
    if (spec.type !== 'ExternalName' && spec.clusterIP !== 'None' && isRecord(spec)) spec.ports ??= [{ port: 80 }];
  },
  'networking.k8s.io/v1 Ingress': ({ spec }) => {
    if (!isRecord(spec)) return;
    const ingress: Manifest = spec;
    if (ingress.tls && !ingress.rules && !ingress.defaultBackend) ingress.defaultBackend = { resource: { kind: 'Bucket', name: 'static', apiGroup: 'acme.example' } };
    for (const rule of ingress.rules ?? []) for (const path of rule?.http?.paths ?? []) if (path?.backend) path.pathType ??= 'Prefix';
  },
  'discovery.k8s.io/v1 EndpointSlice': (copy) => {
    copy.addressType ??= 'IPv4';
    copy.endpoints ??= [];
  },
  'autoscaling/v2 HorizontalPodAutoscaler': ({ spec }) => {
    spec.maxReplicas ??= 10;
  },
};

function completeOwners(owners: Manifest): void {
  for (const owner of Array.isArray(owners) ? owners : []) {
    owner.apiVersion ??= 'apps/v1';
    owner.kind ??= 'ReplicaSet';
    owner.name ??= 'owner';
    owner.uid ??= '00000000-0000-4000-8000-000000000000';
  }
}

function completeWorkload(kind: string, spec: Manifest, name: unknown): void {
  const template = TEMPLATED[kind]?.(spec);
  if (!isRecord(template)) return;
  if (SELECTING.includes(kind)) completeSelector(spec, template, name);
  completePod(template.spec);
  if (ENDING.includes(kind) && isRecord(template.spec)) (template.spec as Manifest).restartPolicy ??= 'Never';
  if (kind === 'CronJob') spec.schedule ??= '0 3 * * *';
  for (const claim of Array.isArray(spec.volumeClaimTemplates) ? spec.volumeClaimTemplates : []) completeClaim((claim.spec ??= {}));
}

function completeSelector(spec: Manifest, template: Manifest, name: unknown): void {
  if (spec.selector === undefined && template.metadata?.labels === undefined) template.metadata = { ...template.metadata, labels: { app: name } };
  const labels = template.metadata?.labels;
  if (spec.selector === undefined && isRecord(labels) && Object.keys(labels).length > 0) spec.selector = { matchLabels: { ...labels } };
}

function completePod(spec: Manifest): void {
  if (!isRecord(spec)) return;
  const { containers, initContainers } = spec as Manifest;
  const all = [containers, initContainers].flatMap((list, of) => (Array.isArray(list) ? list.map((container, index) => ({ container, name: `${of === 0 ? 'main' : 'init'}-${String(index)}` })) : []));
  for (const { container, name } of all) {
    if (!isRecord(container)) continue;
    (container as Manifest).name ??= name;
    (container as Manifest).image ??= 'main:1.0.0';
  }
  for (const volume of Array.isArray((spec as Manifest).volumes) ? (spec as Manifest).volumes : []) {
    const claim = volume?.ephemeral?.volumeClaimTemplate;
    if (claim !== undefined) completeClaim((claim.spec ??= {}));
  }
}

function completeClaim(spec: Manifest): void {
  if (!isRecord(spec)) return;
  const claim: Manifest = spec;
  claim.accessModes ??= ['ReadWriteOnce'];
  claim.resources ??= { requests: { storage: '1Gi' } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
