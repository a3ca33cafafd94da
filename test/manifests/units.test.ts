import { discover, readFiles, unitsOf } from '../../lib/manifests';
import { link } from '../../lib/linker';
import { directoryOf } from './files';

const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {ports: [{port: 80}], selector: {app: ${name}}}\n`;
const root = directoryOf({ 'dev/a.yaml': service('web'), 'prod/a.yaml': service('web'), 'prod/b.yaml': service('api'), 'prod/more/c.yaml': service('db') });

function unitNames(patterns: readonly string[], together = false): string[] {
  const read = readFiles(discover(patterns, { cwd: root }).files, { stdin: service('in') });
  return unitsOf(read, { cwd: root, together }).map(({ name, files, objects }) => `${name}: ${String(files.length)} files, ${String(objects.length)} objects`);
}

it('makes one unit of the files of each directory, however they were given', () => {
  const expected = ['dev/a.yaml: 1 files, 1 objects', 'prod: 2 files, 2 objects', 'prod/more/c.yaml: 1 files, 1 objects'];
  expect(unitNames(['.'])).toEqual(expected);
  expect(unitNames(['**/*.yaml'])).toEqual(expected);
  expect(unitNames(['dev/a.yaml', 'prod/a.yaml', 'prod/b.yaml', 'prod/more/c.yaml'])).toEqual(expected);
});

it('makes a unit of a file alone, and of standard input', () => {
  expect(unitNames(['prod/a.yaml', '-'])).toEqual(['<stdin>: 1 files, 1 objects', 'prod/a.yaml: 1 files, 1 objects']);
});

it('makes one unit of everything on request', () => {
  expect(unitNames(['.', '-'], true)).toEqual(['everything given: 5 files, 5 objects']);
  expect(unitNames([], true)).toEqual([]);
});

it('finds no twins in two directories', () => {
  const units = unitsOf(readFiles(discover(['.'], { cwd: root }).files));
  const rules = (objects: Parameters<typeof link>[0]['objects']): string[] => link({ objects }).findings.map(({ rule }) => rule);
  expect(units.flatMap(({ objects }) => rules(objects))).not.toContain('object-identity-unique');
  expect(rules(units.flatMap(({ objects }) => objects))).toContain('object-identity-unique');
});
