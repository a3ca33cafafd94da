import { type Chart, Duration } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  ApiServerValidation, InternalBackend, InternalLoadBalancedApp, LinkedApp, LoadBalancerScheme, type LoadBalancerSettings, Provider, PublicLoadBalancedApp, TrafficPolicy,
} from '../../lib';
import { LinkError } from '../../lib/linker';
import { providerTables } from '../../lib/target/providers';
import { valueOf } from '../../lib/target/providers/provider-table';
import { arbitrarySettings, providers } from './arbitrary-balancers';
import { image, type Manifest, manifestOf, manifestsOf, shop } from './harness';

const PORTS = [
  { name: 'https', port: 443, targetPort: 8443 },
  { name: 'http', port: 80, targetPort: 8080 },
];
const patterns = { [LoadBalancerScheme.INTERNET_FACING]: PublicLoadBalancedApp, [LoadBalancerScheme.INTERNAL]: InternalLoadBalancedApp };
const names = Object.keys(providers) as (keyof typeof providerTables)[];
const schemes = Object.values(LoadBalancerScheme);

/** A chart with one load balancer, or the reason why there is none. */
function balanced(provider: Provider, scheme: LoadBalancerScheme, loadBalancer: LoadBalancerSettings, more: object = {}): Chart | LinkError {
  const chart = shop({ provider });
  try {
    new patterns[scheme](chart, 'web', { image, ports: PORTS, loadBalancer, ...more });
    return chart;
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
}

/** What the Service says to its cloud. */
function saidBy({ metadata, spec }: Manifest): Record<string, unknown> {
  const { loadBalancerClass, allocateLoadBalancerNodePorts } = spec;
  return { ...metadata.annotations, ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }), ...(allocateLoadBalancerNodePorts === undefined ? {} : { allocateLoadBalancerNodePorts }) };
}

/** Each setting with values of the kinds that providers take. */
const SETTINGS: readonly LoadBalancerSettings[] = [
  { addresses: ['eipalloc-1', 'eipalloc-2'] },
  { addresses: ['shop'] },
  { addresses: ['203.0.113.7'] },
  { addresses: ['10.0.0.7', '2001:db8::7'] },
  { subnets: ['subnet-a'] },
  { subnets: ['subnet-a', 'subnet-b'] },
  { subnets: ['6f0e4b8e-0000-4000-8000-1d1f8e5c2a4b'] },
  { healthCheckPath: '/healthz' },
  { healthCheckPort: 80 },
  { crossZone: true },
  { crossZone: false },
  { idleTimeout: Duration.minutes(10) },
  { idleTimeout: Duration.minutes(10), tlsCertificates: ['shop'] },
  { idleTimeout: Duration.minutes(10), tlsCertificates: ['arn:aws:acm:eu-west-1:1:certificate/1'] },
  { tlsCertificates: ['shop'] },
  { tlsCertificates: ['arn:aws:acm:eu-west-1:1:certificate/1', 'arn:aws:acm:eu-west-1:1:certificate/2'] },
  { tlsCertificates: ['6f0e4b8e-0000-4000-8000-1d1f8e5c2a4b'], tlsPorts: [443, 80] },
  { proxyProtocol: true },
  { proxyProtocol: false },
];

/** What is asked, and under it what is said, beyond what is said anyhow. */
function entry(asked: string, made: Chart | LinkError, anyhow: Record<string, unknown> = {}): string {
  const lines =
    made instanceof LinkError
      ? [`refused: ${made.findings[0]!.problem}`]
      : Object.entries(saidBy(manifestOf(made, 'Service'))).filter(([key, text]) => anyhow[key] !== text).map(([key, text]) => `${key}: ${String(text)}`);
  return [asked, ...(lines.length === 0 ? ['nothing'] : lines).map((line) => `  ${line}`)].join('\n');
}

function asked(settings: LoadBalancerSettings): string {
  return Object.entries(settings).map(([setting, value]) => `${setting}: ${setting === 'idleTimeout' ? `${String((value as Duration).toSeconds())} s` : JSON.stringify(value)}`).join(', ');
}

describe.each(names)('%s', (name) => {
  test.each(schemes)('is told %s in so many words, and each setting as it is documented', (scheme) => {
    const plain = balanced(providers[name]!, scheme, {});
    const anyhow = plain instanceof LinkError ? {} : saidBy(manifestOf(plain, 'Service'));
    // Clusters on one machine refuse everything alike.
    const settings = providerTables[name].reach === undefined ? SETTINGS : SETTINGS.slice(0, 1);
    const table = [entry(scheme, plain), ...settings.map((value) => entry(asked(value), balanced(providers[name]!, scheme, value), anyhow))];
    expect(`\n${table.join('\n')}\n`).toMatchSnapshot();
  });
});

test.each(names.filter((name) => name !== 'other'))('%s is told only what its own table knows, with values that it takes', (name) => {
  const written = schemes.flatMap((scheme) =>
    [{}, ...SETTINGS].flatMap((settings) => {
      const made = balanced(providers[name]!, scheme, settings);
      return made instanceof LinkError ? [] : Object.entries((manifestOf(made, 'Service').metadata.annotations ?? {}) as Record<string, string>);
    }),
  );
  expect(written.filter(([key, value]) => valueOf(providerTables[name], key)?.accepts(value) !== true)).toEqual([]);
});

test('whatever a provider accepts synthesizes without an error or a warning, and the API server takes it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom(...schemes), arbitrarySettings, fc.constantFrom(undefined, TrafficPolicy.LOCAL), (name, scheme, settings, externalTrafficPolicy) => {
      const made = balanced(providers[name]!, scheme, settings, { externalTrafficPolicy });
      if (made instanceof LinkError) {
        expect(made.findings).toHaveLength(1);
        expect(made.findings[0]!.field).toMatch(/^(loadBalancer\.\w+|scheme)$/);
        return;
      }
      accepted += 1;
      const app = made.node.root;
      if (!(app instanceof LinkedApp)) throw new Error('not linked');
      ApiServerValidation.enable(app);
      app.synthYaml();
      expect(app.warningReport).toBe('');
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(60);
});

test('each setting is taken by some provider, and refused by another', () => {
  for (const settings of SETTINGS) {
    const taken = names.flatMap((name) => schemes.map((scheme) => !(balanced(providers[name]!, scheme, settings) instanceof LinkError)));
    expect([asked(settings), new Set(taken).size]).toEqual([asked(settings), 2]);
  }
});

test('without a provider a load balancer says nothing to its cloud', () => {
  const chart = shop();
  new PublicLoadBalancedApp(chart, 'web', { image, port: 443, loadBalancer: {} });
  expect(saidBy(manifestOf(chart, 'Service'))).toEqual({});
});

describe('a further Service', () => {
  const further = (provider: Provider | undefined, props: object, internal = false): Record<string, unknown> => {
    const chart = shop(provider ? { provider } : {});
    const pattern = internal ? new InternalLoadBalancedApp(chart, 'web', { image, port: 8080 }) : new InternalBackend(chart, 'web', { image, port: 8080 });
    pattern.addService('web-too', { type: ServiceType.LOAD_BALANCER, ...props });
    return saidBy(manifestOf(chart, 'Service', 'web-too'));
  };
  const key = 'service.beta.kubernetes.io/azure-load-balancer-internal';

  test.each([
    ['faces the internet over what is inside the cluster', {}, false, 'false'],
    ['is internal where it says so', { scheme: LoadBalancerScheme.INTERNAL }, false, 'true'],
    ['is internal over what is internal', {}, true, 'true'],
    ['faces the internet over what is internal where it says so', { scheme: LoadBalancerScheme.INTERNET_FACING }, true, 'false'],
  ])('that is a load balancer %s', (_, props, internal, expected) => {
    expect(further(Provider.aks(), props, internal)).toEqual({ [key]: expected });
  });

  test('that is none says nothing to the cloud', () => {
    expect(further(Provider.aks(), { type: ServiceType.CLUSTER_IP }, true)).toEqual({});
    expect(further(undefined, {})).toEqual({});
  });
});

describe('what the author says goes before the profile', () => {
  const type = 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type';
  const made = (provider: Provider, props: object): Record<string, unknown> => {
    const chart = shop({ provider });
    new PublicLoadBalancedApp(chart, 'web', { image, port: 443, ...props });
    return saidBy(manifestOf(chart, 'Service'));
  };

  test('instances as targets, which need node ports', () => {
    const said = made(Provider.eks(), { serviceAnnotations: { [type]: 'instance' } });
    expect(said).toMatchObject({ [type]: 'instance', loadBalancerClass: 'service.k8s.aws/nlb' });
    expect(said).not.toHaveProperty('allocateLoadBalancerNodePorts');
  });

  test('node ports all the same', () => {
    expect(made(Provider.eks(), { allocateLoadBalancerNodePorts: true })).toMatchObject({ [type]: 'ip', allocateLoadBalancerNodePorts: true });
  });

  test('the class of EKS Auto Mode, whose controller reads the same annotations', () => {
    expect(made(Provider.eks(), { loadBalancerClass: 'eks.amazonaws.com/nlb' })).toMatchObject({ [type]: 'ip', loadBalancerClass: 'eks.amazonaws.com/nlb' });
  });

  test('the class of a controller that reads none of them', () => {
    expect(made(Provider.gke(), { loadBalancerClass: 'io.cilium/bgp-control-plane' })).toEqual({ loadBalancerClass: 'io.cilium/bgp-control-plane' });
  });

  test('the class that an administrator chose for MetalLB', () => {
    expect(made(Provider.metalLb({ publicPool: 'public' }), { loadBalancerClass: 'example.com/metal' })).toEqual({ 'metallb.io/address-pool': 'public', loadBalancerClass: 'example.com/metal' });
  });
});

test('on a cluster that makes no load balancers the same app is written as everywhere', () => {
  const chart = shop({ provider: Provider.kind() });
  new PublicLoadBalancedApp(chart, 'web', { image, port: 443 });
  const elsewhere = shop();
  new PublicLoadBalancedApp(elsewhere, 'web', { image, port: 443 });
  expect(manifestsOf(chart)).toEqual(manifestsOf(elsewhere));
});
