import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './cache-folder';
import type { Question } from './validator';

/** Characters of a hash; a line of that length which is none equals no key. */
const LENGTH = 64;
/** Some 60,000 objects; beyond that it begins anew. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Remembers which objects passed, by what they are and what judged them: one hash a line, added at the end. A line that is
 * damaged or torn is no hash and counts for nothing, so that several processes may write at once.
 */
export class Passed {
  private readonly hashes: Set<string>;
  private readonly file?: string;

  /** @param artifact names what judges; what another one passed counts for nothing */
  constructor(private readonly artifact: string, folder: string | undefined = cacheFolder()) {
    this.file = folder === undefined ? undefined : path.join(folder, `apiserver-${artifact.slice(0, 16)}`);
    this.hashes = new Set(this.read());
  }

  /** The name under which an object is remembered. */
  keyOf(question: Question): string {
    return createHash('sha256').update(`${this.artifact}\n${JSON.stringify(question)}`).digest('hex');
  }

  has(key: string): boolean {
    return this.hashes.has(key);
  }

  /** Remembers more; where that can't be written down, nothing is lost but time. */
  add(keys: readonly string[]): void {
    const fresh = keys.filter((key) => !this.hashes.has(key));
    for (const key of fresh) this.hashes.add(key);
    if (fresh.length === 0 || this.file === undefined) return;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      // The newline before the first ends a line that somebody else left unfinished.
      fs.appendFileSync(this.file, `\n${fresh.join('\n')}\n`);
    } catch {
      // A read-only or full disk: the next synth asks again.
    }
  }

  private read(): string[] {
    if (this.file === undefined) return [];
    try {
      if (fs.statSync(this.file).size > LARGEST) {
        fs.rmSync(this.file, { force: true });
        return [];
      }
      return fs.readFileSync(this.file, 'latin1').split('\n').filter((line) => line.length === LENGTH);
    } catch {
      return []; // not there yet, or not to be read
    }
  }
}
