import { compileArtifact } from './artifact';
import { Crew } from './crew';
import { type Answer, Validator } from './validator';
import type { Module } from './webassembly';

let artifact: Module | undefined;
let validator: Validator | undefined;

/**
 * Asks questions, each written as a line. Where there are many, worker threads find the answers while the caller goes on; what
 * comes back waits for them.
 */
export function ask(lines: readonly string[]): () => readonly Answer[] {
  const crew = Crew.on(lines, compiled);
  return () => crew?.answers() ?? askHere(lines);
}

function askHere(lines: readonly string[]): Answer[] {
  validator ??= new Validator(compiled);
  return validator.askLines(lines);
}

/** Compiled once, whoever runs it. */
function compiled(): Module {
  return (artifact ??= compileArtifact());
}
