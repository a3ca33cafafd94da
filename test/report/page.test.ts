import * as fs from 'node:fs';
import * as path from 'node:path';
import { renderPage } from '../../lib/report/page';

const FOLDER = path.resolve(__dirname, '../../docs');
const PAGES = fs.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).sort();
const read = (page: string): string => fs.readFileSync(path.join(FOLDER, page), 'utf8');
const fencesOf = (markdown: string): string[] => [...markdown.matchAll(/^```\w*\n([^]*?)^```$/gm)].map((match) => match[1]!);
// eslint-disable-next-line no-control-regex -- what terminals take for colour
const plain = (text: string): string => text.replace(/\u001b\[\d+m/g, '');

const MARKDOWN = `# Orders

A *short* page with **bold \`code\`**, a [link](https://kubernetes.io/docs/), https://kubernetes.io, \\*
two lines & an <NodeIP>.

- one, which is longer than the width allows
  1. inner
- two

  with more

> quoted

| what | holds |
|---|---|
| \`A_HOST\` | the name, which is a long text |
| B | b |

\`\`\`yaml
a: 1   # kept as it is, however long the line may be, since it is there to be copied

b: [2]
\`\`\`

---
`;

describe('a page in a terminal', () => {
  it('has headings, paragraphs, lists, tables and code, wrapped at the width', () => {
    expect(renderPage(MARKDOWN, { width: 40 })).toBe(`Orders
======

A short page with bold \`code\`, a link
(https://kubernetes.io/docs/),
https://kubernetes.io, * two lines & an
<NodeIP>.

- one, which is longer than the width
  allows

  1. inner

- two

  with more

quoted

what      holds
\`A_HOST\`  the name, which is a long text
B         b

a: 1   # kept as it is, however long the line may be, since it is there to be copied

b: [2]

---
`);
  });

  it('is the same in colour, but for what colour tells instead', () => {
    const colored = renderPage(MARKDOWN, { width: 40, color: true });
    expect(colored).toContain('\u001b[1m');
    expect(plain(colored)).toContain('b: [2]');
    expect(plain(colored)).not.toContain('======');
  });

  it.each(PAGES)('%s fits 80 columns, but for code and addresses, and loses no code', (page) => {
    const markdown = read(page);
    const text = renderPage(markdown, { width: 80 });
    const fences = fencesOf(markdown);
    for (const fence of fences) expect(text).toContain(`\n${fence}`);
    const code = new Set(fences.flatMap((fence) => fence.split('\n')));
    const tooLong = text.split('\n').filter((line) => line.length > 80 && !code.has(line) && /\s/.test(line.trim()));
    expect(tooLong).toEqual([]);
    const prose = text.split('\n').filter((line) => !code.has(line)).join('\n');
    expect(prose).not.toMatch(/\*\*|\]\(|^#/m);
  });

  it.each(PAGES)('%s loses no word', (page) => {
    const words = (text: string): string[] => text.match(/[A-Za-z0-9]+/g) ?? [];
    const markdown = read(page).replace(/^```\w*$/gm, '');
    expect(words(renderPage(markdown)).sort()).toEqual(words(markdown).sort());
    expect(words(plain(renderPage(markdown, { color: true, width: 250 }))).sort()).toEqual(words(markdown).sort());
  });
});
