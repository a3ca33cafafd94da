import { ask, type Client, CLIENT_LABELS, restrictedNamespace } from './client';
import type { Kubectl } from './kubectl';
import type { Manifest } from './manifest';
import type { Plan, Question } from './plan';
import { ready, restartUnderLoad } from './rollout';
import { judgeLoads, type Row } from './table';
import { troubles } from './troubles';

export interface RunOptions {
  /** Requests a second while an example is restarted. */
  readonly rate: number;
  /** How long to wait for anything, in seconds. */
  readonly timeout: number;
}

/** An example that was moved into its throwaway namespaces, and what is done with it. */
export interface Case {
  readonly example: string;
  readonly manifests: readonly Manifest[];
  readonly namespaces: readonly string[];
  readonly plan: Plan;
}

/** Applies an example, waits, asks, and restarts it under load. Stops at the first thing that fails, and tells it in the row. */
export async function runExample(kubectl: Kubectl, client: Client, { example, manifests, namespaces, plan }: Case, options: RunOptions): Promise<Row> {
  let row: Row = { example, problems: [], remarks: remarksOf(plan) };
  const fail = (...problems: string[]): Row => ({ ...row, problems: [...row.problems, ...problems] });
  try {
    await kubectl.print(['apply', '-f', '-'], { input: namespaces.map(restrictedNamespace) });
    const refused = (await applied(kubectl, manifests, '--dry-run=server')) ?? (await applied(kubectl, manifests));
    row = { ...row, accepted: refused === undefined };
    if (refused !== undefined) return fail(refused);
    const policies = admissions(plan, manifests, client);
    if (policies.length > 0) await kubectl.print(['apply', '-f', '-'], { input: policies });

    const start = Date.now();
    await ready(kubectl, plan.restarts, options.timeout);
    row = { ...row, readyAfter: Math.round((Date.now() - start) / 1000) };

    const silent = await unanswered(kubectl, client, plan.questions);
    row = { ...row, asked: plan.questions.length, answered: plan.questions.length - silent.length };
    if (silent.length > 0) return fail(...silent);

    const loads = await restartUnderLoad(kubectl, client, plan, options);
    const { problems, remarks } = judgeLoads(loads);
    return { ...row, loads, problems, remarks: [...row.remarks, ...remarks] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(message, ...(await troubles(kubectl, namespaces)));
  }
}

function remarksOf({ guarded, unasked }: Plan): string[] {
  if (guarded.length === 0) return [...unasked];
  const names = [...new Set(guarded.map(({ service }) => service))].join(', ');
  return [...unasked, `${names}: admitted are declared clients alone, so a policy of the test's own admits its client`];
}

/** What the API server says against an example: an error, or that pods would violate Pod Security. */
async function applied(kubectl: Kubectl, manifests: readonly Manifest[], ...flags: string[]): Promise<string | undefined> {
  const { code, stderr } = await kubectl.call(['apply', ...flags, '-f', '-'], { input: manifests });
  const violations = stderr.split('\n').filter((line) => line.includes('would violate PodSecurity'));
  if (code === 0 && violations.length === 0) return undefined;
  return `kubectl ${['apply', ...flags].join(' ')}: ${(code === 0 ? violations.join('; ') : stderr).trim()}`;
}

/** Policies add up: these admit the client beside whom the example's own admit. */
function admissions({ guarded }: Plan, manifests: readonly Manifest[], client: Client): Manifest[] {
  const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': client.namespace } }, podSelector: { matchLabels: CLIENT_LABELS } }];
  const workloads = [...new Map(guarded.map((link) => [`${link.namespace ?? ''}/${link.workload}`, link])).values()];
  return workloads.map(({ namespace = '', workload }): Manifest => {
    const owner = manifests.find(({ kind, metadata }) => `${kind} ${metadata.name}` === workload && metadata.namespace === namespace);
    const { selector } = (owner?.spec ?? {}) as { selector?: object };
    const metadata = { name: `e2e-client-${workload.toLowerCase().replaceAll(' ', '-')}`, namespace };
    return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: selector, policyTypes: ['Ingress'], ingress: [{ from }] } };
  });
}

/** Asks every port by the Service's name, three times, for a proxy learns of new pods a moment after they are ready. */
async function unanswered(kubectl: Kubectl, client: Client, questions: readonly Question[]): Promise<string[]> {
  const asked = await Promise.all(
    questions.map(async (question) => {
      const { namespace, service, port } = question;
      const host = `${service}.${namespace}.svc`;
      let kinds: readonly string[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const tally = await ask(kubectl, client, { host, question }, { rate: 2, seconds: 1 });
        if (tally.requests > 0 && tally.lost === 0) return [];
        kinds = Object.keys(tally.kinds);
      }
      return [`${host}:${String(port)} did not answer: ${kinds.join(', ')}`];
    }),
  );
  return asked.flat();
}
