import * as path from 'node:path';
import type * as yaml from 'yaml';
import { compareFindings, type Finding, type SourceLocation } from '../report/finding';
import { LinkError } from '../report/link-error';
import type { MessageText } from '../report/message';

/** Where something stands in a configuration: keys and indices from its root. */
export type ConfigPath = readonly (string | number)[];

/** The YAML of a configuration, with the line of everything in it, and the mistakes that were found in it. */
export class ConfigDocument {
  /** What it says; an empty file says nothing. */
  readonly value: Record<string, unknown>;
  private readonly mistakes: Finding[] = [];
  private readonly document: yaml.Document;
  private readonly lines: yaml.LineCounter;

  /**
   * @throws LinkError where it is no YAML
   */
  constructor(readonly file: string, text: string, private readonly cwd: string) {
    const { LineCounter, parseDocument } = loadYaml();
    this.lines = new LineCounter();
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    for (const { message, pos } of this.document.errors) {
      this.mistakes.push(this.toFinding([], { problem: 'The configuration is no YAML', got: message, fix: 'correct the YAML' }, this.locate(pos[0])));
    }
    this.throwMistakes();
    this.value = (this.document.toJS() ?? {}) as Record<string, unknown>;
    // 1.30 without quotes is the number 1.3: what the author wrote counts.
    const version: unknown = this.document.contents && loadYaml().isMap(this.document.contents) ? this.document.get('kubernetes', true) : undefined;
    if (loadYaml().isScalar(version) && typeof version.value === 'number') this.value.kubernetes = version.source ?? String(version.value);
  }

  /** Records a mistake at a value, or at the key that it stands under. */
  refuse(at: ConfigPath, message: MessageText, place: 'value' | 'key' = 'value'): void {
    this.mistakes.push(this.finding(at, message, place));
  }

  /** An error at a value, or at the key that it stands under. */
  finding(at: ConfigPath, message: MessageText, place: 'value' | 'key' = 'value'): Finding {
    return this.toFinding(at, message, this.locate(this.offsetOf(at, place)));
  }

  /**
   * Tells of all mistakes at once.
   *
   * @throws LinkError where there are some
   */
  throwMistakes(): void {
    if (this.mistakes.length > 0) throw new LinkError([...this.mistakes].sort(compareFindings));
  }

  private toFinding(at: ConfigPath, { problem, got, fix }: MessageText, source: SourceLocation): Finding {
    const field = showPath(at);
    return { rule: 'config', message: 'config', severity: 'error', problem, ...(got === undefined ? {} : { got }), fix, ...(field === '' ? {} : { field }), source };
  }

  private offsetOf(at: ConfigPath, place: 'value' | 'key'): number {
    const { isMap, isNode, isScalar } = loadYaml();
    if (at.length === 0) return this.document.contents?.range?.[0] ?? 0;
    if (place === 'key') {
      const parent: unknown = at.length === 1 ? this.document.contents : this.document.getIn(at.slice(0, -1), true);
      const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === at[at.length - 1]) : undefined;
      if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
    }
    const node: unknown = this.document.getIn(at, true);
    return isNode(node) && node.range ? node.range[0] : this.offsetOf(at.slice(0, -1), 'value');
  }

  private locate(offset: number): SourceLocation {
    const { line, col } = this.lines.linePos(offset);
    return { file: shownFrom(this.cwd, this.file), line, column: col, via: [] };
  }
}

/** A path as messages show it: `podTemplates[0].kind`. */
export function showPath(at: ConfigPath): string {
  return at.map((key, index) => (typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
}

/** A file as findings show it: from the working directory where it lies below. */
export function shownFrom(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  return (relative.startsWith('..') || path.isAbsolute(relative) ? file : relative).replaceAll('\\', '/');
}

function loadYaml(): typeof yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody without a configuration waits for it
  return require('yaml') as typeof yaml;
}
