import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/own';

interface Step { readonly run?: string; readonly uses?: string }
interface Job { readonly permissions?: Record<string, string>; readonly if?: string; readonly needs?: string | string[]; readonly steps: Step[] }

const FOLDER = path.join(ROOT, '.github/workflows');
const jobsOf = (file: string): [string, Job][] => Object.entries((parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as { jobs: Record<string, Job> }).jobs);
const files = fs.readdirSync(FOLDER);
const jobs = files.flatMap((file) => jobsOf(file).map(([name, job]): [string, Job] => [`${file} ${name}`, job]));
const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

test.each(jobs)('%s runs scripts that are there, in actions of a version that stays', (_, { steps }) => {
  const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm (?:run )?(\S+)/g)].map((match) => match[1]!)).filter((name) => name !== 'ci');
  expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/@([0-9a-f]{40}|v\d+\.\d+\.\d+)$/.test(uses))).toEqual([]);
});

test('a change is tested as anybody tests it: a clean install, and `npm test`', () => {
  const commands = jobsOf('build.yml').flatMap(([, { steps }]) => steps.flatMap(({ run }) => run ?? []));
  expect(commands).toEqual(expect.arrayContaining(['npm ci', 'npm run build', 'npm test', 'npm run package:check', 'npm run compat']));
});

test('only the job that publishes to npm can sign, and only the one that makes the release can write', () => {
  const withRight = (right: string): string[] => jobs.filter(([, { permissions = {} }]) => permissions[right] === 'write').map(([name]) => name);
  expect([withRight('id-token'), withRight('contents')]).toEqual([['release.yml npm'], ['release.yml github']]);
});

test('nothing is published but for a tag, and from packages that were checked', () => {
  for (const [name, job] of jobsOf('release.yml').filter(([job]) => job !== 'packages')) {
    expect([name, job.if, [job.needs].flat()]).toEqual([name, 'startsWith(github.ref, \'refs/tags/v\')', expect.arrayContaining(['packages'])]);
  }
  const [, packages] = jobsOf('release.yml').find(([name]) => name === 'packages')!;
  expect(packages.steps.flatMap(({ run }) => run ?? [])).toEqual(expect.arrayContaining(['npm ci', 'npm test', 'npm run compat']));
});
