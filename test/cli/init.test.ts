import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { writeNewFiles } from '../../lib/cli/new-files';
import { folderOf, run, spawn } from './harness';

const OWN = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8'));
const FILES = ['.github/workflows/ci.yml', '.gitignore', 'README.md', 'cdk8s.yaml', 'main.ts', 'package.json', 'test/web.test.ts', 'tsconfig.json', 'web.ts'];

const read = (folder: string, file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');
const filesIn = (folder: string): string[] =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

describe('what is written', () => {
  const parent = folderOf({});
  const ran = spawn(parent, ['init', 'shop']);
  const app = path.join(parent, 'shop');

  test('is an app with its test, workflow and configuration, and the next commands are told', () => {
    expect(ran).toEqual({
      code: 0,
      stderr: '',
      stdout: ['wrote 9 files:', ...FILES.map((file) => `  ${file}`), '', 'next:', '  cd shop', '  npm install', '  npm test', '  npx cdk8s synth', ''].join('\n'),
    });
    expect(filesIn(app)).toEqual(FILES);
  });

  test('bears the name of the folder, and leaves no placeholder', () => {
    expect(JSON.parse(read(app, 'package.json')).name).toBe('shop');
    expect(read(app, 'README.md')).toMatch(/^# shop$/m);
    // `${{ … }}` is GitHub's.
    expect(FILES.filter((file) => /(?<!\$)\{\{/.test(read(app, file)))).toEqual([]);
  });

  test('asks for the versions that the library itself is made with', () => {
    const { dependencies, devDependencies } = JSON.parse(read(app, 'package.json'));
    expect(dependencies).toEqual({ ...OWN.peerDependencies, 'cdk8s-service-patterns': `^${String(OWN.version)}` });
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(['cdk8s-cli', 'jest', 'tsx', 'typescript']));
    expect(OWN.devDependencies).toMatchObject(devDependencies);
  });

  test('has the plugin of the cdk8s CLI, in this version', () => {
    expect(parse(read(app, 'cdk8s.yaml'))).toMatchObject({
      app: 'npx tsx main.ts',
      validations: [{ package: './node_modules/cdk8s-service-patterns', version: OWN.version, class: 'ServicePatternsValidation' }],
    });
  });

  test('runs the scripts in CI that package.json has', () => {
    const { scripts } = JSON.parse(read(app, 'package.json'));
    const { jobs } = parse(read(app, '.github/workflows/ci.yml'));
    const commands: string[] = jobs.ci.steps.flatMap(({ run: command }: { run?: string }) => command ?? []);
    expect(commands).toEqual(['npm ci', 'npm run typecheck', 'npm test', 'npx cdk8s synth']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['typecheck', 'test']));
  });
});

test('this directory is meant where none is named, and a repository may be there already', () => {
  const folder = folderOf({ 'docs/plan.md': 'what we want\n' });
  const { code, stdout } = spawn(folder, ['init', '--name', 'shop']);
  expect([code, stdout.includes('cd ')]).toEqual([0, false]);
  expect(filesIn(folder)).toEqual([...FILES, 'docs/plan.md'].sort());
});

test('what a shell would take apart is quoted', async () => {
  const { stdout } = await run(folderOf({}), 'init', 'my shop', '--name', 'shop');
  expect(stdout).toContain('\n  cd \'my shop\'\n');
});

describe('nothing is written over', () => {
  const refused = (files: Record<string, string>, prepare: (folder: string) => void = () => undefined): { said: string; code: number | null } => {
    const folder = folderOf(files);
    prepare(folder);
    const before = filesIn(folder);
    const { code, stderr, stdout } = spawn(folder, ['init', '.', '--name', 'shop']);
    expect([filesIn(folder), stdout]).toEqual([before, '']);
    for (const [file, content] of Object.entries(files)) expect(read(folder, file)).toBe(content);
    return { said: stderr, code };
  };

  test('files in the way are listed, all of them', () => {
    expect(refused({ 'package.json': '{}\n', 'main.ts': '', 'other.ts': '' })).toEqual({
      code: 2,
      said: 'service-patterns: "." has files that would be overwritten, so nothing was written:\n  main.ts\n  package.json\nMove them away, or name a directory that is empty or not there yet\n',
    });
  });

  test.each<[string, Record<string, string>, (folder: string) => void]>([
    ['a file where a folder must be', { test: '' }, () => undefined],
    ['a link that leads nowhere', {}, (folder) => { fs.symlinkSync('nowhere', path.join(folder, 'test')); }],
    ['a folder where a file must be', {}, (folder) => { fs.mkdirSync(path.join(folder, 'test/web.test.ts'), { recursive: true }); }],
  ])('%s is in the way', (_, files, prepare) => {
    expect(refused(files, prepare)).toMatchObject({ code: 2, said: expect.stringMatching(/^ {2}test(\/web\.test\.ts)?$/m) });
  });

  test('a file in place of the directory is none', async () => {
    expect(await run(folderOf({ shop: '' }), 'init', 'shop')).toEqual({ code: 2, stdout: '', stderr: 'service-patterns: "shop" is no directory; name one that is empty, or not there yet\n' });
  });
});

test('where one file cannot be written, none is there, nor any folder', () => {
  const folder = folderOf({ 'old/kept.txt': 'kept\n' });
  const content = 'new\n';
  // The last is a folder by then.
  expect(() => { writeNewFiles(path.join(folder, 'new'), [{ path: 'a.txt', content }, { path: 'b/c.txt', content }, { path: 'b', content }]); }).toThrow(/EEXIST|EISDIR/);
  expect(() => { writeNewFiles(folder, [{ path: 'new.txt', content }, { path: 'old/kept.txt', content }]); }).toThrow(/EEXIST/);
  expect([filesIn(folder), fs.existsSync(path.join(folder, 'new')), read(folder, 'old/kept.txt')]).toEqual([['old/kept.txt'], false, 'kept\n']);
});

test('a directory that cannot be made is told, and nothing is left', async () => {
  const folder = folderOf({ file: '' });
  const { code, stderr } = await run(folder, 'init', 'file/shop');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^service-patterns: "file\/shop" cannot be written: .*ENOTDIR.*; nothing was left there\n$/)]);
});

describe('a name that npm refuses is refused', () => {
  test.each([
    ['My Shop', /capital letters.*; choose another with --name, such as --name my-shop$/],
    ['http', /http is a core module name; choose another with --name, such as --name http-app$/],
    ['node_modules', /not a valid package name|excluded/],
    ['.shop', /cannot start with a period; choose another with --name, such as --name shop$/],
    ['jest', /the app installs a package of that name; choose another with --name, such as --name jest-app$/],
    ['商店', /URL-friendly characters; choose another with --name$/],
    ['\u001b[2J', /^service-patterns: "\\u001b\[2J" cannot be the name/],
  ])('%j', async (name, said) => {
    const folder = folderOf({});
    const { code, stdout, stderr } = await run(folder, 'init', name);
    expect([code, stdout, filesIn(folder)]).toEqual([2, '', []]);
    expect(stderr.trimEnd()).toMatch(said);
    expect(stderr).not.toContain('\u001b');
  });

  test('in whatever folder, and one given by --name is taken in its place', async () => {
    expect((await run(folderOf({}), 'init', 'shop', '--name', 'My Shop')).code).toBe(2);
    const folder = folderOf({});
    expect((await run(folder, 'init', 'My Shop', '--name', '@acme/shop')).code).toBe(0);
    expect(JSON.parse(read(folder, 'My Shop/package.json')).name).toBe('@acme/shop');
  });
});
