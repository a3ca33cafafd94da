import { apiserverAccepts } from '../../lib/rules/apiserver-accepts';
import { allRules, formatText, link } from '../../lib/linker';
import { type LinkOptions, readManifests, toInput } from './manifests';
import { readPage } from './page';
import { ruleTables, type TestedRule } from './rule-tables';
import { completed } from './rule-tester';

// A table that permits what no API server takes would certify a mistake.

/** What the API server's own validation says of documents. */
function judged(documents: readonly unknown[], options: LinkOptions): string {
  return formatText(link(toInput(documents, { ...options, apiServer: true }), [apiserverAccepts]).findings);
}

let tables: Map<string, TestedRule>;

beforeAll(async () => {
  tables = await ruleTables();
});

describe.each(allRules.filter(({ name }) => name !== apiserverAccepts.name))('the rule $name', ({ name }) => {
  it('permits, and calls fixed, only what the API server accepts, but for what a case says that it refuses', () => {
    const { valid, invalid } = tables.get(name)!.table;
    const cases = [...valid, ...invalid.map((entry) => ({ ...entry, ...entry.fixedWith, manifests: entry.fixed }))];
    const odd = cases.flatMap(({ name: title, manifests, refused = false, ...options }) => {
      const refusal = judged(completed(manifests, refused), options);
      return (refusal !== '') === refused ? [] : [`${title}: ${refused ? 'it is accepted, and need not say that it is refused' : refusal}`];
    });
    expect(odd).toEqual([]);
  });
});

describe.each(allRules)('the page of $name', ({ name }) => {
  it('shows a fixed manifest that the API server accepts as it stands', () => {
    const { fixed, options } = readPage(name);
    expect(judged(readManifests(fixed), options)).toBe('');
  });
});
