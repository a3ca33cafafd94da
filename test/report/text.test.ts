import { type Finding, formatText, summarize } from '../../lib/linker';

const FINDING: Finding = {
  rule: 'service-target-port-open',
  message: 'noName',
  severity: 'error',
  problem: 'Service port 80 sends traffic to "web"',
  got: '"web"; the pods name "http"',
  fix: 'set targetPort to "http"',
  docs: 'docs/rules/service-target-port-open.md',
  object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' },
  path: 'shop/api/Service/Resource',
  field: 'spec.ports[0].targetPort',
  source: { file: 'examples/shop.ts', line: 14, column: 1, via: ['node_modules/acme/api.js:3:9', 'main.ts:1:1'] },
};

describe('a finding as text', () => {
  it('says what, where, by what way, what was got, what to change, and where to read on', () => {
    expect(formatText([FINDING])).toBe(
      [
        'error[service-target-port-open] Service port 80 sends traffic to "web"',
        '  --> examples/shop.ts:14:1',
        '  via  node_modules/acme/api.js:3:9',
        '  via  main.ts:1:1',
        '  at   shop/api/Service/Resource  spec.ports[0].targetPort',
        '  got  "web"; the pods name "http"',
        '  fix  set targetPort to "http"',
        '  see  docs/rules/service-target-port-open.md',
      ].join('\n'),
    );
  });

  it('leaves out the rows that it has nothing for', () => {
    expect(formatText([{ rule: 'props', message: 'props', severity: 'note', problem: 'No', fix: 'do' }])).toBe('note[props] No\n  fix  do');
    expect(formatText([{ ...FINDING, got: undefined, docs: undefined, source: undefined, field: undefined }])).toBe(
      [
        'error[service-target-port-open] Service port 80 sends traffic to "web"',
        '  at   shop/api/Service/Resource',
        '  fix  set targetPort to "http"',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<Finding>]>([
    ['shop/api/Service/Resource  spec.ports[0].targetPort', {}],
    ['Service shop/api  spec.ports[0].targetPort', { path: undefined }],
    ['Service api  spec', { path: undefined, object: { apiVersion: 'v1', kind: 'Service', name: 'api' }, field: 'spec' }],
    ['spec.type', { path: undefined, object: undefined, field: 'spec.type' }],
    // The path of the app itself.
    ['nodePort', { path: '', field: 'nodePort' }],
  ])('stands at %s', (at, change) => {
    expect(formatText([{ ...FINDING, ...change }])).toContain(`\n  at   ${at}\n`);
  });

  it('is apart from the next by an empty line', () => {
    const short: Finding = { rule: 'r', message: 'm', severity: 'warning', problem: 'A', fix: 'a' };
    expect(formatText([short, { ...short, problem: 'B' }])).toBe('warning[r] A\n  fix  a\n\nwarning[r] B\n  fix  a');
    expect(formatText([])).toBe('');
  });

  it.each([
    ['error', 31],
    ['warning', 33],
    ['note', 36],
  ] as const)('of severity %s is in colour %i where colour is wanted', (severity, code) => {
    const text = formatText([{ ...FINDING, severity }], { color: true });
    expect(text).toContain(`\u001b[${String(code)}m`);
    // eslint-disable-next-line no-control-regex -- what terminals take for colour
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(formatText([{ ...FINDING, severity }]));
  });

  it('has no colour unless asked', () => {
    expect(formatText([FINDING]) + formatText([FINDING], { color: false })).not.toContain('\u001b');
  });
});

describe('a summary', () => {
  it.each<[Finding['severity'][], string]>([
    [[], ''],
    [['error'], '1 error'],
    [['note', 'error', 'warning', 'error'], '2 errors, 1 warning, 1 note'],
    [['warning', 'warning'], '2 warnings'],
  ])('of %j is "%s"', (severities, text) => {
    expect(summarize(severities.map((severity) => ({ ...FINDING, severity })))).toBe(text);
  });
});
