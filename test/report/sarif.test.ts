import '@microsoft/jest-sarif';
import { allRules } from '../../lib/linker';
import type { Report, WriterOptions } from '../../lib/report/report';
import { writeSarif } from '../../lib/report/sarif';
import { API, CLEAN, HOSTILE, REPORT } from './reports';

const FULL: WriterOptions = { rules: allRules, version: '0.1.0' };
const read = (report: Report, options = FULL): any => JSON.parse(writeSarif(report, options));
const resultsOf = (report: Report, options?: WriterOptions): any[] => read(report, options).runs[0].results;
const only = (...findings: Report['findings']): Report => ({ ...CLEAN, findings });

describe('a report as SARIF', () => {
  it.each<[string, Report, WriterOptions]>([
    ['one of each kind', REPORT, FULL],
    ['one that found nothing', CLEAN, FULL],
    ['one without rules and version', REPORT, {}],
    ['a hostile one', HOSTILE, FULL],
  ])('keeps to the standard\'s schema: %s', (_, report, options) => {
    expect(read(report, options)).toBeValidSarifLog();
  });

  it('is not valid to a schema that lets everything pass', () => {
    const log = read(REPORT);
    log.runs[0].results[0].level = 'fatal';
    expect(log).not.toBeValidSarifLog();
  });

  it('names the tool and all of its rules', () => {
    const { driver } = read(REPORT).runs[0].tool;
    expect(driver).toMatchObject({ name: 'service-patterns', version: '0.1.0', informationUri: expect.stringMatching(/^https:/) });
    expect(driver.rules.map(({ id }: any) => id)).toEqual(allRules.map(({ name }) => name));
    expect(driver.rules.find(({ id }: any) => id === 'image-pinned')).toMatchObject({
      shortDescription: { text: 'Image pinned' },
      fullDescription: { text: allRules.find(({ name }) => name === 'image-pinned')!.why },
      helpUri: expect.stringMatching(/^https:.*\/docs\/rules\/image-pinned\.md$/),
      defaultConfiguration: { level: 'warning' },
    });
  });

  it('gives each result its rule, level, text and place', () => {
    const [result] = resultsOf(REPORT);
    expect(result).toEqual({
      ruleId: 'service-target-port-open',
      ruleIndex: allRules.findIndex(({ name }) => name === 'service-target-port-open'),
      level: 'error',
      message: { text: `${API.problem}\nGot: ${API.got!}\nFix: ${API.fix}` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'deploy/shop.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 14, startColumn: 9 } },
          logicalLocations: [{ name: 'api', fullyQualifiedName: 'Service shop/api', kind: 'resource' }],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: 'Deployment shop/api' },
          physicalLocation: { artifactLocation: { uri: 'deploy/api.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 1 } },
          logicalLocations: [{ name: 'api', fullyQualifiedName: 'Deployment shop/api', kind: 'resource' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/), 'finding/v1': expect.any(String) },
    });
    expect(resultsOf(REPORT).map(({ level }) => level)).toEqual(['error', 'warning', 'note', 'error', 'warning']);
  });

  it('lists a rule of which only a finding tells', () => {
    const [run] = read(only({ ...API, rule: 'props' })).runs;
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({ id: 'props', shortDescription: { text: 'Props' } });
  });

  it('says what was skipped', () => {
    expect(read(REPORT).runs[0].invocations[0].toolExecutionNotifications).toEqual([{ level: 'note', message: { text: 'skipped 3 Helm templates' } }]);
  });

  it.each([
    ['a b/100%/#?.yaml', 'a%20b/100%25/%23%3F.yaml'],
    ['../up.yaml', '../up.yaml'],
    ['c\\d.yaml', 'c/d.yaml'],
    ['<stdin>', '%3Cstdin%3E'],
    ['half\ud800.yaml', 'half%EF%BF%BD.yaml'],
  ])('writes the file %j as an address below the root', (file, uri) => {
    expect(resultsOf(only({ ...API, source: { ...API.source!, file } }))[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  it.each([
    ['/tmp/a b.yaml', 'file:///tmp/a%20b.yaml'],
    ['C:\\k8s\\a.yaml', 'file:///C:/k8s/a.yaml'],
  ])('writes the file %j as an address of its own', (file, uri) => {
    expect(resultsOf(only({ ...API, source: { ...API.source!, file } }))[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri });
  });

  it('makes no link of a value that looks like one', () => {
    const [result] = resultsOf(only({ ...API, problem: 'a [b](https://evil.example), spec.ports[0]' }));
    expect(result.message.text).toContain('a [b\\](https://evil.example), spec.ports[0]');
  });
});

describe('what GitHub code scanning asks for', () => {
  it('is a help text for each rule', () => {
    for (const rule of read(HOSTILE).runs[0].tool.driver.rules) expect(rule.help.text).toMatch(/./);
  });

  it('is a file for each result', () => {
    for (const { locations } of [...resultsOf(REPORT), ...resultsOf(HOSTILE)]) expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/./);
    expect(resultsOf(REPORT)[2].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: './', uriBaseId: '%SRCROOT%' } });
  });

  it('is a fingerprint that stays when lines move, and that no other result of the report has', () => {
    const hashOf = (report: Report): string[] => resultsOf(report).map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    const moved = { ...API, source: { ...API.source!, line: 99 }, problem: 'in other words' };
    expect(hashOf(only(moved))).toEqual(hashOf(only(API)));
    const others = [{ ...API, field: 'spec.ports[1].targetPort' }, { ...API, object: { ...API.object!, name: 'b' } }, { ...API, rule: 'b' }, API];
    expect(new Set(hashOf(only(API, ...others))).size).toBe(5);
  });

  it('is that what was acknowledged can be left out, since it would become an alert', () => {
    expect(resultsOf(REPORT, { hideAcknowledged: true })).toHaveLength(3);
    expect(resultsOf(REPORT).map(({ suppressions }) => suppressions?.[0])).toEqual([
      undefined,
      undefined,
      undefined,
      { kind: 'inSource', status: 'accepted', justification: 'opened at run time' },
      { kind: 'inSource', status: 'accepted', justification: 'asks nobody' },
    ]);
  });
});
