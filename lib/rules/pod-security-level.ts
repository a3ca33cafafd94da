import { quote } from '../report/message';
import { defineRule } from './rule';

/** Pods must keep to their Pod Security level; a namespace that enforces it admits no others. */
export const podSecurityLevel = defineRule({
  name: 'pod-security-level',
  why: 'A namespace that enforces a Pod Security level refuses pods that do not keep to it: the Deployment is accepted, and no pod ever comes.',
  grade: { ours: 'error', foreign: 'silent' },
  messages: {
    violates: {
      problem: 'Pod Security level {{level}} refuses these pods: {{reason}}',
      got: '{{detail}}',
      fix: 'remove what asks for more, or declare a wider level: by the pattern\'s security profile, or by podSecurityLevel on the ClusterTarget',
    },
  },
  check(graph, report) {
    for (const { object, violations } of graph.judgements) {
      for (const { reason, detail, field } of violations) {
        report('violates', { object }, field === '' ? undefined : field, { level: quote(object.podSecurity), reason, detail });
      }
    }
  },
});
