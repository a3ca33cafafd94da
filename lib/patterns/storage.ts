import { posix } from 'node:path';
import { type Size, SizeRoundingBehavior } from 'cdk8s';
import { type Container, PersistentVolumeAccessMode, Volume, type VolumeMount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { STORAGE_NAME, STORAGE_RETENTION } from './defaults';
import { quantity } from './pod';
import type { StorageOptions, StorageProps } from './storage-props';
import type { PodProps } from './workload-props';

/** A volume of each pod, with everything decided. */
export interface PlannedStorage {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly size: Size;
  readonly storageClass?: string;
  readonly accessMode: PersistentVolumeAccessMode;
}

/**
 * Decides the volumes of a StatefulSet's pods.
 *
 * @throws LinkError where one cannot be had, or two want one name or folder
 */
export function planStorage(path: string, props: StorageOptions & PodProps): PlannedStorage[] {
  const given = givenStorage(path, props);
  const names = new Map(mountsOf(props).map(({ volume }): [string, string] => [volume.name, 'another volume of the pod']));
  const folders = new Map((props.volumes ?? []).map(({ path: folder }): [string, string] => [folderOf(folder), 'volumes']));
  return given.map((entry, index) => {
    const field = `storage[${String(index)}]`;
    const planned = planOne(path, field, entry, given.length > 1);
    claim(path, `${field}.name`, planned.name, names, field);
    claim(path, `${field}.mountPath`, planned.mountPath, folders, field);
    return planned;
  });
}

/** Whoever forgets the volume of a database loses its data at the first restart; plain JavaScript may leave the list out. */
function givenStorage(path: string, { storage, whenDeleted, whenScaled }: StorageOptions): readonly StorageProps[] {
  const given: unknown = storage;
  if (!Array.isArray(given)) {
    const fix = 'list the volumes, such as storage: [{ mountPath: "/data", size: Size.gibibytes(10) }], or say storage: []';
    throw propError({ path, field: 'storage', problem: 'A StatefulBackend says what it keeps', got: given === undefined ? 'nothing' : 'no list', fix });
  }
  const idle = Object.entries({ whenDeleted, whenScaled }).find(([, value]) => value !== undefined);
  if (idle && storage.length === 0) {
    const fix = `leave ${idle[0]} out, or list the volumes`;
    throw propError({ path, field: idle[0], problem: `${idle[0]} is about data, and none is kept`, got: `${quote(idle[1])} with storage: []`, fix });
  }
  return storage;
}

function planOne(path: string, field: string, entry: StorageProps, several: boolean): PlannedStorage {
  const refuse = (prop: string, problem: string, got: unknown, fix: string): Error =>
    propError({ path, field: `${field}.${prop}`, problem, got: typeof got === 'string' && got.startsWith('no ') ? got : quote(got), fix });
  const { subPath, storageClass } = entry;
  const name = entry.name ?? (several ? undefined : STORAGE_NAME);
  if (name === undefined) throw refuse('name', 'Each of several volumes needs a name', 'no name', 'name it after what it holds, such as "data" or "wal"');
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw refuse('name', 'A volume\'s name is up to 63 lower-case letters, digits and hyphens', name, 'write it like "data"');
  }
  const mountPath = folderOf(entry.mountPath);
  if (!mountPath.startsWith('/') || mountPath.includes(':')) {
    throw refuse('mountPath', 'The folder of a volume is an absolute path below the root, without a colon', entry.mountPath, 'write it like "/var/lib/data"');
  }
  if (subPath !== undefined && (subPath === '' || subPath.startsWith('/') || subPath.split('/').includes('..'))) {
    throw refuse('subPath', 'A folder within a volume is a relative path that stays in it', subPath, 'write it like "pgdata"');
  }
  if (storageClass !== undefined && !/^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$/.test(storageClass)) {
    throw refuse('storageClass', 'A StorageClass has a lower-case name', storageClass, 'use a name that `kubectl get storageclass` lists, or leave it out for the default one');
  }
  checkSize(path, `${field}.size`, entry.size);
  const { size, accessMode = PersistentVolumeAccessMode.READ_WRITE_ONCE } = entry;
  return { name, mountPath, size, accessMode, ...(subPath === undefined ? {} : { subPath }), ...(storageClass === undefined ? {} : { storageClass }) };
}

function checkSize(path: string, field: string, size: Size | undefined): void {
  const mebibytes = size?.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  if (mebibytes !== undefined && mebibytes > 0 && Number.isInteger(mebibytes)) return;
  throw propError({
    path,
    field,
    problem: 'A volume has a size of whole mebibytes, one or more',
    got: mebibytes === undefined ? 'no size' : `${String(mebibytes)} MiB`,
    fix: 'give a size such as Size.gibibytes(10)',
  });
}

/** A folder as everybody writes it; the root and what is none come to ''. */
function folderOf(path: unknown): string {
  return typeof path === 'string' && path !== '' ? posix.normalize(path).replace(/\/$/, '') : '';
}

function claim(path: string, field: string, value: string, owners: Map<string, string>, owner: string): void {
  const other = owners.get(value);
  if (other !== undefined) {
    const what = field.endsWith('name') ? 'name' : 'folder';
    throw propError({ path, field, problem: `Two volumes have the ${what} ${quote(value)}`, got: `${quote(value)}, which ${other} has`, fix: `give one of them another ${what}` });
  }
  owners.set(value, owner);
}

function mountsOf({ volumes = [], sidecars = [], initContainers = [] }: PodProps): VolumeMount[] {
  return [...volumes, ...[...sidecars, ...initContainers].flatMap(({ volumeMounts = [] }) => volumeMounts)];
}

/** Mounts the volumes, and gives each by name, for containers that are added later. */
export function mountStorage(scope: Construct, container: Container, storage: readonly PlannedStorage[]): Map<string, Volume> {
  return new Map(
    storage.map(({ name, mountPath, subPath }) => {
      // cdk8s-plus has no claim templates; a volume of any kind has containers mount the name, and the manifest takes it out again.
      const volume = Volume.fromEmptyDir(scope, `Volume-${name}`, name);
      container.mount(mountPath, volume, { ...(subPath === undefined ? {} : { subPath }) });
      return [name, volume];
    }),
  );
}

/** The fields of a StatefulSet that claim the volumes. */
export function claimsOf(storage: readonly PlannedStorage[], { whenDeleted, whenScaled }: StorageOptions): object {
  if (storage.length === 0) return {};
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: whenDeleted ?? STORAGE_RETENTION, whenScaled: whenScaled ?? STORAGE_RETENTION },
    volumeClaimTemplates: storage.map(({ name, size, storageClass, accessMode }) => ({
      metadata: { name },
      spec: {
        accessModes: [accessMode],
        resources: { requests: { storage: quantity(size) } },
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      },
    })),
  };
}
