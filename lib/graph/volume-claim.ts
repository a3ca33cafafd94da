import { type JsonObject, list, record, text } from './json';
import type { GraphObject } from './object';
import type { Workload } from './workload';

/** A claim that the pods of a workload mount. */
export interface MountedClaim {
  readonly name: string;
  /** Where the pods ask for it, such as `spec.template.spec.volumes[0].persistentVolumeClaim.claimName`. */
  readonly field: string;
  readonly accessModes: readonly string[];
  /** Whether the storage, as far as the input shows, is one that any pod of its node or network may reach, whatever the modes say. */
  readonly shared: boolean;
}

/** Storage that is not attached to a node: a folder of the node itself, or a file server. */
const UNATTACHED = /local|host-?path|nfs|efs|ceph-?fs|gluster|azure-?file|filestore|smb/i;

/** The claims of the input, and the volumes that they may be bound to. */
export class VolumeClaims {
  private readonly claims = new Map<string, GraphObject>();
  private readonly unattached = new Set<string>();

  constructor(objects: readonly GraphObject[]) {
    for (const object of objects) {
      if (object.group !== '') continue;
      if (object.kind === 'PersistentVolumeClaim') this.claims.set(keyOf(object.namespace, object.name), object);
      if (object.kind === 'PersistentVolume') this.readVolume(object);
    }
  }

  /** The claims of a workload's pods that are in the input. */
  mountedBy(workload: Workload): MountedClaim[] {
    return list(workload.spec.volumes).flatMap((volume, index) => {
      const name = text(record(record(volume).persistentVolumeClaim).claimName);
      const claim = name === undefined ? undefined : this.claims.get(keyOf(workload.object.namespace, name));
      if (!claim) return [];
      const spec = record(claim.manifest.spec);
      return [
        {
          name: claim.name,
          field: `${workload.field}.volumes[${String(index)}].persistentVolumeClaim.claimName`,
          accessModes: list(spec.accessModes).filter((mode) => typeof mode === 'string'),
          shared: this.isShared(claim, spec),
        },
      ];
    });
  }

  private isShared(claim: GraphObject, { storageClassName, volumeName }: JsonObject): boolean {
    const byClass = text(storageClassName);
    const byVolume = text(volumeName);
    return (
      (byClass !== undefined && (UNATTACHED.test(byClass) || this.unattached.has(`class ${byClass}`))) ||
      (byVolume !== undefined && this.unattached.has(`volume ${byVolume}`)) ||
      this.unattached.has(`claim ${keyOf(claim.namespace, claim.name)}`)
    );
  }

  private readVolume({ name, manifest }: GraphObject): void {
    const spec = record(manifest.spec);
    if (![spec.hostPath, spec.local, spec.nfs].some((source) => typeof source === 'object' && source !== null)) return;
    this.unattached.add(`volume ${name}`);
    const storageClass = text(spec.storageClassName);
    if (storageClass !== undefined) this.unattached.add(`class ${storageClass}`);
    const { namespace, name: claim } = record(spec.claimRef);
    if (text(claim) !== undefined) this.unattached.add(`claim ${keyOf(text(namespace), text(claim) ?? '')}`);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
