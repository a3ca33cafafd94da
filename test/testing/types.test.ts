import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');

/** What every runner's types must let through, and what they must not. */
const USES = `
import { App } from 'cdk8s';
import { allRules } from 'cdk8s-service-patterns/linker';
const app = new App();
test('types', async () => {
  expect(app).toLinkCleanly();
  expect(app).not.toLinkCleanly({ warnings: 'fail', rules: allRules, apiServer: false });
  expect(app).toRoute('web:80', 'orders:http');
  expect([]).not.toReach('web', 'db:5432');
  expect('').toExpose('web');
  expect(app).toHaveResource('Deployment');
  expect(app).toHaveResource('Deployment', { spec: { replicas: expect.any(Number) } });
  expect(app).not.toHaveResourceCount('Deployment', 2);
  const nothing: void = expect(app).toExpose('web');
  const later: Promise<void> = expect(Promise.resolve(app)).resolves.toExpose('web');
  await later;
  // @ts-expect-error -- no such option
  expect(app).toLinkCleanly({ warning: 'fail' });
  // @ts-expect-error -- where to?
  expect(app).toRoute('web');
  // @ts-expect-error -- how many?
  expect(app).toHaveResourceCount('Deployment', 'two');
  // @ts-expect-error -- no such matcher
  expect(app).toLink();
  return nothing;
});
`;

const VITEST = 'import { expect, test } from \'vitest\';\nimport \'cdk8s-service-patterns/testing/vitest\';';

test.each([
  ['the globals of @types/jest', 'ts', ['jest', 'node'], 'import \'cdk8s-service-patterns/testing/jest\';'],
  ['@jest/globals', 'ts', ['node'], 'import { expect, test } from \'@jest/globals\';\nimport \'cdk8s-service-patterns/testing/jest-globals\';'],
  ['vitest in ES modules', 'mts', ['node'], VITEST],
  ['vitest in CommonJS', 'ts', ['node'], VITEST],
])('matchers are typed for %s', (_, extension, types, imports) => {
  const file = path.join(__dirname, `virtual.${extension}`);
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), (name) => ts.sys.readFile(name)).config, ts.sys, ROOT);
  // As the package's exports have it: an import gets another file than a require.
  const paths = { ...options.paths, 'cdk8s-service-patterns/testing/vitest': [`./lib/testing/vitest.${extension}`] };
  const settings = { ...options, types, paths };
  const host = ts.createCompilerHost(settings);
  const read = host.readFile.bind(host);
  host.readFile = (name) => (name === file ? imports + USES : read(name));
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const program = ts.createProgram([file], settings, host);
  const source = program.getSourceFile(file);
  const errors = ts.getPreEmitDiagnostics(program, source).map(({ messageText, start = 0 }) => {
    const line = source ? ts.getLineAndCharacterOfPosition(source, start).line : 0;
    return `${(imports + USES).split('\n')[line] ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(errors).toEqual([]);
}, 60_000);
