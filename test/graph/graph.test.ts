import * as fc from 'fast-check';
import { buildGraph } from '../../lib/graph/graph';
import type { LinkObject } from '../../lib/graph/object';
import { cronJob, service, workload } from '../rules/yaml';
import { graphOf } from './fixtures';

describe('a workload', () => {
  const POD = '{ containers: [{ name: main, ports: [{ containerPort: 80 }] }] }';

  it.each([
    ...[
      'apps/v1 Deployment',
      'apps/v1 StatefulSet',
      'apps/v1 DaemonSet',
      'apps/v1 ReplicaSet',
      'v1 ReplicationController',
      'batch/v1 Job',
      'argoproj.io/v1alpha1 Rollout',
      'apps.openshift.io/v1 DeploymentConfig',
    ].map((type) => [type, workload(type, 'shop/web', '{ app: web }', POD), 'spec.template.spec']),
    ['v1 Pod', `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: ${POD}`, 'spec'],
    ['batch/v1 CronJob', cronJob('shop/web', '{ app: web }', POD), 'spec.jobTemplate.spec.template.spec'],
  ])('is read from a %s', (_, yaml, field) => {
    expect(graphOf(yaml).workloads).toEqual([
      expect.objectContaining({
        labels: { app: 'web' },
        field,
        containers: [expect.objectContaining({ name: 'main', role: 'container', field: `${field}.containers[0]` })],
        ports: [expect.objectContaining({ port: 80, protocol: 'TCP' })],
      }),
    ]);
  });

  it.each([
    ['a kind of another group', workload('example.com/v1 Deployment', 'web', '{}', '{}')],
    [
      'a template of something else',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: x }\nspec: { template: { metadata: { labels: { a: b } } } }',
    ],
    ['a List that is no list', 'apiVersion: v1\nkind: DeploymentList\nitems: { kind: Pod }'],
  ])('is not read from %s', (_, yaml) => {
    expect(graphOf(yaml).workloads).toEqual([]);
  });

  it('serves on the ports of its containers and native sidecars, not of containers that end', () => {
    const containers = `{
      containers: [{ name: main, ports: [{ containerPort: 80 }] }],
      initContainers: [
        { name: setup, ports: [{ containerPort: 1 }] },
        { name: proxy, restartPolicy: Always, ports: [{ name: mesh, containerPort: 15001, protocol: UDP }, { name: none }] },
      ],
    }`;
    const found = graphOf(workload('apps/v1 Deployment', 'web', '{}', containers)).workloads[0]!;
    expect(found.containers.map(({ name, role, field }) => `${name}: ${role} at ${field}`)).toEqual([
      'main: container at spec.template.spec.containers[0]',
      'setup: init at spec.template.spec.initContainers[0]',
      'proxy: sidecar at spec.template.spec.initContainers[1]',
    ]);
    expect(found.ports.map(({ container, name, port, protocol }) => [container.name, name, port, protocol])).toEqual([
      ['main', undefined, 80, 'TCP'],
      ['proxy', 'mesh', 15001, 'UDP'],
    ]);
  });

  it.each<[string, string, object | undefined]>([
    [
      'apps/v1 Deployment',
      '{ matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: Exists }] }',
      {
        matchLabels: { app: 'web' },
        matchExpressions: [{ key: 'tier', operator: 'Exists', values: [] }],
      },
    ],
    ['apps/v1 DaemonSet', 'null', undefined],
    ['batch/v1 Job', '{}', { matchLabels: {}, matchExpressions: [] }],
    ['v1 ReplicationController', '{ app: web }', { matchLabels: { app: 'web' }, matchExpressions: [] }],
    ['v1 ReplicationController', '{}', undefined],
    ['argoproj.io/v1alpha1 Rollout', '{ app: web }', undefined],
  ])('of kind %s selects by %s', (type, selector, read) => {
    const yaml = workload(type, 'web', '{ app: web }').replace('spec:\n', `spec:\n  selector: ${selector}\n`);
    expect(graphOf(yaml).workloads[0]!.selector).toEqual(read);
  });

  it.each<[string, string, number | undefined]>([
    ['apps/v1 Deployment', '3', 3],
    ['apps/v1 StatefulSet', '0', 0],
    ['apps/v1 Deployment', 'null', undefined],
    ['apps/v1 Deployment', 'many', undefined],
    ['apps/v1 DaemonSet', 'null', undefined],
  ])('of kind %s asks by replicas: %s for %s pods', (type, replicas, pods) => {
    expect(graphOf(workload(type, 'web', '{}').replace('spec:\n', `spec:\n  replicas: ${replicas}\n`)).workloads[0]!.replicas).toBe(pods);
  });

  it('that is a bare Pod asks for one', () => {
    expect(graphOf('apiVersion: v1\nkind: Pod\nmetadata: { name: web }').workloads[0]!.replicas).toBe(1);
  });
});

describe('a Service', () => {
  it('has the ports of its manifest, with the defaults of the API server', () => {
    const ports = '[{ port: 80 }, { name: dns, port: 53, targetPort: dns, protocol: UDP, nodePort: 30053, appProtocol: dns }]';
    const found = graphOf(service('web', `{ type: LoadBalancer, ports: ${ports} }`)).services[0]!;
    expect([found.type, found.headless, found.selector, found.workloads]).toEqual(['LoadBalancer', false, undefined, []]);
    expect(found.ports.map((port) => port.service === found)).toEqual([true, true]);
    expect(found.ports.map(({ service: _, ...port }) => port)).toEqual([
      { field: 'spec.ports[0]', port: 80, targetPort: 80, protocol: 'TCP' },
      { field: 'spec.ports[1]', name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP', nodePort: 30053, appProtocol: 'dns' },
    ]);
  });

  it.each<[string, boolean]>([
    ['{ clusterIP: None }', true],
    ['{ clusterIP: None, clusterIPs: [None], ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4, IPv6] }', true],
    ['{ clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, "fd00::1"], ipFamilyPolicy: PreferDualStack }', false],
    ['{}', false],
  ])('of spec %s is headless: %s', (spec, headless) => {
    expect(graphOf(service('web', spec)).services[0]!.headless).toBe(headless);
  });

  it.each<[string, object | undefined]>([
    ['{ selector: { app: web } }', { app: 'web' }],
    ['{ selector: {} }', undefined],
    ['{}', undefined],
    ['{ selector: null }', undefined],
    ['{ selector: { app: 7 } }', undefined],
    ['{ type: ExternalName, externalName: example.com, selector: { app: web } }', undefined],
  ])('of spec %s selects %j', (spec, selector) => {
    expect(graphOf(service('web', spec)).services[0]!.selector).toEqual(selector);
  });

  it('finds the workloads behind its selector, in its own namespace or one that is not known', () => {
    const pods = ['shop/a', 'blog/b', 'c'].map((at) => workload('apps/v1 Deployment', at, '{ app: web }')).join('');
    const behind = (at: string): string[] =>
      graphOf(pods + service(at, '{ selector: { app: web } }'))
        .services[0]!.workloads.map(({ object }) => object.name)
        .sort();
    expect([behind('shop/web'), behind('web'), behind('other/web')]).toEqual([['a', 'c'], ['a', 'b', 'c'], ['c']]);
  });
});

describe('the graph', () => {
  it('opens lists within lists, whose items may leave out what the kind of the list says', () => {
    const yaml = `
      apiVersion: v1
      kind: List
      items:
        - { apiVersion: v1, kind: Service, metadata: { name: a } }
        - { apiVersion: v1, kind: ServiceList, items: [{ metadata: { name: b } }, { apiVersion: v1, kind: Pod, metadata: { name: c } }] }
        - { metadata: { name: nothing } }`;
    expect(graphOf(yaml).objects.map(({ apiVersion, kind, name }) => `${apiVersion} ${kind} ${name}`)).toEqual([
      'v1 Pod c',
      'v1 Service a',
      'v1 Service b',
    ]);
  });

  it('opens nothing else, though it has items or is called a list', () => {
    const item = '{ apiVersion: v1, kind: Pod, metadata: { name: a } }';
    const yaml = `apiVersion: example.com/v1\nkind: Menu\nitems: [${item}]\n---\napiVersion: example.com/v1\nkind: AllowList\nitems: ${item}`;
    expect(graphOf(yaml).objects.map(({ kind }) => kind)).toEqual(['AllowList', 'Menu']);
  });

  it('gives items of a list the ownership and provenance of the list', () => {
    const manifest = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }] };
    expect(buildGraph([{ manifest, ours: true, provenance: { path: 'shop/list' } }]).objects).toEqual([
      expect.objectContaining({ name: 'a', ours: true, provenance: { path: 'shop/list' } }),
    ]);
  });

  it('passes over what is no object', () => {
    const inputs = [null, 7, 'text', [], {}, { kind: 'Pod' }, { apiVersion: 'v1' }, { apiVersion: '', kind: 'Pod' }].map(
      (manifest) => ({ manifest }) as LinkObject,
    );
    expect(buildGraph(inputs).objects).toEqual([]);
  });

  it('orders objects by themselves, twins by what they say and where they stand', () => {
    const web = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
    const at = (file: string, line: number, column: number): LinkObject['provenance'] => ({ source: { file, line, column, via: [] } });
    const places = [at('b.yaml', 1, 1), at('a.yaml', 1, 1), at('a.yaml', 2, 1), at('a.yaml', 2, 3), { path: 'y' }, { path: 'x' }];
    const inputs: LinkObject[] = [
      ...places.map((provenance) => ({ manifest: web, provenance })),
      { manifest: { ...web, spec: { type: 'NodePort' } } },
      { manifest: { ...web, metadata: { name: 'api' } } },
      { manifest: web, ours: true },
    ];
    const expected = buildGraph(inputs).objects;
    fc.assert(
      fc.property(fc.shuffledSubarray(inputs, { minLength: inputs.length }), (shuffled) => {
        expect(buildGraph(shuffled).objects).toEqual(expected);
      }),
    );
  });

  it('finds pods wherever they live', () => {
    const graph = graphOf(
      workload('apps/v1 Deployment', 'shop/a', '{ app: web }') + workload('apps/v1 Deployment', 'blog/b', '{ app: web, tier: x }'),
    );
    expect(graph.podsAnywhere({ app: 'web' }).map(({ object }) => object.name)).toEqual(['b', 'a']);
    expect(graph.podsAnywhere({ app: 'web', tier: 'y' })).toEqual([]);
  });
});
