import type { Found, Kubectl } from './kubectl';

/** What the cluster says about pods that are not ready: why containers wait, why pods find no node, and its warnings. */
export async function troubles(kubectl: Kubectl, namespaces: readonly string[]): Promise<string[]> {
  const found = await Promise.all(namespaces.map((namespace) => of(kubectl, namespace)));
  return [...new Set(found.flat())];
}

async function of(kubectl: Kubectl, namespace: string): Promise<string[]> {
  try {
    const pods = await kubectl.get(['pods', '-n', namespace]);
    const warnings = await kubectl.get(['events', '-n', namespace, '--field-selector', 'type=Warning']);
    return [...pods.flatMap(podTroubles), ...warnings.slice(-10).map(eventTrouble)];
  } catch {
    return []; // the failure that was told already is the one that matters
  }
}

function podTroubles({ metadata: { name }, status }: Found): string[] {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const waiting = containers.flatMap(({ name: container, state }) => {
    const { reason = '', message = '' } = state?.waiting ?? {};
    return ['', 'ContainerCreating', 'PodInitializing'].includes(reason) ? [] : [`pod ${name}, container ${container}: ${reason} ${message}`.trim()];
  });
  const unscheduled = (status?.conditions ?? []).filter(({ type, status: value }) => type === 'PodScheduled' && value !== 'True');
  return [...waiting, ...unscheduled.map(({ message = '' }) => `pod ${name} found no node: ${message}`)];
}

function eventTrouble({ reason = '', message = '', involvedObject }: Found): string {
  return `${involvedObject?.kind ?? 'object'} ${involvedObject?.name ?? ''}: ${reason}: ${message}`;
}
