import { writeText } from '../../lib/report/text-report';
import { API, CLEAN, REPORT } from './reports';

const lastLines = (text: string, count: number): string[] => text.trimEnd().split('\n').slice(-count);

describe('a report as text', () => {
  it('says what was found, what is acknowledged and why, and sums up', () => {
    expect(writeText(REPORT, {})).toBe(`error[service-target-port-open] Service port 80 sends traffic to "web", but no selected container names a port "web"
  --> deploy/shop.yaml:14:9
  at   Service shop/api  spec.ports[0].targetPort
  with Deployment shop/api  deploy/api.yaml:3:1
  got  "web"; the selected pods (Deployment shop/api) name "http" (8080/TCP)
  fix  set targetPort to "http", or name a container port "web"
  see  docs/rules/service-target-port-open.md

warning[policy-admits-dns] Pods may not ask for names
  --> deploy/shop.yaml:14:9
  at   Service shop/api  spec.ports[0].targetPort
  fix  set targetPort to "http", or name a container port "web"
  see  docs/rules/service-target-port-open.md

acknowledged[service-target-port-open] Service shop/api  deploy/shop.yaml:14:9: opened at run time
acknowledged[policy-admits-dns] Service shop/mail  deploy/shop.yaml:14:9: asks nobody

1 error, 1 warning in 14 objects of 3 files, 5 links proved; 2 acknowledged
skipped 3 Helm templates
`);
  });

  it('has notes and links for those who ask', () => {
    const text = writeText(REPORT, { showNotes: true, linksText: 'shop/api:80/TCP → Deployment api' });
    expect(text).toContain('\n\nnote[image-pinned] Container "web" runs whatever "latest" is\n  at   shop/web/Deployment\n');
    expect(text).toContain('\n\nshop/api:80/TCP → Deployment api\n\n1 error, 1 warning, 1 note in 14 objects');
  });

  it('is one line where nothing was found', () => {
    expect(writeText(CLEAN, {})).toBe('nothing found in 1 object, 1 link proved\n');
  });

  it('says where warnings count as errors', () => {
    expect(lastLines(writeText(REPORT, { strict: true }), 2)[0]).toMatch(/; 2 acknowledged \(warnings count as errors\)$/);
    expect(writeText(CLEAN, { strict: true })).not.toContain('(');
  });

  it.each([80, 120])('fits %i columns, but for what has to stay whole', (width) => {
    const problem = `Service ${'word '.repeat(40)}end`;
    const text = writeText({ ...REPORT, findings: [{ ...API, problem, fix: problem, got: `${'x'.repeat(150)} is long` }] }, { width });
    expect(text.split('\n').filter((line) => line.length > width)).toEqual([`  got  ${'x'.repeat(150)}`]);
    expect(text.replace(/\s+/g, ' ')).toContain(problem);
  });

  it('is in colour where that is wanted, and otherwise the same', () => {
    const text = writeText(REPORT, { color: true, width: 80 });
    expect(text).toContain('\u001b[31m');
    // eslint-disable-next-line no-control-regex -- what terminals take for colour
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(writeText(REPORT, { width: 80 }));
  });
});

describe('rows of related objects', () => {
  const other = (line: number): NonNullable<typeof API.related>[number] => ({
    object: { apiVersion: 'v1', kind: 'Pod', name: `p${String(line)}` },
    source: { file: 'pods.yaml', line, column: 1, via: [] },
  });
  const rowsOf = (related: typeof API.related): string[] =>
    writeText({ ...CLEAN, findings: [{ ...API, related }] }, {}).split('\n').filter((line) => line.startsWith('  with'));

  it('leave out those whose line nobody knows, and those of the finding\'s own', () => {
    expect(rowsOf([{ object: API.object! }, { object: API.object!, source: API.source }, other(1)])).toEqual(['  with Pod p1  pods.yaml:1:1']);
  });

  it('are four at most', () => {
    expect(rowsOf([1, 2, 3, 4].map(other))).toHaveLength(4);
    expect(rowsOf([1, 2, 3, 4, 5, 6].map(other)).slice(3)).toEqual(['  with Pod p4  pods.yaml:4:1', '  with and more']);
  });
});
