import { Egress, HealthCheck } from '../../../lib';
import { MAIN, POD, type Row, rows } from './row';

const mount = `${MAIN}/volumeMounts/0`;
const sleep = `${MAIN}/lifecycle/preStop`;
const context = `${MAIN}/securityContext`;
const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];

/** What every pattern writes into its pods without being asked, past what cdk8s-plus can render. */
export const overlaidPodRows: readonly Row[] = rows(
  'Deployment',
  [undefined, {}, `${POD}/enableServiceLinks`, false, true],
  [undefined, {}, `${POD}/topologySpreadConstraints/0/whenUnsatisfiable`, 'ScheduleAnyway', 'DoNotSchedule'],
  [undefined, {}, `${POD}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'web.json' }],
  [undefined, {}, `${context}/capabilities`, { drop: ['ALL'] }, { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }],
  [undefined, {}, `${MAIN}/resources/requests/ephemeral-storage`, '128Mi', '1Mi'],
  [undefined, {}, `${MAIN}/resources/limits/ephemeral-storage`, '1Gi', '2Gi'],
  [undefined, {}, `${mount}/mountPath`, '/tmp', '/scratch'],
  [undefined, {}, `${POD}/volumes/0/emptyDir/sizeLimit`, '256Mi', '1Gi'],
);

/** What patterns with a Deployment write beside that: old and new pods live side by side, and none needs the others. */
export const overlaidDeploymentRows: readonly Row[] = [
  ...rows('Deployment', [undefined, {}, `${POD}/topologySpreadConstraints/0/matchLabelKeys`, ['pod-template-hash'], ['controller-revision-hash']]),
  ...rows('NetworkPolicy', [undefined, { egress: Egress.DECLARED }, '/spec/egress/0/ports', [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }], [{ port: 53 }, { port: 53, protocol: 'UDP' }]]),
];

/** The same behind a Service. */
export const overlaidServedRows: readonly Row[] = rows(
  'Deployment',
  [undefined, {}, sleep, { sleep: { seconds: 10 } }, { httpGet: { path: '/drain', port: 8080 } }],
  [undefined, {}, `${MAIN}/readinessProbe`, { tcpSocket: { port: 8080 } }, { exec: { command: ['/bin/true'] } }],
  [undefined, { health: HealthCheck.grpc() }, `${MAIN}/readinessProbe/grpc`, { port: 8080 }, { port: 8080, service: 'orders' }],
  [undefined, { port: 80 }, `${POD}/securityContext/sysctls`, sysctls, [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]],
);
