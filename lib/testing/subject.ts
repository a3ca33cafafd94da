import { Construct, type IConstruct } from 'constructs';
import type { Graph } from '../graph/graph';
import type { JsonObject } from '../graph/json';
import type { LinkObject } from '../graph/object';
import { graphsOf, type LinkInput } from '../linker/link';
import { inputFile, STDIN } from '../manifests/input-file';
import { readFiles } from '../manifests/read-files';
import type { Finding } from '../report/finding';
import type { ConstructMessage } from '../report/link-error';
import { inspect } from '../synth/inspect';
import { targetDataOf } from '../target/cluster-target';
import { Unanswerable } from './answer';

/** What a test asks about: an app, a chart or any other construct, a list of manifests, or YAML text. */
export type TestSubject = IConstruct | readonly object[] | string;

/** What was given to `expect`, as the linker takes it. */
export interface Subject {
  readonly input: LinkInput;
  /** The objects that belong to what was given: of a chart its own, though its whole app is linked. */
  readonly own: readonly LinkObject[];
  /** What could not be read, or was refused while it was rendered. */
  readonly unreadable: readonly Finding[];
  /** What could not be rendered. */
  readonly failures: readonly ConstructMessage[];
  /** What validations of constructs say. */
  readonly messages: readonly ConstructMessage[];
  /** Of a chart, the cluster that it is for. */
  readonly cluster?: string;
}

/**
 * Reads what was given to `expect`. An app is rendered as it is now, once, and is left as it was.
 *
 * @throws Unanswerable where it is nothing that can be linked
 */
export function readSubject(received: unknown): Subject {
  if (Construct.isConstruct(received)) return ofConstruct(received);
  if (typeof received === 'string') return ofText(received);
  if (Array.isArray(received) && received.every(isManifest)) {
    const objects = received.map((manifest): LinkObject => ({ manifest }));
    return { input: { objects }, own: objects, unreadable: [], failures: [], messages: [] };
  }
  throw new Unanswerable('There is nothing here that can be linked', showGiven(received), 'give expect() an App, a Chart, the manifests that Testing.synth(chart) returns, or YAML text');
}

/** The graphs to ask: one for each cluster, and of a chart the one of its cluster. */
export function graphsOfSubject({ input, cluster, unreadable, failures }: Subject): Graph[] {
  const [first] = [...unreadable.map(({ problem, path = '' }) => ({ path, message: problem })), ...failures];
  if (first) throw new Unanswerable('Not everything could be rendered, so nothing can be said of traffic', `[${first.path}] ${first.message}`, 'see to it that expect(…).toLinkCleanly() passes first');
  return graphsOf(cluster === undefined ? input : { ...input, objects: input.objects.filter(({ target }) => target?.cluster === cluster) });
}

function ofConstruct(scope: IConstruct): Subject {
  const { input, own, refusals, failures, messages } = inspect(scope);
  const cluster = scope.node.scope === undefined ? {} : { cluster: targetDataOf(scope).cluster };
  return { input, own, unreadable: refusals, failures, messages, ...cluster };
}

function ofText(text: string): Subject {
  const [read] = readFiles([inputFile(STDIN, process.cwd(), true)], { stdin: text });
  const { objects = [], findings = [], incomplete = false, externals = [] } = read ?? {};
  return { input: { objects, incomplete, externals }, own: objects, unreadable: findings, failures: [], messages: [] };
}

/** Whether a value looks like an object of Kubernetes, or a list of them. */
export function isManifest(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value && !Construct.isConstruct(value);
}

function showGiven(received: unknown): string {
  if (Array.isArray(received)) return 'a list in which not everything has apiVersion and kind';
  if (typeof received !== 'object' || received === null) return String(received);
  return `an object of ${received.constructor.name}`;
}
