/** The names between double braces in a template. */
type Placeholder<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** The texts of one message. Values stand in double braces; strings arrive quoted, numbers bare. */
export interface MessageTemplate {
  /** What does not hold, in one clause without a full stop. */
  readonly problem: string;
  /** The value found, and the nearest candidates. */
  readonly got?: string;
  /** The change to make. */
  readonly fix: string;
}

/** The values that a message needs: one for each placeholder of its texts. */
export type MessageData<M extends MessageTemplate> = Record<
  Placeholder<M['problem']> | Placeholder<M['fix']> | (M['got'] extends string ? Placeholder<M['got']> : never),
  string | number
>;

/** A message with its values filled in. */
export interface MessageText {
  readonly problem: string;
  readonly got?: string;
  readonly fix: string;
}

/** Fills a template's placeholders. */
export function fill(template: MessageTemplate, data: Readonly<Record<string, string | number>>): MessageText {
  const put = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(data[name]));
  return {
    problem: put(template.problem),
    ...(template.got === undefined ? {} : { got: put(template.got) }),
    fix: put(template.fix),
  };
}

/** A value as messages show it: strings in double quotes, numbers bare. */
export function quote(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Labels as kubectl writes them: `app=web,tier=front`. */
export function showLabels(labels: Readonly<Record<string, string>>): string {
  return quote(Object.entries(labels).map(([key, value]) => `${key}=${value}`).sort().join(','));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items[0] ?? 'none';
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1] ?? ''}`;
}
