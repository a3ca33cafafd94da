import { app, folderOf, run } from '../cli/harness';

/** An Ingress of one name to this port of the Service. */
const ingress = (port: number): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  defaultBackend: { service: { name: web, port: { number: ${String(port)} } } }
`;

/** The findings of a directory: severity, rule and file. */
async function findingsIn(files: Record<string, string>, ...args: string[]): Promise<string[]> {
  const { stdout } = await run(folderOf(files), 'check', '.', '--format', 'json', ...args);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string; source: { file: string } }[] };
  return findings.filter(({ severity }) => severity !== 'note').map(({ severity, rule, source }) => `${severity} ${rule} ${source.file}`);
}

const TWINS = 'warning object-identity-unique';

test('files that are each other\'s alternatives are each held against what all share', async () => {
  expect(await findingsIn({ 'app.yaml': app(), 'a.yaml': ingress(80), 'b.yaml': ingress(80) })).toEqual([`${TWINS} b.yaml`]);
  expect(await findingsIn({ 'app.yaml': app(), 'a.yaml': ingress(80), 'b.yaml': ingress(8080) })).toEqual([`${TWINS} a.yaml`, 'error ingress-backend-exists b.yaml']);
});

test('no file is held against the alternative of what it was written for', async () => {
  const one = app().replaceAll('port: 80\n', 'port: 81\n');
  const files = { 'a.yaml': app() + `---\n${ingress(80)}`, 'b.yaml': `${one}---\n${ingress(81)}` };
  expect(await findingsIn(files)).toEqual([...Array(3).keys()].map(() => `${TWINS} b.yaml`));
});

test('what all share may rely on what each alternative has', async () => {
  const [deployment = '', service = ''] = app().split('---\n');
  expect(await findingsIn({ 'a.yaml': deployment, 'b.yaml': deployment, 'service.yaml': service })).toEqual([`${TWINS} b.yaml`]);
});

test('together, all that is given is one cluster', async () => {
  expect(await findingsIn({ 'a.yaml': app(), 'b.yaml': app() }, '--together')).toEqual(['error object-identity-unique b.yaml', 'error object-identity-unique b.yaml']);
});

describe('what kustomize has yet to complete', () => {
  const bare = app().replace('  selector: { matchLabels: { app: web } }\n', '').replace('    metadata: { labels: { app: web } }\n', '').replace('  selector: { app: web }\n', '');
  const kustomization = 'labels: [{ pairs: { app: web }, includeSelectors: true }]\nresources: [web.yaml]\n';

  test('is not asked for what kustomize adds', async () => {
    expect(await findingsIn({ 'web.yaml': bare, 'kustomization.yaml': kustomization })).toEqual([]);
    expect(await findingsIn({ 'web.yaml': bare, 'README.yaml': 'a: b\n' })).toContain('error apiserver-accepts web.yaml');
  });

  test('is told of what no step mends', async () => {
    expect(await findingsIn({ 'web.yaml': bare.replace('replicas: 2', 'replicsa: 2'), 'kustomization.yaml': kustomization })).toEqual(['error apiserver-accepts web.yaml']);
  });
});

test('a patch that a kustomization no longer names is nobody\'s object', async () => {
  const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, env: [{ name: A, value: b }] }] } } }\n';
  expect(await findingsIn({ 'web.yaml': app(), 'kustomization.yaml': 'resources: [web.yaml]\n', 'debug.yaml': patch, 'patches/old.yaml': patch })).toEqual([]);
});

test.each(['${APP}', '__APP__', '<your-app>', '{{ app }}'])('%s, which is to be filled in, is not refused before it is', async (name) => {
  expect(await findingsIn({ 'web.yaml': app().replace('metadata: { name: web, namespace: shop }', `metadata: { name: "${name}", namespace: shop }`) })).toEqual([]);
});

test('what the API server refuses of a Secret is told without its value', async () => {
  const folder = folderOf({ 'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: db, namespace: shop }\ndata: { password: "hunter2 is no base64" }\n' });
  const { code, stdout } = await run(folder, 'check', '.');
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^error\[apiserver-accepts].*\n {2}--> secret\.yaml:4:19\n/)]);
  expect(stdout).not.toContain('hunter2');
});
