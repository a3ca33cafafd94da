/** What somebody's code threw, on one line; it may be anything. */
export function reasonOf(thrown: unknown): string {
  const message = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(message).split('\n')[0] ?? '';
}

/** The stack of what somebody's code threw; empty where it has none. */
export function stackOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'stack' in thrown ? String(thrown.stack) : '';
}
