import type { Manifest } from './manifest';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Gives every namespace of an example a throwaway one; objects that name none are in the namespace called `''`. */
export function throwawayNamespaces(example: string, manifests: readonly Manifest[], run: string): ReadonlyMap<string, string> {
  const names = [...new Set(manifests.map(({ metadata }) => metadata.namespace ?? ''))].sort();
  // Their names are labels of DNS, so they end after 63 characters.
  return new Map(names.map((name, index) => [name, `e2e-${run}-${example.slice(0, 40)}${index === 0 ? '' : `-${String(index + 1)}`}`]));
}

/**
 * Moves an example into other namespaces, and with its objects whatever names their namespace: references, network policies, and hosts
 * such as `orders.shop.svc` in the environment of a container.
 */
export function move(manifests: readonly Manifest[], namespaces: ReadonlyMap<string, string>): Manifest[] {
  return manifests.map((manifest) => {
    const moved = moveValue(manifest, namespaces) as Manifest;
    return { ...moved, metadata: { ...moved.metadata, namespace: namespaces.get(manifest.metadata.namespace ?? '') ?? '' } };
  });
}

function moveValue(value: unknown, namespaces: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return moveHosts(value, namespaces);
  if (Array.isArray(value)) return value.map((entry) => moveValue(entry, namespaces));
  if (typeof value !== 'object' || value === null) return value;
  const { key, values } = value as { key?: unknown; values?: unknown };
  if (key === NAMESPACE_NAME && Array.isArray(values)) return { ...value, values: values.map((name) => renamed(name, namespaces)) };
  return Object.fromEntries(
    Object.entries(value).map(([field, entry]) => {
      const namesNamespace = field === 'namespace' || field === NAMESPACE_NAME;
      return [field, namesNamespace && typeof entry === 'string' ? renamed(entry, namespaces) : moveValue(entry, namespaces)];
    }),
  );
}

function renamed(name: unknown, namespaces: ReadonlyMap<string, string>): unknown {
  return typeof name === 'string' ? (namespaces.get(name) ?? name) : name;
}

function moveHosts(text: string, namespaces: ReadonlyMap<string, string>): string {
  return text.replace(/\.([a-z0-9-]+)\.svc(?![\w-])/g, (_, name: string) => `.${namespaces.get(name) ?? name}.svc`);
}
