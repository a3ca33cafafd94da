import * as fs from 'node:fs';
import * as path from 'node:path';
import type * as ajv from 'ajv';
import type { ErrorObject } from 'ajv';
import { nearest } from '../graph/near';
import { listed, type MessageText, quote } from '../report/message';
import { type ConfigDocument, type ConfigPath, showPath } from './config-document';

/** Beside `lib` in a checkout, and beside `build` in the package. */
const SCHEMA = path.resolve(__dirname, '../../schemas/service-patterns.schema.json');

/** What of a schema tells people what it wants. */
interface Told {
  readonly title?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Told>>;
}

/** Records what in a configuration differs from the published schema. */
export function checkSchema(document: ConfigDocument): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody without a configuration waits for it
  const { Ajv } = require('ajv') as typeof ajv;
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, strictRequired: false }).compile(JSON.parse(fs.readFileSync(SCHEMA, 'utf8')) as object);
  validate(document.value);
  for (const error of validate.errors ?? []) refuse(document, error);
}

function refuse(document: ConfigDocument, error: ErrorObject): void {
  const at = pathOf(error.instancePath, document.value);
  const told = (error.parentSchema ?? {}) as Told;
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    document.refuse([...at, key], unknownKey(at, key, Object.keys(told.properties ?? {})), 'key');
  } else if (error.keyword === 'required') {
    document.refuse(at, missingKey(at, String(error.params.missingProperty), told));
  } else {
    document.refuse(at, wrongValue(at, error, told));
  }
}

function unknownKey(at: ConfigPath, key: string, known: readonly string[]): MessageText {
  return {
    problem: `There is no key ${quote(key)} in ${at.length === 0 ? 'the configuration' : showPath(at)}`,
    got: `${quote(key)}; known are ${listed(known.filter((name) => name !== '$schema').map(quote))}`,
    fix: `write ${quote(nearest(key, known))}, or leave it out`,
  };
}

function missingKey(at: ConfigPath, key: string, told: Told): MessageText {
  const { examples = [] } = told.properties?.[key] ?? {};
  return { problem: `${showPath(at)} has no ${quote(key)}`, fix: `add ${key}, such as ${key}: ${show(examples[0])}` };
}

function wrongValue(at: ConfigPath, { keyword, params, data }: ErrorObject, { title = 'something else', examples = [] }: Told): MessageText {
  const subject = at.length === 0 ? 'The configuration' : showPath(at);
  if (keyword === 'enum') {
    const allowed = (params.allowedValues as readonly string[]).map(String);
    return {
      problem: `${subject} must be ${listed(allowed.map(quote), 'or')}`,
      got: show(data),
      fix: typeof data === 'string' ? `write ${quote(nearest(data, allowed))}` : `write one of them, such as ${quote(allowed[0])}`,
    };
  }
  return {
    problem: `${subject} must be ${at.length === 0 ? 'a map of keys' : title}`,
    got: show(data),
    fix: at.length === 0 ? 'write keys such as kubernetes: "1.34"' : `write it like ${examples.map(show).join(' or ')}`,
  };
}

function show(value: unknown): string {
  return value === null ? 'nothing' : quote(value);
}

/** Keys and indices of a JSON pointer. */
function pathOf(pointer: string, root: unknown): ConfigPath {
  let value = root;
  return pointer.split('/').slice(1).map((part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const at = Array.isArray(value) ? Number(key) : key;
    value = (value as Record<string | number, unknown>)[at];
    return at;
  });
}
