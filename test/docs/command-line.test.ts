import * as fs from 'node:fs';
import * as path from 'node:path';
import { app, folderOf, run } from '../cli/harness';

const PAGE = fs.readFileSync(path.resolve(__dirname, '../../docs/command-line.md'), 'utf8');
const fenceAfter = (heading: string, language: string): string => new RegExp(`${heading}[^]*?\`\`\`${language}\\n([^]*?)\`\`\``).exec(PAGE)![1]!;

test('the error that the page shows is what is printed', async () => {
  const { stdout } = await run(folderOf({ 'k8s/web.yaml': app('web') }), 'check', 'k8s/');
  expect(stdout).toBe(fenceAfter('A finding names', 'text'));
});

test('every option of the page is there, and the page has every option', async () => {
  const { stdout } = await run(folderOf({}), 'check', '--help');
  const options = (text: string): string[] => [...new Set(text.match(/--[a-z][a-z-]+/g))].filter((option) => option !== '--help').sort();
  const [, table = ''] = PAGE.split('## Options of `check`');
  expect(options(table.split('\n## ')[0]!)).toEqual(options(stdout));
});

test('what the page acknowledges is covered', async () => {
  const { code, stdout } = await run(folderOf({ 'legacy.yaml': fenceAfter('## Accepting a finding', 'yaml') }), 'check', '--strict');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^acknowledged\[service-target-port-open].*: the program opens 9000 itself, see the runbook\n\nnothing found in 2 objects/m)]);
});
