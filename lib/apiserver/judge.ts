import type { GraphObject } from '../graph/object';
import type { Judgement } from '../graph/judgement';
import { compileArtifact, readArtifact } from './artifact';
import { Crew } from './crew';
import { Passed } from './passed';
import { type Answer, type Question, Validator } from './validator';
import type { Module } from './webassembly';

let artifact: Module | undefined;
let validator: Validator | undefined;

/**
 * Asks what the API server would say of objects, those that passed before excepted. Where there are many, worker threads find
 * out while the caller goes on: what comes back waits for them, and gives the objects that are refused.
 */
export function judge(objects: readonly GraphObject[]): () => readonly Judgement[] {
  if (objects.length === 0) return () => [];
  const passed = Passed.in(readArtifact().sha256);
  const open = objects.flatMap((object): Open[] => {
    const question = questionOf(object);
    const key = passed.keyOf(question);
    return passed.has(key) ? [] : [{ object, question, key }];
  });
  if (open.length === 0) return () => [];
  const lines = open.map(({ question }) => JSON.stringify(question));
  const crew = Crew.on(lines, compiled);
  let judgements: readonly Judgement[] | undefined;
  return () => {
    judgements ??= refusals(open, crew?.answers() ?? askHere(lines), passed);
    return judgements;
  };
}

interface Open {
  readonly object: GraphObject;
  readonly question: Question;
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

function askHere(lines: readonly string[]): Answer[] {
  validator ??= new Validator(compiled);
  return validator.askLines(lines);
}

/** Compiled once, whoever runs it. */
function compiled(): Module {
  return (artifact ??= compileArtifact());
}

function questionOf({ manifest, target, podSecurity }: GraphObject): Question {
  return { version: target.kubernetesVersion, ...(podSecurity === undefined ? {} : { level: podSecurity }), object: manifest };
}
