import { clientManifests, type ClientProgram } from './client';
import type { Kubectl } from './kubectl';
import { troubles } from './troubles';

/** Says which cluster this is; throws a sentence where it cannot be used. */
export async function greet(kubectl: Kubectl): Promise<string> {
  const context = await kubectl.call(['config', 'current-context']);
  const version = await kubectl.call(['version', '-o', 'json', '--request-timeout=15s'], { timeout: 30 });
  if (version.code !== 0) throw new Error(`no cluster answers; is KUBECONFIG right? ${version.stderr.trim()}`);
  const { serverVersion } = JSON.parse(version.stdout) as { serverVersion?: { gitVersion?: string } };
  const allowed = await kubectl.call(['auth', 'can-i', 'create', 'namespaces']);
  if (allowed.code !== 0) throw new Error('this account may not create namespaces, and every example gets one of its own');
  return `cluster: ${context.code === 0 ? context.stdout.trim() : 'of this pod'}, Kubernetes ${serverVersion?.gitVersion ?? 'of a version it does not tell'}`;
}

/** Starts the pod that requests come from. */
export async function startClient(kubectl: Kubectl, namespace: string, image: string, program: ClientProgram, timeout: number): Promise<void> {
  const [space, ...pods] = clientManifests(namespace, image, program);
  if (space) await kubectl.print(['apply', '-f', '-'], { input: [space] });
  await untilAccountExists(kubectl, namespace);
  await kubectl.print(['apply', '-f', '-'], { input: pods });
  const args = ['wait', '-n', namespace, '--for=condition=Ready', 'pod/client', `--timeout=${String(timeout)}s`];
  const { code } = await kubectl.call(args, { timeout: timeout + 15 });
  if (code === 0) return;
  const why = await troubles(kubectl, [namespace]);
  throw new Error(`the client's pod (${image}) was not ready after ${String(timeout)} seconds; --client-image names another\n${why.join('\n')}`);
}

/** A pod is refused until its namespace has the account that it runs as; what restarts pods tries again, a bare pod does not. */
async function untilAccountExists(kubectl: Kubectl, namespace: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { code } = await kubectl.call(['get', 'serviceaccount', 'default', '-n', namespace]);
    if (code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Deletes namespaces with all that is in them, and waits until they are gone. Says which are still there. */
export async function removeNamespaces(kubectl: Kubectl, namespaces: readonly string[], timeout: number): Promise<string[]> {
  if (namespaces.length === 0) return [];
  const args = ['delete', 'namespace', ...namespaces, '--ignore-not-found', `--timeout=${String(timeout)}s`];
  const { code } = await kubectl.call(args, { timeout: timeout + 15 }).catch(() => ({ code: 1 }));
  if (code === 0) return [];
  const left = await kubectl.call(['get', 'namespace', ...namespaces, '--ignore-not-found', '-o', 'name']).catch(() => ({ stdout: namespaces.join('\n') }));
  return left.stdout.split('\n').map((name) => name.replace('namespace/', '')).filter((name) => name !== '');
}
