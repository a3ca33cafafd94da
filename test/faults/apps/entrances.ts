import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Entrances in the styles of the field: load balancers of a cloud, policies, a Gateway for every protocol, a mesh.

/** A Deployment of two pods, and its Service. */
function app(name: string, namespace: string | undefined, port: number, servicePorts: string, portName = 'http'): string {
  const at = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}${at}, labels: { app.kubernetes.io/name: ${name} } }
spec: { selector: { app.kubernetes.io/name: ${name} }, ports: ${servicePorts} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${at}, labels: { app.kubernetes.io/name: ${name} } }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: ${name} } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/${name}:2.3.1
          ports: [{ name: ${portName}, containerPort: ${String(port)} }]
          readinessProbe: { tcpSocket: { port: ${portName} } }`;
}

/** An Application Load Balancer of AWS: a redirect that is no Service, a fixed response as the default, pods by their addresses. */
export function applicationLoadBalancer(): FaultApp {
  return {
    name: 'application-load-balancer',
    manifests: readManifests(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: storefront
  namespace: retail
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/target-type: ip
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}, {"HTTPS": 443}]'
    alb.ingress.kubernetes.io/actions.ssl-redirect: '{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}'
    alb.ingress.kubernetes.io/actions.not-found: '{"Type": "fixed-response", "FixedResponseConfig": {"ContentType": "text/plain", "StatusCode": "404"}}'
spec:
  ingressClassName: alb
  defaultBackend: { service: { name: not-found, port: { name: use-annotation } } }
  rules:
    - http:
        paths:
          - { path: /*, pathType: ImplementationSpecific, backend: { service: { name: ssl-redirect, port: { name: use-annotation } } } }
          - { path: /cart, pathType: Prefix, backend: { service: { name: shopping-cart, port: { number: 8080 } } } }
          - { path: /, pathType: Prefix, backend: { service: { name: storefront, port: { name: web } } } }
${app('storefront', 'retail', 3000, '[{ name: web, port: 80, targetPort: http }]')}
${app('shopping-cart', 'retail', 9000, '[{ port: 8080, targetPort: 9000 }]')}
`),
  };
}

/** A namespace that denies by default; each app admits its clients, and the edge the ingress controller of another namespace. */
export function ingressThroughPolicies(): FaultApp {
  return {
    name: 'ingress-through-policies',
    manifests: readManifests(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ledger, namespace: finance }
spec:
  ingressClassName: nginx
  rules:
    - host: ledger.example.com
      http:
        paths:
          - { path: /api, pathType: Prefix, backend: { service: { name: accounts-api, port: { number: 80 } } } }
          - { path: /, pathType: Prefix, backend: { service: { name: ledger-ui, port: { number: 80 } } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: finance }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: from-ingress, namespace: finance }
spec:
  podSelector: { matchExpressions: [{ key: app.kubernetes.io/name, operator: In, values: [ledger-ui, accounts-api] }] }
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: http }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: accounts-api, namespace: finance }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: accounts-api } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: statements } } }], ports: [{ port: http }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: statements, namespace: finance }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: statements } }
  ingress: [{ from: [{ podSelector: {} }], ports: [{ port: http }] }]
${app('ledger-ui', 'finance', 8080, '[{ port: 80, targetPort: http }]')}
${app('accounts-api', 'finance', 8081, '[{ port: 80, targetPort: http }]')}
${app('statements', 'finance', 8082, '[{ port: 80, targetPort: http }]')}
`),
  };
}

/** One Gateway for every protocol: listeners that select namespaces by label, kinds, mirrors, and policies for its pods. */
export function gatewayForAll(): FaultApp {
  return {
    name: 'gateway-for-all',
    manifests: readManifests(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public-edge, namespace: networking }
spec:
  gatewayClassName: example
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { edge: public } } } } }
    - name: https
      port: 443
      protocol: HTTPS
      hostname: "*.example.com"
      tls: { certificateRefs: [{ name: wildcard }] }
      allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { edge: public } } } }
    - { name: tls, port: 8883, protocol: TLS, hostname: mqtt.example.com, tls: { mode: Passthrough }, allowedRoutes: { kinds: [{ kind: TLSRoute }], namespaces: { from: All } } }
    - { name: postgres, port: 5432, protocol: TCP, allowedRoutes: { kinds: [{ group: gateway.networking.k8s.io, kind: TCPRoute }], namespaces: { from: All } } }
    - { name: syslog, port: 514, protocol: UDP, allowedRoutes: { namespaces: { from: All } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: platform, labels: { edge: public } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: redirect, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: http }]
  rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: dashboard, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: https, port: 443 }]
  hostnames: [dashboard.example.com]
  rules:
    - filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: dashboard-next, port: 8080 } } }]
      backendRefs: [{ kind: Service, name: dashboard, port: 8080 }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: telemetry, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: https }]
  hostnames: [otlp.example.com]
  rules: [{ backendRefs: [{ name: telemetry, port: 4317 }] }]
---
apiVersion: gateway.networking.k8s.io/v1alpha3
kind: TLSRoute
metadata: { name: mqtt, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: tls }]
  hostnames: [mqtt.example.com]
  rules: [{ backendRefs: [{ name: mqtt, port: 8883 }] }]
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: TCPRoute
metadata: { name: postgres, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: postgres }]
  rules: [{ backendRefs: [{ name: warehouse, namespace: data, port: 5432 }] }]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: platform-to-warehouse, namespace: data }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: TCPRoute, namespace: platform }]
  to: [{ group: "", kind: Service }]
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: UDPRoute
metadata: { name: syslog, namespace: platform }
spec:
  parentRefs: [{ name: public-edge, namespace: networking, sectionName: syslog }]
  rules: [{ backendRefs: [{ name: syslog, port: 514 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dashboard, namespace: platform }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: dashboard } }
  ingress:
    - { from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: networking } } }, { podSelector: { matchLabels: { app.kubernetes.io/name: telemetry } } }], ports: [{ port: 8080 }] }
${app('dashboard', 'platform', 8080, '[{ port: 8080 }]')}
${app('dashboard-next', 'platform', 8080, '[{ port: 8080, targetPort: http }]')}
${app('telemetry', 'platform', 4317, '[{ name: otlp-grpc, port: 4317, targetPort: otlp, appProtocol: kubernetes.io/h2c }]', 'otlp')}
${app('mqtt', 'platform', 8883, '[{ port: 8883, targetPort: mqtts }]', 'mqtts')}
${app('warehouse', 'data', 5432, '[{ port: 5432, targetPort: sql }]', 'sql')}
---
apiVersion: v1
kind: Service
metadata: { name: syslog, namespace: platform }
spec: { selector: { app.kubernetes.io/name: syslog }, ports: [{ name: syslog, port: 514, protocol: UDP, targetPort: 5514 }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: syslog, namespace: platform }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: syslog } }
  template:
    metadata: { labels: { app.kubernetes.io/name: syslog } }
    spec:
      containers:
        - name: syslog
          image: registry.example.com/syslog:4.8.0
          ports: [{ containerPort: 5514, protocol: UDP }, { name: health, containerPort: 8686 }]
          readinessProbe: { httpGet: { path: /health, port: health } }
`),
  };
}

/** Routes of a mesh, which attach to Services, beside a chart's Ingress: all of it without namespaces, in a List. */
export function meshRoutes(): FaultApp {
  const items = readManifests(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: reviews-split }
spec:
  parentRefs: [{ group: "", kind: Service, name: reviews, port: 9080 }]
  rules: [{ backendRefs: [{ name: reviews-stable, port: 9080, weight: 95 }, { name: reviews-canary, port: 9080, weight: 5 }] }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: release-reviews, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
spec:
  defaultBackend: { service: { name: reviews, port: { name: http } } }
---
apiVersion: v1
kind: Service
metadata: { name: reviews }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 9080, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: reviews-stable }
spec: { selector: { app: reviews, version: v1 }, ports: [{ name: http, port: 9080, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: reviews-canary }
spec: { selector: { app: reviews, version: v2 }, ports: [{ name: http, port: 9080, targetPort: http }] }
${['v1', 'v2'].map((version) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-${version} }
spec:
  replicas: 2
  selector: { matchLabels: { app: reviews, version: ${version} } }
  template:
    metadata: { labels: { app: reviews, version: ${version} } }
    spec:
      containers:
        - name: reviews
          image: registry.example.com/reviews:${version}
          ports: [{ name: http, containerPort: 9080 }]
          readinessProbe: { httpGet: { path: /health, port: http } }`).join('\n')}
`);
  return { name: 'mesh-routes', manifests: [{ apiVersion: 'v1', kind: 'List', items }] };
}

/** The same namespace, as patterns would make it: held to more. */
export function ingressOfPatterns(): FaultApp {
  return { ...ingressThroughPolicies(), name: 'ingress-of-patterns', ours: true };
}
