import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Scaling, ScalingMetric, type MetricsScalingOptions } from '../../../lib';
import { MAIN, POD, type Row, rows } from './row';

const METRIC = '/spec/metrics/0';
const ADDRESS = '/spec/template/metadata/labels/cdk8s.io~1metadata.addr';
const ours = { 'cdk8s-service-patterns/service': 'orders', 'cdk8s-service-patterns/track': 'canary' };
const by = (metric: ScalingMetric, more: Partial<MetricsScalingOptions> = {}): Row['props'] => ({ scaling: Scaling.metrics({ max: 9, metrics: [metric], ...more }) });
const utilization = (averageUtilization: number): object => ({ type: 'Utilization', averageUtilization });
const average = (averageValue: string): object => ({ type: 'AverageValue', averageValue });

/** What `scaling` writes into the autoscaler. */
export const scalingRows: readonly Row[] = rows(
  'HorizontalPodAutoscaler',
  ['scaling', { scaling: Scaling.cpu({ max: 9 }) }, '/spec/scaleTargetRef', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' }, { apiVersion: 'apps/v1beta2', kind: 'Deployment', name: 'orders' }],
  ['scaling', { scaling: Scaling.cpu({ max: 9 }) }, '/spec/minReplicas', 2, 3],
  ['scaling', { scaling: Scaling.cpu({ min: 3, max: 9 }) }, '/spec/minReplicas', 3, 2],
  ['scaling', { scaling: Scaling.cpu({ max: 9 }) }, '/spec/maxReplicas', 9, 12],
  ['scaling', { scaling: Scaling.cpu({ max: 9 }) }, `${METRIC}/resource`, { name: 'cpu', target: utilization(70) }, { name: 'cpu', target: utilization(50) }],
  ['scaling', { scaling: Scaling.cpu({ max: 9, target: 150 }) }, `${METRIC}/resource/target`, utilization(150), utilization(120)],
  ['scaling', { scaling: Scaling.memory({ max: 9, target: 80 }) }, `${METRIC}/resource`, { name: 'memory', target: utilization(80) }, { name: 'cpu', target: utilization(80) }],
  ['scaling', by(ScalingMetric.cpu()), `${METRIC}/resource/target`, utilization(70), utilization(60)],
  ['scaling', by(ScalingMetric.cpu(60, { container: 'orders' })), `${METRIC}/containerResource`, { name: 'cpu', container: 'orders', target: utilization(60) }, { name: 'memory', container: 'orders', target: utilization(60) }],
  ['scaling', by(ScalingMetric.memory(65, { container: 'orders' })), `${METRIC}/containerResource/target`, utilization(65), utilization(66)],
  ['scaling', by(ScalingMetric.pods('requests_per_second', 100)), `${METRIC}/pods`, { metric: { name: 'requests_per_second' }, target: average('100') }, { metric: { name: 'requests' }, target: average('1') }],
  ['scaling', by(ScalingMetric.pods('lag_seconds', 0.25, { labels: { topic: 'mail' } })), `${METRIC}/pods`, { metric: { name: 'lag_seconds', selector: { matchLabels: { topic: 'mail' } } }, target: average('250m') }, { metric: { name: 'lag' }, target: average('1') }],
  ['scaling', by(ScalingMetric.external('queue_length', 30)), `${METRIC}/external`, { metric: { name: 'queue_length' }, target: average('30') }, { metric: { name: 'queue_length' }, target: { type: 'Value', value: '30' } }],
  ['scaling', by(ScalingMetric.external('queue_length', 30, { labels: { queue: 'mail' } })), `${METRIC}/external/metric/selector/matchLabels`, { queue: 'mail' }, { queue: 'news' }],
  ['scaling', { scaling: Scaling.cpu({ max: 9 }) }, '/spec/behavior/scaleDown', { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }] }, { stabilizationWindowSeconds: 60 }],
  ['scaling', { scaling: Scaling.cpu({ max: 9, scaleDownAfter: Duration.minutes(10) }) }, '/spec/behavior/scaleDown/stabilizationWindowSeconds', 600, 601],
);

/** What a canary changes of what its pattern was told. */
export const canaryRows: readonly Row[] = [
  ...rows(
    'Deployment',
    ['name', { name: 'beta' }, ADDRESS, 'orders-canary-beta', 'orders-beta'],
    ['image', { image: 'nginx:1.30' }, `${MAIN}/image`, 'nginx:1.30', 'nginx:1.29'],
    ['replicas', {}, '/spec/replicas', 1, 2],
    ['replicas', { replicas: 3 }, '/spec/replicas', 3, 4],
    ['scaling', { scaling: Scaling.fixed(2) }, '/spec/replicas', 2, 3],
    ['args', { args: ['--new'] }, `${MAIN}/args`, ['--new'], ['--old']],
    ['env', { env: { FEATURE: 'on' } }, `${MAIN}/env/1`, { name: 'FEATURE', value: 'on' }, { name: 'FEATURE', value: 'off' }],
    ['env', { env: { QUEUE: 'canary' } }, `${MAIN}/env/0`, { name: 'QUEUE', value: 'canary' }, { name: 'QUEUE', value: 'mail' }],
    ['resources', { resources: { cpu: { request: Cpu.millis(250) } } }, `${MAIN}/resources/requests/cpu`, '250m', '300m'],
    ['resources', { resources: { memory: { limit: Size.gibibytes(1) } } }, `${MAIN}/resources/requests/cpu`, '50m', '60m'],
    ['podLabels', { podLabels: { version: '2' } }, '/spec/template/metadata/labels/version', '2', '3'],
  ),
  ...rows('HorizontalPodAutoscaler', ['scaling', { scaling: Scaling.cpu({ min: 1, max: 4 }) }, '/spec/minReplicas', 1, 2]),
];

/** What a canary writes of itself. */
export const overlaidCanaryRows: readonly Row[] = rows(
  'Deployment',
  [undefined, {}, `${MAIN}/name`, 'orders', 'other'],
  [undefined, {}, `${POD}/topologySpreadConstraints/0/labelSelector/matchLabels`, ours, { 'cdk8s-service-patterns/service': 'orders' }],
);
