import { trafficPolicyHasLocalPods } from '../../lib/rules/traffic-policy-has-local-pods';
import { ruleTester } from './rule-tester';
import { service, workload } from './yaml';

const DEPLOYMENT = workload('apps/v1 Deployment', 'shop/web', '{ app: web }');
const DAEMON_SET = workload('apps/v1 DaemonSet', 'shop/agent', '{ app: web }');

/** A Service in front of `app: web`. */
function web(spec: string): string {
  return service('shop/web', `{ selector: { app: web }, ports: [{ port: 80 }], ${spec} }`);
}

ruleTester(trafficPolicyHasLocalPods, {
  valid: [
    { name: 'a node port of a DaemonSet\'s pods', manifests: DAEMON_SET + web('type: NodePort, externalTrafficPolicy: Local'), ours: true },
    { name: 'a node-local agent', manifests: DAEMON_SET + web('internalTrafficPolicy: Local'), ours: true },
    {
      name: 'a load balancer, whose health check leaves out nodes without a pod',
      manifests: DEPLOYMENT + web('type: LoadBalancer, externalTrafficPolicy: Local'),
      ours: true,
    },
    {
      name: 'policies of Cluster, which forward to any node',
      manifests: DEPLOYMENT + web('type: NodePort, externalTrafficPolicy: Cluster, internalTrafficPolicy: Cluster'),
      ours: true,
    },
    {
      name: 'a node port of pods that are pinned to a node, which clients are then told of',
      manifests:
        workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ nodeSelector: { kubernetes.io/hostname: node-1 }, containers: [{ name: web }] }') +
        web('type: NodePort, externalTrafficPolicy: Local'),
    },
    { name: 'no policies', manifests: DEPLOYMENT + web('type: NodePort'), ours: true },
    { name: 'pods that are not in the input', manifests: web('type: NodePort, externalTrafficPolicy: Local, internalTrafficPolicy: Local') },
    {
      name: 'endpoints that somebody else keeps',
      manifests: DEPLOYMENT + service('shop/web', '{ type: NodePort, externalTrafficPolicy: Local, ports: [{ port: 80 }] }'),
    },
    {
      name: 'a DaemonSet beside a Deployment that takes it over',
      manifests: DEPLOYMENT + DAEMON_SET + web('internalTrafficPolicy: Local'),
    },
    { name: 'a headless Service, which no node forwards', manifests: DEPLOYMENT + web('clusterIP: None, internalTrafficPolicy: Local') },
    {
      name: 'a DaemonSet of OpenKruise, and a kind of which nobody knows where it runs pods',
      manifests:
        workload('apps.kruise.io/v1alpha1 DaemonSet', 'shop/web', '{ app: web }') + web('internalTrafficPolicy: Local') +
        workload('example.com/v1 NodeAgent', 'blog/agent', '{ app: agent }') +
        service('blog/agent', '{ selector: { app: agent }, internalTrafficPolicy: Local, ports: [{ port: 80 }] }'),
    },
  ],
  invalid: [
    {
      name: 'a node port of a Deployment\'s pods',
      manifests: DEPLOYMENT + web('type: NodePort, externalTrafficPolicy: Local'),
      findings: [
        {
          message: 'external',
          severity: 'warning',
          field: 'spec.externalTrafficPolicy',
          object: { kind: 'Service', name: 'web' },
          problem: 'Nodes without a pod drop what arrives at their node port, and the pods of Deployment shop/web run on some nodes only',
        },
      ],
      fixed: DAEMON_SET + web('type: NodePort, externalTrafficPolicy: Local'),
    },
    {
      name: 'a node port of a pattern\'s pods',
      manifests: DEPLOYMENT + web('type: NodePort, externalTrafficPolicy: Local'),
      ours: true,
      findings: [{ message: 'external', severity: 'warning' }],
      fixed: DEPLOYMENT + web('type: NodePort, externalTrafficPolicy: Cluster'),
    },
    {
      name: 'clients that reach pods of their own node only',
      manifests: workload('apps/v1 StatefulSet', 'shop/web', '{ app: web }') + web('internalTrafficPolicy: Local'),
      findings: [{ message: 'internal', severity: 'warning', field: 'spec.internalTrafficPolicy', got: 'internalTrafficPolicy "Local"' }],
      fixed: workload('apps/v1 StatefulSet', 'shop/web', '{ app: web }') + web('trafficDistribution: PreferClose'),
    },
    {
      name: 'clients inside, even where a load balancer serves those outside',
      manifests: DEPLOYMENT + web('type: LoadBalancer, externalTrafficPolicy: Local, internalTrafficPolicy: Local'),
      ours: true,
      findings: [{ message: 'internal', severity: 'warning' }],
      fixed: DEPLOYMENT + web('type: LoadBalancer, externalTrafficPolicy: Local, internalTrafficPolicy: Cluster'),
    },
    {
      name: 'clients inside and outside, before a Rollout and a Deployment',
      manifests:
        DEPLOYMENT + workload('argoproj.io/v1alpha1 Rollout', 'shop/next', '{ app: web }') +
        web('type: NodePort, externalTrafficPolicy: Local, internalTrafficPolicy: Local'),
      findings: [
        { message: 'external', severity: 'warning', problem: /the pods of Deployment shop\/web and Rollout shop\/next run/ },
        { message: 'internal', severity: 'warning' },
      ],
      fixed: DEPLOYMENT + web('type: NodePort'),
    },
  ],
});
