import { checkLabels } from '../report/label-checks';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';

/**
 * Pods of the platform that every pattern of a target admits, whatever its `allowFrom` says: a monitoring system that scrapes all
 * apps, or a gateway.
 */
export interface PlatformClient {
  /** The namespace that they run in. */
  readonly namespace: string;
  /**
   * Labels of the pods.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [key: string]: string };
  /**
   * TCP ports of the containers that they reach beside those of the pattern's Services, such as one for metrics.
   *
   * @default - none
   */
  readonly extraPorts?: number[];
}

/**
 * Checks a namespace's name.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function checkNamespace(field: string, name: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw propError({
    path: '',
    field,
    problem: 'A namespace\'s name is up to 63 lower-case letters, digits and hyphens',
    got: quote(name),
    fix: 'write each namespace by its exact name, as kubectl get namespaces shows it',
  });
}

/** Checks the clients of a target. */
export function checkPlatformClients(clients: readonly PlatformClient[]): readonly PlatformClient[] {
  for (const [index, { namespace, podLabels, extraPorts = [] }] of clients.entries()) {
    const field = `platformClients[${String(index)}]`;
    checkNamespace(`${field}.namespace`, namespace);
    if (podLabels && Object.keys(podLabels).length === 0) {
      throw propError({
        path: '',
        field: `${field}.podLabels`,
        problem: 'podLabels must name a label, for an empty map picks every pod of the namespace',
        got: '{}',
        fix: 'name the labels of the pods, or leave podLabels out if that is all of them',
      });
    }
    checkLabels('', `${field}.podLabels`, podLabels, 'pods');
    for (const port of extraPorts) {
      if (Number.isInteger(port) && port >= 1 && port <= 65535) continue;
      throw propError({
        path: '',
        field: `${field}.extraPorts`,
        problem: 'A port must be a whole number from 1 to 65535',
        got: quote(port),
        fix: 'give the number of a port, such as 9090',
      });
    }
  }
  return clients;
}
