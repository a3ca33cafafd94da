import { servicePortsNamed } from '../../lib/rules/service-ports-named';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

ruleTester(servicePortsNamed, {
  valid: [
    { name: 'a single port without a name', manifests: service('web', '{ ports: [{ port: 80 }] }'), ours: true },
    {
      name: 'several ports that all have names',
      manifests: service('web', '{ ports: [{ name: http, port: 80 }, { name: metrics, port: 9090 }] }'),
    },
    { name: 'a headless Service without ports', manifests: service('db', '{ clusterIP: None, selector: { app: db } }') },
    { name: 'an ExternalName without ports', manifests: service('db', '{ type: ExternalName, externalName: db.example.com }') },
    { name: 'ports that are no list', refused: true, manifests: service('web', '{ ports: { port: 80 } }') },
    { name: 'entries that are no ports', refused: true, manifests: service('web', '{ ports: [{ port: 80 }, 443, null, { port: http }] }') },
  ],
  invalid: [
    {
      name: 'the one port among several that has no name',
      manifests: service('shop/web', '{ ports: [{ name: http, port: 80 }, { port: 9090 }] }'),
      findings: [
        {
          message: 'unnamed',
          severity: 'error',
          field: 'spec.ports[1].name',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'A Service with several ports must name each of them',
          got: 'port 9090 has no name',
        },
      ],
      fixed: service('shop/web', '{ ports: [{ name: http, port: 80 }, { name: metrics, port: 9090 }] }'),
    },
    {
      name: 'each port of a pattern\'s Service that has no name',
      manifests: service('shop/web', '{ ports: [{ port: 80 }, { port: 443, name: "" }] }'),
      ours: true,
      findings: [
        { message: 'unnamed', severity: 'error', field: 'spec.ports[0].name', got: 'port 80 has no name' },
        { message: 'unnamed', severity: 'error', field: 'spec.ports[1].name', got: 'port 443 has no name' },
      ],
      fixed: service('shop/web', '{ ports: [{ port: 80, name: http }, { port: 443, name: https }] }'),
    },
    {
      name: 'TCP and UDP on one number, which are two ports',
      manifests: service('kube-system/kube-dns', '{ clusterIP: None, ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }'),
      findings: [
        { message: 'unnamed', severity: 'error', field: 'spec.ports[0].name' },
        { message: 'unnamed', severity: 'error', field: 'spec.ports[1].name' },
      ],
      fixed: service(
        'kube-system/kube-dns',
        '{ clusterIP: None, ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }] }',
      ),
    },
  ],
});
