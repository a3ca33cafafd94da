import * as fs from 'node:fs';
import * as path from 'node:path';
import { discover } from '../../lib/manifests';
import { directoryOf, found } from './files';

const TREE = { 'b.yaml': '', 'a.yml': '', 'c.json': '', 'd.txt': '', 'K.YAML': '', 'k8s/web.yaml': '', 'k8s/deep/api.yaml': '', '.hidden/x.yaml': '', 'node_modules/n.yaml': '', '..data/y.yaml': '', 'empty/': '' };

it('takes YAML and JSON from a directory and all below it', () => {
  const root = directoryOf(TREE);
  expect(found(root, '.')).toEqual(['.hidden/x.yaml', 'K.YAML', 'a.yml', 'b.yaml', 'c.json', 'k8s/deep/api.yaml', 'k8s/web.yaml']);
  expect(found(root, 'k8s')).toEqual(['k8s/deep/api.yaml', 'k8s/web.yaml']);
});

it('takes a file whatever it is called, a pattern for what it matches, and each once', () => {
  const root = directoryOf(TREE);
  expect(found(root, 'd.txt', './b.yaml', 'b.yaml', path.join(root, 'b.yaml'))).toEqual(['b.yaml', 'd.txt']);
  expect(found(root, '*.y*ml')).toEqual(['a.yml', 'b.yaml']);
  expect(found(root, '**/*.yaml')).toEqual(['b.yaml', 'k8s/deep/api.yaml', 'k8s/web.yaml']);
  expect(found(root, 'k8s/{web,none}.yaml', 'k*')).toEqual(['k8s/deep/api.yaml', 'k8s/web.yaml']);
  expect(found(path.join(root, 'k8s'), '../*.json')).toEqual([path.join(root, 'c.json')]);
  expect(discover(['-', '-'], { cwd: root }).files).toEqual([{ path: '-', name: '<stdin>', explicit: true }]);
});

it('says what is not there', () => {
  const root = directoryOf(TREE);
  expect(found(root, 'none.yaml', 'x/*.yaml', 'empty')).toEqual(['No file or directory is called "none.yaml"', 'No file matches "x/*.yaml"', 'The directory "empty" holds no YAML or JSON']);
});

it('leaves out what git ignores, by the rules of each directory up to the top of the repository', () => {
  const root = directoryOf({
    '.git/': '', '.gitignore': '/dist/\n*.local.yaml\n!keep.local.yaml\n',
    'dist/out.yaml': '', 'dist/my.local.yaml': '', 'a.local.yaml': '', 'keep.local.yaml': '',
    'app/.gitignore': 'gen-*.yaml\n!dist\n', 'app/gen-1.yaml': '', 'app/b.local.yaml': '', 'app/x.yaml': '', 'app/dist/y.yaml': '', 'app/deep/gen-2.yaml': '',
  });
  expect(found(root, '.')).toEqual(['app/dist/y.yaml', 'app/x.yaml', 'keep.local.yaml']);
  expect(found(path.join(root, 'app'), '.')).toEqual(['dist/y.yaml', 'x.yaml']);
  expect(found(root, '**/*.yaml')).toEqual(['app/dist/y.yaml', 'app/x.yaml', 'keep.local.yaml']);
  // What was named is meant.
  expect(found(root, 'a.local.yaml', 'dist')).toEqual(['a.local.yaml', 'dist/my.local.yaml', 'dist/out.yaml']);
});

it('follows links to files, and to a directory that is named, but never in a circle', () => {
  const root = directoryOf({ 'a/x.yaml': '', 'b/y.yaml': '' });
  fs.symlinkSync('..', path.join(root, 'a/up'));
  fs.symlinkSync('../b/y.yaml', path.join(root, 'a/z.yaml'));
  fs.symlinkSync('b', path.join(root, 'link'));
  expect(found(root, '.')).toEqual(['a/x.yaml', 'a/z.yaml', 'b/y.yaml']);
  expect(found(root, 'link')).toEqual(['link/y.yaml']);
  expect(found(root, '**/*.yaml')).toEqual(['a/x.yaml', 'a/z.yaml', 'b/y.yaml']);
});

it('is not held up by rules of many stars', () => {
  const root = directoryOf({ '.git/': '', '.gitignore': `${'*a'.repeat(40)}b\n*.json\n`, [`${'a'.repeat(200)}.yaml`]: '', 'b.json': '' });
  expect(found(root, '.')).toHaveLength(1);
});
