import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Ingresses and Gateways: one entrance, many apps.

/** One Ingress before several Services, by host, path, port name and port number, with a default backend. */
export function ingressByHost(): FaultApp {
  const app = (name: string, port: number): string => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: sites }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: sites }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/${name}:1.4.0
          ports: [{ name: http, containerPort: ${String(port)} }]
          readinessProbe: { httpGet: { path: /, port: http } }`;
  return {
    name: 'ingress-by-host',
    manifests: readManifests(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: sites
  namespace: sites
  annotations: { cert-manager.io/cluster-issuer: letsencrypt, nginx.ingress.kubernetes.io/proxy-body-size: 8m }
spec:
  ingressClassName: nginx
  defaultBackend: { service: { name: landing, port: { number: 80 } } }
  tls: [{ hosts: [www.example.com, blog.example.com], secretName: sites-tls }]
  rules:
    - host: www.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: landing, port: { name: http } } } }
          - { path: /docs, pathType: Prefix, backend: { service: { name: docs, port: { number: 80 } } } }
    - host: blog.example.com
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: blog, port: { name: http } } } }]
${app('landing', 8080)}
${app('docs', 3000)}
${app('blog', 2368)}
`),
  };
}

/** Gateway API: a Gateway of the platform team, routes of the others, a grant between namespaces. */
export function gatewayApi(): FaultApp {
  return {
    name: 'gateway-api',
    manifests: readManifests(`
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: infra }
spec:
  gatewayClassName: envoy
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
    - name: https
      port: 443
      protocol: HTTPS
      hostname: "*.example.com"
      tls: { mode: Terminate, certificateRefs: [{ name: wildcard-tls }] }
      allowedRoutes: { namespaces: { from: All } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: catalog, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: infra, sectionName: https }]
  hostnames: [catalog.example.com]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /api } }]
      backendRefs: [{ name: catalog, port: 80, weight: 90 }, { name: catalog-next, port: 80, weight: 10 }]
    - matches: [{ path: { type: PathPrefix, value: /images } }]
      backendRefs: [{ name: images, namespace: media, port: 8080 }]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: catalog-to-images, namespace: media }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
  to: [{ group: "", kind: Service, name: images }]
---
apiVersion: v1
kind: Service
metadata: { name: catalog, namespace: shop }
spec: { selector: { app: catalog, version: v1 }, ports: [{ name: http, port: 80, targetPort: 8080, appProtocol: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: catalog-next, namespace: shop }
spec: { selector: { app: catalog, version: v2 }, ports: [{ name: http, port: 80, targetPort: 8080, appProtocol: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: catalog, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: catalog, version: v1 } }
  template:
    metadata: { labels: { app: catalog, version: v1 } }
    spec:
      containers:
        - { name: app, image: "registry.example.com/catalog:1.9.2", ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: /ready, port: 8080 } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: catalog-next, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: catalog, version: v2 } }
  template:
    metadata: { labels: { app: catalog, version: v2 } }
    spec:
      containers:
        - { name: app, image: "registry.example.com/catalog:2.0.0", ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: /ready, port: 8080 } } }
---
apiVersion: v1
kind: Service
metadata: { name: images, namespace: media }
spec: { selector: { app: images }, ports: [{ port: 8080, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: images, namespace: media }
spec:
  replicas: 2
  selector: { matchLabels: { app: images } }
  template:
    metadata: { labels: { app: images } }
    spec:
      containers:
        - { name: app, image: "registry.example.com/images:0.7.3", ports: [{ name: http, containerPort: 9000 }], readinessProbe: { tcpSocket: { port: http } } }
`),
  };
}
