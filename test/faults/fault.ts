import type { Connection, ExternalObject, TargetData } from '../../lib/linker';
import type { PodSecurityLevelName } from '../../lib/target/target-data';
import type { PatchedObject } from '../rules/manifests';

/** A Kubernetes object as JSON: mutations reach into whatever kind it is. */
export type Manifest = any;

/** Manifests that would serve on a cluster, as somebody would have written them. */
export interface FaultApp {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /** Whether our patterns made them. @default false */
  readonly ours?: boolean;
  /** What differs from the default target. @default - nothing */
  readonly target?: Partial<TargetData>;
  /** Who connects to whom, as the author declared it. @default - none */
  readonly connections?: readonly Connection[];
  /** What lives outside the manifests. @default - none */
  readonly externals?: readonly ExternalObject[];
  /** JSON patches that an author put on some of the objects. @default - none */
  readonly patches?: readonly PatchedObject[];
  /** Whether the API server's own validation is asked. @default false */
  readonly apiServer?: boolean;
  /** The Pod Security level that pods must keep to. @default - none */
  readonly podSecurity?: PodSecurityLevelName;
  /** Rules that may leave a note on this app, healthy as it is. @default - none */
  readonly notes?: readonly string[];
  /** Rules whose findings the author knows of and acknowledged. @default - none */
  readonly accepted?: readonly string[];
}

/** A deep copy of a healthy app, for a fault to edit in place. */
export type SeededApp = FaultApp & {
  manifests: Manifest[];
  patches: PatchedObject[];
  connections: Connection[];
  apiServer?: boolean;
  podSecurity?: PodSecurityLevelName;
  target: { -readonly [K in keyof TargetData]?: TargetData[K] };
};

/** One thing that somebody did wrong. */
export interface Fault {
  /** A sentence: what somebody did wrong. */
  readonly name: string;
  /** Other rules that rightly speak too. @default - none */
  readonly also?: readonly string[];
  /** Edits a deep copy of a healthy app in place; returns false where this app has nothing to break that way. */
  readonly seed: (app: SeededApp) => boolean;
}
