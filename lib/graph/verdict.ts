/** What manifests tell of a question whose answer may depend on what they do not say. */
export type Verdict = 'yes' | 'no' | 'unknown';

export function verdictOf(holds: boolean): Verdict {
  return holds ? 'yes' : 'no';
}

/** Yes if it is for one; no only if it is for all. Asks no further than it must. */
export function anyOf<T>(items: readonly T[], ask: (item: T) => Verdict): Verdict {
  let answer: Verdict = 'no';
  for (const item of items) {
    const verdict = ask(item);
    if (verdict === 'yes') return 'yes';
    if (verdict === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** No if it is for one; yes only if it is for all. Asks no further than it must. */
export function allOf<T>(items: readonly T[], ask: (item: T) => Verdict): Verdict {
  let answer: Verdict = 'yes';
  for (const item of items) {
    const verdict = ask(item);
    if (verdict === 'no') return 'no';
    if (verdict === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** No if one is; yes only if both are. Asks for the second only if it must. */
export function both(first: Verdict, second: () => Verdict): Verdict {
  if (first === 'no') return 'no';
  const verdict = second();
  return verdict === 'yes' ? first : verdict;
}
