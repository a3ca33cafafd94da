import { routePathsDistinct } from '../../lib/rules/route-paths-distinct';
import { route } from './route-yaml';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const OWNERS = [true, false];
const WARNING = 'warning' as const;

/** An Ingress with one path of one host. */
function path(at: string, name: string, { written = '/', type = 'Prefix', host = 'shop.example.com', className = 'nginx', annotations = '{}' } = {}): string {
  const [namespace = '', own = ''] = at.split('/');
  const backend = `{ service: { name: ${name}, port: { number: 80 } } }`;
  return `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${own}, namespace: ${namespace}, annotations: ${annotations} }
spec: { ingressClassName: ${className}, rules: [{ host: ${host}, http: { paths: [{ path: ${written}, pathType: ${type}, backend: ${backend} }] } }] }
`;
}

/** One Ingress with these paths of one host. */
function paths(...entries: readonly string[]): string {
  return object('networking.k8s.io/v1 Ingress', 'shop/shop', `spec: { rules: [{ host: shop.example.com, http: { paths: [${entries.join(', ')}] } }] }`);
}

function entry(written: string, name: string, port = '{ number: 80 }'): string {
  return `{ path: ${written}, pathType: Prefix, backend: { service: { name: ${name}, port: ${port} } } }`;
}

function http(at: string, match: string, name: string, rest = 'hostnames: [shop.example.com], '): string {
  return route('HTTPRoute', at, `${rest}rules: [{ matches: [${match}], backendRefs: [{ name: ${name}, port: 80 }] }]`);
}

const API = '{ path: { type: PathPrefix, value: /api } }';
const CONDITIONS = `{ alb.ingress.kubernetes.io/conditions.web: '[{"field":"http-header"}]' }`;

ruleTester(routePathsDistinct, {
  valid: [
    { name: 'different paths of one host', manifests: path('shop/web', 'web') + path('shop/api', 'api', { written: '/api' }), ours: true },
    { name: 'one path of different hosts', manifests: path('shop/web', 'web') + path('shop/blog', 'blog', { host: 'blog.example.com' }), ours: true },
    { name: 'one path of different types', manifests: path('shop/web', 'web') + path('shop/home', 'home', { type: 'Exact' }), ours: true },
    { name: 'one path of different classes, one of them inside', manifests: path('shop/web', 'web') + path('shop/inside', 'admin', { className: 'internal' }), ours: true },
    { name: 'one path of different namespaces', manifests: path('shop/web', 'web') + path('staging/web-next', 'next'), ours: true },
    { name: 'one path twice to the same backend', manifests: path('shop/web', 'web') + path('shop/web-tls', 'web', { annotations: '{ cert-manager.io/cluster-issuer: letsencrypt }' }), ours: true },
    { name: 'a canary of nginx', manifests: path('shop/web', 'web') + path('shop/canary', 'next', { annotations: '{ nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "10" }' }), ours: true },
    { name: 'an annotation by which a controller may tell requests apart', manifests: path('shop/web', 'web') + path('shop/post', 'post', { annotations: '{ konghq.com/methods: POST }' }), ours: true },
    { name: 'an entry point of Traefik\'s', manifests: path('shop/web', 'web') + path('shop/redirect', 'redirect', { annotations: '{ traefik.ingress.kubernetes.io/router.entrypoints: web }' }), ours: true },
    { name: 'two manifests of one Ingress', manifests: path('shop/web', 'web') + path('shop/web', 'next'), ours: true },
    { name: 'a redirect of the AWS Load Balancer Controller before the app', manifests: paths(entry('/', 'ssl-redirect', '{ name: use-annotation }'), entry('/', 'web')), ours: true },
    {
      name: 'conditions of the AWS Load Balancer Controller',
      manifests: `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop, annotations: ${CONDITIONS} }
spec: { rules: [{ http: { paths: [${entry('/', 'web')}, ${entry('/', 'next')}] } }] }
`,
      ours: true,
    },
    { name: 'what a controller made', manifests: path('shop/web', 'web') + '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: solver, namespace: shop, ownerReferences: [{ kind: Challenge, name: c }] }\nspec: { ingressClassName: nginx, rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: s, port: { number: 80 } } } }] } }] }\n', ours: true },
    { name: 'paths without backends', refused: true, manifests: paths('{ path: / }', '{ path: / }'), ours: true },
    { name: 'different paths of an HTTPRoute', manifests: http('shop/web', API, 'api') + http('shop/home', '{}', 'web'), ours: true },
    { name: 'one path with a header, and without', manifests: http('shop/web', API, 'web') + http('shop/next', '{ path: { type: PathPrefix, value: /api }, headers: [{ name: x-canary, value: "1" }] }', 'next'), ours: true },
    { name: 'one path with different methods', manifests: http('shop/web', '{ method: GET }', 'web') + http('shop/post', '{ method: POST }', 'post'), ours: true },
    { name: 'one path at different listeners', manifests: http('shop/web', '{}', 'web', 'parentRefs: [{ name: public, sectionName: https }], ') + route('HTTPRoute', 'shop/redirect', 'parentRefs: [{ name: public, sectionName: http }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]'), ours: true },
    { name: 'one path of an HTTPRoute twice to the same backend', manifests: http('shop/web', API, 'web') + http('shop/more', API, 'web'), ours: true },
    { name: 'weights of one rule', manifests: route('HTTPRoute', 'shop/web', 'rules: [{ backendRefs: [{ name: web, port: 80, weight: 9 }, { name: next, port: 80, weight: 1 }] }]'), ours: true },
  ],
  invalid: [
    ...OWNERS.map((ours) => ({
      name: `one path twice in an Ingress, ${ours ? 'ours' : 'foreign'}`,
      manifests: paths(entry('/api', 'api'), entry('/', 'web'), entry('/api/', 'orders')),
      ours,
      findings: [
        {
          message: 'within',
          severity: WARNING,
          field: 'spec.rules[0].http.paths[2]',
          problem: 'Ingress says twice what becomes of "shop.example.com/api", and only the first counts',
          got: 'Service "orders" at 80, after Service "api" at 80',
        },
      ],
      fixed: paths(entry('/api', 'api'), entry('/', 'web'), entry('/orders', 'orders')),
    })),
    ...OWNERS.map((ours) => ({
      name: `two apps that claim one host and path, ${ours ? 'ours' : 'foreign'}`,
      manifests: path('shop/blog', 'blog') + path('shop/web', 'web', { host: 'SHOP.example.com' }),
      ours,
      findings: [
        {
          message: 'across',
          severity: WARNING,
          object: { name: 'web' },
          problem: 'Ingress and Ingress shop/blog both say what becomes of "SHOP.example.com/", and only the older one counts',
          got: 'Service "web" at 80 here, Service "blog" at 80 there',
        },
      ],
      fixed: path('shop/blog', 'blog', { written: '/blog' }) + path('shop/web', 'web'),
    })),
    {
      name: 'a resource before a Service, of any host',
      manifests: object(
        'networking.k8s.io/v1 Ingress',
        'shop/shop',
        `spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { resource: { apiGroup: k8s.example.com, kind: Bucket, name: assets } } }, ${entry('/', 'web')}] } }] }`,
      ),
      findings: [{ message: 'within', severity: WARNING, problem: /becomes of "\/" of any host,/, got: 'Service "web" at 80, after Bucket "assets"' }],
      fixed: paths(entry('/', 'web')),
    },
    {
      name: 'a class in the annotation and in the spec',
      manifests: path('shop/blog', 'blog') + path('shop/web', 'web', { className: '', annotations: '{ kubernetes.io/ingress.class: nginx }' }),
      findings: [{ message: 'across', severity: WARNING }],
      fixed: path('shop/blog', 'blog') + path('shop/web', 'web', { className: '', annotations: '{ kubernetes.io/ingress.class: internal }' }),
    },
    {
      name: 'two HTTPRoutes with one match, written in two ways',
      manifests: http('shop/api', '{ path: { value: /api }, headers: [{ name: X-Env, value: a }] }', 'api') + http('shop/web', '{ path: { type: PathPrefix, value: /api }, headers: [{ type: Exact, name: x-env, value: a }] }', 'web'),
      findings: [{ message: 'across', severity: WARNING, field: 'spec.rules[0].matches[0]', problem: /^HTTPRoute and HTTPRoute shop\/api both/, got: '"web" here, "api" there' }],
      fixed: http('shop/api', API, 'api') + http('shop/web', '{}', 'web'),
    },
    {
      name: 'a redirect and an app at all listeners, once for each rule',
      manifests: route('HTTPRoute', 'shop/web', 'parentRefs: [{ name: public }, { name: private }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }, { backendRefs: [{ name: web, port: 80 }] }, {}]'),
      findings: [
        { message: 'within', severity: WARNING, field: 'spec.rules[1]', got: '"web", after RequestRedirect' },
        { message: 'within', severity: WARNING, field: 'spec.rules[2]', got: 'nothing, after RequestRedirect' },
      ],
      fixed: route('HTTPRoute', 'shop/web', 'parentRefs: [{ name: public }, { name: private }], rules: [{ backendRefs: [{ name: web, port: 80 }] }]'),
    },
  ],
});
