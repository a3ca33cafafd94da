import type { Manifest } from './manifest';

/** What an example takes for granted, and the test makes up. */
export interface MadeUp {
  /** The example, with what was made up. */
  readonly manifests: readonly Manifest[];
  /** What was made up, in sentences. */
  readonly remarks: readonly string[];
}

/** Runs anywhere as any user, and does nothing. */
const PAUSE = 'registry.k8s.io/pause:3.10';

/** Images of an invented company stand for the reader's own in examples; no registry has them. */
const INVENTED = /(^|\/)acme\//;

interface Reference {
  readonly name?: string;
  readonly secretName?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** Makes up Secrets that somebody else would have made, and programs that nobody has, where nothing connects to them. */
export function madeUp(manifests: readonly Manifest[], value: string): MadeUp {
  const secrets = missingSecrets(manifests, value);
  const paused: string[] = [];
  const runnable = manifests.map((manifest) => withPause(manifest, paused));
  return {
    manifests: [...secrets, ...runnable],
    remarks: [
      ...secrets.map(({ metadata: { name } }) => `Secret ${name} was made up`),
      ...[...new Set(paused)].map((image) => `${image} is no image that there is; ${PAUSE} ran in its place`),
    ],
  };
}

function missingSecrets(manifests: readonly Manifest[], value: string): Manifest[] {
  const wanted = new Map<string, { namespace: string; name: string; keys: Set<string> }>();
  for (const { metadata: { namespace = '' }, spec } of manifests) {
    for (const { name, secretName = name, key, optional } of references(spec)) {
      const there = manifests.some(({ kind, metadata }) => kind === 'Secret' && metadata.name === secretName && (metadata.namespace ?? '') === namespace);
      if (there || optional === true || secretName === undefined) continue;
      const id = `${namespace}/${secretName}`;
      const secret = wanted.get(id) ?? { namespace, name: secretName, keys: new Set<string>() };
      if (key !== undefined) secret.keys.add(key);
      wanted.set(id, secret);
    }
  }
  return [...wanted.values()].map(({ namespace, name, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace === '' ? {} : { namespace }) },
    stringData: Object.fromEntries([...keys].map((key) => [key, value])),
  }));
}

/** Everything under the fields in which a pod names a Secret that it cannot start without. */
function references(value: unknown): Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, entry]) => {
    const isReference = ['secretKeyRef', 'secretRef', 'secret'].includes(field) && typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    return isReference ? [entry as Reference] : references(entry);
  });
}

interface Pods {
  readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
}

interface Container {
  readonly image: string;
  readonly ports?: readonly unknown[];
  readonly readinessProbe?: unknown;
  readonly livenessProbe?: unknown;
}

function withPause(manifest: Manifest, paused: string[]): Manifest {
  const spec = manifest.spec as Pods | undefined;
  const containers = spec?.template?.spec?.containers;
  if (!containers) return manifest;
  const replaced = containers.map((container) => {
    const { image, ports = [], readinessProbe, livenessProbe } = container;
    if (!INVENTED.test(image) || ports.length > 0 || readinessProbe !== undefined || livenessProbe !== undefined) return container;
    paused.push(image);
    return { ...container, image: PAUSE, command: undefined, args: undefined };
  });
  return { ...manifest, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers: replaced } } } };
}
