import * as path from 'node:path';
import { findConfigFile } from '../../lib/check/config-file';
import { folderWith } from './folder';

const found = (folder: string, from: string): string | undefined => {
  const file = findConfigFile(path.join(folder, from));
  return file === undefined ? undefined : path.relative(folder, file);
};

test('the nearest configuration upwards holds', () => {
  const folder = folderWith({ '.git/HEAD': '', 'service-patterns.yaml': '', 'apps/service-patterns.yaml': '', 'apps/shop/k8s/x': '', 'docs/x': '' });

  expect(found(folder, 'apps/shop/k8s')).toBe('apps/service-patterns.yaml');
  expect(found(folder, 'docs')).toBe('service-patterns.yaml');
  expect(found(folder, '')).toBe('service-patterns.yaml');
});

test('none above the root of the repository does, be it a clone or a work tree', () => {
  const folder = folderWith({ 'service-patterns.yaml': '', 'clone/.git/HEAD': '', 'clone/k8s/x': '', 'tree/.git': 'gitdir: ../clone/.git/worktrees/tree' });

  expect(found(folder, 'clone/k8s')).toBeUndefined();
  expect(found(folder, 'tree')).toBeUndefined();
});

test('the other ending of YAML is found as well', () => {
  expect(found(folderWith({ 'service-patterns.yml': '' }), '')).toBe('service-patterns.yml');
});
