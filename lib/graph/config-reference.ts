import { type Json, type JsonObject, list, record, text } from './json';
import type { GraphObject } from './object';
import type { Workload } from './workload';

export type ConfigKind = 'ConfigMap' | 'Secret';

/** A ConfigMap or Secret that pods read. */
export interface ConfigReference {
  readonly kind: ConfigKind;
  readonly name: string;
  /** Where the name stands. */
  readonly field: string;
  /** The keys that must be there, each with where it stands; without any, whatever is there will do. */
  readonly keys: readonly ReferencedKey[];
  /** `tolerated`: what reads it gets by without it, though hardly as the author meant; `optional`: the author said so. */
  readonly need: 'required' | 'tolerated' | 'optional';
}

export interface ReferencedKey {
  readonly key: string;
  readonly field: string;
}

const memo = new WeakMap<Workload, readonly ConfigReference[]>();

/** The ConfigMaps and Secrets that a workload's pods read, and the Secrets for pulling their images; read once for all who ask. */
export function configReferences(workload: Workload): readonly ConfigReference[] {
  const known = memo.get(workload) ?? readReferences(workload);
  memo.set(workload, known);
  return known;
}

function readReferences(workload: Workload): ConfigReference[] {
  const spec = workload.spec;
  return [
    ...workload.containers.flatMap(({ manifest, field }) => [...ofVariables(manifest.env, `${field}.env`), ...ofEnvFrom(manifest.envFrom, `${field}.envFrom`)]),
    ...list(spec.volumes).flatMap((item, at) => ofVolume(record(item), `${workload.field}.volumes[${String(at)}]`)),
    ...list(spec.imagePullSecrets).flatMap((item, at) =>
      // The kubelet passes over a pull secret that is not there, and tries to pull without it.
      reference('Secret', item, `${workload.field}.imagePullSecrets[${String(at)}]`, { tolerated: true }),
    ),
  ];
}

/** The certificates that an Ingress names; its controller shows one of its own in place of one that is not there. */
export function certificateReferences({ kind, group, manifest }: GraphObject): ConfigReference[] {
  if (kind !== 'Ingress' || group === '') return [];
  return list(record(manifest.spec).tls).flatMap((item, at) =>
    reference('Secret', item, `spec.tls[${String(at)}]`, { nameKey: 'secretName', tolerated: true }),
  );
}

function ofVariables(value: Json, field: string): ConfigReference[] {
  return list(value).flatMap((item, at) => {
    const { valueFrom } = record(item);
    if (valueFrom === undefined) return [];
    const { configMapKeyRef, secretKeyRef } = record(valueFrom);
    const place = `${field}[${String(at)}].valueFrom`;
    return [
      ...reference('ConfigMap', configMapKeyRef, `${place}.configMapKeyRef`, { keyed: true }),
      ...reference('Secret', secretKeyRef, `${place}.secretKeyRef`, { keyed: true }),
    ];
  });
}

function ofEnvFrom(value: Json, field: string): ConfigReference[] {
  return list(value).flatMap((item, at) => {
    const { configMapRef, secretRef } = record(item);
    const place = `${field}[${String(at)}]`;
    return [...reference('ConfigMap', configMapRef, `${place}.configMapRef`), ...reference('Secret', secretRef, `${place}.secretRef`)];
  });
}

function ofVolume({ configMap, secret, projected, csi }: JsonObject, field: string): ConfigReference[] {
  return [
    ...reference('ConfigMap', configMap, `${field}.configMap`),
    ...reference('Secret', secret, `${field}.secret`, { nameKey: 'secretName' }),
    ...reference('Secret', record(csi).nodePublishSecretRef, `${field}.csi.nodePublishSecretRef`),
    ...list(record(projected).sources).flatMap((item, at) => {
      const source = record(item);
      const place = `${field}.projected.sources[${String(at)}]`;
      return [...reference('ConfigMap', source.configMap, `${place}.configMap`), ...reference('Secret', source.secret, `${place}.secret`)];
    }),
  ];
}

interface Form {
  /** Whether it names one key itself, rather than list items. */
  readonly keyed?: boolean;
  readonly nameKey?: string;
  readonly tolerated?: boolean;
}

function reference(kind: ConfigKind, value: Json, field: string, { keyed = false, nameKey = 'name', tolerated = false }: Form = {}): ConfigReference[] {
  const source = record(value);
  const name = text(source[nameKey]);
  if (name === undefined || isTemplated(name)) return [];
  const named = keyed ? [{ value: source.key, field: `${field}.key` }] : list(source.items).map((item, at) => ({ value: record(item).key, field: `${field}.items[${String(at)}].key` }));
  const keys = named.flatMap((entry) => {
    const key = text(entry.value);
    return key === undefined || isTemplated(key) ? [] : [{ key, field: entry.field }];
  });
  return [{ kind, name, field: `${field}.${nameKey}`, keys, need: source.optional === true ? 'optional' : tolerated ? 'tolerated' : 'required' }];
}

/** What a later step fills in is not there to be judged. */
export function isTemplated(value: string): boolean {
  return /\$[{(A-Z]|\{\{|<|%/.test(value);
}
