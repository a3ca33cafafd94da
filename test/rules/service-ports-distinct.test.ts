import { servicePortsDistinct } from '../../lib/rules/service-ports-distinct';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

ruleTester(servicePortsDistinct, {
  valid: [
    {
      name: 'TCP and UDP on one number, as CoreDNS has them',
      manifests: service(
        'kube-system/kube-dns',
        '{ ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }] }',
      ),
    },
    {
      name: 'two ports on one target',
      manifests: service('web', '{ ports: [{ name: http, port: 80, targetPort: 8080 }, { name: alt, port: 8080, targetPort: 8080 }] }'),
      ours: true,
    },
    {
      name: 'the same port in two Services',
      manifests: service('a', '{ ports: [{ name: http, port: 80 }] }') + service('b', '{ ports: [{ name: http, port: 80 }] }'),
    },
    {
      name: 'several ports without names, which another rule reports', refused: true,
      manifests: service('web', '{ ports: [{ port: 80 }, { port: 443 }] }'),
    },
    { name: 'entries that are no ports', refused: true, manifests: service('web', '{ ports: [80, 80, null, null, { port: null }, { port: null }] }') },
  ],
  invalid: [
    {
      name: 'one number and protocol twice, though one leaves the protocol out',
      manifests: service('shop/web', '{ ports: [{ name: http, port: 80 }, { name: web, port: 80, protocol: TCP }] }'),
      findings: [
        {
          message: 'duplicate',
          severity: 'error',
          field: 'spec.ports[1].port',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'Two ports of the Service have the same port and protocol 80/TCP',
          got: 'spec.ports[0] and spec.ports[1]',
        },
      ],
      fixed: service('shop/web', '{ ports: [{ name: http, port: 80 }, { name: web, port: 8080, protocol: TCP }] }'),
    },
    {
      name: 'one name twice in a pattern\'s Service',
      manifests: service('shop/web', '{ ports: [{ name: http, port: 80 }, { name: http, port: 8080 }] }'),
      ours: true,
      findings: [
        {
          message: 'duplicate',
          severity: 'error',
          field: 'spec.ports[1].name',
          problem: 'Two ports of the Service have the same name "http"',
          fix: 'change one of the two, so that each has its own name',
        },
      ],
      fixed: service('shop/web', '{ ports: [{ name: http, port: 80 }, { name: http-alt, port: 8080 }] }'),
    },
    {
      name: 'a port that repeats name and number, once for each',
      manifests: service('web', '{ ports: [{ name: http, port: 80 }, { name: http, port: 80 }] }'),
      findings: [
        { message: 'duplicate', severity: 'error', field: 'spec.ports[1].name' },
        { message: 'duplicate', severity: 'error', field: 'spec.ports[1].port' },
      ],
      fixed: service('web', '{ ports: [{ name: http, port: 80 }] }'),
    },
    {
      name: 'every port after the first of a name',
      manifests: service('web', '{ ports: [{ name: a, port: 1 }, { name: a, port: 2 }, { name: a, port: 3 }] }'),
      findings: [
        { message: 'duplicate', severity: 'error', field: 'spec.ports[1].name', got: 'spec.ports[0] and spec.ports[1]' },
        { message: 'duplicate', severity: 'error', field: 'spec.ports[2].name', got: 'spec.ports[0] and spec.ports[2]' },
      ],
      fixed: service('web', '{ ports: [{ name: a, port: 1 }, { name: b, port: 2 }, { name: c, port: 3 }] }'),
    },
  ],
});
