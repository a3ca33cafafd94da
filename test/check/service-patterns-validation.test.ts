import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Validation } from 'cdk8s-cli/plugins';
import { ServicePatternsValidation } from 'cdk8s-service-patterns';
import { folderWith } from './folder';

const ROOT = path.resolve(__dirname, '../..');
const TSX = path.join(ROOT, 'node_modules/tsx/dist');

/** A folder with an app, and the plugin as cdk8s would find it where the library is installed. */
function appWith(main: string, files: Readonly<Record<string, string>> = {}, properties = '{}'): string {
  return folderWith({
    'main.ts': main,
    'cdk8s.yaml': `
app: ${process.execPath} ${TSX}/cli.mjs --tsconfig ${ROOT}/tsconfig.dev.json main.ts
validations:
  - { package: ./node_modules/cdk8s-service-patterns, version: 0.1.0, class: ServicePatternsValidation, properties: ${properties} }
`,
    'node_modules/cdk8s-service-patterns/index.js': `require('${TSX}/cjs/index.cjs'); module.exports = require('${ROOT}/lib/check/service-patterns-validation.ts');`,
    ...files,
  });
}

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function synth(cwd: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const command = [path.join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', ...args];
    execFile(process.execPath, command, { cwd, env: { ...process.env, NO_COLOR: '1', CDK8S_SERVICE_PATTERNS_CACHE: undefined } }, (error, output, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors });
    });
  });
}

const LINKED = `import { Chart } from 'cdk8s';
import { HealthCheck, InternalBackend, LinkedApp, Rules, Worker } from 'cdk8s-service-patterns';

const app = new LinkedApp({ nodePortRange: '20000-20100', printLinks: false });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const orders = new InternalBackend(chart, 'orders', { image: 'orders:1', port: 80, targetPort: 8080, health: HealthCheck.http('/') });
`;
const RULE = `import { defineRule } from 'cdk8s-service-patterns/linker';
export default defineRule({
  name: 'registry-is-ours', why: 'x', grade: { ours: 'error', foreign: 'error' },
  messages: { other: { problem: 'The image {{image}} is from elsewhere', fix: 'use ghcr.io/acme' } },
  check(graph, report) {
    for (const { object, containers } of graph.workloads) {
      for (const { field, manifest } of containers) report('other', { object }, field + '.image', { image: String(manifest.image) });
    }
  },
});
`;

test('cdk8s takes the class for a validation', () => {
  const plugin: Validation = new ServicePatternsValidation({});
  expect(typeof plugin.validate).toBe('function');
});

test('what does not link fails the synth, at the line of the manifest, of the app and the construct', async () => {
  const folder = appWith(`${LINKED}app.synth();\n`, { 'service-patterns.yaml': 'rules: [./rule.ts]\n', 'rule.ts': RULE });
  const { code, output } = await synth(folder, '--validation-reports-output-file', 'report.json');
  const yaml = fs.readFileSync(path.join(folder, 'dist/shop.k8s.yaml'), 'utf8').split('\n');
  const line = yaml.findIndex((text) => text.includes('image: orders:1')) + 1;

  expect(code).toBe(2);
  expect(output).toContain(`
error[registry-is-ours] The image orders:1 is from elsewhere
  --> dist/shop.k8s.yaml:${String(line)}:${String(yaml[line - 1]!.indexOf('orders:1') + 1)}
  via  main.ts:6:16
  at   shop/orders/Deployment/Resource  spec.template.spec.containers[0].image
  fix  use ghcr.io/acme
`);
  const { summary, violations } = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8')).reports[0];
  expect(summary).toMatchObject({ status: 'failure', metadata: { Findings: '1 error', Configuration: 'service-patterns.yaml' } });
  expect(violations).toMatchObject([{ ruleName: 'registry-is-ours', violatingConstructs: [{ resourceName: 'Deployment shop/orders', manifestPath: 'dist/shop.k8s.yaml' }] }]);
  // cdk8s knows constructs by the name of their object alone: it would have named the policy of that name.
  expect(violations[0].violatingConstructs[0].constructPath).toBeUndefined();
}, 60_000);

test('what the app acknowledged and was warned of does not come up again, for the cluster that it is for', async () => {
  // From the YAML alone, the slip of the pen would be an error, and the node port would be out of range.
  const main = `${LINKED}
import { ApiObject } from 'cdk8s';
const labels = { app: 'raw' };
new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec: { selector: { app: 'rwa' }, ports: [{ port: 80 }] } });
new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'raw', labels }, spec: { containers: [{ name: 'raw', image: 'raw:1' }] } });
new ApiObject(chart, 'port', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'port' }, spec: { type: 'NodePort', selector: labels, ports: [{ port: 80, nodePort: 20050 }] } });
Rules.acknowledge(chart, 'service-selects-pods', 'the selector is a joke');
Rules.acknowledge(chart, 'registry-is-ours', 'we try theirs', { custom: true });
app.synth();
`;
  const { code, output, errors } = await synth(appWith(main, { 'service-patterns.yaml': 'rules: [./rule.ts]\n', 'rule.ts': RULE }));

  expect(errors).toContain('warning[service-target-port-open]');
  expect(output).not.toContain('[service-target-port-open]');
  expect(output).not.toContain('[service-selects-pods]');
  expect(output).not.toContain('[registry-is-ours]');
  expect(output + errors).not.toContain('[acknowledgement-applies]');
  expect(output).toMatch(/Status +│ success/);
  expect(code).toBe(0);
}, 60_000);

test('an app without patterns of ours is linked as anybody\'s YAML, on standard output too', async () => {
  const main = `import { ApiObject, App, Chart } from 'cdk8s';
const app = new App();
const chart = new Chart(app, 'shop');
new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'wbe' }, ports: [{ port: 80 }] } });
new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'front', labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } });
app.synth();
`;
  const [{ code, output }, printed] = await Promise.all([synth(appWith(main)), synth(appWith(main), '--stdout')]);

  expect(code).toBe(2);
  expect(output).toMatch(/error\[service-selects-pods\].*\n {2}--> dist\/shop\.k8s\.yaml:\d+:\d+\n {2}at {3}shop\/service {2}spec\.selector\n/);
  expect(printed.code).toBe(2);
  expect(printed.output).toMatch(/error\[service-selects-pods\].*\n {2}--> STDOUT:\d+:\d+\n/);
}, 60_000);

test('a mistake in the configuration or the properties fails the synth in the same form', async () => {
  const [config, properties] = await Promise.all([
    synth(appWith(`${LINKED}app.synth();\n`, { 'service-patterns.yaml': 'severites: {}\n' })),
    synth(appWith(`${LINKED}app.synth();\n`, {}, '{ confg: other.yaml }')),
  ]);

  expect(config.output).toContain('error[config] There is no key "severites" in the configuration\n  --> service-patterns.yaml:1:1\n');
  expect(config.code).toBe(2);
  expect(properties.output).toContain('error[config] The plugin has no property "confg"');
  expect(properties.code).toBe(2);
}, 60_000);
