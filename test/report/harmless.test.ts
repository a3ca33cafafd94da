import { harmless, harmlessJson } from '../../lib/report/harmless';
import { writers, FORMATS } from '../../lib/report/writers';
import { HOSTILE, HOSTILE_TEXTS, REPORT } from './reports';

describe('a harmless text', () => {
  it.each([
    ['orders', 'orders'],
    ['Größe 古 🙂 →', 'Größe 古 🙂 →'],
    ['\u001b[31m', '\\u001b[31m'],
    ['\u009b2J', '\\u009b2J'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u0000\u007f', '\\u0000\\u007f'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u200bb\u2028', 'a\\u200bb\\u2028'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['\ud800', '\\ud800'],
    ['\uffff', '\\uffff'],
  ])('of %j is %j', (text, shown) => {
    expect(harmless(text)).toBe(shown);
  });

  it('in JSON is the same text to whoever parses it', () => {
    for (const text of HOSTILE_TEXTS) expect(JSON.parse(harmlessJson([text]))).toEqual([text]);
  });
});

describe.each(FORMATS)('the format %s', (format) => {
  const write = writers[format];

  it('prints nothing that a terminal takes for more than text, whatever manifests hold', () => {
    const written = write(HOSTILE, { showNotes: true, linksText: `a → b\n${HOSTILE_TEXTS.join(' ')}` });
    // eslint-disable-next-line no-control-regex -- what is looked for
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\u{e0000}-\u{e0fff}]/u);
    expect(written).not.toMatch(/\p{Cs}/u);
  });

  it('gives the same bytes for the same report', () => {
    const shuffled = { ...REPORT, findings: REPORT.findings.map((finding) => Object.fromEntries(Object.entries(finding).reverse()) as unknown as typeof finding) };
    expect(write(shuffled, {})).toBe(write(REPORT, {}));
  });

  it('ends with one line feed', () => {
    expect(write(REPORT, {})).toMatch(/[^\n]\n$/);
  });
});
