/** Reads the published OpenAPI schemas: which kinds are served, of which fields, and of which types those are. */
import fs from 'node:fs';
import path from 'node:path';

/** Packages whose kinds people write manifests of. */
const PACKAGES = /^io\.k8s\.(api|apiextensions-apiserver|kube-aggregator)\./;

/** Kinds that are requests, not objects: nobody keeps a manifest of one. */
const REQUESTS = /^(admission|authentication|authorization|internal\.apiserver)\.k8s\.io\/|(List|Review| Binding| DeploymentRollback| Eviction| JobTemplate| Scale)$/;

/** Whether people keep manifests of a kind, such as `apps/v1 Deployment`. */
export function isWritten(kind) {
  return !REQUESTS.test(kind);
}

/** `fields`: type → field → type of the field, which ends in `{}` where the field is a map. `kinds`: `apps/v1 Deployment` → type. */
export function readSchemas(root) {
  const { definitions } = JSON.parse(fs.readFileSync(path.join(root, 'api/openapi-spec/swagger.json'), 'utf8'));
  const fields = new Map();
  const kinds = new Map();
  for (const [type, schema] of Object.entries(definitions)) {
    if (!PACKAGES.test(type)) continue;
    const properties = Object.entries(schema.properties ?? {});
    fields.set(type, new Map(properties.map(([field, property]) => [field, typeOf(property)])));
    const [kind, ...others] = schema['x-kubernetes-group-version-kind'] ?? [];
    if (!kind || others.length > 0) continue;
    const name = `${kind.group === '' ? '' : `${kind.group}/`}${kind.version} ${kind.kind}`;
    if (isWritten(name)) kinds.set(name, type);
  }
  return { fields, kinds };
}

function typeOf(property) {
  const nameOf = (reference) => reference?.replace('#/definitions/', '');
  const inMap = nameOf(property.additionalProperties?.$ref);
  const name = nameOf(property.$ref ?? property.items?.$ref) ?? (inMap === undefined ? undefined : `${inMap}{}`);
  return name !== undefined && PACKAGES.test(name) ? name : undefined;
}

/** `io.k8s.api.core.v1.Lifecycle` as the table has it: `core/v1.Lifecycle`. */
export function shortName(type) {
  return type.replace(/^io\.k8s\.(api|[\w-]+\.pkg\.apis)\./, '').replace(/^(\w+)\./, '$1/');
}
