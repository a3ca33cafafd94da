import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PodManagementPolicy, Protocol, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import { SecurityProfile, StorageRetention } from '../../../lib';
import { MAIN, POD, type Row, rows } from './row';

const CLAIM = '/spec/volumeClaimTemplates/0';
const RETENTION = '/spec/persistentVolumeClaimRetentionPolicy';
const own = [{ podSelector: { matchLabels: { 'cdk8s-service-patterns/service': 'orders' } } }];

/** One volume that differs in this. */
const storage = (props: object = {}): object => ({ storage: [{ mountPath: '/data', size: Size.gibibytes(10), ...props }] });
const peer = (props: object = {}): object => ({ peerPorts: [{ name: 'raft', port: 7000, ...props }] });
const named = (name: string, list: readonly Row[]): Row[] => list.map((row) => ({ ...row, name }));

/** What a StatefulBackend writes without being asked. */
export const statefulOverlaidRows: readonly Row[] = [
  ...rows(
    'Deployment',
    [undefined, {}, '/spec/serviceName', 'orders-headless', 'orders'],
    [undefined, storage(), RETENTION, { whenDeleted: 'Retain', whenScaled: 'Retain' }, { whenDeleted: 'Delete' }],
    [undefined, storage(), `${POD}/securityContext/fsGroupChangePolicy`, 'OnRootMismatch', 'Always'],
    [undefined, storage(), `${POD}/securityContext/fsGroup`, 65532, 1],
    [undefined, { ...storage(), security: SecurityProfile.restricted({ user: 999 }) }, `${POD}/securityContext/fsGroup`, 999, 1],
  ),
  ...named('orders-headless', rows(
    'Service',
    [undefined, {}, '/spec/publishNotReadyAddresses', true, false],
    [undefined, {}, '/spec/clusterIP', 'None', '10.96.0.10'],
    [undefined, { port: 80, targetPort: 8080 }, '/spec/ports/0', { name: 'tcp', port: 8080, targetPort: 8080, protocol: 'TCP' }, { name: 'other', port: 8080 }],
  )),
];

/** Every prop of `StatefulBackendProps` itself. */
export const statefulRows: readonly Row[] = [
  ...rows(
    'Deployment',
    ['replicas', { replicas: 3 }, '/spec/replicas', 3, 4],
    ['podManagementPolicy', { podManagementPolicy: PodManagementPolicy.PARALLEL }, '/spec/podManagementPolicy', 'Parallel', 'OrderedReady'],
    ['rollout', { rollout: StatefulSetUpdateStrategy.rollingUpdate({ partition: 2 }) }, '/spec/updateStrategy/rollingUpdate/partition', 2, 0],
    ['rollout', { rollout: StatefulSetUpdateStrategy.onDelete() }, '/spec/updateStrategy', { type: 'OnDelete' }, { type: 'RollingUpdate' }],
    ['headlessServiceName', { headlessServiceName: 'orders-peers' }, '/spec/serviceName', 'orders-peers', 'orders'],
  ),
  ...named('orders-peers', rows('Service', ['headlessServiceName', { headlessServiceName: 'orders-peers' }, '/spec/clusterIP', 'None', '10.96.0.10'])),
];

/** Every prop of `PeerPortProps`. */
export const peerPortRows: readonly Row[] = [
  ...rows(
    'Deployment',
    ['name', peer(), `${MAIN}/ports/1/name`, 'raft', 'other'],
    ['port', peer(), `${MAIN}/ports/1/containerPort`, 7000, 7001],
    ['protocol', peer({ protocol: Protocol.UDP }), `${MAIN}/ports/1/protocol`, 'UDP', 'TCP'],
  ),
  ...rows('NetworkPolicy', ['port', peer(), '/spec/ingress/1', { from: own, ports: [{ port: 7000, protocol: 'TCP' }] }, { ports: [{ port: 7000 }] }]),
  ...named('orders-headless', rows('Service', ['appProtocol', peer({ appProtocol: 'kubernetes.io/h2c' }), '/spec/ports/1/appProtocol', 'kubernetes.io/h2c', 'http'])),
];

export const storageOptionRows: readonly Row[] = rows(
  'Deployment',
  ['whenDeleted', { ...storage(), whenDeleted: StorageRetention.DELETE }, `${RETENTION}/whenDeleted`, 'Delete', 'Retain'],
  ['whenScaled', { ...storage(), whenScaled: StorageRetention.DELETE }, `${RETENTION}/whenScaled`, 'Delete', 'Retain'],
);

export const storageRows: readonly Row[] = rows(
  'Deployment',
  ['name', storage({ name: 'wal' }), `${CLAIM}/metadata`, { name: 'wal' }, { name: 'wal', labels: { team: 'shop' } }],
  ['name', storage({ name: 'wal' }), `${MAIN}/volumeMounts/0`, { name: 'wal', mountPath: '/data' }, { name: 'wal', mountPath: '/other' }],
  ['mountPath', storage(), `${MAIN}/volumeMounts/0`, { name: 'data', mountPath: '/data' }, { name: 'data', mountPath: '/other' }],
  ['subPath', storage({ subPath: 'pgdata' }), `${MAIN}/volumeMounts/0/subPath`, 'pgdata', 'other'],
  ['size', storage(), `${CLAIM}/spec/resources/requests/storage`, '10Gi', '20Gi'],
  ['size', storage({ size: Size.mebibytes(1500) }), `${CLAIM}/spec/resources/requests/storage`, '1500Mi', '2Gi'],
  ['storageClass', storage({ storageClass: 'fast' }), `${CLAIM}/spec/storageClassName`, 'fast', 'slow'],
  ['storageClass', storage({ storageClass: '' }), `${CLAIM}/spec/storageClassName`, '', 'slow'],
  ['accessMode', storage(), `${CLAIM}/spec/accessModes`, ['ReadWriteOnce'], ['ReadWriteMany']],
  ['accessMode', storage({ accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD }), `${CLAIM}/spec/accessModes`, ['ReadWriteOncePod'], ['ReadWriteOnce']],
);
