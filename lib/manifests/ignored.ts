import * as fs from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of one `.gitignore`, for what lies below it. */
interface IgnoreFile {
  readonly directory: string;
  readonly rules: Ignore;
}

/** Knows what git ignores, by the `.gitignore` of each directory from a file up to the top of its repository. */
export class Ignored {
  private constructor(private readonly files: readonly IgnoreFile[]) {}

  /**
   * The rules that hold in a directory, with those above it. A directory that is ignored itself was named all the same, so the
   * rules above it are for others.
   */
  static in(directory: string): Ignored {
    const above = parentsOf(directory).reduce((ignored, parent) => ignored.below(parent), new Ignored([]));
    return (above.has(directory, true) ? new Ignored([]) : above).below(directory);
  }

  /** With the rules of a directory below. */
  below(directory: string): Ignored {
    const rules = readRules(path.join(directory, '.gitignore'));
    return rules ? new Ignored([{ directory, rules }, ...this.files]) : this;
  }

  /** Whether git ignores what lies at a path. The nearest file that says anything of it decides. */
  has(at: string, isDirectory: boolean): boolean {
    for (const { directory, rules } of this.files) {
      const relative = path.relative(directory, at).replaceAll('\\', '/');
      const { ignored, unignored } = rules.test(isDirectory ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** The directories above one, from the top of its repository; none where it is in no repository or is itself the top. */
function parentsOf(directory: string): string[] {
  const parents: string[] = [];
  let at = directory;
  while (!fs.existsSync(path.join(at, '.git'))) {
    const parent = path.dirname(at);
    if (parent === at) return [];
    parents.unshift(parent);
    at = parent;
  }
  return parents;
}

function readRules(file: string): Ignore | undefined {
  try {
    if (!fs.statSync(file).isFile()) return undefined;
    const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/).filter(isTame);
    return ignore({ ignorecase: false }).add(lines);
  } catch {
    return undefined; // there is none, or none that we may read
  }
}

/** Patterns become regular expressions: one with many stars would take for ever on a long name, and nobody means it. */
function isTame(pattern: string): boolean {
  return pattern.length < 1000 && (pattern.match(/\*+/g)?.length ?? 0) <= 8;
}
