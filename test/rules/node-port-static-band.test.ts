import { nodePortStaticBand } from '../../lib/rules/node-port-static-band';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

/** A Service with one port. */
function web(nodePort: string, type = 'NodePort', more = ''): string {
  return service('shop/web', `{ type: ${type}, ports: [{ port: 80, nodePort: ${nodePort} }]${more} }`);
}

ruleTester(nodePortStaticBand, {
  valid: [
    { name: 'the first port of the static band', manifests: web('30000'), ours: true },
    { name: 'the last port of the static band', manifests: web('30085'), ours: true },
    { name: 'a node port that the cluster chooses', manifests: web('null') },
    { name: 'a node port of zero, which is the same as none', manifests: web('0') },
    { name: 'a port outside the range, which another rule reports', manifests: web('32768') + web('29999').replace('shop', 'blog') },
    { name: 'any port of a range too small for a band', manifests: web('40015'), target: { nodePortRange: { from: 40000, to: 40015 } } },
    { name: 'a port of the band of another range', manifests: web('40015'), target: { nodePortRange: { from: 40000, to: 40099 } } },
    { name: 'a number that counts for nothing on this type', refused: true, manifests: web('32000', 'ClusterIP') },
    { name: 'what is no number', refused: true, manifests: web('"32000"') },
  ],
  invalid: [
    {
      name: 'the first port above the band',
      manifests: web('30086'),
      findings: [
        {
          message: 'dynamic',
          severity: 'note',
          field: 'spec.ports[0].nodePort',
          got: '30086; ports from 30086 to 32767 are allocated to whoever asks for none',
          fix: /^choose a port from 30000 to 30085, /,
        },
      ],
      fixed: web('30085'),
    },
    {
      name: 'the last port of the range, of ours',
      manifests: web('32767', 'LoadBalancer'),
      ours: true,
      findings: [{ message: 'dynamic', severity: 'note', problem: /node port 32767 to another Service/ }],
      fixed: web('30080', 'LoadBalancer'),
    },
    {
      name: 'a port of the default band where the cluster has another range',
      manifests: web('30080'),
      target: { nodePortRange: { from: 30000, to: 30099 } },
      findings: [{ message: 'dynamic', severity: 'note', fix: /from 30000 to 30015/ }],
      fixed: web('30015'),
    },
    {
      name: 'the port of a health check',
      manifests: web('30080', 'LoadBalancer', ', externalTrafficPolicy: Local, healthCheckNodePort: 31234'),
      findings: [{ message: 'dynamic', severity: 'note', field: 'spec.healthCheckNodePort' }],
      fixed: web('30080', 'LoadBalancer', ', externalTrafficPolicy: Local'),
    },
  ],
});
