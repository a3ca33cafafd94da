import { nodePortInRange } from '../../lib/rules/node-port-in-range';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

const RIGHT = '{ name: a, port: 1, nodePort: 30001 }';

ruleTester(nodePortInRange, {
  valid: [
    {
      name: 'the first port of the default range',
      manifests: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30000 }] }'),
    },
    { name: 'the last port of the default range', manifests: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 32767 }] }') },
    { name: 'a node port that the cluster chooses', manifests: service('web', '{ type: NodePort, ports: [{ port: 80 }] }') },
    {
      name: 'a node port of zero, which is the same as none',
      manifests: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 0 }] }'),
    },
    {
      name: 'a low port where the cluster has a range of its own',
      manifests: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 80 }] }'),
      target: { nodePortRange: { from: 80, to: 32767 } },
    },
    {
      name: 'a health check on a port of the range',
      manifests: service('web', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 32000, ports: [{ port: 80 }] }'),
    },
    {
      name: 'a Service that opens no port of the nodes',
      manifests: service('web', '{ type: ClusterIP, ports: [{ port: 80 }] }'),
      ours: true,
    },
    { name: 'an ExternalName without ports', manifests: service('db', '{ type: ExternalName, externalName: db.example.com }') },
    {
      name: 'a Knative Service, which is no Service of Kubernetes',
      manifests: service('web', '{ ports: [{ nodePort: 1 }] }').replace('v1', 'serving.knative.dev/v1'),
    },
    {
      name: 'fields of the wrong type', refused: true,
      manifests: service('web', '{ type: NodePort, healthCheckNodePort: [], ports: [7, null, { port: 80, nodePort: x }] }'),
    },
  ],
  invalid: [
    {
      name: 'a port below the range, ours or not',
      manifests: service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 29999 }] }'),
      findings: [
        {
          message: 'outOfRange',
          severity: 'error',
          field: 'spec.ports[0].nodePort',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'A node port must lie in the cluster\'s node-port range 30000-32767',
          got: '29999',
          fix: /^choose a port from 30000 to 32767, or leave it out/,
        },
      ],
      fixed: service('shop/web', '{ type: NodePort, ports: [{ port: 80 }] }'),
    },
    {
      name: 'a port above the range of a pattern\'s Service',
      manifests: service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 32768 }] }'),
      ours: true,
      findings: [{ message: 'outOfRange', severity: 'error', got: '32768' }],
      fixed: service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 32767 }] }'),
    },
    {
      name: 'only those ports of a Service that lie outside',
      manifests: service(
        'web',
        `{ type: LoadBalancer, ports: [${RIGHT}, { name: b, port: 2, nodePort: 8080 }, { name: c, port: 3, nodePort: 443 }] }`,
      ),
      findings: [
        { message: 'outOfRange', severity: 'error', field: 'spec.ports[1].nodePort', got: '8080' },
        { message: 'outOfRange', severity: 'error', field: 'spec.ports[2].nodePort', got: '443' },
      ],
      fixed: service(
        'web',
        `{ type: LoadBalancer, ports: [${RIGHT}, { name: b, port: 2, nodePort: 30002 }, { name: c, port: 3 }] }`,
      ),
    },
    {
      name: 'a port of the default range where the cluster has another',
      manifests: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }'),
      target: { nodePortRange: { from: 40000, to: 40099 } },
      findings: [{ message: 'outOfRange', severity: 'error', problem: /range 40000-40099$/ }],
      fixed: service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 40080 }] }'),
    },
    {
      name: 'a health check outside the range',
      manifests: service('web', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 10256, ports: [{ port: 80 }] }'),
      findings: [{ message: 'outOfRange', severity: 'error', field: 'spec.healthCheckNodePort', got: '10256' }],
      fixed: service('web', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30256, ports: [{ port: 80 }] }'),
    },
    {
      name: 'a Service inside a List',
      manifests:
        'apiVersion: v1\nkind: List\nitems:\n' +
        '  - { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { type: NodePort, ports: [{ port: 80, nodePort: 1 }] } }',
      findings: [{ message: 'outOfRange', severity: 'error', object: { kind: 'Service', name: 'web' } }],
      fixed: 'apiVersion: v1\nkind: List\nitems: []',
    },
  ],
});
