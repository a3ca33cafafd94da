import { looksLike, nearest } from '../graph/near';
import { type GraphObject, readObjects, showObject } from '../graph/object';
import { verdictOf } from '../graph/verdict';
import { harmless } from '../report/harmless';
import { listed, quote } from '../report/message';
import { type Answer, row, Unanswerable } from './answer';
import { showName } from './names';
import { type Difference, differencesOf } from './shape';
import { readSubject, type Subject } from './subject';

/** Whether there is an object of a kind that has what is described. */
export function answerResource(received: unknown, kind: string, described: object = {}): Answer {
  const all = objectsOf(readSubject(received));
  const candidates = ofKind(all, kind).map((object) => ({ object, differences: differencesOf(described, object.manifest) }));
  const matching = candidates.filter(({ differences }) => differences.length === 0);
  return {
    verdict: verdictOf(matching.length > 0),
    message: () => (matching.length > 0 ? describeMatching(kind, matching) : describeNearest(kind, candidates, all)),
  };
}

/** Whether there are so many objects of a kind. */
export function answerResourceCount(received: unknown, kind: string, count: number): Answer {
  const all = objectsOf(readSubject(received));
  const found = ofKind(all, kind);
  const message = (): string => [`There ${found.length === 1 ? 'is' : 'are'} ${String(found.length)} ${kind}, and ${String(count)} ${count === 1 ? 'was' : 'were'} spoken of`, ...found.map((object) => row('has', showIdentity(object)))].join('\n');
  return { verdict: verdictOf(found.length === count), message };
}

function objectsOf({ own, unreadable, failures }: Subject): GraphObject[] {
  const [first] = [...unreadable.map(({ problem }) => problem), ...failures.map(({ path, message }) => `[${path}] ${message}`)];
  if (first !== undefined) throw new Unanswerable('Not everything could be rendered, so nothing can be said of what there is', first, 'see to it that expect(…).toLinkCleanly() passes first');
  return readObjects(own);
}

/** Objects of a kind: `Deployment`, or with its API as in `apps/v1/Deployment`, `apps/Deployment`, `v1/Service`. */
function ofKind(all: readonly GraphObject[], written: string): GraphObject[] {
  const parts = written.split('/');
  const kind = parts.pop() ?? '';
  const api = parts.join('/');
  const found = all.filter((object) => object.kind === kind && (api === '' || object.apiVersion === api || object.group === api));
  // Else a slip of the pen would pass under `.not`.
  const meant = found.length > 0 || all.some((object) => object.kind === kind) ? undefined : all.find((object) => looksLike(object.kind, kind));
  if (meant) throw new Unanswerable(`There is no object of kind ${quote(kind)}`, kindsOf(all), `did you mean ${quote(meant.kind)}?`);
  return found;
}

interface Candidate {
  readonly object: GraphObject;
  readonly differences: readonly Difference[];
}

/** More objects, or places in one of them, than these are a dump. */
const MOST_OBJECTS = 3;
const MOST_PLACES = 6;

function describeNearest(kind: string, candidates: readonly Candidate[], all: readonly GraphObject[]): string {
  if (candidates.length === 0) {
    const near = nearest(kind, [...new Set(all.map((object) => object.kind))]);
    return [`There is no ${kind}`, row('got', kindsOf(all)), row('fix', near === undefined ? 'add one' : `add one, or name a kind that is there: the nearest is ${quote(near)}`)].join('\n');
  }
  const sorted = [...candidates].sort((a, b) => a.differences.length - b.differences.length);
  const [only] = candidates;
  const title = candidates.length === 1 && only ? `The only ${kind} is not as described` : `None of ${String(candidates.length)} objects of kind ${kind} is as described; the nearest`;
  return [title, ...sorted.slice(0, MOST_OBJECTS).flatMap(describeCandidate)].join('\n');
}

function describeCandidate({ object, differences }: Candidate): string[] {
  const more = differences.length - MOST_PLACES;
  return [
    row('has', showIdentity(object)),
    ...differences.slice(0, MOST_PLACES).map(({ path, expected, got }) => row('', `${harmless(path)}: expected ${expected}, got ${got}`)),
    ...(more > 0 ? [row('', `and ${String(more)} more`)] : []),
  ];
}

function describeMatching(kind: string, matching: readonly Candidate[]): string {
  return [`There ${matching.length === 1 ? 'is' : 'are'} ${String(matching.length)} ${kind} of that description`, ...matching.slice(0, MOST_OBJECTS).map(({ object }) => row('has', showIdentity(object)))].join('\n');
}

function showIdentity(object: GraphObject): string {
  const name = `${harmless(object.kind)} ${showName(object)}`;
  return object.provenance.path === undefined ? name : `${name} (${harmless(showObject(object))})`;
}

function kindsOf(all: readonly GraphObject[]): string {
  const kinds = [...new Set(all.map(({ kind }) => harmless(kind)))].sort();
  return kinds.length === 0 ? 'no object at all' : listed(kinds);
}
