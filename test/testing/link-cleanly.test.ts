import * as fs from 'node:fs';
import { ApiObject, type App, Chart, JsonPatch, Testing, Yaml } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { InternalBackend, LinkedApp } from '../../lib';
import { defineRule, formatText, type LinkError } from '../../lib/linker';
import '../../lib/testing/jest';
import { backend, breakTargetPort, CountedObject, filesOf, freshFolder } from '../synth/fixtures';
import { deployment, service } from '../rules/yaml';
import { failureOf, Shop } from './shop';

function brokenChart(scope: App = Testing.app()): Chart {
  const chart = new Chart(scope, 'broken', { namespace: 'shop' });
  breakTargetPort(backend(chart, 'orders'));
  return chart;
}

const NAMELESS_PORTS = service('shop/web', '{ selector: { app: web }, ports: [{ port: 80 }, { port: 443 }] }');
const NEVER_READY = deployment('shop/web', '{ app: web }', '[{ containerPort: 80 }]') + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80 }] }');

test('an app, a LinkedApp, a chart, manifests and YAML text that link pass', () => {
  const app = new LinkedApp({ outdir: freshFolder() });
  new Shop(app);
  expect(app).toLinkCleanly();
  expect(new Shop().node.root).toLinkCleanly();
  expect(new Shop()).toLinkCleanly();
  const manifests = Testing.synth(new Shop());
  expect(manifests).toLinkCleanly();
  expect(Yaml.stringify(...manifests)).toLinkCleanly();
});

test('what does not link fails by the findings as the text report has them, and by nothing else', () => {
  const chart = brokenChart();
  let thrown: unknown;
  try { Testing.synth(chart); } catch (error) { thrown = error; }
  const { findings } = thrown as LinkError;

  expect(failureOf(() => { expect(chart).toLinkCleanly(); })).toBe(`What should link cleanly does not: 1 error\n\n${formatText(findings)}`);
});

test('.not passes where there is an error, and fails by a count of what was proved', () => {
  expect(brokenChart()).not.toLinkCleanly();
  expect(failureOf(() => { expect(new Shop()).not.toLinkCleanly(); })).toMatch(/^What should not link cleanly does: no error in \d+ objects, 5 links proved; warnings alone/);
});

test('a warning fails only where it is asked for, and is shown', () => {
  expect(NAMELESS_PORTS).not.toLinkCleanly();
  expect(NEVER_READY).toLinkCleanly();
  const strict = failureOf(() => { expect(NEVER_READY).toLinkCleanly({ warnings: 'fail' }); });
  expect(strict).toContain('1 warning (warnings count as errors)');
  expect(strict).toContain('warning[readiness-behind-service]');
  expect(strict).toContain('--> <stdin>:');
});

test('rules of the author are asked beside the library’s', () => {
  const noServices = defineRule({
    name: 'no-services', why: 'To have a rule.', grade: { ours: 'error', foreign: 'error' },
    messages: { one: { problem: 'There is a Service', fix: 'remove it' } },
    check(graph, report) { for (const service of graph.services) report('one', service, undefined, {}); },
  });
  expect(failureOf(() => { expect(new Shop()).toLinkCleanly({ rules: [noServices] }); })).toContain('error[no-services] There is a Service');
});

test('what another validation says, and what cannot be rendered, fails as well', () => {
  const chart = new Chart(Testing.app(), 'shop');
  backend(chart, 'orders');
  chart.node.addValidation({ validate: () => ['the moon is full'] });
  expect(failureOf(() => { expect(chart).toLinkCleanly(); })).toContain('[shop] the moon is full');

  const other = new Chart(Testing.app(), 'other');
  new ApiObject(other, 'config', { apiVersion: 'v1', kind: 'ConfigMap' }).addJsonPatch(JsonPatch.remove('/spec/none'));
  expect(other).not.toLinkCleanly();
  expect(failureOf(() => { expect(other).toReach('a', 'b'); })).toContain('Not everything could be rendered');
});

test('YAML that cannot be read is a finding with its line', () => {
  expect(failureOf(() => { expect('kind: Service\napiVersion: v1\nmetadata: {').toLinkCleanly(); })).toMatch(/error\[yaml-readable\][^]*<stdin>:3/);
});

test('the API server is asked where the app’s synth asks it, or the test does', () => {
  const misspelt = (app: App): App => {
    new ApiObject(new Chart(app, 'shop'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, dat: { a: 'b' } });
    return app;
  };
  expect(misspelt(new LinkedApp({ outdir: freshFolder() }))).not.toLinkCleanly();
  expect(misspelt(Testing.app())).toLinkCleanly();
  expect(misspelt(Testing.app())).not.toLinkCleanly({ apiServer: true });
});

describe('asking', () => {
  const quiet = (work: () => void): string => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      work();
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      write.mockRestore();
    }
  };

  test('prints nothing and writes nothing, not even what the API server passed', () => {
    const [outdir, cache] = [freshFolder(), freshFolder()];
    const before = process.env.CDK8S_SERVICE_PATTERNS_CACHE;
    process.env.CDK8S_SERVICE_PATTERNS_CACHE = cache;
    try {
      const app = new LinkedApp({ outdir });
      new Shop(app);
      expect(quiet(() => { expect(app).toLinkCleanly(); })).toBe('');
      expect([filesOf(outdir), filesOf(cache), fs.existsSync(outdir)]).toEqual([{}, {}, false]);
      // As a synth would have.
      expect(quiet(() => { app.synth(); })).toContain('warning[grpc-needs-balancing]');
      expect([Object.keys(filesOf(outdir)), Object.keys(filesOf(cache)).length]).toEqual([['shop.k8s.yaml'], 1]);
    } finally {
      if (before === undefined) delete process.env.CDK8S_SERVICE_PATTERNS_CACHE;
      else process.env.CDK8S_SERVICE_PATTERNS_CACHE = before;
    }
  });

  test.each([['a plain app with patterns', true], ['one without', false]])('renders each object of %s once, and sees what has changed since', (_, patterns) => {
    const app = Testing.app();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    if (patterns) backend(chart, 'orders');
    const counted = new CountedObject(chart, 'counted');
    expect(app).toLinkCleanly();
    expect(counted.renders).toBe(1);
    expect(app).toLinkCleanly();
    expect(counted.renders).toBe(2);
    new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }, { port: 81 }] } });
    expect(app).not.toLinkCleanly();
  });

  test.each([['LinkedApp', () => new LinkedApp({ outdir: freshFolder() })], ['a plain App', () => Testing.app()]])('leaves %s as it was: what it writes afterwards is what it would have written', (_, make) => {
    const yamlOf = (ask: boolean): string => {
      const app = make();
      const shop = new Shop(app);
      new Spread(app);
      if (ask) {
        expect(app).toLinkCleanly();
        expect(shop).toRoute('web', 'orders:http');
        expect(shop).toHaveResourceCount('Service', 4);
      }
      let yaml = '';
      quiet(() => { yaml = app.synthYaml(); });
      return yaml;
    };
    expect(yamlOf(true)).toBe(yamlOf(false));
  });

  test('attaches no linker to an app that has none', () => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }, { port: 81 }] } });
    expect(chart).not.toLinkCleanly();
    quiet(() => { expect(Testing.synth(chart)).toHaveLength(1); });
  });
});

/** A Deployment of cdk8s-plus that gains terms whenever it is rendered. */
class Spread extends Chart {
  constructor(app: App) {
    super(app, 'spread', { namespace: 'shop' });
    new InternalBackend(this, 'cache', { image: 'redis:7.4.1', port: 6379 });
    new Deployment(this, 'grown', {
      spread: true, replicas: 2, containers: [{ image: 'ghcr.io/acme/grown:1.0.0', portNumber: 8080 }],
    });
  }
}
