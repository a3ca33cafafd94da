import * as fs from 'node:fs';
import * as path from 'node:path';
import type { NewFile } from './new-app';

/** Which of these files, or of the folders that they need, cannot be made because something is there already. */
export function inTheWay(folder: string, files: readonly NewFile[]): string[] {
  const found = new Set<string>();
  for (const file of files) {
    const parts = file.path.split(path.sep);
    const above = parts.slice(0, -1).map((_, index) => path.join(...parts.slice(0, index + 1)));
    const first = [...above, file.path].find((part) => isThere(path.join(folder, part)) && !(above.includes(part) && isFolder(path.join(folder, part))));
    if (first !== undefined) found.add(first);
  }
  return [...found].sort();
}

/** Writes files where there are none yet: all of them, or none. Never writes over anything, not even what came meanwhile. */
export function writeNewFiles(folder: string, files: readonly NewFile[]): void {
  const made: string[] = [];
  const makeFolder = (name: string): void => {
    if (fs.existsSync(name)) return;
    makeFolder(path.dirname(name));
    fs.mkdirSync(name);
    made.push(name);
  };
  try {
    makeFolder(folder);
    for (const file of files) {
      const name = path.join(folder, file.path);
      makeFolder(path.dirname(name));
      const descriptor = fs.openSync(name, 'wx');
      made.push(name);
      try {
        fs.writeFileSync(descriptor, file.content);
      } finally {
        fs.closeSync(descriptor);
      }
    }
  } catch (error) {
    for (const name of made.reverse()) remove(name);
    throw error;
  }
}

/** Takes away what was made; a folder into which somebody has put something meanwhile stays. */
function remove(name: string): void {
  try {
    if (fs.lstatSync(name).isDirectory()) fs.rmdirSync(name);
    else fs.rmSync(name);
  } catch {
    // What was thrown first says more.
  }
}

/** A link that leads nowhere is there as well. */
function isThere(name: string): boolean {
  return fs.lstatSync(name, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(name: string): boolean {
  return fs.statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}
