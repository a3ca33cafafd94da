import * as path from 'node:path';
import { addTo } from '../graph/add-to';
import type { ExternalObject } from '../graph/externals';
import type { LinkObject } from '../graph/object';
import { compare } from '../report/finding';
import { type InputFile, inputFile, STDIN } from './input-file';
import type { ReadFile } from './read-files';

/** What is linked together: the objects of one cluster, as far as they are known. */
export interface Unit {
  /** The file, the directory, or `<stdin>`, as findings show it. */
  readonly name: string;
  readonly files: readonly InputFile[];
  readonly objects: readonly LinkObject[];
  /** The same objects, file by file. */
  readonly byFile: readonly (readonly LinkObject[])[];
  /** Whether objects may be missing that nobody could read, or that lie elsewhere; as `LinkInput` has it. */
  readonly incomplete: boolean;
  /** Whether its files merely lie beside one another, so that one may be another's alternative. */
  readonly separateFiles: boolean;
  /** What exists though no manifest shows it. */
  readonly externals: readonly ExternalObject[];
}

/** How files are put together. */
export interface UnitOptions {
  /** Whether everything that was given is for one cluster, at one time. @default false */
  readonly together?: boolean;
  /** @default - the working directory */
  readonly cwd?: string;
}

/**
 * Puts files together that are applied together: those of one directory, by whatever way they were given, for a shell that
 * expands `k8s/*.yaml` names each of them; a file that is given alone is a unit alone; standard input is one. A directory's
 * subdirectories are units of their own, for overlays and environments lie beside one another in them, and what two of them
 * define is no twin. `together` makes one unit of all that was given.
 */
export function unitsOf(files: readonly ReadFile[], { together = false, cwd = process.cwd() }: UnitOptions = {}): Unit[] {
  if (together) return files.length === 0 ? [] : [unitOf(files.length === 1 ? nameOf(files, cwd) : 'everything given', files, true)];
  const groups = new Map<string, ReadFile[]>();
  for (const read of files) {
    addTo(groups, read.file.path === STDIN ? STDIN : path.dirname(read.file.path), read);
  }
  return [...groups.values()].map((group) => unitOf(nameOf(group, cwd), group)).sort((a, b) => compare(a.name, b.name));
}

function nameOf(files: readonly ReadFile[], cwd: string): string {
  const [first] = files;
  if (!first || files.length === 1) return first?.file.name ?? '';
  return inputFile(path.dirname(first.file.path), cwd, false).name || '.';
}

function unitOf(name: string, files: readonly ReadFile[], together = false): Unit {
  return {
    name,
    files: files.map(({ file }) => file),
    objects: files.flatMap(({ objects }) => objects),
    byFile: files.map(({ objects }) => objects),
    incomplete: files.some(({ incomplete }) => incomplete) || files.some(({ sources }) => sources.some((source) => !holds(files, source))),
    separateFiles: files.length > 1 && !together,
    externals: files.flatMap(({ externals }) => externals),
  };
}

/** Whether a unit holds what a kustomization takes its objects from. */
function holds(files: readonly ReadFile[], source: string | undefined): boolean {
  return source !== undefined && files.some(({ file }) => file.path === source || file.path.startsWith(`${source}${path.sep}`));
}
