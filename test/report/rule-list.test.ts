import { allRules } from '../../lib/linker';
import { formatRules, unknownRule } from '../../lib/report/rule-list';

const RULES = [
  { name: 'image-pinned', why: 'A tag may move, and what runs is not what was tested.', grade: { ours: 'warning', foreign: 'note' } },
  { name: 'connection-admitted', why: 'Packets are dropped.', grade: { ours: 'error', foreign: 'silent' } },
] as const;

describe('the list of rules', () => {
  it('is a table where there is room', () => {
    expect(formatRules(RULES)).toBe(`rule                 ours     others  what goes wrong
image-pinned         warning  note    A tag may move, and what runs is not what was tested.
connection-admitted  error    silent  Packets are dropped.
`);
  });

  it('puts what goes wrong below the rule where the terminal is narrow', () => {
    expect(formatRules(RULES, { width: 40 })).toBe(`image-pinned  ours: warning, others: note
  A tag may move, and what runs is not
  what was tested.
connection-admitted  ours: error, others: silent
  Packets are dropped.
`);
  });

  it.each([80, 110, 160])('names all rules within %i columns, in colour or not', (width) => {
    const text = formatRules(allRules, { width });
    expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
    for (const { name } of allRules) expect(text).toMatch(new RegExp(`^${name} `, 'm'));
    // eslint-disable-next-line no-control-regex -- what terminals take for colour
    expect(formatRules(allRules, { width, color: true }).replace(/\u001b\[\d+m/g, '')).toBe(text);
  });
});

test('of a rule that there is not, the nearest is suggested', () => {
  expect(unknownRule('image-pined', ['image-pinned', 'other'])).toBe('There is no rule "image-pined"; did you mean "image-pinned"?');
  expect(unknownRule('\u001b[2J', [])).toBe('There is no rule "\\\\u001b[2J"');
});
