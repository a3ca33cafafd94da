import type { Acknowledgement } from '../../lib/linker';
import { acknowledgementApplies } from '../../lib/rules/acknowledgement-applies';
import { ruleTester } from './rule-tester';

// The tester asks this rule alone; what other rules find, and whether it was acknowledged, `test/linker/acknowledge.test.ts` asks.
const ALONE = 'acknowledgement-applies';

/** A Service with these annotations, short for those that acknowledge. */
function annotated(...annotations: readonly (readonly [rule: string, reason: string])[]): string {
  const lines = annotations.map(([rule, reason]) => `    acknowledge.cdk8s-service-patterns/${rule}: ${JSON.stringify(reason)}\n`).join('');
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    team: shop\n${lines}`;
}

const DECLARED: Acknowledgement = { rule: ALONE, reason: 'nothing to hide', path: 'shop/web' };

ruleTester(acknowledgementApplies, {
  valid: [
    { name: 'objects without acknowledgements', manifests: annotated() },
    { name: 'rules that were not asked, and may well be needed', manifests: annotated(['node-port-in-range', 'the range is wider'], ['service-selects-pods', '']) },
    { name: 'annotations of others', manifests: annotated().replace('team:', 'acknowledge.example.com/nothing:') },
    { name: 'an acknowledgement by construct of a rule that was not asked', manifests: annotated(), acknowledgements: [{ ...DECLARED, rule: 'node-port-in-range' }] },
    { name: 'one that a prop implies, though it covers nothing', manifests: annotated(), acknowledgements: [{ ...DECLARED, implied: true }] },
    { name: 'one that is no text, and acknowledges nothing', refused: true, manifests: annotated(['x', '']).replace('""', '1') },
  ],
  invalid: [
    ...[true, false].map((ours) => ({
      name: `an annotation that covers nothing, ${ours ? 'ours' : 'foreign'}`,
      manifests: annotated([ALONE, 'waiting for a fix']),
      ours,
      findings: [
        {
          message: 'unused',
          severity: 'warning' as const,
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          field: 'metadata.annotations["acknowledge.cdk8s-service-patterns/acknowledgement-applies"]',
          problem: 'The rule "acknowledgement-applies" is acknowledged here, but finds nothing',
          got: 'the reason "waiting for a fix"',
          fix: 'remove the acknowledgement',
        },
      ],
      fixed: annotated(),
    })),
    {
      name: 'lines of one annotation, each of its own',
      manifests: `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    cdk8s-service-patterns/acknowledge: |\n      ${ALONE}: waiting for a fix\n      service-select-pods: an operator runs them\n      service-selects-pods: an operator runs them: all\n\n      ${ALONE}\n`,
      findings: [
        { message: 'noReason', severity: 'warning', field: 'metadata.annotations["cdk8s-service-patterns/acknowledge"]' },
        { message: 'unknownRule', severity: 'warning', got: 'the reason "an operator runs them"' },
        { message: 'unused', severity: 'warning', got: 'the reason "waiting for a fix"' },
      ],
      fixed: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    cdk8s-service-patterns/acknowledge: "service-selects-pods: an operator runs them: all"\n',
    },
    ...[true, false].map((ours) => ({
      name: `an annotation for a rule that does not exist, ${ours ? 'ours' : 'foreign'}`,
      manifests: annotated(['service-select-pods', 'an operator runs them']),
      ours,
      findings: [
        {
          message: 'unknownRule',
          severity: 'warning' as const,
          problem: 'No rule is named "service-select-pods", so nothing is acknowledged',
          got: 'the reason "an operator runs them"',
          fix: /^write "service-selects-pods"/,
        },
      ],
      fixed: annotated(['service-selects-pods', 'an operator runs them']),
    })),
    ...[true, false].map((ours) => ({
      name: `an annotation without a reason, ${ours ? 'ours' : 'foreign'}`,
      manifests: annotated([ALONE, ' ']),
      ours,
      findings: [{ message: 'noReason', severity: 'warning' as const, fix: 'write the reason behind it: the annotation\'s value, or what follows the colon' }],
      fixed: annotated(),
    })),
    ...[true, false].map((ours) => ({
      name: `an acknowledgement whose last day is over, beside objects that are ${ours ? 'ours' : 'foreign'}`,
      manifests: annotated(),
      ours,
      acknowledgements: [{ ...DECLARED, expires: '2026-06-30', provenance: { path: 'shop/web' } }],
      today: '2026-07-01',
      findings: [
        {
          message: 'expired',
          severity: 'warning' as const,
          problem: 'The acknowledgement of "acknowledgement-applies" held until "2026-06-30": the rule speaks again',
          got: 'the reason "nothing to hide"',
        },
      ],
      fixed: annotated(),
      fixedWith: { acknowledgements: [] },
    })),
    {
      name: 'an acknowledgement by construct that covers nothing',
      manifests: annotated(),
      ours: true,
      acknowledgements: [{ ...DECLARED, provenance: { path: 'shop/web', source: { file: 'shop.ts', line: 3, column: 1, via: [] } } }],
      findings: [{ message: 'unused', severity: 'warning' }],
      fixed: annotated(),
      fixedWith: { acknowledgements: [] },
    },
    {
      name: 'what comes of each of several annotations',
      manifests: annotated([ALONE, ''], ['no-such-rule', 'whatever'], ['node-port-in-range', 'the range is wider']),
      findings: [
        { message: 'noReason', severity: 'warning' },
        { message: 'unknownRule', severity: 'warning' },
      ],
      fixed: annotated(['node-port-in-range', 'the range is wider']),
    },
    {
      name: 'an annotation on an object of a List',
      manifests: `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: web, annotations: { acknowledge.cdk8s-service-patterns/nothing: because } }\n`,
      findings: [{ message: 'unknownRule', severity: 'warning', object: { kind: 'Service', name: 'web' } }],
      fixed: 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Service, metadata: { name: web } }]\n',
    },
  ],
});
