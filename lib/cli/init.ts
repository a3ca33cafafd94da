import * as fs from 'node:fs';
import * as path from 'node:path';
import { harmless } from '../report/harmless';
import { quote } from '../report/message';
import { appName } from './app-name';
import type { Io } from './io';
import { installedBy, newApp } from './new-app';
import { inTheWay, writeNewFiles } from './new-files';
import { UsageError } from './usage-error';

/** What `init` is told beside where. */
export interface InitOptions {
  /** The app's name; the folder's where it is absent. */
  readonly name?: string;
}

/**
 * Writes an app repository that is ready to be installed, tested and synthesized.
 *
 * @throws UsageError where npm refuses the name, where something is in the way, and where nothing can be written
 */
export function init(directory: string, { name }: InitOptions, io: Io): void {
  const folder = path.resolve(io.cwd, directory);
  const files = newApp(appName(name ?? path.basename(folder), installedBy()));
  const shown = harmless(quote(directory));
  try {
    if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new UsageError(`${shown} is no directory; name one that is empty, or not there yet`);
    const blocking = inTheWay(folder, files);
    if (blocking.length > 0) throw new UsageError(inTheWayOf(shown, blocking));
    writeNewFiles(folder, files);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown} cannot be written: ${error instanceof Error ? error.message : String(error)}; nothing was left there`);
  }
  io.stdout(told(files.map((file) => file.path), folder === path.resolve(io.cwd) ? undefined : directory));
}

function inTheWayOf(directory: string, blocking: readonly string[]): string {
  const list = blocking.map((file) => `  ${file}\n`).join('');
  return `${directory} has files that would be overwritten, so nothing was written:\n${list}Move them away, or name a directory that is empty or not there yet`;
}

function told(files: readonly string[], directory: string | undefined): string {
  const commands = [...(directory === undefined ? [] : [`cd ${word(directory)}`]), 'npm install', 'npm test', 'npx cdk8s synth'];
  return [`wrote ${String(files.length)} files:`, ...files.map((file) => `  ${file}`), '', 'next:', ...commands.map((command) => `  ${command}`), ''].join('\n');
}

/** One word of a shell. */
function word(text: string): string {
  return /^[\w./~@+-]+$/.test(text) ? text : `'${harmless(text).replace(/'/g, '\'\\\'\'')}'`;
}
