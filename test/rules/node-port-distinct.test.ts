import { nodePortDistinct } from '../../lib/rules/node-port-distinct';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

const DNS =
  '{ type: NodePort, ports: [{ name: udp, port: 53, nodePort: 30053, protocol: UDP }, { name: tcp, port: 53, nodePort: 30053 }] }';

ruleTester(nodePortDistinct, {
  valid: [
    {
      name: 'a port of its own for each Service',
      manifests:
        service('web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }') +
        service('api', '{ type: NodePort, ports: [{ port: 80, nodePort: 30081 }] }'),
      ours: true,
    },
    { name: 'one number for TCP and UDP within a Service', manifests: service('dns', DNS) },
    {
      name: 'many Services that leave the choice to the cluster',
      manifests:
        service('a', '{ type: NodePort, ports: [{ port: 80 }] }') + service('b', '{ type: NodePort, ports: [{ port: 80, nodePort: 0 }] }'),
    },
    {
      name: 'one Service written twice, which another rule reports',
      manifests:
        service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }') +
        service('shop/web', '{ type: NodePort, ports: [{ port: 81, nodePort: 30080 }] }'),
    },
    {
      name: 'the number that a ClusterIP Service left behind, which the API server refuses or drops', refused: true,
      manifests:
        service('a', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }') +
        service('b', '{ type: ClusterIP, ports: [{ port: 80, nodePort: 30080 }] }'),
    },
    {
      name: 'fields of the wrong type', refused: true,
      manifests:
        service('a', '{ type: NodePort, ports: { nodePort: 1 } }') +
        service('b', '{ type: [NodePort], ports: [{ port: {}, nodePort: 1 }] }'),
    },
  ],
  invalid: [
    {
      name: 'two Services of different namespaces, on the later one',
      manifests:
        service('blog/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }') +
        service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }'),
      findings: [
        {
          message: 'taken',
          severity: 'error',
          field: 'spec.ports[0].nodePort',
          object: { namespace: 'shop', name: 'web' },
          problem: 'Node port 30080 is asked for twice in one cluster',
          got: '30080 is also asked for by Service blog/web (spec.ports[0].nodePort)',
        },
      ],
      fixed:
        service('blog/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }') +
        service('shop/web', '{ type: NodePort, ports: [{ port: 80 }] }'),
    },
    {
      name: 'two Services of patterns, though their protocols differ',
      manifests:
        service('shop/tcp', '{ type: NodePort, ports: [{ port: 53, nodePort: 30053 }] }') +
        service('shop/udp', '{ type: LoadBalancer, ports: [{ port: 53, protocol: UDP, nodePort: 30053 }] }'),
      ours: true,
      findings: [{ message: 'taken', severity: 'error', object: { name: 'udp' } }],
      fixed: service('shop/dns', DNS),
    },
    {
      name: 'every Service after the first',
      manifests: ['a', 'b', 'c'].map((name) => service(name, '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }')).join(''),
      findings: [
        { message: 'taken', severity: 'error', object: { name: 'b' }, got: /Service a / },
        { message: 'taken', severity: 'error', object: { name: 'c' }, got: /Service a / },
      ],
      fixed: service('a', '{ type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }'),
    },
    {
      name: 'one number for two ports of one protocol within a Service',
      manifests: service(
        'web',
        '{ type: NodePort, ports: [{ name: a, port: 80, nodePort: 30080 }, { name: b, port: 81, nodePort: 30080 }] }',
      ),
      findings: [
        {
          message: 'taken',
          severity: 'error',
          field: 'spec.ports[1].nodePort',
          got: '30080 is also asked for by Service web (spec.ports[0].nodePort)',
        },
      ],
      fixed: service('web', '{ type: NodePort, ports: [{ name: a, port: 80, nodePort: 30080 }, { name: b, port: 81, nodePort: 30081 }] }'),
    },
    {
      name: 'a third port on a number that TCP and UDP share',
      manifests: service('dns', DNS.replace('] }', ', { name: more, port: 54, nodePort: 30053, protocol: UDP }] }')),
      findings: [{ message: 'taken', severity: 'error', field: 'spec.ports[2].nodePort', got: /\(spec\.ports\[0\]\.nodePort\)$/ }],
      fixed: service('dns', DNS),
    },
    {
      name: 'a health check on the number of another Service',
      manifests:
        service('a', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31000, ports: [{ port: 80 }] }') +
        service('b', '{ type: NodePort, ports: [{ port: 80, nodePort: 31000 }] }'),
      findings: [
        {
          message: 'taken',
          severity: 'error',
          object: { name: 'b' },
          got: '31000 is also asked for by Service a (spec.healthCheckNodePort)',
        },
      ],
      fixed:
        service('a', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31001, ports: [{ port: 80 }] }') +
        service('b', '{ type: NodePort, ports: [{ port: 80, nodePort: 31000 }] }'),
    },
    {
      name: 'a health check on the number of its own Service, whatever the protocol',
      manifests: service(
        'dns',
        '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30053, ports: [{ port: 53, nodePort: 30053, protocol: UDP }] }',
      ),
      findings: [{ message: 'taken', severity: 'error', field: 'spec.healthCheckNodePort' }],
      fixed: service('dns', '{ type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30054, ports: [{ port: 53, nodePort: 30053, protocol: UDP }] }'),
    },
  ],
});
