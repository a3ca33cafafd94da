import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatText, type LinkObject } from '../../lib/linker';
import { check } from '../../lib/check/check';
import { loadConfig } from '../../lib/check/config';
import { inputFile } from '../../lib/manifests/input-file';
import { readFiles } from '../../lib/manifests/read-files';
import { folderWith } from '../check/folder';

const folder = path.resolve(__dirname, '../../examples/custom-rule');
const manifests = path.join(folder, 'manifests/shop.yaml');
const findingsOf = async (file: string, cwd: string): Promise<string> => {
  const objects = readFiles([inputFile(file, cwd, true)]).flatMap((read): readonly LinkObject[] => read.objects);
  return formatText(check({ objects }, await loadConfig({ cwd: folder })).findings);
};

test('the rule of the example finds what its manifests fail', async () => {
  expect(await findingsOf(manifests, folder)).toBe(`
error[team-label] Service shop/orders names a team that there is not
  --> manifests/shop.yaml:7:24
  at   Service shop/orders  metadata.labels["acme.example/team"]
  got  "chekout"; teams are "checkout", "platform" and "search"
  fix  name the team that answers for it, or add the new one to rules/team-label.ts
  see  https://wiki.acme.example/on-call

error[team-label] Deployment shop/orders does not say which team answers for it
  --> manifests/shop.yaml:18:3
  at   Deployment shop/orders  metadata.labels
  fix  label it acme.example/team: one of "checkout", "platform" and "search"
  see  https://wiki.acme.example/on-call`.trimStart());
});

test('the rule is content with what its fixes ask for', async () => {
  const fixed = fs.readFileSync(manifests, 'utf8').replace('chekout', 'checkout').replace('namespace: shop\nspec:', 'namespace: shop\n  labels: { acme.example/team: checkout }\nspec:');

  const copy = folderWith({ 'shop.yaml': fixed });
  expect(await findingsOf(path.join(copy, 'shop.yaml'), copy)).toBe('');
});
