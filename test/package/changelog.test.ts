import * as fs from 'node:fs';
import * as path from 'node:path';
import { own, ROOT } from '../../scripts/own';
import { start } from '../../scripts/process';
import { notesOf } from '../../scripts/release/changelog';

const CHANGELOG = fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');

test('the changelog tells of this version, under the headings that are usual', () => {
  const { date, text } = notesOf(own.version);
  expect(date).toMatch(/^(Unreleased|\d{4}-\d{2}-\d{2})$/);
  const headings = [...CHANGELOG.matchAll(/^### (.*)$/gm)].map((match) => match[1]!);
  expect(headings).not.toEqual([]);
  expect(headings.filter((heading) => !['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'].includes(heading))).toEqual([]);
  expect(text).not.toMatch(/^## /m);
});

test('notes of a version end where those of the one before begin', () => {
  const changelog = '# Changelog\n\n## [0.2.0] - Unreleased\n\n### Added\n\n- A\n\n## [0.1.0] - 2027-01-31\n\n### Added\n\n- B\n\n[0.1.0]: https://example.com\n';
  expect(notesOf('0.2.0', changelog)).toEqual({ date: 'Unreleased', text: '### Added\n\n- A' });
  expect(notesOf('0.1.0', changelog)).toEqual({ date: '2027-01-31', text: '### Added\n\n- B' });
});

test.each(['# Changelog\n', '# Changelog\n\n## [0.1.0] - Unreleased\n\n## [0.0.9] - 2026-01-01\n\n- B\n'])('a version without notes is refused', (changelog) => {
  expect(() => notesOf('0.1.0', changelog)).toThrow('CHANGELOG.md says nothing of 0.1.0; add "## [0.1.0] - Unreleased" and what is new');
});

test.each([
  ['a tag of another version', ['--tag', 'v99.0.0'], /^The tag is "v99\.0\.0", but package\.json is of version .*; tag v/],
  ['a language that the package has not', ['cobol'], /^"cobol" is no language of the package; one of js, .*python/],
])('a release is refused for %s', (_, args, said) => {
  const dry = [process.execPath, require.resolve('tsx/cli'), '--tsconfig', 'tsconfig.dev.json', 'scripts/release/dry.ts'];
  const { code, output } = start(ROOT, [...dry, ...args]);
  expect([code, output]).toEqual([1, expect.stringMatching(said)]);
});
