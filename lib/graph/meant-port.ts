import { looksLike, looksLikePort, nearest } from './near';
import type { ServicePort } from './service';
import type { ContainerPort } from './workload';

/** Ports for those who look after the pods: traffic that lost its way must not be sent there. */
const ASIDE = /metrics|prom|stats|health|probe|admin|debug|monitor/;

/** The ports of a Service port's protocol that the selected containers declare. */
export function declaredPorts({ service, protocol }: ServicePort): ContainerPort[] {
  return service.workloads.flatMap(({ ports }) => ports).filter((candidate) => candidate.protocol === protocol);
}

/**
 * The container port that a Service port probably means, where its target is none: the one of its name, one spelt almost
 * like the target, or the only one there is. Undefined where it would be a guess, or another port of the Service leads there.
 */
export function meantPort(port: ServicePort): ContainerPort | undefined {
  const siblings = port.service.ports.filter((other) => other !== port && other.protocol === port.protocol);
  const free = declaredPorts(port).filter(
    (candidate) => ![port, ...siblings].some(({ targetPort }) => targetPort === candidate.port || targetPort === candidate.name),
  );
  const [only] = siblings.length === 0 && new Set(free.map((candidate) => candidate.port)).size === 1 ? free : [];
  return (
    free.find(({ name }) => name !== undefined && name === port.name) ??
    nearMiss(port.targetPort, free) ??
    (ASIDE.test(only?.name ?? '') ? undefined : only)
  );
}

function nearMiss(target: number | string, candidates: readonly ContainerPort[]): ContainerPort | undefined {
  if (typeof target === 'number') return candidates.find((candidate) => looksLikePort(candidate.port, target));
  const spelling = nearest(target, candidates.flatMap(({ name }) => (name !== undefined && looksLike(target, name) ? name : [])));
  return spelling === undefined ? undefined : candidates.find(({ name }) => name === spelling);
}

/** The number that was meant by one in quotes, which Kubernetes takes for a name. */
export function quotedNumber(name: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(name) && Number(name) <= 65535 ? Number(name) : undefined;
}

/** Whether a container port may bear a name: the API server refuses any other. */
export function isPortName(name: string): boolean {
  return /^[a-z\d-]{1,15}$/.test(name) && /[a-z]/.test(name) && !/^-|--|-$/.test(name);
}
