import type { Command } from './step';

/** The two programs of a language, ready to run; each takes the folder to synthesize into as its last argument. */
export interface Programs {
  readonly shop: Command;
  readonly broken: Command;
}

/** A language that the library is used from. */
export interface Language {
  readonly name: string;
  /** The author's own line in the trace of an error that nobody caught. */
  readonly line: RegExp;
  /** What the machine lacks for it; undefined where it has everything. */
  missing(): string | undefined;
  /** Builds the library's binding, and the programs against it. */
  build(): Programs;
}
