import { type Chart, Size } from 'cdk8s';
import { Capability, ContainerRestartPolicy, type Deployment, type Workload } from 'cdk8s-plus-28';
import { InternalBackend, SecurityProfile } from '../../lib';
import { image, type Manifest, podOf, shop } from './harness';
import { restrictedViolations } from './pod-security-restricted';
import { patterns, workloadOf } from './prop-rows/subjects';

/** A pod that the level permits. */
const good = (): Manifest => ({
  securityContext: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
  },
  containers: [
    { name: 'main', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } },
  ],
  volumes: [{ name: 'tmp', emptyDir: {} }],
});

describe('the checker of Pod Security level "restricted"', () => {
  test('permits what the documentation permits', () => {
    expect(restrictedViolations(good())).toEqual([]);
  });

  test.each<[string, (pod: Manifest) => void]>([
    [
      'hostNetwork is true',
      (pod) => {
        pod.hostNetwork = true;
      },
    ],
    [
      'hostPID is true',
      (pod) => {
        pod.hostPID = true;
      },
    ],
    [
      'sysctl kernel.msgmax',
      (pod) => {
        pod.securityContext.sysctls[0].name = 'kernel.msgmax';
      },
    ],
    [
      'volume host is a hostPath',
      (pod) => {
        pod.volumes.push({ name: 'host', hostPath: { path: '/' } });
      },
    ],
    [
      'the pod runs as user 0',
      (pod) => {
        pod.securityContext.runAsUser = 0;
      },
    ],
    [
      'main: is privileged',
      (pod) => {
        pod.containers[0].securityContext.privileged = true;
      },
    ],
    [
      'main: may escalate privileges',
      (pod) => {
        delete pod.containers[0].securityContext.allowPrivilegeEscalation;
      },
    ],
    [
      'main: may run as root',
      (pod) => {
        delete pod.securityContext.runAsNonRoot;
      },
    ],
    [
      'main: may run as root',
      (pod) => {
        pod.containers[0].securityContext.runAsNonRoot = false;
      },
    ],
    [
      'main: runs as user 0',
      (pod) => {
        pod.containers[0].securityContext.runAsUser = 0;
      },
    ],
    [
      'main: has no seccomp profile',
      (pod) => {
        delete pod.securityContext.seccompProfile;
      },
    ],
    [
      'main: has no seccomp profile',
      (pod) => {
        pod.containers[0].securityContext.seccompProfile = { type: 'Unconfined' };
      },
    ],
    [
      'main: does not drop ALL capabilities',
      (pod) => {
        pod.containers[0].securityContext.capabilities.drop = ['NET_RAW'];
      },
    ],
    [
      'main: adds capabilities SYS_ADMIN',
      (pod) => {
        pod.containers[0].securityContext.capabilities.add = ['SYS_ADMIN'];
      },
    ],
    [
      'main: unmasks /proc',
      (pod) => {
        pod.containers[0].securityContext.procMount = 'Unmasked';
      },
    ],
    [
      'main: takes a port of the host',
      (pod) => {
        pod.containers[0].ports = [{ containerPort: 80, hostPort: 80 }];
      },
    ],
    [
      'setup: does not drop ALL capabilities',
      (pod) => {
        pod.initContainers = [{ name: 'setup', securityContext: { allowPrivilegeEscalation: false } }];
      },
    ],
  ])('reports "%s"', (offence, spoil) => {
    const pod = good();
    spoil(pod);
    expect(restrictedViolations(pod)).toEqual([offence]);
  });
});

describe.each(patterns)('$name runs under Pod Security level "restricted"', (subject) => {
  const violations = (props: object, change: (workload: Workload) => void = () => undefined): string[] => {
    const chart = shop();
    change(workloadOf(subject.make(chart, props)));
    return restrictedViolations(podOf(chart).spec);
  };

  test('with its own container', () => {
    expect(violations({})).toEqual([]);
  });

  test('on a port below 1024', () => {
    expect(violations({ port: 80 })).toEqual([]);
  });

  test('with sidecars, init containers and native sidecars', () => {
    const native = { name: 'proxy', image, restartPolicy: ContainerRestartPolicy.ALWAYS };
    expect(violations({ sidecars: [{ name: 'metrics', image }], initContainers: [{ name: 'migrate', image }, native] })).toEqual([]);
  });

  test('with containers that were added to the workload', () => {
    expect(
      violations({}, (workload) => {
        workload.addContainer({ name: 'late', image });
        workload.addInitContainer({ name: 'setup', image });
        workload.addContainer({ name: 'binder', image, securityContext: { capabilities: { add: [Capability.NET_BIND_SERVICE] } } });
      }),
    ).toEqual([]);
  });
});

/** The pod of a backend with a security profile, a sidecar, and a container that was added. */
function profiled(security: SecurityProfile, change: (deployment: Deployment, chart: Chart) => void = () => undefined): Manifest {
  const chart = shop();
  const { deployment } = new InternalBackend(chart, 'orders', { image, port: 8080, security, sidecars: [{ name: 'metrics', image }] });
  change(deployment, chart);
  return podOf(chart).spec;
}

const securityOf = (pod: Manifest, name: string): Manifest =>
  pod.containers.find((container: Manifest) => container.name === name).securityContext;

describe('security profiles', () => {
  test('baseline never runs as root, yet may write to its image and escalate by setuid', () => {
    const pod = profiled(SecurityProfile.baseline());
    for (const name of ['orders', 'metrics']) {
      expect(securityOf(pod, name)).toEqual({
        runAsNonRoot: true,
        allowPrivilegeEscalation: true,
        readOnlyRootFilesystem: false,
        privileged: false,
      });
    }
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod).not.toHaveProperty('volumes');
  });

  test('legacyRoot lets the image be root, without privileges over the node', () => {
    const pod = profiled(SecurityProfile.legacyRoot('the vendor says so', { user: 0 }));
    expect(securityOf(pod, 'orders')).toEqual({
      runAsNonRoot: false,
      allowPrivilegeEscalation: true,
      readOnlyRootFilesystem: false,
      privileged: false,
    });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('each container with a read-only root has a /tmp of its own', () => {
    const pod = profiled(SecurityProfile.restricted(), (deployment) => deployment.addInitContainer({ name: 'setup', image }));
    const mounts = [...pod.containers, ...pod.initContainers].map((container: Manifest) => container.volumeMounts);
    expect(mounts).toEqual([
      [{ name: 'tmp-orders', mountPath: '/tmp' }],
      [{ name: 'tmp-metrics', mountPath: '/tmp' }],
      [{ name: 'tmp-setup', mountPath: '/tmp' }],
    ]);
    expect(pod.volumes).toEqual(['orders', 'metrics', 'setup'].map((name) => ({ name: `tmp-${name}`, emptyDir: { sizeLimit: '256Mi' } })));
  });

  test('writable paths get volumes of distinct names, whatever the paths look like', () => {
    const writablePaths = ['/var/cache', '/var-cache', '/VAR/cache', '/_', `/${'long/'.repeat(20)}a`, `/${'long/'.repeat(20)}b`];
    const pod = profiled(SecurityProfile.restricted({ writablePaths }));
    const mounts: Manifest[] = pod.containers[0].volumeMounts;
    expect(mounts.map((mount) => mount.mountPath)).toEqual(['/tmp', ...writablePaths]);
    expect(new Set(mounts.map((mount) => mount.name)).size).toBe(mounts.length);
    for (const { name } of mounts) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(pod.volumes.map((volume: Manifest) => volume.name)).toEqual(expect.arrayContaining(mounts.map((mount) => mount.name)));
  });

  test('two spellings of one folder are one folder', () => {
    const pod = profiled(SecurityProfile.restricted({ writablePaths: ['/tmp/', '/var/cache', '/var//cache/', '/var/run/../cache'] }));
    expect(pod.containers[0].volumeMounts.map((mount: Manifest) => mount.mountPath)).toEqual(['/tmp', '/var/cache']);
  });

  test('baseline has its writable paths too, which outlive a restart of the container', () => {
    const pod = profiled(SecurityProfile.baseline({ writablePaths: ['/var/cache'] }));
    expect(pod.containers[0].volumeMounts).toEqual([{ name: 'var-cache-orders', mountPath: '/var/cache' }]);
  });

  test('a sidecar may ask for what its own image needs', () => {
    const chart = shop();
    const metrics = {
      name: 'metrics',
      image,
      securityContext: { user: 65534, readOnlyRootFilesystem: false },
      resources: { memory: { limit: Size.mebibytes(64) } },
    };
    new InternalBackend(chart, 'orders', { image, port: 8080, sidecars: [metrics] });
    const pod = podOf(chart).spec;
    expect(securityOf(pod, 'metrics')).toMatchObject({
      runAsUser: 65534,
      readOnlyRootFilesystem: false,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
    });
    expect(pod.containers[1]).not.toHaveProperty('volumeMounts');
    expect(restrictedViolations(pod)).toEqual([]);
  });
});
