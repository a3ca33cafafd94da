import * as fc from 'fast-check';
import { formatLinks, type Json, link, type LinkObject } from '../../lib/linker';
import { toInput } from '../rules/manifests';

const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

/** What belongs there, or now and then any JSON, or nothing. */
function mostly(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 15, arbitrary }, { weight: 1, arbitrary: anything }, { weight: 1, arbitrary: fc.constant(undefined) });
}

function any(...values: unknown[]): fc.Arbitrary<unknown> {
  return mostly(fc.constantFrom(...values));
}

function list(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return mostly(fc.array(mostly(arbitrary), { maxLength: 3 }));
}

const name = any('web', 'web-0', 'http', 'webb');
const namespace = any(undefined, undefined, 'shop', 'blog');
const number = any(80, 8080, 30080, 0, -1, 30080.5, 1e300);
const protocol = any(undefined, 'TCP', 'UDP', 'tcp');
const labels = mostly(
  fc.dictionary(fc.constantFrom('app', 'tier', '__proto__', 'constructor', 'spilo-role'), any('web', 'webb', 'master'), { maxKeys: 2 }),
);
const containers = list(
  fc.record({ name, ports: list(fc.record({ name, containerPort: number, protocol })), restartPolicy: any(undefined, 'Always') }),
);
const template = mostly(
  fc.record({ metadata: mostly(fc.record({ labels })), spec: mostly(fc.record({ containers, initContainers: containers })) }),
);
const metadata = mostly(fc.record({ name, namespace, labels }));
const serviceSpec = fc.record({
  type: any(undefined, 'NodePort', 'LoadBalancer', 'ExternalName'),
  clusterIP: any(undefined, undefined, 'None'),
  selector: labels,
  ports: list(fc.record({ name, port: number, targetPort: fc.oneof(number, name), nodePort: number, protocol })),
  healthCheckNodePort: number,
});
const ownSelector = mostly(
  fc.record({ matchLabels: labels, matchExpressions: list(fc.record({ key: name, operator: any('In'), values: anything })) }),
);
const workloadSpec = fc.record({
  replicas: number,
  selector: ownSelector,
  template,
  jobTemplate: mostly(fc.record({ spec: mostly(fc.record({ template })) })),
});

function object(type: string, spec: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const [apiVersion, kind] = type.split(' ');
  return fc.record({ apiVersion: any(apiVersion), kind: any(kind), metadata, spec: mostly(spec), items: any(undefined, []) });
}

const workloads = [
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'batch/v1 CronJob',
  'v1 Pod',
  'v1 ReplicationController',
  'argoproj.io/v1 Rollout',
];
const one = fc.oneof(object('v1 Service', serviceSpec), ...workloads.map((type) => object(type, workloadSpec)), anything);
const lists = fc.record({ apiVersion: any('v1'), kind: any('List', 'ServiceList'), items: list(one) });
// Through text, as manifests come: what is undefined goes, and no object has a prototype of its own making.
const manifests = fc
  .array(fc.oneof({ weight: 9, arbitrary: one }, { weight: 1, arbitrary: lists }), { maxLength: 8 })
  .map((values) => JSON.parse(JSON.stringify(values)) as Json[]);

describe('linking any JSON', () => {
  it('never throws, and never says undefined', () => {
    const found = new Set<string>();
    fc.assert(
      fc.property(manifests, fc.boolean(), (documents, ours) => {
        const { findings, links } = link(toInput(documents, { ours }));
        for (const { rule, message, problem, got, fix } of findings) {
          found.add(`${rule} ${message}`);
          // What the input says itself, a message may quote.
          const slips = ['undefined', '[object', '{{'].filter((slip) => !JSON.stringify(documents).includes(slip));
          expect(slips.filter((slip) => `${problem} ${got ?? ''} ${fix}`.includes(slip))).toEqual([]);
        }
        expect(formatLinks(links).includes('undefined') && !JSON.stringify(documents).includes('undefined')).toBe(false);
      }),
      { numRuns: 1000 },
    );
    // Were all of it garbage, the rules would have had nothing to choke on.
    expect(found.size).toBeGreaterThan(8);
  });

  it('never throws over patches, whatever they set and wherever', () => {
    const pointers = [
      '',
      '/',
      '/spec',
      '/spec/ports',
      '/spec/ports/0',
      '/spec/ports/-',
      '/-',
      '/spec/selector/a~1b',
      'none',
      '/spec/__proto__/x',
    ];
    const pointer = fc.constantFrom(...pointers);
    const operation = fc.record({
      op: fc.constantFrom('add', 'replace', 'remove', 'move', 'x'),
      path: pointer,
      value: anything,
      from: pointer,
    });
    let found = 0;
    fc.assert(
      fc.property(object('v1 Service', serviceSpec), fc.array(operation, { maxLength: 4 }), (manifest, operations) => {
        const input = { manifest } as LinkObject;
        found += link({ objects: [input], patches: [{ input, operations }] }).findings.filter(
          ({ message }) => message === 'vanished',
        ).length;
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
