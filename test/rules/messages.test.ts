import { allRules, type Finding, formatText } from '../../lib/linker';
import { findingsOf } from './rule-tester';
import { ruleTables, type TestedRule } from './rule-tables';

let tables: Map<string, TestedRule>;

beforeAll(async () => {
  tables = await ruleTables();
});

// Read every line of the snapshot before it is written: it is what people get to see when something is wrong.
it.each(allRules.map(({ name }) => name))('%s says what is wrong, what was got and what to change', (name) => {
  const { rule, table } = tables.get(name)!;
  const shown = new Map<string, Finding>();
  for (const finding of table.invalid.flatMap((entry) => findingsOf(rule, entry))) {
    const kind = `${finding.message}, ${finding.severity}`;
    if (!shown.has(kind)) shown.set(kind, finding);
  }
  const texts = [...shown].map(([kind, finding]) => `(${kind})\n${formatText([finding])}`);
  expect(`\n${texts.join('\n\n')}\n`).toMatchSnapshot();
});
