import * as fs from 'node:fs';
import * as path from 'node:path';
import { type LinkOptions } from './manifests';

/** A rule's page, taken apart. */
export interface Page {
  readonly title: string;
  readonly text: string;
  /** YAML that raises the rule. */
  readonly fails: string;
  /** The same after its fix. */
  readonly fixed: string;
  /** What is said beside both. */
  readonly options: LinkOptions;
}

const FOLDER = path.resolve(__dirname, '../../docs/rules');

/** The names of all rules that have a page. */
export function pageNames(): string[] {
  return fs.readdirSync(FOLDER).map((file) => path.basename(file, '.md'));
}

/** Reads a page; throws where it lacks its manifests. */
export function readPage(rule: string): Page {
  const text = fs.readFileSync(path.join(FOLDER, `${rule}.md`), 'utf8');
  const fence = (heading: string, language: string): string | undefined =>
    new RegExp(`^## ${heading}\\n\\n\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(text)?.[1];
  const [fails, fixed] = [fence('Fails', 'yaml'), fence('Fixed', 'yaml')];
  if (fails === undefined || fixed === undefined) throw new Error(`docs/rules/${rule}.md lacks a manifest under Fails or Fixed`);
  const options = JSON.parse(fence('With', 'json') ?? '{}') as LinkOptions;
  return { title: /^# (.*)/.exec(text)?.[1] ?? '', text, fails, fixed, options };
}
