import * as fc from 'fast-check';
import { DEFAULT_TARGET, formatLinks, link, type LinkInput, type LinkObject, type Rule, type TargetData } from '../../lib/linker';
import { readManifests, toInput } from '../rules/manifests';
import { deployment, object, service, workload } from '../rules/yaml';

/** An app with something to say of it: errors, a warning, a note, twins, two namespaces and one that is not known. */
const SHOP =
  deployment('shop/orders', '{ app: orders }', '[{ name: http, containerPort: 8080 }]') +
  service(
    'shop/orders',
    '{ selector: { app: orders }, ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090 }] }',
  ) +
  service(
    'shop/order',
    '{ type: NodePort, selector: { app: orderz }, ports: [{ port: 80, nodePort: 30080 }, { port: 80, nodePort: 80 }] }',
  ) +
  service('blog/web', '{ type: NodePort, selector: { app: blog }, ports: [{ port: 80, nodePort: 30080 }] }') +
  service('blog/web', '{ type: NodePort, selector: { app: blog }, ports: [{ port: 81, nodePort: 30080 }] }') +
  service('web', '{ selector: { app: orders }, ports: [{ port: 80, targetPort: web }, { name: udp, port: 8080, protocol: UDP }] }') +
  workload('batch/v1 Job', 'orders', '{ app: orders }');

function inputOf(yaml: string): LinkInput {
  return toInput(readManifests(yaml));
}

/** Objects for a cluster. */
function inCluster(cluster: string, yaml: string): LinkObject[] {
  const target: TargetData = { ...DEFAULT_TARGET, cluster };
  return inputOf(yaml).objects.map((object) => ({ ...object, target }));
}

describe('linking', () => {
  it('finds nothing in nothing', () => {
    expect(link({ objects: [] })).toEqual({ findings: [], acknowledged: [], links: [], connections: [] });
  });

  it('says the same of the same manifests in any order', () => {
    const { objects } = inputOf(SHOP);
    const expected = link({ objects });
    expect(expected.findings.length).toBeGreaterThan(8);
    fc.assert(
      fc.property(fc.shuffledSubarray([...objects], { minLength: objects.length }), (shuffled) => {
        expect(link({ objects: shuffled })).toEqual(expected);
      }),
    );
  });

  it('sorts what it finds by line, then by construct, then by object and field', () => {
    const at = (file: string, line: number): LinkObject['provenance'] => ({ path: 'x', source: { file, line, column: 1, via: [] } });
    const objects = inputOf(service('b', '{ type: NodePort, ports: [{ port: 1, nodePort: 1 }] }')).objects.map(({ manifest }) => manifest);
    const [manifest] = objects;
    const provenances = [at('b.ts', 1), at('a.ts', 10), at('a.ts', 9), { path: 'y' }, { path: 'x' }, {}];
    const { findings } = link({ objects: provenances.map((provenance) => ({ manifest: manifest!, provenance })) });
    const places = findings
      .filter(({ rule }) => rule === 'node-port-in-range')
      .map(({ source, path }) => (source ? `${source.file}:${String(source.line)}` : path));
    expect(places).toEqual([undefined, 'x', 'y', 'a.ts:9', 'a.ts:10', 'b.ts:1']);
    const fields = link(inputOf(SHOP)).findings.map(({ object, field }) =>
      [object!.kind, object!.namespace ?? '', object!.name, field].join(' '),
    );
    expect(fields).toEqual([...fields].sort());
  });

  it('runs the rules that it is given, and no others', () => {
    const said = { rule: 'never', message: 'm', severity: 'note', problem: 'p', fix: 'f' } as const;
    const rule: Rule = { name: 'never', why: '', grade: { ours: 'note', foreign: 'note' }, messages: {}, check: () => [said] };
    expect(link(inputOf(SHOP), [rule]).findings).toEqual([said]);
    expect(link(inputOf(SHOP), []).findings).toEqual([]);
  });

  it('keeps silent about what is missing where part of the input could not be read', () => {
    const { objects } = inputOf(SHOP);
    const said = (incomplete: boolean): string[] => [...new Set(link({ objects, incomplete }).findings.map(({ rule }) => rule))].sort();
    expect(said(false).filter((rule) => !said(true).includes(rule))).toEqual(['service-selects-pods']);
    expect(said(true)).toContain('service-target-port-open');
  });

  it('does not let objects of different clusters meet', () => {
    const app = service('shop/web', '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }');
    const main = '{ name: main, image: main:1.0, ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 80 } } }';
    const pods = workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [${main}] }`);
    const both = [...inCluster('production', app + pods), ...inCluster('development', app + pods)];
    expect(link({ objects: both }).findings).toEqual([]);
    expect(link({ objects: both }).links).toHaveLength(2);
    // Each cluster must serve by itself: the pods of one are no endpoints of the other.
    const apart = link({ objects: [...inCluster('production', app), ...inCluster('development', pods)] });
    expect(apart.findings.map(({ message }) => message)).toEqual(['noPodsAtAll']);
    expect(apart.links).toEqual([]);
  });

  it('takes objects for foreign unless they are said to be ours', () => {
    const [manifest] = readManifests(service('web', '{ type: NodePort }'));
    const graded = (ours?: boolean): string[] =>
      link({ objects: [{ manifest, ours } as LinkObject] }).findings.map(({ severity }) => severity);
    expect([graded(), graded(false), graded(true)]).toEqual([[], [], ['warning']]);
  });

  it('takes objects without a target for the default cluster', () => {
    const pods = inputOf(deployment('web', '{ app: web }', '[{ containerPort: 80 }]')).objects.map(({ manifest }) => ({ manifest }));
    const app = inCluster('default', service('web', '{ selector: { app: web }, ports: [{ port: 80 }] }'));
    expect(link({ objects: [...pods, ...app] }).links).toHaveLength(1);
  });

  it('judges each cluster by its own target', () => {
    const yaml = service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 40000 }] }');
    const [usual] = inCluster('usual', yaml);
    const [wide] = inCluster('wide', yaml);
    const objects = [usual!, { ...wide!, target: { ...wide!.target!, nodePortRange: { from: 40000, to: 40100 } } }];
    expect(link({ objects }).findings.map(({ problem }) => problem)).toEqual([expect.stringContaining('30000-32767')]);
  });

  it('looks at patches in the cluster of their object', () => {
    const [object] = inCluster('other', service('web', '{}'));
    const patches = [{ input: object!, operations: [{ op: 'add', path: '/spec/type', value: 'NodePort' }] }];
    expect(link({ objects: [object!], patches }).findings.map(({ message }) => message)).toEqual(['vanished']);
  });

  it('carries provenance into what it finds', () => {
    const source = { file: 'shop.ts', line: 7, column: 1, via: ['app.ts:3:1'] };
    const objects = inputOf(service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 80 }] }')).objects;
    const [finding] = link({
      objects: objects.map((object) => ({ ...object, provenance: { path: 'shop/web/Service', source } })),
    }).findings;
    expect(finding).toMatchObject({
      path: 'shop/web/Service',
      source,
      field: 'spec.ports[0].nodePort',
      docs: 'docs/rules/node-port-in-range.md',
      object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
    });
  });
});

describe('the links of an app', () => {
  it('are its paths from Service port to container port, in order of Service', () => {
    const yaml =
      service(
        'shop/orders',
        '{ selector: { app: orders }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: admin, port: 90, targetPort: admin }] }',
      ) +
      service('blog/web', '{ type: NodePort, selector: { app: blog }, ports: [{ port: 80, nodePort: 30080 }] }') +
      service('dns', '{ selector: { app: dns }, ports: [{ name: dns, port: 53, protocol: UDP }] }') +
      deployment('shop/orders', '{ app: orders }', '[{ containerPort: 8080 }, { name: admin, containerPort: 9000 }]').replace(
        'spec:',
        'spec:\n  replicas: 2',
      ) +
      workload(
        'apps/v1 StatefulSet',
        'blog/blog',
        '{ app: blog }',
        '{ containers: [{ name: nginx, ports: [{ containerPort: 80 }] }] }',
      ).replace('spec:', 'spec:\n  replicas: 1') +
      workload(
        'apps/v1 DaemonSet',
        'dns',
        '{ app: dns }',
        '{ containers: [{ name: dns, ports: [{ containerPort: 53, protocol: UDP }] }] }',
      );
    expect(formatLinks(link(inputOf(yaml)).links).split('\n')).toEqual([
      'dns:53/UDP dns → DaemonSet dns → container dns:53',
      'blog/web:80/TCP → StatefulSet blog (1 pod; 0 stay in a rollout, 0 in a drain) → container nginx:80, on <NodeIP>:30080',
      'shop/orders:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 0 in a drain) → container main:8080',
      'shop/orders:90/TCP admin → Deployment orders (2 pods; 2 stay in a rollout, 0 in a drain) → container main:9000',
    ]);
  });

  it('say how many pods stay in a rollout and in a drain, of the fewest that an autoscaler leaves', () => {
    const labels = '{ app: web }';
    const pods = deployment('shop/web', labels, '[{ containerPort: 80 }]').replace('spec:', 'spec:\n  strategy: { rollingUpdate: { maxUnavailable: 1 } }');
    const autoscaler = object('autoscaling/v2 HorizontalPodAutoscaler', 'shop/web', 'spec: { minReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }');
    const budget = object('policy/v1 PodDisruptionBudget', 'shop/web', `spec: { minAvailable: 50%, selector: { matchLabels: ${labels} } }`);
    const { links } = link(inputOf(pods + autoscaler + budget + service('shop/web', `{ selector: ${labels}, ports: [{ port: 80 }] }`)));
    expect(links).toMatchObject([{ pods: 4, autoscaled: true, duringRollout: 3, duringDrain: 2 }]);
    expect(formatLinks(links)).toBe('shop/web:80/TCP → Deployment web (4 pods or more; 3 stay in a rollout, 2 in a drain) → container main:80');
  });

  it('say nothing of what stays where there are no pods', () => {
    const pods = deployment('web', '{ app: web }', '[{ containerPort: 80 }]').replace('spec:', 'spec:\n  replicas: 0');
    expect(formatLinks(link(inputOf(pods + service('web', '{ selector: { app: web }, ports: [{ port: 80 }] }'))).links)).toBe(
      'web:80/TCP → Deployment web (0 pods) → container main:80',
    );
  });

  it('are one for each workload that a Service selects', () => {
    const pods = ['web', 'web-canary'].map((name) => deployment(name, `{ app: web, track: ${name} }`, '[{ containerPort: 80 }]')).join('');
    expect(formatLinks(link(inputOf(pods + service('web', '{ selector: { app: web }, ports: [{ port: 80 }] }'))).links)).toBe(
      'web:80/TCP → Deployment web → container main:80\nweb:80/TCP → Deployment web-canary → container main:80',
    );
  });

  it('leave out what no container opens', () => {
    const pods = deployment('web', '{ app: web }', '[{ containerPort: 80 }]');
    const ports = ['{ name: a, port: 81 }', '{ name: b, port: 80, protocol: UDP }', '{ name: c, port: 80, targetPort: http }'];
    expect(link(inputOf(pods + service('web', `{ selector: { app: web }, ports: [${ports.join(', ')}] }`))).links).toEqual([]);
  });
});
