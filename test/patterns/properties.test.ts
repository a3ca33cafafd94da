import * as fc from 'fast-check';
import { LinkedApp } from '../../lib';
import { type AppPlan, arbitraryApps, makeApp } from './arbitrary-apps';
import { type Manifest, manifestsOf, shop } from './harness';
import { restrictedViolations } from './pod-security-restricted';

const RUNS = { numRuns: 60 };

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** What a plan writes, for a target; it throws where anything is an error. */
function written(plans: readonly AppPlan[], kubernetesVersion = '1.34'): Manifest[] {
  const chart = shop({ kubernetesVersion });
  for (const plan of plans) makeApp(chart, plan);
  return manifestsOf(chart);
}

const ofKind = (manifests: readonly Manifest[], kind: string): Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
const matches = (selector: Manifest, labels: Manifest): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
const byIdentity = (manifests: readonly Manifest[]): Manifest =>
  Object.fromEntries(manifests.map((manifest) => [`${manifest.kind as string}/${manifest.metadata.name as string}`, manifest]));

/** The Deployments whose pods a Service selects, by brute force. */
function selected(service: Manifest, manifests: readonly Manifest[]): Manifest[] {
  return ofKind(manifests, 'Deployment').filter(
    ({ spec }) =>
      matches(spec.selector.matchLabels, spec.template.metadata.labels) && matches(service.spec.selector, spec.template.metadata.labels),
  );
}

/** Whether a container of a pod opens what a Service port leads to. */
function opens(pod: Manifest, { targetPort, protocol }: Manifest): boolean {
  const declared: Manifest[] = pod.spec.containers.flatMap((container: Manifest) => container.ports ?? []);
  return declared.some(
    (port) => (port.protocol ?? 'TCP') === protocol && (typeof targetPort === 'string' ? port.name : port.containerPort) === targetPort,
  );
}

test('whatever the props accept synthesizes and links without an error, on any target', () => {
  fc.assert(
    fc.property(arbitraryApps, fc.constantFrom('1.28', '1.29', '1.30', '1.34'), (plans, kubernetesVersion) => {
      // What is newer than the target is refused, and rightly so.
      const newer = { ...(kubernetesVersion < '1.30' ? { drain: undefined } : {}), ...(kubernetesVersion < '1.34' ? { trafficDistribution: undefined } : {}) };
      const possible = plans.map((plan) => ({
        ...plan,
        props: { ...plan.props, ...newer },
        further: plan.further.map((props) => ({ ...props, ...newer })),
      }));
      expect(ofKind(written(possible, kubernetesVersion), 'Deployment')).toHaveLength(plans.length);
    }),
    { numRuns: 100 },
  );
});

test('every Service selects the pods of its own pattern, and every port of it leads to one that they open and admit', () => {
  fc.assert(
    fc.property(arbitraryApps, (plans) => {
      const manifests = written(plans);
      for (const service of ofKind(manifests, 'Service')) {
        const [deployment, ...others] = selected(service, manifests);
        expect(others).toEqual([]);
        expect(service.metadata.name.replace(/-(further-\d|metrics)$/, '')).toBe(deployment.metadata.name);
        const policy = ofKind(manifests, 'NetworkPolicy').find(({ spec }) =>
          matches(spec.podSelector.matchLabels, deployment.spec.template.metadata.labels),
        );
        const admitted: Manifest[] = policy.spec.ingress.flatMap((rule: Manifest) => rule.ports);
        for (const port of service.spec.ports) {
          expect(opens(deployment.spec.template, port)).toBe(true);
          expect(admitted).toContainEqual({ port: port.targetPort, protocol: port.protocol });
        }
      }
    }),
    RUNS,
  );
});

test('every pod stops within its grace period, and under a restricted profile it keeps to Pod Security', () => {
  fc.assert(
    fc.property(arbitraryApps, (plans) => {
      const deployments = byIdentity(ofKind(written(plans), 'Deployment'));
      for (const { id } of plans) {
        const pod = deployments[`Deployment/${id}`].spec.template.spec;
        for (const container of pod.containers)
          expect(container.lifecycle?.preStop.sleep.seconds ?? 0).toBeLessThan(pod.terminationGracePeriodSeconds);
        const restricted = pod.containers[0].securityContext.readOnlyRootFilesystem === true;
        expect(restrictedViolations(pod).length === 0).toBe(restricted);
        const volumes = pod.volumes?.map((volume: Manifest) => volume.name) ?? [];
        expect(new Set(volumes).size).toBe(volumes.length);
      }
    }),
    RUNS,
  );
});

test('node ports are distinct and in range, and load balancers and internal Services have none', () => {
  fc.assert(
    fc.property(arbitraryApps, (plans) => {
      const services = ofKind(written(plans), 'Service');
      const all = services.flatMap(({ spec }) => spec.ports.map((port: Manifest) => ({ type: spec.type, nodePort: port.nodePort })));
      const wanted = all.filter(({ type }) => type === 'NodePort').map(({ nodePort }) => nodePort as number);
      expect(new Set(wanted).size).toBe(wanted.length);
      for (const nodePort of wanted) expect(nodePort >= 30000 && nodePort <= 30085).toBe(true);
      expect(all.filter(({ type, nodePort }) => type !== 'NodePort' && nodePort !== undefined)).toEqual([]);
    }),
    RUNS,
  );
});

test('the order in which patterns are created changes no object', () => {
  const shuffled = arbitraryApps.chain((plans) =>
    fc.tuple(fc.constant(plans), fc.shuffledSubarray([...plans], { minLength: plans.length })),
  );
  fc.assert(
    fc.property(shuffled, ([plans, other]) => {
      expect(byIdentity(written(other))).toEqual(byIdentity(written(plans)));
    }),
    RUNS,
  );
});

test('the link report has one line for each port of each Service', () => {
  fc.assert(
    fc.property(arbitraryApps, (plans) => {
      const chart = shop();
      for (const plan of plans) makeApp(chart, plan);
      const app = chart.node.root;
      if (!(app instanceof LinkedApp)) throw new Error('not linked');
      app.synthYaml();
      const ports = ofKind(manifestsOf(chart), 'Service').flatMap(({ spec }) => spec.ports);
      expect(app.linkReport.split('\n').filter((line) => line !== '')).toHaveLength(ports.length);
    }),
    RUNS,
  );
});

test('no Service that takes traffic from outside leads to metrics, and nobody is admitted to them but who may scrape', () => {
  fc.assert(
    fc.property(arbitraryApps, (plans) => {
      const manifests = written(plans);
      for (const service of ofKind(manifests, 'Service').filter(({ metadata }) => metadata.labels['app.kubernetes.io/component'] === 'metrics')) {
        const [{ targetPort }] = service.spec.ports;
        const [deployment] = selected(service, manifests);
        expect(service.spec.type).toBe('ClusterIP');
        for (const other of ofKind(manifests, 'Service').filter((candidate) => candidate !== service && selected(candidate, manifests).includes(deployment))) {
          expect(other.spec.ports.map((port: Manifest) => `${String(port.targetPort)}/${port.protocol as string}`)).not.toContain(`${String(targetPort)}/TCP`);
        }
        const policy = ofKind(manifests, 'NetworkPolicy').find(({ metadata }) => metadata.name === deployment.metadata.name);
        const open = policy.spec.ingress.filter(({ from, ports }: Manifest) => !from && ports.some((port: Manifest) => port.port === targetPort && port.protocol === 'TCP'));
        expect(open).toEqual([]);
      }
    }),
    RUNS,
  );
});
