import * as fs from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** A fenced block of a page. */
export interface Fence {
  /** Where it stands, such as `README.md:40`. */
  readonly name: string;
  readonly page: string;
  readonly language: string;
  readonly code: string;
  /** The file that it is, where its first line is a comment with a path: `// main.ts`, `# k8s/web.yaml`. */
  readonly file?: string;
}

/**
 * What is installed or generated. API.md is made of docstrings, whose examples code-blocks.ts reads where they stand; templates are pages of
 * the app that `init` writes, and tested there.
 */
const SKIPPED = new Set(['node_modules', 'build', 'dist', 'coverage', 'API.md', 'templates']);

/** Every Markdown page that is written by hand, by its path from the root. */
export function markdownPages(folder = ''): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !SKIPPED.has(name))
    .flatMap((entry) => {
      const found = path.join(folder, entry.name);
      if (entry.isDirectory()) return markdownPages(found);
      return entry.name.endsWith('.md') ? [found] : [];
    })
    .sort();
}

export function readPage(page: string): string {
  return fs.readFileSync(path.join(ROOT, page), 'utf8');
}

/** The fenced blocks of a page, in order. */
export function fencesOf(page: string): Fence[] {
  const text = readPage(page);
  return [...text.matchAll(/^( *)```(\S*)\n([^]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', inner = ''] = match;
    const code = inner.replace(new RegExp(`^${indent}`, 'gm'), '');
    const file = /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(code)?.[1];
    return {
      name: `${page}:${String(lineOf(text, match.index))}`,
      page,
      language,
      code,
      ...(file === undefined ? {} : { file }),
    };
  });
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
