import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../own';

/** What CHANGELOG.md says of a version. */
export interface Notes {
  /** `2026-12-01`; `Unreleased` until then. */
  readonly date: string;
  readonly text: string;
}

/**
 * Reads what is new in a version.
 *
 * @throws Error where CHANGELOG.md has nothing on it
 */
export function notesOf(version: string, changelog = fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8')): Notes {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}] - `));
  const [heading = '', ...lines] = section?.split('\n') ?? [];
  const text = lines.join('\n').replace(/^\[[^\]]+\]: .*$/gm, '').trim();
  if (section === undefined || text === '') throw new Error(`CHANGELOG.md says nothing of ${version}; add "## [${version}] - Unreleased" and what is new`);
  return { date: heading.slice(`[${version}] - `.length).trim(), text };
}
