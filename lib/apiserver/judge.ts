import type { GraphObject } from '../graph/object';
import type { Judgement } from '../graph/judgement';
import { readArtifact } from './artifact';
import { Passed } from './passed';
import { type Question, Validator } from './validator';

let validator: Validator | undefined;

/** What the API server would say of objects: those that it refuses. What passed before is not asked of again. */
export function judge(objects: readonly GraphObject[]): Judgement[] {
  if (objects.length === 0) return [];
  const passed = new Passed(readArtifact().sha256);
  const open = objects
    .map((object) => ({ object, question: questionOf(object) }))
    .map((entry) => ({ ...entry, key: passed.keyOf(entry.question) }))
    .filter(({ key }) => !passed.has(key));
  if (open.length === 0) return [];
  validator ??= new Validator();
  const answers = validator.ask(open.map(({ question }) => question));
  const refused = open.flatMap(({ object }, index) => {
    const { errors = [], violations = [] } = answers[index] ?? {};
    return errors.length + violations.length === 0 ? [] : [{ object, errors, violations }];
  });
  const against = new Set(refused.map(({ object }) => object));
  passed.add(open.filter(({ object }) => !against.has(object)).map(({ key }) => key));
  return refused;
}

function questionOf({ manifest, target, podSecurity }: GraphObject): Question {
  return { version: target.kubernetesVersion, ...(podSecurity === undefined ? {} : { level: podSecurity }), object: manifest };
}
