import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { writeJson } from '../../lib/report/json';
import type { Report } from '../../lib/report/report';
import { writeRulesJson } from '../../lib/report/rule-list';
import { allRules } from '../../lib/linker';
import { API, CLEAN, HOSTILE, REPORT } from './reports';

const schema = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../schemas/report.schema.json'), 'utf8')) as object;
const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile(schema);
const read = (report: Report): any => JSON.parse(writeJson(report, {}));

describe('a report as JSON', () => {
  it.each([['one of each kind', REPORT], ['one that found nothing', CLEAN], ['a hostile one', HOSTILE]])('keeps to its schema: %s', (_, report) => {
    validate(read(report));
    expect(validate.errors).toBeNull();
  });

  it('has everything that is known of a finding, in its own keys', () => {
    expect(read(REPORT).findings[0]).toEqual({
      rule: 'service-target-port-open',
      severity: 'error',
      message: API.problem,
      got: API.got,
      fix: API.fix,
      docs: API.docs,
      object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' },
      path: 'spec.ports[0].targetPort',
      source: { file: 'deploy/shop.yaml', line: 14, column: 9 },
      related: [
        { object: API.related![0]!.object, source: { file: 'deploy/api.yaml', line: 3, column: 1 } },
        { object: API.related![1]!.object },
      ],
    });
  });

  it('names the construct, and leaves out what is not known', () => {
    expect(read(REPORT).findings[2]).toEqual({
      rule: 'image-pinned',
      severity: 'note',
      message: 'Container "web" runs whatever "latest" is',
      fix: 'name a tag',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      constructPath: 'shop/web/Deployment',
      related: [],
    });
  });

  it('counts', () => {
    const { findings: _, acknowledged, ...rest } = read(REPORT);
    expect(rest).toEqual({ version: 1, objects: 14, links: 5, summary: { errors: 1, warnings: 1, acknowledged: 2 } });
    expect(acknowledged).toMatchObject([{ rule: 'service-target-port-open', reason: 'opened at run time' }, { reason: 'asks nobody' }]);
  });
});

describe('the schema', () => {
  it.each<[string, (report: any) => void]>([
    ['a key of another name', (report) => (report.findings[0].construct = 'a')],
    ['another version', (report) => (report.version = 2)],
    ['a severity that there is not', (report) => (report.findings[0].severity = 'fatal')],
    ['a line that is none', (report) => (report.findings[0].source.line = 0)],
    ['what is acknowledged without a reason', (report) => delete report.acknowledged[0].reason],
    ['a finding without a fix', (report) => delete report.findings[0].fix],
  ])('refuses %s', (_, change) => {
    const report = read(REPORT);
    change(report);
    expect(validate(report)).toBe(false);
  });
});

test('rules as JSON are all rules, each with its grade and its page', () => {
  const { version, rules } = JSON.parse(writeRulesJson(allRules));
  expect(version).toBe(1);
  expect(rules.map(({ name }: any) => name)).toEqual(allRules.map(({ name }) => name));
  expect(rules.find(({ name }: any) => name === 'image-pinned')).toEqual({
    name: 'image-pinned',
    why: allRules.find(({ name }) => name === 'image-pinned')!.why,
    severity: { ours: 'warning', foreign: 'note' },
    docs: 'docs/rules/image-pinned.md',
  });
});
