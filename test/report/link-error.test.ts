import { inspect } from 'node:util';
import { type Finding, LinkError } from '../../lib/linker';

const ERROR: Finding = {
  rule: 'node-port-in-range',
  message: 'outOfRange',
  severity: 'error',
  problem: 'Out of range',
  got: '80',
  fix: 'choose another',
};
const WARNING: Finding = { ...ERROR, rule: 'service-selects-pods', severity: 'warning', problem: 'Selects nothing' };

describe('a link error', () => {
  const { NO_COLOR } = process.env;

  beforeAll(() => {
    process.env.NO_COLOR = '1'; // whoever runs this may sit at a terminal
  });

  afterAll(() => {
    if (NO_COLOR === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = NO_COLOR;
  });

  it('says how much is wrong, that nothing was written, and all that was found', () => {
    expect(new LinkError([ERROR, WARNING]).message).toBe(
      [
        '1 error, 1 warning; nothing was written',
        'error[node-port-in-range] Out of range\n  got  80\n  fix  choose another',
        'warning[service-selects-pods] Selects nothing\n  got  80\n  fix  choose another',
      ].join('\n\n'),
    );
  });

  it('ends with what other validations said', () => {
    const messages = [
      { path: 'shop/web', message: 'no containers' },
      { path: '', message: 'no charts' },
    ];
    expect(new LinkError([ERROR], messages).message).toMatch(
      /^1 error, 2 from other validations; nothing was written\n\nerror.*another\n\n\[shop\/web\] no containers\n\n\[\] no charts$/s,
    );
    expect(new LinkError([], messages).message).toMatch(/^2 from other validations; nothing was written\n\n\[shop\/web\]/);
  });

  it('keeps notes to those who ask for them', () => {
    const note: Finding = { ...ERROR, severity: 'note', problem: 'By the way' };
    expect(new LinkError([ERROR, note]).message).not.toMatch(/note|By the way/);
    expect(new LinkError([ERROR, note]).findings).toEqual([ERROR, note]);
  });

  it('carries findings and messages as data', () => {
    const messages = [{ path: 'shop/web', message: 'no containers' }];
    const error = new LinkError([WARNING, ERROR], messages);
    expect([error.findings, error.messages, new LinkError([]).messages]).toEqual([[WARNING, ERROR], messages, []]);
    expect([error instanceof LinkError, error instanceof Error, error.name]).toEqual([true, true, 'LinkError']);
  });

  it('prints once, without frames of the linker', () => {
    const error = new LinkError([ERROR]);
    // Without a frame, Node would put the whole text into brackets.
    expect(inspect(error)).toMatch(/^LinkError: [^]*\n {4}at test\/report\/link-error\.test\.ts:\d+:\d+$/);
  });

  it('keeps to its title in the stack under the jsii kernel, where other languages show the message beside it', () => {
    const [, script] = process.argv;
    process.argv[1] = '/tmp/tmpm1kupbly/lib/program.js';
    process.env.JSII_AGENT = 'Python/3.11.7';
    try {
      expect(new LinkError([ERROR, WARNING]).stack).toBe('LinkError: 1 error, 1 warning; nothing was written');
      expect(new LinkError([ERROR]).message).toContain('\n  fix  choose another');
    } finally {
      process.argv[1] = script!;
      delete process.env.JSII_AGENT;
    }
  });
});
