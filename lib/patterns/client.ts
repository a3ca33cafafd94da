import type { Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Admission } from './admission';
import type { Canaries } from './canaries';
import type { ConnectionVariables } from './connection-variables';

/** A pattern that connects to others. */
export interface Client {
  readonly scope: Construct;
  readonly name: string;
  readonly workload: Workload;
  readonly admission: Admission;
  readonly variables: ConnectionVariables;
  /** The labels of its pods. @default - those of its name */
  readonly pods?: Readonly<Record<string, string>>;
  /** Those that connect to whatever it connects to. @default - none */
  readonly canaries?: Canaries;
}
