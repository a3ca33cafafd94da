import { type CallOptions, Kubectl, type Outcome } from '../../e2e/kubectl';
import type { Manifest } from '../../e2e/manifest';
import { type Options, readOptions } from '../../e2e/options';
import { runSuite } from '../../e2e/suite';
import type { Row } from '../../e2e/table';

/** A cluster that takes everything and is ready at once, and writes down what it was asked to do. */
class PretendedCluster extends Kubectl {
  public readonly calls: string[] = [];

  /** @param refuses what it fails at: the beginning of a call */
  public constructor(private readonly refuses?: string) {
    super();
  }

  public override call(args: readonly string[], { input }: CallOptions = {}): Promise<Outcome> {
    const kinds = Array.isArray(input) ? (input as Manifest[]).map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/e2e-\w{5}/, 'e2e')}`) : [];
    const call = [...args, ...kinds].join(' ').replaceAll(/e2e-\w{5}-/g, 'e2e-');
    this.calls.push(call);
    if (this.refuses !== undefined && call.startsWith(this.refuses)) return Promise.resolve({ code: 1, stdout: '', stderr: 'refused' });
    return Promise.resolve({ code: 0, stdout: this.answer(call), stderr: '' });
  }

  private answer(call: string): string {
    if (call.startsWith('version')) return '{"serverVersion":{"gitVersion":"v1.34.4"}}';
    if (call.startsWith('api-resources')) return 'deployments deploy apps/v1 true Deployment\nconfigmaps cm v1 true ConfigMap\n';
    if (call.includes('jsonpath={.status.readyReplicas}')) return '2';
    return '{"items":[]}';
  }
}

const worker: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'mailer', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'mailer' } }, template: { metadata: { labels: { app: 'mailer' } }, spec: { containers: [{ name: 'mailer', image: 'mailer:1' }] } } },
};
const route: Manifest = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'web', namespace: 'shop' } };
const examples = [{ example: 'worker', manifests: [worker] }, { example: 'routed', manifests: [route] }];

interface Ran {
  readonly rows: readonly Row[];
  readonly cluster: PretendedCluster;
  readonly cleaned: readonly string[];
  readonly said: readonly string[];
}

async function run(refuses?: string, options: Partial<Options> = {}): Promise<Ran> {
  const cluster = new PretendedCluster(refuses);
  const cleaner = new PretendedCluster();
  const said: string[] = [];
  const surroundings = { kubectl: cluster, cleaner, options: { ...readOptions([]), ...options }, say: (text: string) => said.push(text) };
  const rows = await runSuite(surroundings, examples).catch((error: unknown): Row[] => [{ example: 'the run', problems: [(error as Error).message], remarks: [] }]);
  return { rows, cluster, cleaned: cleaner.calls, said };
}

const REMOVED = ['delete namespace e2e-client e2e-worker --ignore-not-found --timeout=180s'];

test('an example is tried before it is applied, waited for, and restarted; then everything goes again', async () => {
  const { rows, cluster, cleaned, said } = await run();
  const steps = cluster.calls.filter((call) => /^(apply|rollout)/.test(call));

  expect(steps).toEqual([
    'apply -f - Namespace/e2e-client',
    'apply -f - Pod/client',
    'apply -f - Namespace/e2e-worker',
    'apply --dry-run=server -f - Deployment/mailer',
    'apply -f - Deployment/mailer',
    expect.stringMatching(/^rollout status deployment\/mailer -n e2e-worker /),
    'rollout restart deployment/mailer -n e2e-worker',
    expect.stringMatching(/^rollout status deployment\/mailer -n e2e-worker /),
  ]);
  expect(rows).toEqual([
    expect.objectContaining({ example: 'worker', accepted: true, readyAfter: 0, problems: [] }),
    { example: 'routed', skipped: 'this cluster has no gateway.networking.k8s.io/v1/HTTPRoute', problems: [], remarks: [] },
  ]);
  expect(cleaned).toEqual(REMOVED);
  expect(said).toEqual(['cluster: {"items":[]}, Kubernetes v1.34.4', 'worker ...', 'routed ...']);
});

test.each([
  ['apply --dry-run=server', { accepted: false }, 'kubectl apply --dry-run=server: refused'],
  ['rollout status', { accepted: true }, 'deployment/mailer was not ready after 180 seconds: refused'],
  ['rollout restart', { accepted: true, readyAfter: 0 }, 'kubectl rollout restart deployment/mailer'],
])('where %s fails, the row says so, the next example has its turn, and everything goes again', async (refused, figures, problem) => {
  const { rows, cleaned } = await run(refused);

  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject(figures);
  expect(rows[0]!.problems[0]).toMatch(problem);
  expect(cleaned).toEqual(REMOVED);
});

test('without a cluster, or where the client does not start, the run ends', async () => {
  const unreachable = await run('version');
  const clientless = await run('wait');

  expect(unreachable.rows[0]!.problems[0]).toMatch('no cluster answers; is KUBECONFIG right? refused');
  expect(unreachable.cleaned).toEqual([]);
  expect(clientless.rows[0]!.problems[0]).toMatch('--client-image names another');
  expect(clientless.cleaned).toEqual(['delete namespace e2e-client --ignore-not-found --timeout=180s']);
});

test('what is kept is named', async () => {
  const { cluster, cleaned, said } = await run(undefined, { keep: true });

  expect(cleaned).toEqual([]);
  expect(cluster.calls.filter((call) => call.startsWith('delete'))).toEqual([]);
  expect(said.at(-1)).toMatch(/^kept: kubectl delete namespace e2e-\w{5}-client e2e-\w{5}-worker$/);
});

test('kubectl that is missing is asked for', async () => {
  await expect(new Kubectl(undefined, '/nowhere/kubectl').call(['version'])).rejects.toThrow('kubectl is not on the PATH');
});
