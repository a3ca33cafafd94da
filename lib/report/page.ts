import type { marked, MarkedToken, Token, Tokens } from 'marked';
import pc from 'picocolors';
import { plainTable } from './table';
import type { Colors, TextOptions } from './text';
import { wrap } from './wrap';

/** Renders a Markdown page, such as that of a rule, for a terminal. Fenced code is kept as it is: it is there to be copied. */
export function renderPage(markdown: string, options: TextOptions = {}): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded by those who read a page, not by every import of the library
  const { lexer } = require('marked') as { lexer: typeof marked.lexer };
  return `${new Page(options).blocks(lexer(markdown), 0)}\n`;
}

class Page {
  private readonly colors: Colors;
  private readonly width: number | undefined;

  constructor({ color, width }: TextOptions) {
    this.colors = pc.createColors(color ?? false);
    this.width = width;
  }

  /** Blocks apart by an empty line, or none in a tight list, each set in but for its first line, which stands there already. */
  blocks(tokens: readonly Token[], indent: number, loose = true): string {
    const blocks = (tokens as readonly MarkedToken[]).map((token) => this.block(token, indent));
    return blocks.filter((block) => block !== '').join(`${loose ? '\n\n' : '\n'}${' '.repeat(indent)}`);
  }

  private block(token: MarkedToken, indent: number): string {
    switch (token.type) {
      case 'space':
      case 'def':
        return '';
      case 'heading':
        return this.heading(token);
      case 'code':
        return this.colors.cyan(token.text).replaceAll('\n', `\n${' '.repeat(indent)}`);
      case 'list':
        return this.list(token, indent);
      case 'table':
        return this.table(token);
      case 'hr':
        return '-'.repeat(RULE);
      case 'blockquote':
        return this.blocks(token.tokens, indent);
      case 'paragraph':
      case 'text':
        return wrap(this.inline(token.tokens ?? [token]), this.width, indent);
      default:
        return wrap(token.raw.trim(), this.width, indent);
    }
  }

  /** Colour or a line below tells it from text. */
  private heading({ tokens, text, depth }: Tokens.Heading): string {
    if (this.colors.isColorSupported) return this.colors.bold(depth === 1 ? this.colors.underline(text) : text);
    const shown = this.inline(tokens);
    return `${shown}\n${(depth === 1 ? '=' : '-').repeat(shown.length)}`;
  }

  private list({ items, ordered, start, loose }: Tokens.List, indent: number): string {
    const lines = items.map(({ tokens }, index) => {
      const mark = ordered ? `${String(Number(start) + index)}. ` : '- ';
      return `${mark}${this.blocks(tokens, indent + mark.length, loose)}`;
    });
    return lines.join(`${loose ? '\n\n' : '\n'}${' '.repeat(indent)}`);
  }

  private table({ header, rows }: Tokens.Table): string {
    const shown = (cells: readonly Tokens.TableCell[]): string[] => cells.map(({ tokens }) => this.inline(tokens));
    return plainTable(header.map(({ tokens }) => this.colors.bold(this.inline(tokens))), rows.map(shown), this.width);
  }

  private inline(tokens: readonly Token[]): string {
    return (tokens as readonly MarkedToken[]).map((token) => this.span(token)).join('');
  }

  private span(token: MarkedToken): string {
    switch (token.type) {
      case 'strong':
        return this.colors.bold(this.inline(token.tokens));
      case 'em':
        return this.colors.italic(this.inline(token.tokens));
      case 'codespan':
        return this.colors.isColorSupported ? this.colors.cyan(token.text) : token.raw;
      case 'link':
        return this.link(token);
      case 'br':
        return '\n';
      case 'text':
        // A paragraph's own line breaks are those of the file.
        return token.tokens ? this.inline(token.tokens) : token.text.replace(/\s*\n\s*/g, ' ');
      case 'escape':
        return token.text;
      default:
        return token.raw;
    }
  }

  private link({ tokens, href, text }: Tokens.Link): string {
    const address = this.colors.underline(href);
    return text === href ? address : `${this.inline(tokens)} (${address})`;
  }
}

/** The length of a thematic break. */
const RULE = 3;
