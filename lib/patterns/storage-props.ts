import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-28';

/** What becomes of data that no pod needs any more. */
export enum StorageRetention {
  /** It stays, until somebody deletes the claim by hand. */
  RETAIN = 'Retain',
  /** Its claim is deleted; with most storage classes that deletes the data. */
  DELETE = 'Delete',
}

/**
 * A volume that each pod has of its own, and finds again wherever it starts next. A StatefulSet that exists cannot change it: that
 * takes a new one.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
 */
export interface StorageProps {
  /**
   * Name of the volume; the claims are named after it, such as `data-orders-0`.
   *
   * @default - "data"; required where there are several
   */
  readonly name?: string;
  /** Folder where the container finds it. */
  readonly mountPath: string;
  /**
   * Folder within the volume that is mounted in place of the whole. For programs that want an empty folder, which a new disk's root
   * seldom is.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;
  /** How large it is, in whole mebibytes or more. */
  readonly size: Size;
  /**
   * Name of the StorageClass; `''` for volumes that somebody made by hand.
   *
   * @default - the cluster's default class
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
   */
  readonly storageClass?: string;
  /**
   * Who may mount it at a time. Each pod has a volume of its own, so one is enough.
   *
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** Describes what a StatefulBackend keeps. */
export interface StorageOptions {
  /** The volumes that each pod has of its own; `[]` says that nothing is kept. */
  readonly storage: StorageProps[];

  /**
   * What becomes of the data when the StatefulSet is deleted.
   *
   * @default StorageRetention.RETAIN
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
   */
  readonly whenDeleted?: StorageRetention;

  /**
   * What becomes of the data of pods that are scaled away.
   *
   * @default StorageRetention.RETAIN
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
   */
  readonly whenScaled?: StorageRetention;
}
