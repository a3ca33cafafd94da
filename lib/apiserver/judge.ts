import type { GraphObject } from '../graph/object';
import type { JsonObject } from '../graph/json';
import type { Judgement } from '../graph/judgement';
import { readArtifact } from './artifact';
import { loadAsking } from './load-asking';
import { Passed } from './passed';
import { lineOf, type Question } from './question';
import type { Answer } from './validator';

/**
 * Has the API server's validation look at objects, those excepted that passed before; what comes back waits for what it
 * says, and gives the objects that it refuses.
 */
export function judge(objects: readonly GraphObject[]): () => readonly Judgement[] {
  if (objects.length === 0) return () => [];
  const passed = Passed.in(readArtifact().sha256);
  const open = objects.flatMap((object): Open[] => {
    const line = ahead.get(object.manifest) ?? lineOf(questionOf(object));
    const key = passed.keyOf(line);
    return passed.has(key) ? [] : [{ object, line, key }];
  });
  if (open.length === 0) return () => [];
  const answers = loadAsking().ask(open.map(({ line }) => line));
  let judgements: readonly Judgement[] | undefined;
  return () => (judgements ??= refusals(open, answers(), passed));
}

/** The lines of what is judged ahead; they are long. */
const ahead = new Map<JsonObject, string>();

/** What of an object decides on the answer. */
type Judged = Pick<GraphObject, 'manifest' | 'target' | 'podSecurity'>;

/** Judging that has begun before `judge` asks for it, until it is ended. */
export interface Ahead {
  judge(object: Judged): void;
  end(): void;
}

/**
 * Has about so many objects judged ahead of `judge`, each as it becomes known; undefined where that would not pay, as where anything
 * passed before.
 */
export function judgeAhead(count: () => number): Ahead | undefined {
  if (!Passed.in(readArtifact().sha256).isEmpty) return undefined;
  const { askAhead, forget } = loadAsking();
  const ask = askAhead(count());
  return ask && {
    judge: (object) => {
      const line = lineOf(questionOf(object));
      ahead.set(object.manifest, line);
      ask(line);
    },
    end: () => {
      ahead.clear();
      forget();
    },
  };
}

interface Open {
  readonly object: GraphObject;
  readonly line: string;
  readonly key: string;
}

/** The objects that are refused; the others are remembered. */
function refusals(open: readonly Open[], answers: readonly Answer[], passed: Passed): Judgement[] {
  const refused = open.flatMap(({ object }, index) => {
    const { errors = [], violations = [] } = answers[index] ?? {};
    return errors.length + violations.length === 0 ? [] : [{ object, errors, violations }];
  });
  const against = new Set(refused.map(({ object }) => object));
  passed.add(open.filter(({ object }) => !against.has(object)).map(({ key }) => key));
  return refused;
}

function questionOf({ manifest, target, podSecurity }: Judged): Question {
  return { version: target.kubernetesVersion, ...(podSecurity === undefined ? {} : { level: podSecurity }), object: manifest };
}
