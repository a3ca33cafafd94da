/** What became of requests. */
export interface Tally {
  readonly requests: number;
  readonly lost: number;
  /** How they were lost, and how many in each way. */
  readonly kinds: Readonly<Record<string, number>>;
}

export const NOTHING: Tally = { requests: 0, lost: 0, kinds: {} };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((all, { requests, lost, kinds }) => {
    const both = Object.entries(kinds).reduce<Record<string, number>>((merged, [kind, count]) => ({ ...merged, [kind]: (merged[kind] ?? 0) + count }), { ...all.kinds });
    return { requests: all.requests + requests, lost: all.lost + lost, kinds: both };
  }, NOTHING);
}

/** What curl's exit codes mean here; others are shown by number. */
const CURL: Readonly<Record<string, string>> = {
  6: 'host not found',
  7: 'connection refused',
  28: 'no answer in time',
  52: 'closed without an answer',
  56: 'connection reset',
};

/**
 * Reads curl's lines `exit-code status seconds-until-connected`. HTTP is answered by a status below 400, a connection by being made, whatever
 * curl thinks of its end. A request without a line was lost as well.
 */
export function tallyLines(printed: string, { asked, http }: { readonly asked: number; readonly http: boolean }): Tally {
  const lines = printed.split('\n').filter((line) => /^\d+ \d{3} [\d.]+$/.test(line));
  const losses = lines.flatMap((line) => {
    const [exit = '', status = '', connected = ''] = line.split(' ');
    if (!http) return Number(connected) > 0 ? [] : [CURL[exit] ?? `curl ${exit}`];
    if (exit !== '0') return [CURL[exit] ?? `curl ${exit}`];
    return Number(status) < 400 ? [] : [`status ${status}`];
  });
  const silent = Math.max(asked - lines.length, 0);
  const all = [...losses, ...Array.from({ length: silent }, () => 'no word of it')];
  return sum([{ requests: lines.length + silent, lost: 0, kinds: {} }, ...all.map((kind) => ({ requests: 0, lost: 1, kinds: { [kind]: 1 } }))]);
}

/** Reads a line of JSON, `{"requests": 500, "failed": 0, "kinds": {}}`. */
export function tallyJson(printed: string): Tally {
  const line = printed.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`the client's program printed no line of JSON: ${printed.trim().slice(0, 200)}`);
  const { requests, failed, kinds = {} } = JSON.parse(line) as { requests: number; failed: number; kinds?: Record<string, number> };
  return { requests, lost: failed, kinds };
}

/** `connection refused (3), status 503 (1)` */
export function formatKinds(kinds: Tally['kinds']): string {
  return Object.entries(kinds).sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} (${String(count)})`).join(', ');
}
