import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';

/** An object, and what the API server says of it. */
export interface Specimen {
  readonly name: string;
  readonly version: string;
  /** As JSON text, for a field may be there twice. */
  readonly json: string;
  /** Type and field of each error. Of none: the object is accepted. */
  readonly errors: readonly string[];
  /** Where the API server itself, on purpose, is not followed to the letter: what it says, and why we say otherwise. */
  readonly server?: readonly string[];
  readonly why?: string;
}

interface Written extends Omit<Specimen, 'version' | 'json' | 'errors'> {
  readonly version?: string;
  readonly object?: unknown;
  readonly raw?: string;
  readonly errors?: readonly (string | { readonly type: string; readonly field: string })[];
}

const HERE = path.join(__dirname, 'corpus');
/** What the artifact's own tests judge. Its first file warms the artifact up, so that it stays with the sources. */
const BESIDE = path.resolve(__dirname, '../../apiserver/testdata');
/** The object of a line comes last. */
const OBJECT = ',"object":';

/** Every object of the corpus that a Kubernetes of a known version judges. */
export function readCorpus(): Specimen[] {
  const here = fs.readdirSync(HERE).sort().flatMap((file) => parse(fs.readFileSync(path.join(HERE, file), 'utf8')) as Written[]);
  const beside = ['valid.jsonl', 'invalid.jsonl'].flatMap((file) => readLines(path.join(BESIDE, file)));
  return [...here, ...beside].map(specimenOf).filter(({ version }) => /^1\.\d+$/.test(version));
}

function readLines(file: string): Written[] {
  return fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')
    .map((line) => ({ ...(JSON.parse(line) as Written), raw: line.slice(line.indexOf(OBJECT) + OBJECT.length, -1) }));
}

function specimenOf({ name, version = '1.34', object, raw, errors = [], server, why }: Written): Specimen {
  return {
    name,
    version,
    json: raw ?? JSON.stringify(object),
    errors: errors.map((error) => (typeof error === 'string' ? error : `${error.type} ${error.field}`)).sort(),
    ...(server === undefined ? {} : { server: [...server].sort(), why }),
  };
}
