import * as fs from 'node:fs';
import * as path from 'node:path';
import { configOf } from '../check/folder';

const ROOT = path.resolve(__dirname, '../..');
const page = fs.readFileSync(path.join(ROOT, 'docs/configuration.md'), 'utf8');
const schema: { $id: string; properties: Record<string, unknown> } = JSON.parse(fs.readFileSync(path.join(ROOT, 'schemas/service-patterns.schema.json'), 'utf8'));
const [example = ''] = page.split('```yaml\n').slice(1).map((block) => block.split('```')[0]!);

test('the configuration of the page is accepted', async () => {
  expect(await configOf(example)).toMatchObject({ target: { environment: 'production' }, ignore: ['vendor/'] });
});

test.each(Object.keys(schema.properties).filter((key) => key !== '$schema'))('the page tells of %s', (key) => {
  expect(page).toMatch(new RegExp(`^${key}:|\\*\\*\`${key}\`\\*\\*`, 'm'));
});

test('editors find the schema where the package has it', () => {
  const [, at = ''] = /\$schema=\.\/node_modules\/cdk8s-service-patterns\/(\S+)/.exec(example)!;

  expect(fs.existsSync(path.join(ROOT, at))).toBe(true);
  expect(schema.$id.endsWith(at)).toBe(true);
});
