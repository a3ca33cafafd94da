/** What manifests tell of a question whose answer may depend on what they do not say. */
export type Verdict = 'yes' | 'no' | 'unknown';

export function verdictOf(holds: boolean): Verdict {
  return holds ? 'yes' : 'no';
}

/** Yes if one is; no only if all are. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** No if one is; yes only if all are. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}
