import * as fs from 'node:fs';
import * as path from 'node:path';
import { check } from '../../lib/check/check';
import { loadConfig } from '../../lib/check/config';
import { toInput, readManifests } from '../rules/manifests';
import { folderWith, refusalOf } from './folder';

/** A module with a rule that finds fault with every object of a name. */
const rule = (name: string, check = 'for (const object of graph.objects) report("bad", { object }, "metadata.name", { name: quote(object.name) });'): string => `defineRule({
  name: '${name}', why: 'x', grade: { ours: 'error', foreign: 'error' },
  messages: { bad: { problem: 'The name is {{name}}', fix: 'choose another' } },
  check(graph, report) { ${check} },
})`;
const IMPORT = 'import { defineRule, quote } from \'cdk8s-service-patterns/linker\';\n';
const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n';

const namesOf = async (rules: string, files: Readonly<Record<string, string>>): Promise<string[]> => {
  const config = await loadConfig({ cwd: folderWith({ 'service-patterns.yaml': `rules: ${rules}\n`, ...files }) });
  const { findings } = check(toInput(readManifests(MANIFEST)), config);
  return findings.map((finding) => finding.rule);
};
const refused = (rules: string, files: Readonly<Record<string, string>>): Promise<string> =>
  refusalOf(loadConfig({ cwd: folderWith({ 'service-patterns.yaml': `rules: ${rules}\n`, ...files }) }));

describe('rules of one\'s own are loaded', () => {
  it.each([
    ['TypeScript, by default', 'rule.ts', `${IMPORT}export default ${rule('own')} satisfies object;\n`],
    ['TypeScript, by name, beside helpers', 'rule.ts', `${IMPORT}export const limit: number = 3;\nexport const own = ${rule('own')};\n`],
    ['TypeScript, by default and by name', 'rule.ts', `${IMPORT}export const own = ${rule('own')};\nexport default own;\n`],
    ['TypeScript of CommonJS', 'rule.cts', `import { defineRule, quote } from 'cdk8s-service-patterns/linker';\nmodule.exports = ${rule('own')};\n`],
    ['JavaScript modules', 'rule.mjs', `${IMPORT}export default [${rule('own')}];\n`],
    ['CommonJS', 'rule.cjs', `const { defineRule, quote } = require('cdk8s-service-patterns/linker');\nmodule.exports = { own: ${rule('own')} };\n`],
    ['CommonJS of a single rule', 'rule.cjs', `const { defineRule, quote } = require('cdk8s-service-patterns/linker');\nmodule.exports = ${rule('own')};\n`],
  ])('from %s', async (_, name, content) => {
    expect(await namesOf(`[./${name}]`, { [name]: content })).toEqual(['own']);
  });

  it('several from a module, and from several modules, by paths from the configuration', async () => {
    const files = { 'rules/a.ts': `${IMPORT}export default [${rule('a')}, ${rule('b')}];\n`, 'rules/c.ts': `${IMPORT}import { helped } from './helper';\nexport default helped;\n`, 'rules/helper.ts': `${IMPORT}export const helped = ${rule('c')};\n` };

    expect(await namesOf('[rules/a.ts, ./rules/c.ts]', files)).toEqual(['a', 'b', 'c']);
  });

  it('from a package that is installed', async () => {
    const files = { 'node_modules/@acme/rules/package.json': '{ "name": "@acme/rules", "main": "index.js" }', 'node_modules/@acme/rules/index.js': `const { defineRule, quote } = require('cdk8s-service-patterns/linker');\nexports.own = ${rule('own')};\n` };

    expect(await namesOf('["@acme/rules"]', files)).toEqual(['own']);
  });
});

describe('rules of one\'s own are like others', () => {
  const load = (more: string, body?: string): ReturnType<typeof loadConfig> =>
    loadConfig({ cwd: folderWith({ 'service-patterns.yaml': `rules: [rule.ts]\n${more}`, 'rule.ts': `${IMPORT}export default ${rule('own', body)};\n` }) });

  it('severities weigh them', async () => {
    expect(check(toInput(readManifests(MANIFEST)), await load('severities: { own: note }')).findings).toMatchObject([{ rule: 'own', severity: 'note' }]);
    expect(check(toInput(readManifests(MANIFEST)), await load('severities: { own: off }')).findings).toEqual([]);
  });

  it('annotations acknowledge them, and one that covers nothing is a finding', async () => {
    const annotated = MANIFEST.replace('name: web', 'name: web, annotations: { acknowledge.cdk8s-service-patterns/own: it must be }');

    expect(check(toInput(readManifests(annotated)), await load(''))).toMatchObject({ findings: [], acknowledged: [{ reason: 'it must be' }] });
    expect(check(toInput(readManifests(annotated)), await load('', 'void quote; void report;')).findings).toMatchObject([{ rule: 'acknowledgement-applies', message: 'unused' }]);
  });

  it('findings of theirs lead to no page of ours', async () => {
    const [finding] = check(toInput(readManifests(MANIFEST)), await load('')).findings;

    expect(finding).toMatchObject({ problem: 'The name is "web"', object: { name: 'web' } });
    expect(finding).not.toHaveProperty('docs');
  });

  it('one that throws is an error at its own line, beside what the others find', async () => {
    const cwd = folderWith({
      'service-patterns.yaml': 'rules:\n  - rule.ts\nseverities: { broken: note }\n',
      'rule.ts': `${IMPORT}export const fine = ${rule('fine')};\nexport const broken = ${rule('broken', '\nthrow new Error("no such label\\nand more");')};\n`,
    });
    const { findings } = check(toInput(readManifests(MANIFEST)), await loadConfig({ cwd }));

    expect(findings.map((finding) => finding.rule).sort()).toEqual(['config', 'fine']);
    expect(findings.find((finding) => finding.rule === 'config')).toMatchObject({
      severity: 'error',
      problem: 'The rule "broken" stopped with an error, and checked nothing',
      got: 'no such label',
      fix: 'correct its check, or switch it off with severities: { broken: off }',
      source: { file: path.join(cwd, 'rule.ts'), line: 11 },
    });
    expect(fs.readFileSync(path.join(cwd, 'rule.ts'), 'utf8').split('\n')[10]).toContain('throw');
  });
});

describe('what is no rule is refused', () => {
  it.each([
    ['a module that is not there', {}, 'The rules of "./rule.ts" cannot be loaded'],
    ['a module that does not compile', { 'rule.ts': 'export default {' }, 'The rules of "./rule.ts" cannot be loaded'],
    ['a module that throws', { 'rule.ts': 'throw new Error("not today");' }, 'got  not today'],
    ['a module without rules', { 'rule.ts': 'export const a = 1; export const b = "x";' }, 'The module exports no rule\n  --> service-patterns.yaml:1:9\n  at   rules[0]\n  got  "a", "b"'],
    ['an empty module', { 'rule.ts': '' }, 'The module exports no rule'],
    ['a rule as it was written', { 'rule.ts': `const defineRule = <T>(x: T): T => x; const quote = String;\nexport default ${rule('own')};` }, '"own" is exported as it was written, and is no rule yet'],
    ['a name of a built-in rule', { 'rule.ts': `${IMPORT}export default ${rule('image-pinned')};` }, '"image-pinned" is the name of a built-in rule'],
    ['two of one name', { 'rule.ts': `${IMPORT}export default [${rule('own')}, ${rule('own')}];` }, 'Two rules are called "own"'],
    ['a name that no annotation can hold', { 'rule.ts': `${IMPORT}export default ${rule('Own Rule')};` }, '"Own Rule" is no name for a rule'],
  ])('%s', async (_, files, text) => {
    const message = await refused('[./rule.ts]', files);

    expect(message).toMatch(/^1 error;/);
    expect(message).toContain(text);
  });

  it('severities of rules whose module does not load are not called unknown', async () => {
    expect(await refused('[./rule.ts]\nseverities: { own: note }', {})).toMatch(/^1 error;/);
  });
});
