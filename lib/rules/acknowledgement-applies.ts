import { quote } from '../report/message';
import { defineRule, type Place } from './rule';

/** An acknowledgement must cover something and be in force; otherwise it hides what it was never meant for. */
export const acknowledgementApplies = defineRule({
  name: 'acknowledgement-applies',
  why: 'An acknowledgement that covers nothing any more stays behind and hides the next finding of its rule, for a reason that is long gone.',
  grade: { ours: 'warning', foreign: 'warning' },
  // Of what could not be read, anything may have been acknowledged.
  findsAbsence: true,
  messages: {
    unused: {
      problem: 'The rule {{rule}} is acknowledged here, but finds nothing',
      got: 'the reason {{reason}}',
      fix: 'remove the acknowledgement',
    },
    expired: {
      problem: 'The acknowledgement of {{rule}} held until {{expires}}: the rule speaks again',
      got: 'the reason {{reason}}',
      fix: 'do what the rule asks and remove the acknowledgement, or give it a later day',
    },
    unknownRule: {
      problem: 'No rule is named {{rule}}, so nothing is acknowledged',
      got: 'the reason {{reason}}',
      fix: 'write {{candidate}}, or remove the acknowledgement',
    },
    noReason: {
      problem: 'The acknowledgement of {{rule}} gives no reason, and covers nothing without one',
      fix: 'write the reason behind it: the annotation\'s value, or what follows the colon',
    },
  },
  check(graph, report) {
    for (const { acknowledged, state, nearest } of graph.acknowledgements) {
      const { rule, reason, expires = '', object, provenance } = acknowledged;
      const field = acknowledged.object ? `metadata.annotations[${JSON.stringify(acknowledged.annotation)}]` : undefined;
      const place: Place = { ...(object ? { object } : {}), ...(provenance ? { declared: provenance } : {}) };
      const shared = { rule: quote(rule), reason: quote(reason) };
      if (state === 'unused') report('unused', place, field, shared);
      if (state === 'expired') report('expired', place, field, { ...shared, expires: quote(expires) });
      if (state === 'unknown-rule') report('unknownRule', place, field, { ...shared, candidate: quote(nearest) });
      if (state === 'no-reason') report('noReason', place, field, { rule: shared.rule });
    }
  },
});
