import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Client, type Target } from './client';
import type { Kubectl } from './kubectl';
import type { Load, Restart } from './plan';
import { sum, type Tally } from './tally';

const WINDOW_SECONDS = 5;

/** What became of the requests to one Service port while everything was restarted. */
export interface LoadResult extends Load {
  readonly tally: Tally;
}

/** Waits until workloads run as they are written, with as many pods ready as were asked for; throws where they do not in time. */
export async function ready(kubectl: Kubectl, restarts: readonly Restart[], timeout: number): Promise<void> {
  const end = Date.now() + timeout * 1000;
  const left = (): number => Math.max(Math.ceil((end - Date.now()) / 1000), 1);
  for (const { namespace, workload, pods = 0 } of restarts) {
    const args = ['rollout', 'status', workload, '-n', namespace, `--timeout=${String(left())}s`];
    const { code, stdout, stderr } = await kubectl.call(args, { timeout: left() + 15 });
    if (code !== 0) throw new Error(`${workload} was not ready after ${String(timeout)} seconds: ${(stderr || stdout).trim()}`);
    // An autoscaler adds pods after the rollout of the first is done.
    while ((await readyPods(kubectl, namespace, workload)) < pods) {
      if (Date.now() > end) throw new Error(`${workload} had fewer than ${String(pods)} pods ready after ${String(timeout)} seconds`);
      await sleep(1000);
    }
  }
}

async function readyPods(kubectl: Kubectl, namespace: string, workload: string): Promise<number> {
  const printed = await kubectl.print(['get', workload, '-n', namespace, '-o', 'jsonpath={.status.readyReplicas}']);
  return Number(printed || 0);
}

/** Restarts everything at once, as a new version of an app does, under requests that go on until the last of the old pods is gone. */
export async function restartUnderLoad(
  kubectl: Kubectl,
  client: Client,
  { restarts, loads }: { readonly restarts: readonly Restart[]; readonly loads: readonly Load[] },
  { rate, timeout }: { readonly rate: number; readonly timeout: number },
): Promise<LoadResult[]> {
  const targets = await Promise.all(loads.map((load) => toTarget(kubectl, load)));
  const old = await podsOf(kubectl, restarts);
  const stop = new AbortController();
  const each = Math.max(rate / Math.max(targets.length, 1), 2);
  const tallies = Promise.all(targets.map((target) => keepAsking(kubectl, client, target, each, stop.signal)));
  const replace = async (): Promise<void> => {
    try {
      await sleep(targets.length > 0 ? 3000 : 0);
      for (const { namespace, workload } of restarts) await kubectl.print(['rollout', 'restart', workload, '-n', namespace]);
      await ready(kubectl, restarts, timeout);
      await gone(kubectl, restarts, old, timeout);
      await sleep(2000);
    } finally {
      stop.abort();
    }
  };
  const [results] = await Promise.all([tallies, replace()]);
  return loads.map((load, index) => ({ ...load, tally: results[index] ?? sum([]) }));
}

/** By address, so that what is counted is the Service's work and not that of the cluster's DNS. */
async function toTarget(kubectl: Kubectl, { question }: Load): Promise<Target> {
  const host = await kubectl.print(['get', 'service', question.service, '-n', question.namespace, '-o', 'jsonpath={.spec.clusterIP}']);
  return { host, question };
}

/** Sends windows of requests, the next beginning as the last ends; a window of its own ends even where nobody stops it. */
async function keepAsking(kubectl: Kubectl, client: Client, target: Target, rate: number, stop: AbortSignal): Promise<Tally> {
  const windows: Promise<Tally>[] = [];
  while (!stop.aborted) {
    const window = ask(kubectl, client, target, { rate, seconds: WINDOW_SECONDS });
    window.catch(() => undefined); // told below, with all the others
    windows.push(window);
    await sleep(WINDOW_SECONDS * 1000);
  }
  return sum(await Promise.all(windows));
}

async function podsOf(kubectl: Kubectl, restarts: readonly Restart[]): Promise<Set<string>> {
  const namespaces = [...new Set(restarts.map(({ namespace }) => namespace))];
  const found = await Promise.all(namespaces.map((namespace) => kubectl.get(['pods', '-n', namespace])));
  return new Set(found.flat().map(({ metadata: { uid } }) => uid));
}

async function gone(kubectl: Kubectl, restarts: readonly Restart[], old: ReadonlySet<string>, timeout: number): Promise<void> {
  const end = Date.now() + timeout * 1000;
  while ([...(await podsOf(kubectl, restarts))].some((uid) => old.has(uid))) {
    if (Date.now() > end) throw new Error(`pods from before the restart were still there after ${String(timeout)} seconds`);
    await sleep(1000);
  }
}
