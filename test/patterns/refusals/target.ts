import { App } from 'cdk8s';
import { ClusterTarget, type Environment, LinkedApp, type PlatformClient, SecurityProfile } from '../../../lib';
import { backend, type Refusals } from './refusal';

const platform = (...platformClients: PlatformClient[]): ClusterTarget => new ClusterTarget({ platformClients });

/** Targets. */
export const targetRefusals: Refusals = {
  'a target applied to an app that has children': (chart) => {
    new ClusterTarget({ kubernetesVersion: '1.31' }).applyTo(App.of(chart));
  },
  'a target applied to a chart that has children': (chart) => {
    backend(chart, {});
    backend(chart, {}, 'web');
    new ClusterTarget({ kubernetesVersion: '1.31' }).applyTo(chart);
  },
  'Kubernetes 1.27': () => new ClusterTarget({ kubernetesVersion: '1.27' }),
  'Kubernetes 2.0': () => new ClusterTarget({ kubernetesVersion: '2.0' }),
  'the latest Kubernetes': () => new LinkedApp({ kubernetesVersion: 'latest' }),
  'the Kubernetes of an empty variable': () => new LinkedApp({ kubernetesVersion: '' }),
  'a node-port range upside down': () => new ClusterTarget({ nodePortRange: '32767-30000' }),
  'a node-port range with one end': () => new ClusterTarget({ nodePortRange: '30000' }),
  'a node-port range beyond the last port': () => new ClusterTarget({ nodePortRange: '30000-70000' }),
  'a node-port range from port 0': () => new LinkedApp({ nodePortRange: '0-100' }),
  'a node-port range with spaces': () => new ClusterTarget({ nodePortRange: '30000 - 32767' }),
  'an environment that nobody knows': () => new LinkedApp({ environment: 'prod' as unknown as Environment }),
  'a cluster without a name': () => new ClusterTarget({ cluster: ' ' }),
  'a platform client without a namespace': () => platform({ namespace: '' }),
  'a platform client in a namespace that is none': () => platform({ namespace: 'monitoring' }, { namespace: 'Gateway_System' }),
  'a platform client by no label': () => platform({ namespace: 'monitoring', podLabels: {} }),
  'a platform client by a label that is none': () => platform({ namespace: 'monitoring', podLabels: { app: 'kube prometheus' } }),
  'a platform client by a key that is none': () => platform({ namespace: 'monitoring', podLabels: { 'the app': 'x' } }),
  'a platform client of port 0': () => platform({ namespace: 'monitoring', extraPorts: [9090, 0] }),
  'a platform client of a named port': () => platform({ namespace: 'monitoring', extraPorts: ['metrics' as unknown as number] }),
};

/** Security profiles. */
export const securityRefusals: Refusals = {
  'root under the restricted profile': () => SecurityProfile.restricted({ user: 0 }),
  'root under the baseline profile': () => SecurityProfile.baseline({ user: 0 }),
  'a negative user': () => SecurityProfile.restricted({ user: -1 }),
  'a group of 1.5': () => SecurityProfile.restricted({ group: 1.5 }),
  'an fsGroup beyond what Linux has': () => SecurityProfile.legacyRoot('needs raw sockets', { fsGroup: 2 ** 31 }),
  'a user by name': () => SecurityProfile.restricted({ user: 'nginx' as unknown as number }),
  'root without a reason': () => SecurityProfile.legacyRoot(''),
  'a writable path that is relative': () => SecurityProfile.restricted({ writablePaths: ['/var/cache', 'data'] }),
  'a writable path that comes to the root': () => SecurityProfile.restricted({ writablePaths: ['/tmp/../'] }),
  'a writable path that is the root': () => SecurityProfile.restricted({ writablePaths: ['/'] }),
};
