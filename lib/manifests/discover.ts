import * as fs from 'node:fs';
import * as path from 'node:path';
import picomatch from 'picomatch';
import { compare } from '../report/finding';
import { quote } from '../report/message';
import { Ignored } from './ignored';
import { type InputFile, inputFile, STDIN } from './input-file';

/** Why what was asked for cannot be read: nothing that a manifest is to blame for. */
export interface InputProblem {
  /** In one clause without a full stop. */
  readonly problem: string;
  readonly fix: string;
}

/** Which files are meant. */
export interface Discovery {
  /** Each once, in order of their paths. */
  readonly files: readonly InputFile[];
  readonly problems: readonly InputProblem[];
}

/** What kubectl reads from a directory. */
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Finds the files that are meant by arguments: `-` is standard input; a file is read whatever its name is and whether or not git
 * ignores it; a directory stands for the YAML and JSON below it, and a pattern such as `apps/*\/*.yaml` for what it matches,
 * directories with all that is below them, both without what git ignores. Links to files are followed, links to
 * directories only where they are named, as kubectl has it, so that no link leads in a circle.
 */
export function discover(patterns: readonly string[], { cwd = process.cwd() }: { readonly cwd?: string } = {}): Discovery {
  const problems: InputProblem[] = [];
  const found = new Map<string, InputFile>();
  for (const pattern of patterns) {
    const files = filesOf(pattern, cwd, problems);
    for (const file of files) if (found.get(file.path)?.explicit !== true) found.set(file.path, file);
  }
  return { files: [...found.values()].sort((a, b) => compare(a.path, b.path)), problems };
}

function filesOf(pattern: string, cwd: string, problems: InputProblem[]): InputFile[] {
  if (pattern === STDIN) return [inputFile(STDIN, cwd, true)];
  const at = path.resolve(cwd, pattern);
  const stats = statOf(at);
  const walk = new Walk(cwd, problems);
  if (stats && !stats.isDirectory()) return [inputFile(at, cwd, true)];
  if (!stats && isLink(at)) return [inputFile(at, cwd, true)]; // reading it says where the link fails
  const files = stats ? walk.below(at, Ignored.in(at)) : walk.matching(pattern);
  if (files.length === 0 && !walk.failed) problems.push(stats ? nothingIn(pattern) : nothingAt(pattern));
  return files;
}

function nothingIn(directory: string): InputProblem {
  return {
    problem: `The directory ${quote(directory)} holds no YAML or JSON`,
    fix: `name one that holds files in ${EXTENSIONS.map((extension) => `*${extension}`).join(', ')}; what git ignores must be named itself`,
  };
}

function nothingAt(pattern: string): InputProblem {
  return isPattern(pattern)
    ? { problem: `No file matches ${quote(pattern)}`, fix: 'correct the pattern, or name a file or directory; what git ignores must be named itself' }
    : { problem: `No file or directory is called ${quote(pattern)}`, fix: 'name one that exists, relative to the working directory' };
}

function isPattern(text: string): boolean {
  return picomatch.scan(text).isGlob;
}

class Walk {
  /** Whether something was not looked into, which was said. */
  failed = false;

  constructor(private readonly cwd: string, private readonly problems: InputProblem[]) {}

  /** What kubectl would read below a directory. */
  below(directory: string, ignored: Ignored): InputFile[] {
    return this.visit(directory, ignored, (file, isDirectory) => isDirectory || EXTENSIONS.includes(path.extname(file).toLowerCase()));
  }

  /** What a pattern matches. */
  matching(pattern: string): InputFile[] {
    const { base, isGlob } = picomatch.scan(pattern);
    const root = path.resolve(this.cwd, base);
    if (!isGlob || statOf(root)?.isDirectory() !== true) return [];
    const isMatch = picomatch(path.resolve(this.cwd, pattern).replaceAll('\\', '/'), { dot: false });
    return this.match(root, Ignored.in(root), isMatch);
  }

  private match(directory: string, ignored: Ignored, isMatch: (file: string) => boolean): InputFile[] {
    return this.entries(directory, ignored).flatMap(({ at, isDirectory }) => {
      const matches = isMatch(at.replaceAll('\\', '/'));
      if (!isDirectory) return matches ? [inputFile(at, this.cwd, false)] : [];
      const inside = ignored.below(at);
      return matches ? this.below(at, inside) : this.match(at, inside, isMatch);
    });
  }

  private visit(directory: string, ignored: Ignored, isWanted: (file: string, isDirectory: boolean) => boolean): InputFile[] {
    return this.entries(directory, ignored).flatMap(({ at, isDirectory }) => {
      if (!isWanted(at, isDirectory)) return [];
      return isDirectory ? this.visit(at, ignored.below(at), isWanted) : [inputFile(at, this.cwd, false)];
    });
  }

  /** What lies in a directory, but for what git ignores and what is no business of ours. */
  private entries(directory: string, ignored: Ignored): { readonly at: string; readonly isDirectory: boolean }[] {
    return this.list(directory).flatMap((entry) => {
      const at = path.join(directory, entry.name);
      // A ConfigMap that is mounted keeps its files twice, below names that begin with two dots.
      if (entry.name === '.git' || entry.name === 'node_modules' || entry.name.startsWith('..')) return [];
      const isDirectory = entry.isDirectory();
      const isFile = entry.isFile() || (entry.isSymbolicLink() && statOf(at)?.isDirectory() !== true);
      if (!isDirectory && !isFile) return []; // pipes and sockets would wait for somebody
      return ignored.has(at, isDirectory) ? [] : [{ at, isDirectory }];
    });
  }

  private list(directory: string): fs.Dirent[] {
    try {
      return fs.readdirSync(directory, { withFileTypes: true });
    } catch {
      this.failed = true;
      this.problems.push({ problem: `The directory ${quote(inputFile(directory, this.cwd, false).name)} cannot be read`, fix: 'let this user read it, or name another' });
      return [];
    }
  }
}

function statOf(at: string): fs.Stats | undefined {
  try {
    return fs.statSync(at);
  } catch {
    return undefined;
  }
}

function isLink(at: string): boolean {
  try {
    return fs.lstatSync(at).isSymbolicLink();
  } catch {
    return false;
  }
}
