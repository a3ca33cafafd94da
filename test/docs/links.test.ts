import * as fs from 'node:fs';
import * as path from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, type MarkedToken, type Token, walkTokens } from 'marked';
import { markdownPages, readPage, ROOT } from './fences';

interface Outline {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** What a page leads to, and where links into it may lead. */
function outline(page: string): Outline {
  const slugger = new GithubSlugger();
  const links: string[] = [];
  const anchors = new Set<string>();
  void walkTokens(lexer(readPage(page)), (token: Token) => {
    const known = token as MarkedToken;
    if (known.type === 'link' || known.type === 'image') links.push(known.href);
    if (known.type === 'heading') anchors.add(slugger.slug(known.text.replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1')));
  });
  return { links, anchors };
}

const PAGES = new Map(markdownPages().map((page) => [page, outline(page)]));
const isAddress = (link: string): boolean => /^[a-z]+:/.test(link);

/** Where a relative link leads: a file or folder of the repository, and a heading of a page. */
function brokenLink(page: string, link: string): string[] {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), decodeURI(file));
  if (target.startsWith('..')) return [`${page}: ${link} leaves the repository`];
  if (!fs.existsSync(path.join(ROOT, target))) return [`${page}: ${link} is not there`];
  if (anchor === undefined || PAGES.get(target)?.anchors.has(anchor)) return [];
  return [`${page}: no heading of ${target} is #${anchor}`];
}

test('every relative link leads to a file, and to a heading where it names one', () => {
  const broken = [...PAGES].flatMap(([page, { links }]) => links.filter((link) => !isAddress(link)).flatMap((link) => brokenLink(page, link)));
  expect(broken).toEqual([]);
});

test('every address is one of the public web', () => {
  const wrong = [...PAGES].flatMap(([page, { links }]) =>
    links.filter((link) => isAddress(link) && !/^https:\/\/([a-z0-9-]+\.)+[a-z]{2,}(\/[^\s<>]*)?$/i.test(link)).map((link) => `${page}: ${link}`));
  expect(wrong).toEqual([]);
});

test('the index of the guides names every page of the folder', () => {
  const pages = fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const listed = PAGES.get('docs/README.md')?.links.filter((link) => /^[\w-]+\.md$/.test(link)) ?? [];
  expect([...listed].sort()).toEqual(pages.sort());
});

test('the README leads to the guides', () => {
  expect(PAGES.get('README.md')?.links).toContain('docs/README.md');
});
