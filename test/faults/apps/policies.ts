import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Network policies of every sort.

const THREE_TIERS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: bank, labels: { app.kubernetes.io/name: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: web } }
  template:
    metadata: { labels: { app.kubernetes.io/name: web, tier: frontend } }
    spec:
      containers:
        - name: web
          image: registry.example.com/bank-web:7.0.1
          env: [{ name: API_URL, value: "http://api:8080" }]
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: bank }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], selector: { app.kubernetes.io/name: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: bank, labels: { app.kubernetes.io/name: api } }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: api } }
  template:
    metadata: { labels: { app.kubernetes.io/name: api, tier: backend } }
    spec:
      containers:
        - name: api
          image: registry.example.com/bank-api:7.0.1
          env: [{ name: DATABASE_HOST, value: db.bank.svc.cluster.local }]
          ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: bank }
spec: { selector: { app.kubernetes.io/name: api }, ports: [{ name: http, port: 8080, targetPort: http }, { name: metrics, port: 9090, targetPort: metrics }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: bank, labels: { app.kubernetes.io/name: db } }
spec:
  serviceName: db
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/name: db } }
  template:
    metadata: { labels: { app.kubernetes.io/name: db, tier: data } }
    spec:
      containers:
        - name: postgres
          image: postgres:16.3
          env: [{ name: POSTGRES_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
          ports: [{ name: postgres, containerPort: 5432 }]
          readinessProbe: { exec: { command: [pg_isready] } }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: bank }
spec: { clusterIP: None, selector: { app.kubernetes.io/name: db }, ports: [{ name: postgres, port: 5432 }] }
`;

/** Everything denied, then allowed bit by bit, with the Namespaces at hand. */
export function defaultDeny(): FaultApp {
  return {
    name: 'default-deny',
    notes: ['service-links-collide'],
    manifests: readManifests(`
apiVersion: v1
kind: Namespace
metadata: { name: bank, labels: { team: bank, pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: v1
kind: Namespace
metadata: { name: monitoring, labels: { purpose: monitoring } }
---
${THREE_TIERS}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: bank }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: allow-dns, namespace: bank }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: bank }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: web } }
  policyTypes: [Ingress, Egress]
  ingress: [{ ports: [{ port: http }] }]
  egress: [{ to: [{ podSelector: { matchLabels: { app.kubernetes.io/name: api } } }], ports: [{ port: 8080 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: bank }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: api } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ podSelector: { matchLabels: { tier: frontend } } }]
      ports: [{ port: http, protocol: TCP }]
    - from: [{ namespaceSelector: { matchLabels: { purpose: monitoring } }, podSelector: { matchLabels: { app.kubernetes.io/name: prometheus } } }]
      ports: [{ port: metrics }]
  egress:
    - to: [{ podSelector: { matchLabels: { app.kubernetes.io/name: db } } }]
      ports: [{ port: 5432, protocol: TCP }]
    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.169.254/32] } }]
      ports: [{ port: 443 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: bank }
spec:
  podSelector: { matchExpressions: [{ key: tier, operator: In, values: [data, cache] }] }
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { tier: backend } } }], ports: [{ port: postgres }] }]
`),
  };
}

/** Policies that leave things out: their types, their ports, the Namespaces that they speak of. */
export function terserPolicies(): FaultApp {
  return {
    name: 'terser-policies',
    notes: ['service-links-collide'],
    manifests: readManifests(`
${THREE_TIERS}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-from-anywhere, namespace: bank }
spec:
  podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [backend, data] }] }
  ingress: [{}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: within-the-namespace, namespace: bank }
spec:
  podSelector: { matchExpressions: [{ key: tier, operator: Exists }] }
  ingress: [{ from: [{ podSelector: {} }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: scraping, namespace: bank }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: api } }
  ingress:
    - from:
        - namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [monitoring, observability] }] }
        - ipBlock: { cidr: 10.20.0.0/16, except: [10.20.7.0/24] }
      ports: [{ port: 9000, endPort: 9100, protocol: TCP }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-egress, namespace: bank }
spec:
  podSelector: { matchLabels: { tier: data } }
  policyTypes: [Egress]
  egress:
    - ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
    - to: [{ ipBlock: { cidr: 10.30.0.0/16 } }]
      ports: [{ port: 8000, endPort: 8999 }]
`),
  };
}

/** Policies between namespaces, and one for pods that come later. */
export function policiesBetweenNamespaces(): FaultApp {
  return {
    name: 'policies-between-namespaces',
    manifests: readManifests(`
apiVersion: v1
kind: Namespace
metadata: { name: auth, labels: { zone: trusted } }
---
apiVersion: v1
kind: Namespace
metadata: { name: portal, labels: { zone: dmz } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: keycloak, namespace: auth }
spec:
  replicas: 2
  selector: { matchLabels: { app: keycloak } }
  template:
    metadata: { labels: { app: keycloak } }
    spec:
      containers:
        - name: keycloak
          image: quay.io/keycloak/keycloak:25.0.1
          args: [start, --optimized]
          ports: [{ name: http, containerPort: 8080 }, { name: management, containerPort: 9000 }, { name: jgroups, containerPort: 7800 }]
          readinessProbe: { httpGet: { path: /health/ready, port: management } }
---
apiVersion: v1
kind: Service
metadata: { name: keycloak, namespace: auth }
spec: { selector: { app: keycloak }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: keycloak-discovery, namespace: auth }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: keycloak }, ports: [{ name: jgroups, port: 7800 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: keycloak, namespace: auth }
spec:
  podSelector: { matchLabels: { app: keycloak } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { zone: dmz } } }, { namespaceSelector: { matchLabels: { zone: trusted } } }]
      ports: [{ port: 8080 }]
    - from: [{ podSelector: { matchLabels: { app: keycloak } } }]
      ports: [{ port: jgroups }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: portal, namespace: portal }
spec:
  replicas: 2
  selector: { matchLabels: { app: portal } }
  template:
    metadata: { labels: { app: portal } }
    spec:
      containers:
        - name: portal
          image: registry.example.com/portal:12.4.0
          env: [{ name: OIDC_ISSUER, value: "http://keycloak.auth.svc.cluster.local/realms/main" }]
          ports: [{ containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /ping, port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: portal, namespace: portal }
spec: { selector: { app: portal }, ports: [{ port: 80, targetPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: portal-out, namespace: portal }
spec:
  podSelector: { matchLabels: { app: portal } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: {} }]
      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: auth } }, podSelector: { matchLabels: { app: keycloak } } }]
      ports: [{ port: 8080 }]
`),
  };
}
