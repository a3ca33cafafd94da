import * as fc from 'fast-check';
import { ApiServerValidation, type Provider, PublicHttpApp } from '../../lib';
import { formatText, link, LinkError } from '../../lib/linker';
import { arbitraryProvider, arbitraryRouted, makeRoute, type RoutedPlan } from './arbitrary-routes';
import { image, type Manifest, manifestsOf, shop } from './harness';

const RUNS = { numRuns: 80 };

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** What plans write, judged by the linker and by the API server; undefined where two of their routes are for the same requests. */
function written(plans: readonly RoutedPlan[], provider: Provider | undefined): Manifest[] | undefined {
  const chart = shop(provider ? { provider } : {});
  ApiServerValidation.enable(chart);
  try {
    for (const { id, ports, allowFrom, routes } of plans) {
      new PublicHttpApp(chart, id, { image, ports, routes: routes.map(makeRoute), ...(allowFrom ? { allowFrom } : {}) });
    }
  } catch (error) {
    if (error instanceof LinkError && error.findings.every(({ rule }) => rule === 'route-paths-distinct')) return undefined;
    throw error;
  }
  return manifestsOf(chart);
}

const ofKind = (manifests: readonly Manifest[], ...kinds: string[]): Manifest[] => manifests.filter(({ kind }) => kinds.includes(kind));

/** Where a route leads: Services by name, and ports. */
function backendsOf({ kind, spec }: Manifest): { name: string; port: number }[] {
  if (kind !== 'Ingress') return spec.rules.flatMap((rule: Manifest) => rule.backendRefs ?? []);
  return spec.rules.flatMap(({ http }: Manifest) => http.paths.map(({ backend: { service } }: Manifest) => ({ name: service.name, port: service.port.number })));
}

test('whatever the props accept synthesizes, links and passes the API server, and every route leads to a port of its own app that is open to others', () => {
  let accepted = 0;
  fc.assert(
    fc.property(arbitraryRouted, arbitraryProvider, (plans, provider) => {
      const manifests = written(plans, provider);
      if (!manifests) return;
      accepted += 1;
      const routes = ofKind(manifests, 'HTTPRoute', 'GRPCRoute', 'Ingress');
      expect(routes.length).toBeGreaterThanOrEqual(plans.flatMap((plan) => plan.routes).length);
      for (const { name, port } of routes.flatMap(backendsOf)) {
        const [service] = ofKind(manifests, 'Service').filter(({ metadata }) => metadata.name === name);
        const open = service.spec.ports.find((entry: Manifest) => entry.port === port && entry.protocol === 'TCP');
        const [policy] = ofKind(manifests, 'NetworkPolicy').filter(({ metadata }) => metadata.name === name);
        expect(policy.spec.ingress.flatMap((rule: Manifest) => rule.ports)).toContainEqual({ port: open.targetPort, protocol: 'TCP' });
      }
      // Whoever may not be ours to know of sees no more than notes.
      const { findings } = link({ objects: manifests.map((manifest) => ({ manifest })) });
      expect(formatText(findings.filter(({ severity }) => severity === 'error'))).toBe('');
    }),
    RUNS,
  );
  expect(accepted).toBeGreaterThan(RUNS.numRuns / 2);
});

test('the order in which apps are made changes no object', () => {
  const byIdentity = (manifests: Manifest[] | undefined): unknown =>
    manifests && Object.fromEntries(manifests.map((manifest) => [`${manifest.kind as string}/${manifest.metadata.name as string}`, manifest]));
  fc.assert(
    fc.property(arbitraryRouted, arbitraryProvider, (plans, provider) => {
      expect(byIdentity(written([...plans].reverse(), provider))).toEqual(byIdentity(written(plans, provider)));
    }),
    { numRuns: 30 },
  );
});

test('names, and objects by kind and name, are each there once', () => {
  fc.assert(
    fc.property(arbitraryRouted, arbitraryProvider, (plans, provider) => {
      const names = (written(plans, provider) ?? []).map(({ kind, metadata }) => `${kind as string}/${metadata.name as string}`);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 30 },
  );
});
