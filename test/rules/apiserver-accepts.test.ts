import { apiserverAccepts } from '../../lib/rules/apiserver-accepts';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const ASKED = { apiServer: true } as const;

/** A ConfigMap with this data. */
function config(data: string): string {
  return object('v1 ConfigMap', 'shop/settings', `data: ${data}`);
}

/** A Deployment whose selector asks for these labels, and whose pods are web's. */
function web(selector: string, container = 'image: web:1.0.0'): string {
  return object(
    'apps/v1 Deployment',
    'shop/web',
    `spec: { selector: { matchLabels: ${selector} }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, ${container} }] } } }`,
  );
}

ruleTester(apiserverAccepts, {
  valid: [
    { ...ASKED, name: 'what the API server accepts', manifests: config('{ log-level: debug }') + web('{ app: web }') },
    { ...ASKED, name: 'kinds that it does not know', manifests: object('acme.example/v1 Widget', 'shop/web', 'spec: { colour: 7 }') },
    { ...ASKED, name: 'a part of a static pod, as kubeadm patches it', manifests: object('v1 Pod', 'kube-system/kube-controller-manager', 'spec: { containers: [{ name: kube-controller-manager, args: ["--v=2"] }] }'), refused: true },
    { name: 'whatever nobody asks it about', refused: true, manifests: config('{ "log level": debug }') },
    {
      ...ASKED,
      name: 'a load balancer whose health check port the server allocates',
      manifests: object('v1 Service', 'shop/web', 'spec: { type: LoadBalancer, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80 }] }'),
    },
  ],
  invalid: [
    {
      ...ASKED,
      name: 'a Pod of which one container has no image',
      manifests: object('v1 Pod', 'shop/web', 'spec: { containers: [{ name: web, image: web:1.0 }, { name: proxy }] }'),
      refused: true,
      findings: [{ message: 'refused', severity: 'error', field: 'spec.containers[1].image' }],
      fixed: object('v1 Pod', 'shop/web', 'spec: { containers: [{ name: web, image: web:1.0 }, { name: proxy, image: proxy:1.0 }] }'),
    },
    {
      ...ASKED,
      name: 'a value that validation refuses',
      manifests: config('{ "log level": debug }'),
      findings: [{ message: 'refused', severity: 'error', object: { kind: 'ConfigMap' }, problem: /^The API server refuses this ConfigMap: / }],
      fixed: config('{ log-level: debug }'),
    },
    {
      ...ASKED,
      name: 'a field that no schema knows, of a pattern',
      ours: true,
      manifests: web('{ app: web }', 'image: web:1.0.0, imagePullPolice: Always'),
      findings: [{ message: 'refused', severity: 'error', field: 'spec.template.spec.containers[0].imagePullPolice', fix: /^correct the spelling/ }],
      fixed: web('{ app: web }', 'image: web:1.0.0, imagePullPolicy: Always'),
    },
    {
      ...ASKED,
      name: 'a selector that does not match its own pods',
      manifests: web('{ app: website }'),
      findings: [{ message: 'refused', severity: 'error', field: 'spec.template.metadata.labels' }],
      fixed: web('{ app: web }'),
    },
  ],
});
