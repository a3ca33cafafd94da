import * as path from 'node:path';
import { ignoredBy } from '../../lib/check/ignored';
import { configOf } from './folder';

const ignores = async (patterns: string, file: string): Promise<boolean> => {
  const config = await configOf(`ignore: ${patterns}\n`);
  return ignoredBy(config)(path.resolve(path.dirname(config.file!), file));
};

test.each([
  ['[vendor/]', 'vendor/redis/all.yaml', true],
  ['[vendor/]', 'apps/vendor/all.yaml', true],
  ['[/vendor/]', 'apps/vendor/all.yaml', false],
  ['["*.generated.yaml"]', 'k8s/shop.generated.yaml', true],
  ['["*.generated.yaml"]', 'k8s/shop.yaml', false],
  ['["k8s/**/old/*.yaml"]', 'k8s/a/b/old/x.yaml', true],
  ['["k8s/*", "!k8s/keep.yaml"]', 'k8s/keep.yaml', false],
  ['["*"]', '../elsewhere.yaml', false],
  ['[]', 'k8s/shop.yaml', false],
])('ignore: %s of %s is %s', async (patterns, file, ignored) => {
  expect(await ignores(patterns, file)).toBe(ignored);
});
