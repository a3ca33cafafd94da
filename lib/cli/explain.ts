import * as fs from 'node:fs';
import * as path from 'node:path';
import { nearest } from '../graph/near';
import { renderPage } from '../report/page';
import { unknownRule } from '../report/rule-list';
import type { Io } from './io';
import { UsageError } from './usage-error';

/** Beside `lib` in a checkout, beside `build` in the package. */
const PAGES = path.resolve(__dirname, '../../docs/rules');

/**
 * Shows the page of a rule.
 *
 * @throws UsageError where there is none of that name
 */
export function explain(rule: string, io: Io): void {
  const names = fs.readdirSync(PAGES).map((file) => path.basename(file, '.md'));
  if (!names.includes(rule)) throw new UsageError(unknownRule(rule, [nearest(rule, names) ?? '']));
  const page = fs.readFileSync(path.join(PAGES, `${rule}.md`), 'utf8');
  io.stdout(renderPage(page, { color: io.color, ...(io.width === undefined ? {} : { width: io.width }) }));
}
