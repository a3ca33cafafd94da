import type { Manifest } from './harness';

const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
];
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
const SECCOMP = ['RuntimeDefault', 'Localhost'];

/**
 * What a pod does that Pod Security level "restricted" forbids, one line for each offence. Linux pods only.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedViolations(pod: Manifest): string[] {
  const context = pod.securityContext ?? {};
  const offences: [boolean, string][] = [
    ...['hostNetwork', 'hostPID', 'hostIPC'].map((field): [boolean, string] => [pod[field] === true, `${field} is true`]),
    ...(context.sysctls ?? []).map(({ name }: Manifest): [boolean, string] => [!SAFE_SYSCTLS.includes(name), `sysctl ${name as string}`]),
    ...(pod.volumes ?? []).map((volume: Manifest): [boolean, string] => {
      const type = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
      return [!VOLUMES.includes(type), `volume ${volume.name as string} is a ${type}`];
    }),
    [context.runAsUser === 0, 'the pod runs as user 0'],
  ];
  const containers: Manifest[] = [...pod.containers, ...(pod.initContainers ?? []), ...(pod.ephemeralContainers ?? [])];
  return [
    ...named('', offences),
    ...containers.flatMap((container) => named(`${container.name as string}: `, containerOffences(container, context))),
  ];
}

function containerOffences(container: Manifest, pod: Manifest): [boolean, string][] {
  const own = container.securityContext ?? {};
  const { add = [], drop = [] } = own.capabilities ?? {};
  return [
    [own.privileged === true, 'is privileged'],
    [own.allowPrivilegeEscalation !== false, 'may escalate privileges'],
    [(own.runAsNonRoot ?? pod.runAsNonRoot) !== true, 'may run as root'],
    [own.runAsUser === 0, 'runs as user 0'],
    [!SECCOMP.includes((own.seccompProfile ?? pod.seccompProfile)?.type), 'has no seccomp profile'],
    [!drop.includes('ALL'), 'does not drop ALL capabilities'],
    [add.some((capability: string) => capability !== 'NET_BIND_SERVICE'), `adds capabilities ${add.join(', ') as string}`],
    [(own.procMount ?? 'Default') !== 'Default', 'unmasks /proc'],
    [(container.ports ?? []).some((port: Manifest) => (port.hostPort ?? 0) !== 0), 'takes a port of the host'],
  ];
}

function named(prefix: string, offences: readonly [boolean, string][]): string[] {
  return offences.filter(([offends]) => offends).map(([, what]) => `${prefix}${what}`);
}
