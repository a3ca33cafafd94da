import { writeGithub } from '../../lib/report/github';
import { API, CLEAN, HOSTILE, REPORT } from './reports';

/** What GitHub's runner makes of a line: it undoes the escapes, of properties more than of the message. */
function readCommand(line: string): { command: string; properties: Record<string, string>; message: string } | undefined {
  const [, command, written = '', message] = /^::([a-z]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  if (command === undefined || message === undefined) return undefined;
  const data = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (text: string): string => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const entries = written.split(',').map((entry): [string, string] => [entry.slice(0, entry.indexOf('=')), property(entry.slice(entry.indexOf('=') + 1))]);
  return { command, properties: Object.fromEntries(entries), message: data(message) };
}

describe('findings as workflow commands', () => {
  it('are an annotation each, with its file, line and rule, and a summary', () => {
    expect(writeGithub(REPORT, { showNotes: true })).toBe(
      [
        '::error file=deploy/shop.yaml,line=14,col=9,title=service-target-port-open::Service port 80 sends traffic to "web", but no selected container names a port "web"%0Aat: Service shop/api  spec.ports[0].targetPort%0Agot: "web"; the selected pods (Deployment shop/api) name "http" (8080/TCP)%0Afix: set targetPort to "http", or name a container port "web"%0Asee: docs/rules/service-target-port-open.md',
        '::warning file=deploy/shop.yaml,line=14,col=9,title=policy-admits-dns::Pods may not ask for names%0Aat: Service shop/api  spec.ports[0].targetPort%0Afix: set targetPort to "http", or name a container port "web"%0Asee: docs/rules/service-target-port-open.md',
        '::notice title=image-pinned::Container "web" runs whatever "latest" is%0Aat: shop/web/Deployment%0Afix: name a tag',
        'service-patterns: 1 error, 1 warning, 1 note in 14 objects of 3 files, 5 links proved; 2 acknowledged',
        'service-patterns: skipped 3 Helm templates',
        '',
      ].join('\n'),
    );
  });

  it('leave out notes unless they are asked for', () => {
    expect(writeGithub(REPORT, {})).not.toContain('::notice');
    expect(writeGithub(CLEAN, {})).toBe('service-patterns: nothing found in 1 object, 1 link proved\n');
  });

  it('escape what would end a property or a line', () => {
    const source = { file: 'a,line=1::b%.yaml', line: 2, column: 3, via: [] };
    const [line] = writeGithub({ ...CLEAN, findings: [{ ...API, source, problem: '50%0A of a: b, c\n::error::d' }] }, {}).split('\n');
    const { command, properties, message } = readCommand(line!)!;
    expect(command).toBe('error');
    expect(properties).toEqual({ file: source.file, line: '2', col: '3', title: API.rule });
    expect(message.split('\n')[0]).toBe('50%0A of a: b, c\\n::error::d');
  });

  it('are no more than there are findings, whatever manifests hold', () => {
    const lines = writeGithub(HOSTILE, { showNotes: true }).trimEnd().split('\n');
    expect(lines.map((line) => readCommand(line)?.command)).toEqual(['error', 'warning', 'notice', undefined, undefined]);
    expect(lines.slice(3).every((line) => line.startsWith('service-patterns: '))).toBe(true);
  });
});
