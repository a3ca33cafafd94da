import { ingressBackendExists } from '../../lib/rules/ingress-backend-exists';
import { app, ingress, leadingTo, paths } from './route-yaml';
import { ruleTester } from './rule-tester';
import { object, service } from './yaml';

const WEB = app('shop/web');
const TO_WEB = '{ name: web, port: { number: 80 } }';
const GRADES = [true, false].map((ours) => ({ ours, whose: ours ? 'ours' : 'foreign', error: 'error' as const }));

ruleTester(ingressBackendExists, {
  valid: [
    { name: 'a port by its number', manifests: WEB + leadingTo(TO_WEB), ours: true },
    { name: 'a port by its name', manifests: app('shop/web', '[{ name: http, port: 80 }]') + leadingTo('{ name: web, port: { name: http } }'), ours: true },
    { name: 'one port of several', manifests: app('shop/web', '[{ name: http, port: 80 }, { name: admin, port: 9000 }]') + leadingTo('{ name: web, port: { number: 9000 } }'), ours: true },
    { name: 'a port that is there for both protocols', manifests: app('shop/web', '[{ name: h3, port: 443, protocol: UDP }, { name: h2, port: 443 }]') + leadingTo('{ name: web, port: { number: 443 } }'), ours: true },
    { name: 'a default backend', manifests: WEB + ingress('shop/shop', `{ defaultBackend: { service: ${TO_WEB} } }`), ours: true },
    { name: 'objects that name no namespace', manifests: app('web') + leadingTo(TO_WEB, 'shop'), ours: true },
    { name: 'a Service whose namespace is not said, and may be any', manifests: app('web') + leadingTo(TO_WEB), ours: true },
    { name: 'an Ingress whose namespace is not said, and may be any', manifests: WEB + app('blog/web', '[{ port: 8080 }]') + leadingTo('{ name: web, port: { number: 8080 } }', 'shop'), ours: true },
    { name: 'a resource as a backend, such as a bucket', manifests: WEB + ingress('shop/shop', '{ defaultBackend: { resource: { apiGroup: k8s.example.com, kind: StorageBucket, name: assets } } }'), ours: true },
    {
      name: 'an action of the AWS Load Balancer Controller, which is no Service',
      manifests:
        WEB +
        `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/actions.ssl-redirect: '{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}'
spec:
  ingressClassName: alb
  rules:
    - http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: ssl-redirect, port: { name: use-annotation } } } }
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
`,
      ours: true,
    },
    { name: 'the solver of a cert-manager challenge', manifests: WEB + leadingTo('{ name: cm-acme-http-solver-x7k2p, port: { number: 8089 } }', 'shop/cm-acme-http-solver-9d2lq'), ours: true },
    {
      name: 'what a controller made, in a dump of a cluster',
      manifests:
        WEB +
        '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: gone, namespace: shop, ownerReferences: [{ apiVersion: v1, kind: Tenant, name: t, uid: u }] }\n' +
        `spec: { defaultBackend: { service: { name: gone, port: { number: 80 } } } }\n`,
      ours: true,
    },
    { name: 'any port of an ExternalName', manifests: service('shop/web', '{ type: ExternalName, externalName: shop.example.org, ports: [{ port: 80 }] }') + leadingTo('{ name: web, port: { number: 443 } }'), ours: true },
    { name: 'an ExternalName without ports', manifests: service('shop/web', '{ type: ExternalName, externalName: shop.example.org }') + leadingTo('{ name: web, port: { number: 443 } }'), ours: true },
    { name: 'a headless Service without ports', manifests: service('shop/web', '{ clusterIP: None, selector: { app: web } }') + leadingTo(TO_WEB), ours: true },
    { name: 'a Service without a selector', manifests: service('shop/web', '{ ports: [{ port: 80 }] }') + leadingTo(TO_WEB), ours: true },
    { name: 'a port that is left out, which the API server refuses', refused: true, manifests: WEB + leadingTo('{ name: web }'), ours: true },
    {
      name: 'a Service that is declared to live outside',
      manifests: WEB + ingress('shop/shop', paths(TO_WEB, '{ name: grafana, port: { number: 3000 } }')),
      externals: [{ kind: 'Service', namespace: 'shop', name: 'grafana' }],
      ours: true,
    },
    { name: 'an Ingress without rules', refused: true, manifests: WEB + object('networking.k8s.io/v1 Ingress', 'shop/shop'), ours: true },
    { name: 'rules for hosts alone, which a mergeable Ingress has', manifests: WEB + ingress('shop/shop', '{ rules: [{ host: shop.example.com }, null] }'), ours: true },
    {
      name: 'the form before v1', refused: true,
      manifests: WEB + object('extensions/v1beta1 Ingress', 'shop/shop', 'spec: { backend: { serviceName: web, servicePort: 80 }, rules: [{ http: { paths: [{ backend: { serviceName: web, servicePort: 80 } }] } }] }'),
      ours: true,
    },
    { name: 'an Ingress of another group, which is not Kubernetes\' own', manifests: WEB + object('config.openshift.io/v1 Ingress', 'cluster', 'spec: { defaultBackend: { service: { name: gone, port: { number: 80 } } } }'), ours: true },
  ],
  invalid: [
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `a name a letter off, ${whose}`,
      manifests: app('shop/storefront') + leadingTo('{ name: storefornt, port: { number: 80 } }'),
      ours,
      findings: [
        {
          message: 'nearName',
          severity: error,
          field: 'spec.rules[0].http.paths[0].backend.service.name',
          object: { kind: 'Ingress', name: 'shop' },
          problem: 'Ingress sends traffic to Service "storefornt", but no Service in namespace "shop" is called that',
          got: '"storefornt"; Service shop/storefront has a name like it',
          fix: 'write "storefront" in place of "storefornt"',
        },
      ],
      fixed: app('shop/storefront') + leadingTo('{ name: storefront, port: { number: 80 } }'),
    })),
    {
      name: 'a name as DNS has it',
      manifests: WEB + leadingTo('{ name: web.shop.svc.cluster.local, port: { number: 80 } }'),
      findings: [{ message: 'nearName', severity: 'error', fix: 'write "web" in place of "web.shop.svc.cluster.local"' }],
      fixed: WEB + leadingTo(TO_WEB),
    },
    {
      name: 'a default backend a letter off',
      manifests: app('storefront') + ingress('shop', '{ defaultBackend: { service: { name: storefronts, port: { number: 80 } } } }'),
      findings: [{ message: 'nearName', severity: 'error', field: 'spec.defaultBackend.service.name', problem: /but no Service is called that$/ }],
      fixed: app('storefront') + ingress('shop', '{ defaultBackend: { service: { name: storefront, port: { number: 80 } } } }'),
    },
    {
      name: 'a name a letter off, in the form before v1', refused: true,
      manifests: app('shop/storefront') + object('extensions/v1beta1 Ingress', 'shop/shop', 'spec: { backend: { serviceName: storefronts, servicePort: 80 } }'),
      findings: [{ message: 'nearName', severity: 'error', field: 'spec.backend.serviceName' }],
      fixed: app('shop/storefront') + object('extensions/v1beta1 Ingress', 'shop/shop', 'spec: { backend: { serviceName: storefront, servicePort: 80 } }'),
    },
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `a Service of another namespace, ${whose}`,
      manifests: app('backend/web') + app('shop/other') + leadingTo(TO_WEB),
      ours,
      findings: [
        {
          message: 'otherNamespace',
          severity: error,
          problem: 'Ingress sends traffic to Service "web" of its own namespace "shop", and that Service is in "backend"',
          got: 'namespace "shop"; no other route leads to Service backend/web',
        },
      ],
      fixed: app('backend/web') + app('shop/other') + leadingTo(TO_WEB, 'backend/shop'),
    })),
    {
      name: 'a Service that another namespace has, too, with an Ingress of its own: each copy is for itself',
      manifests: app('staging/web') + leadingTo(TO_WEB, 'staging/shop') + leadingTo(TO_WEB, 'production/shop'),
      findings: [{ message: 'unknown', severity: 'note' }],
      fixed: app('staging/web') + leadingTo(TO_WEB, 'staging/shop') + app('production/web') + leadingTo(TO_WEB, 'production/shop'),
    },
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `the one Service of the namespace under a name that it does not have, ${whose}`,
      manifests: WEB + service('shop/web-peers', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }') + leadingTo('{ name: web-service, port: { number: 80 } }'),
      ours,
      findings: [
        {
          message: 'onlyService',
          severity: error,
          got: '"web-service"; Service shop/web has the port, and no other route leads there',
          fix: 'write "web" in place of "web-service", or add Service "web-service"',
        },
      ],
      fixed: WEB + leadingTo(TO_WEB),
    })),
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `one backend that is missing beside another that is there, ${whose}`,
      manifests: WEB + ingress('shop/shop', paths(TO_WEB, '{ name: checkout, port: { number: 80 } }')),
      ours,
      findings: [
        {
          message: 'missing',
          severity: error,
          field: 'spec.rules[0].http.paths[1].backend.service.name',
          problem: 'Ingress sends traffic to Service "checkout", but no Service in namespace "shop" is called that, though others that it names are there',
          got: '"checkout"; the only Service there is "web"',
        },
      ],
      fixed: WEB + app('shop/checkout') + ingress('shop/shop', paths(TO_WEB, '{ name: checkout, port: { number: 80 } }')),
    })),
    {
      name: 'a name that has nothing in common with the one Service of the namespace',
      manifests: WEB + leadingTo('{ name: grafana, port: { number: 80 } }'),
      findings: [{ message: 'absent', severity: 'warning', got: '"grafana"; the only Service there is "web"' }],
      fixed: WEB + leadingTo(TO_WEB),
    },
    {
      name: 'a name like that of another backend of the same Ingress: both are meant',
      manifests: app('shop/auth') + ingress('shop/shop', paths('{ name: auth, port: { number: 80 } }', '{ name: oauth, port: { number: 80 } }')),
      findings: [{ message: 'missing', severity: 'error' }],
      fixed: app('shop/auth') + app('shop/oauth') + ingress('shop/shop', paths('{ name: auth, port: { number: 80 } }', '{ name: oauth, port: { number: 80 } }')),
    },
    {
      name: 'words that are meant to differ, though a letter or two apart',
      manifests: app('shop/internal-api', '[{ port: 8080 }]') + app('shop/internal-web', '[{ port: 8080 }]') + leadingTo('{ name: external-api, port: { number: 80 } }'),
      findings: [{ message: 'absent', severity: 'warning' }],
      fixed: app('shop/external-api') + leadingTo('{ name: external-api, port: { number: 80 } }'),
    },
    ...[true, false].map((ours) => ({
      name: `a Service of a namespace of which others are in the input, ${ours ? 'ours' : 'foreign'}`,
      manifests: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => app(`kube-system/proxy-${name}`)).join('') + leadingTo('{ name: kubernetes-dashboard, port: { number: 80 } }', 'kube-system/auth'),
      ours,
      findings: [
        {
          message: 'absent',
          severity: ours ? ('error' as const) : ('warning' as const),
          got: '"kubernetes-dashboard"; the Services there are called "proxy-a", "proxy-b", "proxy-c", "proxy-d", "proxy-e" and more',
        },
      ],
      fixed: app('kube-system/kubernetes-dashboard') + leadingTo('{ name: kubernetes-dashboard, port: { number: 80 } }', 'kube-system/auth'),
    })),
    ...[true, false].map((ours) => ({
      name: `a Service that an operator may make, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + object('flagger.app/v1beta1 Canary', 'shop/podinfo', 'spec: { service: { port: 9898 } }') + ingress('shop/shop', paths(TO_WEB, '{ name: podinfo-canary, port: { number: 80 } }')),
      ours,
      findings: [
        {
          message: 'operated',
          severity: ours ? ('error' as const) : ('note' as const),
          problem: 'Ingress sends traffic to Service "podinfo-canary"; no manifest shows it, though Canary shop/podinfo may bring it',
        },
      ],
      fixed: WEB + app('shop/podinfo-canary') + ingress('shop/shop', paths(TO_WEB, '{ name: podinfo-canary, port: { number: 80 } }')),
    })),
    {
      name: 'a Service that a custom resource mentions',
      manifests: WEB + object('minio.min.io/v2 Tenant', 'shop/store', 'spec: { exposeServices: [{ name: objects }] }') + leadingTo('{ name: objects, port: { number: 80 } }'),
      findings: [{ message: 'operated', severity: 'note' }],
      fixed: app('shop/objects') + leadingTo('{ name: objects, port: { number: 80 } }'),
    },
    {
      name: 'a Service that a chart may bring, which something in the cluster installs',
      manifests: WEB + object('helm.toolkit.fluxcd.io/v2 HelmRelease', 'flux-system/apps', 'spec: { targetNamespace: shop }') + leadingTo('{ name: podinfo, port: { number: 80 } }'),
      findings: [{ message: 'operated', severity: 'note', problem: /though HelmRelease flux-system\/apps may bring it$/ }],
      fixed: app('shop/podinfo') + leadingTo('{ name: podinfo, port: { number: 80 } }'),
    },
    ...[true, false].map((ours) => ({
      name: `an Ingress of a namespace of which nothing is known, ${ours ? 'ours' : 'foreign'}`,
      manifests: app('blog/blog') + leadingTo(TO_WEB),
      ours,
      findings: [{ message: 'unknown', severity: ours ? ('error' as const) : ('note' as const), problem: /no manifest has any Service in namespace "shop"$/ }],
      fixed: WEB + leadingTo(TO_WEB),
    })),
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `a number that the Service does not have, ${whose}`,
      manifests: app('shop/web', '[{ port: 80, targetPort: http }]') + leadingTo('{ name: web, port: { number: 8080 } }'),
      ours,
      findings: [
        {
          message: 'noPort',
          severity: error,
          field: 'spec.rules[0].http.paths[0].backend.service.port.number',
          problem: 'Ingress sends traffic to port 8080 of Service "web", which has no such port',
          got: '8080; Service shop/web opens 80/TCP',
          fix: 'set port: { number: 80 }',
        },
      ],
      fixed: WEB + leadingTo(TO_WEB),
    })),
    {
      name: 'a name that no port of the Service has',
      manifests: app('shop/web', '[{ name: http, port: 80 }, { name: admin, port: 9000 }]') + leadingTo('{ name: web, port: { name: amdin } }'),
      findings: [{ message: 'noPort', severity: 'error', field: 'spec.rules[0].http.paths[0].backend.service.port.name', got: '"amdin"; Service shop/web opens "http" (80/TCP) and "admin" (9000/TCP)', fix: 'set port: { name: admin }' }],
      fixed: app('shop/web', '[{ name: http, port: 80 }, { name: admin, port: 9000 }]') + leadingTo('{ name: web, port: { name: admin } }'),
    },
    {
      name: 'a name where the Service\'s port has none',
      manifests: WEB + leadingTo('{ name: web, port: { name: web } }'),
      findings: [{ message: 'noPort', severity: 'error', fix: 'set port: { number: 80 }' }],
      fixed: WEB + leadingTo(TO_WEB),
    },
    {
      name: 'a number like none of several ports',
      manifests: app('shop/web', '[{ name: http, port: 80 }, { name: admin, port: 9000 }]') + leadingTo('{ name: web, port: { number: 3000 } }'),
      findings: [{ message: 'noPort', severity: 'error', fix: 'name a TCP port that the Service opens, or add this one to it' }],
      fixed: app('shop/web', '[{ name: http, port: 80 }, { name: admin, port: 9000 }]') + leadingTo(TO_WEB),
    },
    ...[true, false].map((ours) => ({
      name: `the port of the pods, which one controller takes too, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + leadingTo('{ name: web, port: { number: 8080 } }'),
      ours,
      findings: [
        {
          message: 'targetPort',
          severity: ours ? ('error' as const) : ('warning' as const),
          got: '8080; Service shop/web opens 80/TCP, which leads there',
          fix: 'set port: { number: 80 }',
        },
      ],
      fixed: WEB + leadingTo(TO_WEB),
    })),
    ...GRADES.map(({ ours, whose, error }) => ({
      name: `a port of another protocol, ${whose}`,
      manifests: app('shop/web', '[{ name: h3, port: 443, protocol: UDP }, { name: http, port: 80 }]') + leadingTo('{ name: web, port: { number: 443 } }'),
      ours,
      findings: [{ message: 'protocol', severity: error, problem: 'Ingress sends TCP traffic to port 443 of Service "web", which is for another protocol', got: '443; Service shop/web opens "h3" (443/UDP) and "http" (80/TCP)', fix: 'set port: { number: 80 }' }],
      fixed: app('shop/web', '[{ name: h3, port: 443, protocol: UDP }, { name: http, port: 80 }]') + leadingTo(TO_WEB),
    })),
  ],
});
