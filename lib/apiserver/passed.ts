import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './cache-folder';

/** Characters of a hash; a line of that length which is none equals no key. */
const LENGTH = 64;
/** Some 60,000 objects; beyond that it begins anew. */
const LARGEST = 4 * 1024 * 1024;

let latest: Passed | undefined;

/** What passed while nothing was to be written. */
const inProcess = new Set<string>();
let writing = true;

/** Runs while what passes is remembered by this process alone: who only looks leaves no file behind. */
export function withoutWriting<T>(work: () => T): T {
  const before = writing;
  writing = false;
  try {
    return work();
  } finally {
    writing = before;
  }
}

/**
 * Remembers which objects passed, by what they are and what judged them: one hash a line, added at the end. A line that is
 * damaged or torn is no hash and counts for nothing, so that several processes may write at once.
 */
export class Passed {
  private hashes: Set<string> = new Set();
  private readonly file?: string;
  /** Bytes of the file when it was read, or written to. */
  private size = 0;

  /** @param artifact names what judges; what another one passed counts for nothing */
  constructor(private readonly artifact: string, private readonly folder: string | undefined = cacheFolder()) {
    this.file = folder === undefined ? undefined : path.join(folder, `apiserver-${artifact.slice(0, 16)}`);
    this.refresh();
  }

  /** The memory in the usual folder. It is kept, and read again only when somebody else has written. */
  static in(artifact: string): Passed {
    const folder = cacheFolder();
    if (folder !== undefined && latest?.artifact === artifact && latest.folder === folder) latest.refresh();
    else latest = new Passed(artifact, folder);
    return latest;
  }

  /** The name under which a question is remembered that is written as a line. */
  keyOf(line: string): string {
    return createHash('sha256').update(`${this.artifact}\n${line}`).digest('hex');
  }

  /** Whether nothing passed so far. */
  get isEmpty(): boolean {
    return this.hashes.size === 0 && (writing || inProcess.size === 0);
  }

  has(key: string): boolean {
    return this.hashes.has(key) || (!writing && inProcess.has(key));
  }

  /** Remembers more; where that can't be written down, nothing is lost but time. */
  add(keys: readonly string[]): void {
    const fresh = keys.filter((key) => !this.hashes.has(key));
    if (!writing) {
      for (const key of fresh) inProcess.add(key);
      return;
    }
    for (const key of fresh) this.hashes.add(key);
    if (fresh.length === 0 || this.file === undefined) return;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      // The newline before the first ends a line that somebody else left unfinished.
      const lines = `\n${fresh.join('\n')}\n`;
      fs.appendFileSync(this.file, lines);
      this.size += lines.length;
    } catch {
      // A read-only or full disk: the next synth asks again.
    }
  }

  private refresh(): void {
    if (this.file === undefined) return;
    try {
      const { size } = fs.statSync(this.file);
      if (size === this.size) return;
      this.size = size > LARGEST ? 0 : size;
      if (size > LARGEST && writing) fs.rmSync(this.file, { force: true });
      this.hashes = new Set(size > LARGEST ? [] : fs.readFileSync(this.file, 'latin1').split('\n').filter((line) => line.length === LENGTH));
    } catch {
      // Not there, or not to be read.
      this.size = 0;
      this.hashes = new Set();
    }
  }
}
