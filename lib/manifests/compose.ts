import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { AliasBudget } from './alias-budget';
import { type Events, eventsOf } from './events';
import { keyOf, resolveScalar, resolveTagged, type Scalar } from './scalar';
import { Unreadable } from './unreadable';

/** What a document is composed into: the values that it holds, or the places where they stand. */
export interface Maker<T> {
  scalar(value: Scalar, start: number): T;
  list(start: number): T;
  mapping(start: number): T;
  push(list: T, item: T): void;
  put(mapping: T, key: string, value: T, keyStart: number): void;
  has(mapping: T, key: string): boolean;
  entries(mapping: T): Iterable<readonly [string, T]>;
  /** What stands where an alias does. */
  alias(target: T, start: number): T;
}

/** A key that a mapping holds a second time. */
export interface Duplicate {
  readonly key: string;
  /** Where it stands the second time. */
  readonly offset: number;
}

/** One document, composed. */
export interface Composed<T> {
  /** Absent where the document holds nothing but comments. */
  readonly root?: T;
  readonly duplicates: readonly Duplicate[];
  /** Scalars without quotes that hold two braces: what somebody's template left, or text. */
  readonly braced: readonly string[];
}

/**
 * Composes the first document of a text as kubectl does: it takes scalars as YAML 1.1, refuses aliases that blow up,
 * and lets merged keys win over those written before them.
 *
 * @throws Unreadable
 */
export function compose<T>(text: string, maker: Maker<T>): Composed<T> {
  const composer = new Composer(eventsOf(text), maker);
  const root = composer.document();
  return { ...(root === undefined ? {} : { root }), duplicates: composer.duplicates, braced: composer.braced };
}

/** A tab that begins a line, or follows an indicator. */
const TAB = /(?:\n|\s[-?]) *\t/;

type Kind = 'scalar' | 'list' | 'mapping';

interface Anchor<T> {
  readonly kind: Kind;
  readonly node?: T;
  /** The form that it takes as a key. */
  readonly key?: string | undefined;
  /** How many nodes it stands for; unknown while it is being read. */
  readonly size?: number;
}

class Composer<T> {
  readonly duplicates: Duplicate[] = [];
  readonly braced: string[] = [];
  private readonly text: string;
  private readonly events: readonly Event[];
  private readonly anchors = new Map<string, Anchor<T>>();
  private readonly budget = new AliasBudget();
  private at = 0;
  /** Behind the last scalar: where the next node may begin. */
  private end = 0;
  /** How many brackets are open. */
  private brackets = 0;
  private readonly mayBrace: boolean;
  private readonly mayHoldTabs: boolean;

  constructor(private readonly source: Events, private readonly maker: Maker<T>) {
    this.text = source.text;
    this.events = source.events;
    this.mayHoldTabs = this.text.includes('\t');
    this.mayBrace = this.text.includes('{{');
  }

  document(): T | undefined {
    if (this.events.length === 0) return undefined;
    this.at = 1; // behind the event that begins the document
    const root = this.node();
    this.checkTabs(this.text.length);
    return root;
  }

  private node(): T {
    const event = this.next();
    if (event.type === EVENT_ID.ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    const before = this.budget.decoded;
    this.budget.count();
    if (event.type === EVENT_ID.SCALAR) {
      const start = this.startOf(event);
      const scalar = this.valueOf(event);
      if (typeof scalar === 'number' && !Number.isFinite(scalar)) throw this.unreadable('a number that is infinite or not a number has no form in JSON', start);
      const node = this.maker.scalar(scalar, this.source.original(start));
      if (event.anchorStart >= 0) this.anchor(event, { kind: 'scalar', node, key: this.keyOf(event, scalar), size: 1 });
      return node;
    }
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) throw this.unreadable('the content of a node is missing', this.end);
    const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'list';
    const bracket = event.style === COLLECTION_STYLE.FLOW ? 1 : 0;
    this.checkTabs(event.start);
    this.brackets += bracket;
    this.end = event.start;
    this.anchor(event, { kind }); // an alias within it would make it contain itself
    const node = kind === 'mapping' ? this.mapping(event.start) : this.list(event.start);
    this.brackets -= bracket;
    this.anchor(event, { kind, node, size: this.budget.decoded - before });
    return node;
  }

  private list(start: number): T {
    const list = this.maker.list(this.source.original(start));
    while (!this.ends()) this.maker.push(list, this.node());
    return list;
  }

  private mapping(start: number): T {
    const mapping = this.maker.mapping(this.source.original(start));
    const merged = new Set<string>();
    while (!this.ends()) {
      const { key, offset } = this.key();
      if (key === undefined) {
        for (const source of this.mergeSources()) this.merge(mapping, source, merged, offset);
        continue;
      }
      if (this.maker.has(mapping, key) && !merged.delete(key)) this.duplicates.push({ key, offset: this.source.original(offset) });
      this.maker.put(mapping, key, this.node(), this.source.original(offset));
    }
    return mapping;
  }

  /** The next key; it is undefined where it asks for a merge. */
  private key(): { readonly key: string | undefined; readonly offset: number } {
    const event = this.next();
    this.budget.count();
    if (event.type === EVENT_ID.ALIAS) {
      const { key } = this.anchored(event.anchorStart, event.anchorEnd);
      return { key: this.asKey(key, event.anchorStart - 1), offset: event.anchorStart - 1 };
    }
    if (event.type !== EVENT_ID.SCALAR) throw this.unreadable('a mapping or list stands as a key', 'start' in event ? event.start : this.end);
    const offset = this.startOf(event);
    const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;
    if ((plain || this.tagOf(event) === '!!merge') && getScalarValue(this.text, event) === '<<') return { key: undefined, offset };
    const scalar = this.valueOf(event);
    const key = this.keyOf(event, scalar);
    if (event.anchorStart >= 0) this.anchor(event, { kind: 'scalar', node: this.maker.scalar(scalar, this.source.original(offset)), key, size: 1 });
    return { key: this.asKey(key, offset), offset };
  }

  private keyOf(event: ScalarEvent, scalar: Scalar): string | undefined {
    return typeof scalar === 'string' ? scalar : keyOf(scalar, getScalarValue(this.text, event));
  }

  private asKey(key: string | undefined, offset: number): string {
    if (key === undefined) throw this.unreadable('null, a mapping or a list stands as a key', offset);
    return key;
  }

  /** The mappings behind `<<`, the one that weighs least first. */
  private mergeSources(): T[] {
    const isList = this.events[this.at]?.type === EVENT_ID.SEQUENCE;
    if (!isList) return [this.mergeSource()];
    this.at += 1;
    const sources: T[] = [];
    while (!this.ends()) sources.push(this.mergeSource());
    return sources.reverse();
  }

  private mergeSource(): T {
    const event = this.events[this.at];
    const isMapping =
      event?.type === EVENT_ID.MAPPING || (event?.type === EVENT_ID.ALIAS && this.anchored(event.anchorStart, event.anchorEnd).kind === 'mapping');
    if (!isMapping) throw this.unreadable('what is merged by "<<" must be a mapping or a list of mappings', this.end);
    return this.node();
  }

  private merge(mapping: T, source: T, merged: Set<string>, offset: number): void {
    for (const [key, value] of this.maker.entries(source)) {
      merged.add(key);
      this.maker.put(mapping, key, value, this.source.original(offset));
    }
  }

  private alias(anchorStart: number, anchorEnd: number): T {
    const { node, size } = this.anchored(anchorStart, anchorEnd);
    if (node === undefined || size === undefined) {
      throw this.unreadable(`the anchor ${JSON.stringify(this.text.slice(anchorStart, anchorEnd))} contains itself`, anchorStart - 1);
    }
    if (!this.budget.spend(size)) throw this.unreadable('its aliases stand for far more than is written', anchorStart - 1);
    this.end = anchorEnd;
    return this.maker.alias(node, this.source.original(anchorStart - 1));
  }

  private anchored(anchorStart: number, anchorEnd: number): Anchor<T> {
    const name = this.text.slice(anchorStart, anchorEnd);
    const anchor = this.anchors.get(name);
    if (!anchor) throw this.unreadable(`no anchor ${JSON.stringify(name)} stands before its alias`, anchorStart - 1);
    return anchor;
  }

  private anchor({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }, anchor: Anchor<T>): void {
    if (anchorStart >= 0) this.anchors.set(this.text.slice(anchorStart, anchorEnd), anchor);
  }

  private valueOf(event: ScalarEvent): Scalar {
    const value = getScalarValue(this.text, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (plain && this.mayBrace && value.includes('{{')) this.braced.push(value);
    if (plain && this.brackets > 0 && value.includes('?')) {
      throw this.unreadable('a text between brackets holds a question mark and no quotes', event.valueStart);
    }
    if (event.tagStart < 0) return plain ? resolveScalar(value) : value;
    const tag = this.tagOf(event);
    const tagged = resolveTagged(tag, value);
    if (tagged === undefined) throw this.unreadable(`${JSON.stringify(value.slice(0, 40))} is no ${tag}`, event.tagStart);
    return tagged;
  }

  private tagOf({ tagStart, tagEnd }: ScalarEvent): string {
    return this.text.slice(tagStart, tagEnd).replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1');
  }

  /** Where a scalar begins, with its quotes or its sign; negative where nothing is written. */
  private startOf(event: ScalarEvent): number {
    const { style, valueStart, valueEnd, tagEnd, anchorEnd } = event;
    if (valueStart < 0) return -1;
    this.checkTabs(valueStart);
    const before = Math.max(this.end, tagEnd, anchorEnd);
    const quoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
    this.end = quoted ? valueEnd + 1 : valueEnd;
    if (style === SCALAR_STYLE.PLAIN) return valueStart;
    return quoted ? valueStart - 1 : this.signOfBlock(before, valueStart);
  }

  /** The `|` or `>` before a block of text; comments may stand before it. */
  private signOfBlock(from: number, to: number): number {
    for (let at = from; at < to; at += 1) {
      const character = this.text[at];
      if (character === '|' || character === '>') return at;
      if (character === '#') while (at < to && this.text[at] !== '\n') at += 1;
    }
    return to;
  }

  /** Kubectl's parser takes no tab before what it reads, nor behind a hyphen; nor on a line of its own. */
  private checkTabs(to: number): void {
    if (!this.mayHoldTabs || this.brackets > 0) return;
    const gap = this.text.charAt(this.end - 1).padStart(1, '\n') + this.text.slice(this.end, to);
    // Between brackets tabs are permitted.
    const outside = gap.slice(Math.max(gap.lastIndexOf(']'), gap.lastIndexOf('}')) + 1);
    if (TAB.test(outside.replace(/#[^\n]*/g, ''))) throw this.unreadable('a tab stands where only spaces may', this.text.indexOf('\t', this.end));
  }

  private next(): Event {
    const event = this.events[this.at];
    if (!event) throw this.unreadable('the document ends too early', this.text.length);
    this.at += 1;
    return event;
  }

  private ends(): boolean {
    if (this.events[this.at]?.type !== EVENT_ID.POP) return false;
    this.at += 1;
    return true;
  }

  private unreadable(reason: string, offset: number): Unreadable {
    return new Unreadable(reason, this.source.original(Math.max(offset, 0)));
  }
}
