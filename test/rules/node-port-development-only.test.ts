import { nodePortDevelopmentOnly } from '../../lib/rules/node-port-development-only';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

const NODE_PORT = service('shop/web', '{ type: NodePort, ports: [{ port: 80 }] }');
const CLUSTER_IP = service('shop/web', '{ type: ClusterIP, ports: [{ port: 80 }] }');
const LOAD_BALANCER = service('shop/web', '{ type: LoadBalancer, ports: [{ port: 80, nodePort: 30080 }] }');

ruleTester(nodePortDevelopmentOnly, {
  valid: [
    { name: 'a NodePort Service of a pattern in development', manifests: NODE_PORT, ours: true, target: { environment: 'development' } },
    { name: 'a NodePort Service of a pattern in staging', manifests: NODE_PORT, ours: true, target: { environment: 'staging' } },
    { name: 'anybody\'s NodePort Service where nobody says what the cluster is for', manifests: NODE_PORT },
    {
      name: 'a load balancer in production, though it has node ports',
      manifests: LOAD_BALANCER,
      ours: true,
      target: { environment: 'production' },
    },
    {
      name: 'a Service without a type in production',
      manifests: service('shop/web', '{ ports: [{ port: 80 }] }'),
      ours: true,
      target: { environment: 'production' },
    },
    {
      name: 'a type that is no text', refused: true,
      manifests: service('shop/web', '{ type: { NodePort: true } }'),
      ours: true,
      target: { environment: 'production' },
    },
  ],
  invalid: [
    {
      name: 'a NodePort Service of a pattern in production as an error',
      manifests: NODE_PORT,
      ours: true,
      target: { environment: 'production' },
      findings: [
        {
          message: 'production',
          severity: 'error',
          field: 'spec.type',
          object: { kind: 'Service', name: 'web' },
          fix: /PublicLoadBalancedApp/,
        },
      ],
      fixed: LOAD_BALANCER,
    },
    {
      name: 'anybody\'s NodePort Service in production as a note',
      manifests: NODE_PORT,
      target: { environment: 'production' },
      findings: [{ message: 'production', severity: 'note', field: 'spec.type' }],
      fixed: CLUSTER_IP,
    },
    {
      name: 'a NodePort Service of a pattern where nobody says what the cluster is for as a warning',
      manifests: NODE_PORT,
      ours: true,
      findings: [
        {
          message: 'undeclared',
          severity: 'warning',
          field: 'spec.type',
          got: 'the target declares no environment',
          fix: /Environment\.DEVELOPMENT/,
        },
      ],
      fixed: LOAD_BALANCER,
    },
  ],
});
