import type { ProviderName } from '../target-data';
import type { AnnotationValue } from './annotation-value';
import type { Annotations, Profile } from './profile';

/** A Service of type LoadBalancer, as tables look at it. */
export interface Balancer {
  readonly annotations: Annotations;
  readonly loadBalancerClass?: string;
  /** `spec.loadBalancerIP`, which annotations came after. */
  readonly loadBalancerIp?: string;
  /** Whether externalTrafficPolicy is Local. */
  readonly local: boolean;
  /** Whether a port of it gets no node port. */
  readonly lacksNodePorts: boolean;
}

/** Two things said of one load balancer that do not go together. */
export interface Conflict {
  /** The annotation that loses, or that brings the other down. */
  readonly annotation: string;
  /** What it stands beside, or misses: `with "x"`, `without "x"`. */
  readonly beside: string;
  /** What comes of it. */
  readonly outcome: string;
  /** The change to make. */
  readonly fix: string;
  /** Whether it is passed over and nothing else happens. @default false */
  readonly idle?: boolean;
}

export type FindConflict = (balancer: Balancer) => Conflict | undefined;

/** What is known of one provider: how to tell it things, and everything that it can be told. */
export interface ProviderTable {
  readonly name: ProviderName;
  /** Its name in sentences. */
  readonly title: string;
  /** Where all this is documented. */
  readonly sources: readonly string[];
  /** Absent where it makes no load balancers. */
  readonly profile?: Profile;
  /** How a Service of type LoadBalancer is reached where none are made. @default - by its load balancer */
  readonly reach?: string;
  /** Every annotation of Services that its controller reads, or writes itself. */
  readonly annotations: Readonly<Record<string, AnnotationValue>>;
  /** Annotations with a port or protocol in their names. @default - none */
  readonly families?: readonly { readonly key: RegExp; readonly value: AnnotationValue }[];
  /** Keys that nobody else uses: one of them that is not known is a slip, or newer than this table. @default - none */
  readonly exclusive?: RegExp;
  /** Names that people write for others, to which they bear no likeness. @default - none */
  readonly mistaken?: Readonly<Record<string, string>>;
  readonly conflicts: readonly FindConflict[];
  /** Whether traffic comes by node ports, as far as the Service tells. */
  needsNodePorts(balancer: Balancer): boolean;
  /** What makes it do without, to follow ", or". @default - nothing */
  readonly withoutNodePorts?: string;
}

/** What an annotation takes, where the table knows it. */
export function valueOf(table: ProviderTable, key: string): AnnotationValue | undefined {
  // An annotation may be called `constructor`.
  return Object.hasOwn(table.annotations, key) ? table.annotations[key] : table.families?.find((family) => family.key.test(key))?.value;
}

/** Whether a switch is on, as controllers read it. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && ['1', 't', 'true'].includes(value.toLowerCase());
}

/** The entries of a list with commas. */
export function entriesOf(value: string | undefined): string[] {
  return (value ?? '').split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** The keys under a prefix, all of one kind. */
export function under(prefix: string, kinds: Readonly<Record<string, AnnotationValue>>): Record<string, AnnotationValue> {
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [`${prefix}${name}`, kind]));
}
