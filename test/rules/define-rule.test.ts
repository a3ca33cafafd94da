import { buildGraph } from '../../lib/graph/graph';
import { defineRule } from '../../lib/rules/rule';

const SERVICE = { manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } } };

const rule = defineRule({
  name: 'every-service-is-mentioned',
  why: 'It is an example.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    mentioned: { problem: 'Service {{name}} is mentioned', got: '{{port}}', fix: 'do not mention {{name}}' },
    whispered: { problem: 'Service is mentioned', fix: 'say nothing', grade: { ours: 'note', foreign: 'silent' } },
  },
  check(graph, report) {
    for (const service of graph.services) {
      report('mentioned', service, 'metadata.name', { name: '"web"', port: 80 });
      report('whispered', service, undefined, {});
      const never = (): void => {
        // @ts-expect-error -- no such message
        report('shouted', service, undefined, {});
        // @ts-expect-error -- {{port}} is left unfilled
        report('mentioned', service, undefined, { name: '"web"' });
        // @ts-expect-error -- no text asks for a color
        report('mentioned', service, undefined, { name: '"web"', port: 80, color: 'red' });
      };
      expect(never).toBeInstanceOf(Function);
    }
  },
});

test('a message weighs on foreign objects what its rule says, and a silent one nothing', () => {
  expect(rule.check(buildGraph([SERVICE]))).toMatchObject([
    { rule: 'every-service-is-mentioned', message: 'mentioned', severity: 'warning', problem: 'Service "web" is mentioned', got: '80', fix: 'do not mention "web"' },
  ]);
});

test('a message weighs on our own objects what it says itself, or else its rule', () => {
  expect(rule.check(buildGraph([{ ...SERVICE, ours: true }])).map((finding) => finding.severity)).toEqual(['error', 'note']);
});

test('a finding names the object, its field, and the rule\'s page', () => {
  expect(rule.check(buildGraph([SERVICE]))[0]).toMatchObject({
    object: { apiVersion: 'v1', kind: 'Service', name: 'web' },
    field: 'metadata.name',
    docs: 'docs/rules/every-service-is-mentioned.md',
  });
});
