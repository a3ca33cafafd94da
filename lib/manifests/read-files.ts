import type { ExternalObject } from '../graph/externals';
import { record } from '../graph/json';
import type { LinkObject } from '../graph/object';
import type { Finding } from '../report/finding';
import { type Document, readDocument } from './document';
import { type InputFile, STDIN } from './input-file';
import { isKustomization, type Kustomization, readKustomization } from './kustomization';
import { LineIndex } from './line-index';
import { FileUnreadable, type FileText, readText } from './read-text';
import { isTemplate, type Skipped, type SkipReason, skipReason, type Surroundings } from './skip';
import { splitDocuments } from './split';
import { lookAround } from './surroundings';
import { fileUnreadable } from './yaml-readable';

/** What a file holds. */
export interface ReadFile {
  readonly file: InputFile;
  /** In the order of the file; a `List` is still one, which the linker opens. */
  readonly objects: readonly LinkObject[];
  /** What could not be read. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Whether it holds what nobody could read: what is missing may be among it. */
  readonly incomplete: boolean;
  /** Absolute paths of files and directories whose objects a kustomization takes in; undefined for what is fetched from elsewhere. */
  readonly sources: readonly (string | undefined)[];
  /** What the file says exists though no manifest shows it: what kustomize generates. */
  readonly externals: readonly ExternalObject[];
}

/** How to read. */
export interface ReadOptions {
  /** What standard input holds. @default - it is read */
  readonly stdin?: string;
}

/**
 * Reads files as kubectl would, each document by itself: one that cannot be read is a finding, and the others are read all
 * the same. Never throws for what a file holds.
 */
export function readFiles(files: readonly InputFile[], options: ReadOptions = {}): ReadFile[] {
  const parsed = files.map((file) => parse(file, options));
  const surroundings = lookAround(files.map(({ path }) => path), parsed.flatMap(({ kustomizations }) => kustomizations));
  return parsed.map((file) => sortOut(file, surroundings));
}

interface Parsed {
  readonly file: InputFile;
  readonly content: string;
  readonly documents: readonly Document[];
  readonly kustomizations: readonly Kustomization[];
  readonly failure?: Finding;
}

function parse(file: InputFile, options: ReadOptions): Parsed {
  try {
    const { text, damaged } = file.path === STDIN && options.stdin !== undefined ? asText(options.stdin) : readText(file);
    const within = { name: file.name, lines: new LineIndex(text), damaged };
    const documents = isOtherJson(file, text) ? [] : splitDocuments(text).map((chunk) => readDocument(chunk, within));
    const kustomizations = documents.flatMap(({ value }) => {
      const object = record(value);
      return isKustomization(file.path, object) ? [readKustomization(file.path, object)] : [];
    });
    return { file, content: text, documents, kustomizations };
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error;
    return { file, content: '', documents: [], kustomizations: [], failure: fileUnreadable(file.name, error.reason, error.fix) };
  }
}

function asText(text: string): FileText {
  return { text: text.replace(/^\uFEFF/, ''), damaged: false };
}

/** A directory holds much JSON of other tools, some of it with comments; what names no apiVersion is no object. */
function isOtherJson({ path, explicit }: InputFile, text: string): boolean {
  return !explicit && path.endsWith('.json') && !text.includes('"apiVersion"');
}

/** What tells an object that nobody could read from what is none: a directory holds YAML of other tools too. */
const NAMES_OBJECT = /^[ \t{]*["']?(?:apiVersion|kind)["']?[ \t]*:/m;

function sortOut({ file, content, documents, kustomizations, failure }: Parsed, surroundings: Surroundings): ReadFile {
  const nothing = { file, objects: [], skipped: [], sources: [], externals: [] };
  if (failure) return { ...nothing, findings: [failure], incomplete: true };
  if (isOtherJson(file, content)) return { ...nothing, findings: [], skipped: [{ reason: 'not-kubernetes', count: 1 }], incomplete: false };
  if (isTemplate(file.path, content, documents, surroundings)) {
    return { ...nothing, findings: [], skipped: [{ reason: 'template', count: 1 }], incomplete: true };
  }
  const objects: LinkObject[] = [];
  const findings: Finding[] = [];
  const skipped = new Map<SkipReason, number>();
  const isOfObjects = file.explicit || documents.some(({ value }) => record(value).apiVersion !== undefined);
  const passOver = (reason: SkipReason): void => {
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  };
  for (const { value, text, unreadable, flaws, provenance } of documents) {
    if (unreadable) {
      if (isOfObjects || NAMES_OBJECT.test(text)) findings.push(unreadable);
      else passOver('not-kubernetes');
    }
    if (value === undefined || value === null) continue;
    const reason = skipReason(file.path, value, surroundings);
    if (reason === undefined) {
      objects.push({ manifest: record(value), provenance, ...(surroundings.isKustomized(file.path) ? { unfinished: true } : {}) });
      findings.push(...flaws);
    } else passOver(reason);
  }
  return {
    file,
    objects,
    findings,
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
    incomplete: documents.some(({ unreadable }) => unreadable),
    sources: kustomizations.flatMap(({ sources }) => sources),
    externals: kustomizations.flatMap(({ generated }) => generated),
  };
}
