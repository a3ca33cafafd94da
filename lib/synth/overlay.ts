import { type ApiObject, JsonPatch } from 'cdk8s';
import type { JsonObject } from '../graph/json';
import type { PatchOperation } from '../graph/patch';
import { renderOnce } from './render-once';
import { type Methods, replaceForJsii, replaceMethods } from './replace-methods';
import { sorted } from './sort-keys';

/** A manifest while it is being made: JSON of any kind, which whoever edits it knows. */
export type Manifest = any;

const overlaid = new WeakMap<ApiObject, JsonPatch[]>();

/**
 * Edits an object's final JSON, for fields that its generated class would drop. The author's own patches come last, so
 * that they win over ours, and none is dropped; once for each object.
 */
export function overlay<T extends ApiObject>(object: T, edit?: (manifest: Manifest) => void): T {
  const patches: JsonPatch[] = [];
  overlaid.set(object, patches);
  const render = object.toJson.bind(object);
  const methods: Methods<ApiObject> = {
    addJsonPatch: (...operations) => {
      patches.push(...operations);
    },
    toJson: () => {
      const manifest: Manifest = (isSorted() ? renderOnce(object) : undefined) ?? render();
      edit?.(manifest);
      // Applying patches copies everything, and so does sorting: one copy is enough.
      if (patches.length === 0 && isSorted()) return sorted(manifest);
      const result = patched(object, manifest, patches);
      return isSorted() ? sorted(result) : identityFirst(result);
    },
  };
  replaceMethods<ApiObject>(object, methods);
  replaceForJsii<ApiObject>(object, methods);
  return object;
}

function patched(object: ApiObject, manifest: Manifest, patches: readonly JsonPatch[]): Manifest {
  try {
    return JsonPatch.apply(manifest, ...patches);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Failed to apply the JSON patches of '${object.node.path}': ${reason}`, { cause: error });
  }
}

/** The operations that the author put on an object, in order. */
export function patchesOf(object: ApiObject): PatchOperation[] {
  const patches = overlaid.get(object) ?? (object as unknown as { readonly patches?: readonly JsonPatch[] }).patches ?? [];
  return patches.map((patch) => (patch as unknown as { _toJson(): PatchOperation })._toJson());
}

function isSorted(): boolean {
  return !process.env.CDK8S_DISABLE_SORT;
}

function identityFirst({ apiVersion, kind, metadata, ...rest }: Manifest): JsonObject {
  return { apiVersion, kind, metadata, ...rest };
}
