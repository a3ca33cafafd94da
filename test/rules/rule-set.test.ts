import * as fs from 'node:fs';
import * as path from 'node:path';
import { readerRules } from '../../lib/manifests';
import { allRules, link, type Severity } from '../../lib/linker';
import { readManifests, toInput } from './manifests';
import { pageNames, readPage } from './page';
import { ruleTables, testedRuleNames, type TestedRule } from './rule-tables';

const NAMES = allRules.map(({ name }) => name);
let tables: Map<string, TestedRule>;

beforeAll(async () => {
  tables = await ruleTables();
});

describe('the set of rules', () => {
  it('lists every rule once, in order of the names', () => {
    expect(NAMES).toEqual([...new Set(NAMES)].sort());
  });

  it('is that of the files', () => {
    const files = fs.readdirSync(path.resolve(__dirname, '../../lib/rules')).map((file) => path.basename(file, '.ts'));
    expect(files.filter((name) => name !== 'index' && name !== 'rule').sort()).toEqual(NAMES);
  });

  it('is that of the pages, with the rules that are raised where files are read', () => {
    expect(pageNames().sort()).toEqual([...NAMES, ...readerRules.map(({ name }) => name)].sort());
  });

  it('is that of the tests', () => {
    expect(testedRuleNames().sort()).toEqual(NAMES);
    expect([...tables].map(([name, { rule }]) => [name, rule.name])).toEqual([...tables].map(([name]) => [name, name]));
  });
});

describe.each(allRules)('the rule $name', ({ name, grade, messages }) => {
  const page = readPage(name);

  it('has tests that raise every one of its messages, at each of its grades', () => {
    const raised = tables
      .get(name)!
      .table.invalid.flatMap(({ ours, findings }) =>
        findings.map(({ message, severity }) => `${message}, ${ours === true ? 'ours' : 'foreign'}: ${severity}`),
      );
    const possible = Object.entries(messages).flatMap(([message, own]) =>
      Object.entries(own.grade ?? grade).map(([owner, severity]: [string, Severity | 'silent']) => `${message}, ${owner}: ${severity}`),
    );
    expect([...new Set(raised)].sort()).toEqual(possible.filter((text) => !text.endsWith('silent')).sort());
  });

  it('has a page under its name, with a source at kubernetes.io, that fits on a screen', () => {
    expect(page.title).toBe(name);
    expect(page.text).toMatch(/^Source: \[.+\]\(https:\/\/kubernetes\.io\/.+\)$/m);
    expect(page.text.split('\n').length).toBeLessThanOrEqual(70);
  });

  it('is raised by the failing manifest of its page, and no other rule is', () => {
    expect([...new Set(findingsOf(page.fails).map(({ rule }) => rule))]).toEqual([name]);
  });

  it('has nothing to say of the fixed manifest of its page, nor has any other rule', () => {
    expect(findingsOf(page.fixed)).toEqual([]);
  });

  function findingsOf(manifests: string): ReturnType<typeof link>['findings'] {
    return link(toInput(readManifests(manifests), page.options)).findings;
  }
});
