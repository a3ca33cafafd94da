import { AllowFrom } from '../../../lib';
import { type Row, rows } from './row';

const metrics = { port: 9100 };
const monitoring = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];

/** What leads to the metrics, beside the Service that the pattern is about. */
export const metricsRows: readonly Row[] = [
  ...rows(
    'Service',
    ['port', { metrics }, '/spec/ports/0/port', 9100, 9101],
    ['targetPort', { metrics: { port: 80, targetPort: 9100 } }, '/spec/ports/0/targetPort', 9100, 'metrics'],
    ['path', { metrics }, '/metadata/annotations/prometheus.io~1path', '/metrics', '/other'],
    ['path', { metrics: { ...metrics, path: '/stats/prometheus' } }, '/metadata/annotations/prometheus.io~1path', '/stats/prometheus', '/other'],
  ).map((row) => ({ ...row, name: 'orders-metrics' })),
  ...rows('Service', ['name', { metrics: { ...metrics, name: 'orders-stats' } }, '/spec/ports/0/name', 'metrics', 'stats']).map((row) => ({ ...row, name: 'orders-stats' })),
  ...rows('NetworkPolicy', ['allowFrom', { metrics: { ...metrics, allowFrom: AllowFrom.namespaces('monitoring') } }, '/spec/ingress/1/from', monitoring, [{ podSelector: {} }]]),
];
