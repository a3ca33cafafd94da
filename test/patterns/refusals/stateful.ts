import { type Chart, Size } from 'cdk8s';
import { Volume } from 'cdk8s-plus-28';
import { HealthCheck, StatefulBackend, StorageRetention } from '../../../lib';
import { image } from '../harness';
import type { Refusals } from './refusal';

const size = Size.gibibytes(1);
const disk = { mountPath: '/data', size };

/** A database that would be fine but for these props; plain JavaScript may give any. */
function database(chart: Chart, props: object, id = 'db'): StatefulBackend {
  return new StatefulBackend(chart, id, { image, port: 5432, storage: [], ...props });
}

const keeping = (...storage: object[]): Refusals[string] => (chart) => database(chart, { storage });
const peers = (...peerPorts: object[]): Refusals[string] => (chart) => database(chart, { peerPorts });

/** Databases and brokers. */
export const statefulRefusals: Refusals = {
  'metrics at a port of the pods among themselves': (chart) => database(chart, { peerPorts: [{ name: 'raft', port: 7000 }], metrics: { port: 7000 } }),
  'nothing said of what is kept': (chart) => database(chart, { storage: undefined }),
  'one volume that is no list': (chart) => database(chart, { storage: disk }),
  'two volumes without names': keeping(disk, { ...disk, mountPath: '/wal' }),
  'two volumes of one name': keeping({ ...disk, name: 'data' }, { ...disk, name: 'data', mountPath: '/wal' }),
  'two volumes in one folder': keeping({ ...disk, name: 'data' }, { ...disk, name: 'wal', mountPath: '/data/' }),
  'a volume in the folder of another that is no claim': (chart) =>
    database(chart, { storage: [disk], volumes: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'scratch', 'scratch') }] }),
  'a volume of the name of another that a sidecar mounts': (chart) =>
    database(chart, { storage: [disk], sidecars: [{ name: 'backup', image, volumeMounts: [{ path: '/scratch', volume: Volume.fromEmptyDir(chart, 'scratch', 'data') }] }] }),
  'a volume with a name that is none': keeping({ ...disk, name: 'PG_DATA' }),
  'a volume at the root': keeping({ ...disk, mountPath: '/' }),
  'a volume in a folder relative to nothing': keeping({ ...disk, mountPath: 'data' }),
  'a volume without a folder': keeping({ size }),
  'a folder within a volume that leads out of it': keeping({ ...disk, subPath: '../other' }),
  'a folder within a volume that begins with a slash': keeping({ ...disk, subPath: '/pgdata' }),
  'a StorageClass in capitals': keeping({ ...disk, storageClass: 'Fast SSD' }),
  'a volume of no size': keeping({ ...disk, size: Size.gibibytes(0) }),
  'a volume of half a mebibyte': keeping({ ...disk, size: Size.kibibytes(512) }),
  'a volume that says no size': keeping({ mountPath: '/data' }),
  'a retention of nothing': (chart) => database(chart, { whenScaled: StorageRetention.DELETE }),
  'a name that is too long for the pods of a StatefulSet': (chart) => database(chart, {}, `orders-${'x'.repeat(46)}`),
  'a name of 60 characters that is given': (chart) => database(chart, { name: `orders-${'x'.repeat(53)}` }),
  'half a pod': (chart) => database(chart, { replicas: 0.5 }),
  'a headless Service with the name of the other': (chart) => database(chart, { headlessServiceName: 'db' }),
  'a headless Service with a name that is none': (chart) => database(chart, { headlessServiceName: 'DB peers' }),
  'a headless Service whose name another pattern has': (chart) => {
    database(chart, {}, 'db-headless');
    database(chart, {});
  },
  'a peer port that clients use': peers({ name: 'replication', port: 5432 }),
  'a peer port with the name of one of clients': peers({ name: 'tcp', port: 7000 }),
  'two peer ports of one number': peers({ name: 'raft', port: 7000 }, { name: 'serf', port: 7000 }),
  'a peer port without a name': peers({ port: 7000 }),
  'peer port 0': peers({ name: 'raft', port: 0 }),
  'a peer port with a name that is too long': peers({ name: 'cluster-replication', port: 7000 }),
  'no port whose number is known': (chart) => database(chart, { port: 80, targetPort: 'proxied', health: HealthCheck.none('a container that is added later listens') }),
  'a pod that replicas leave out': (chart) => database(chart, { replicas: 3 }).pod(3),
  'a pod of none': (chart) => database(chart, { replicas: 0 }).pod(0),
  'a pod before the first': (chart) => database(chart, {}).pod(-1),
  'a port that a pod has not': (chart) => database(chart, {}).pod(0).port('http'),
  'a volume that is not in storage': (chart) => database(chart, { storage: [disk] }).volume('date'),
  'a volume where nothing is kept': (chart) => database(chart, {}).volume('data'),
};
