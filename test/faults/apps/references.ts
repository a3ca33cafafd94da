import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// What pods name without a selector: configuration, accounts, claims, and hosts in their settings.

/** A shop as people write it by hand: everything beside everything else, in one namespace. */
export function shopWithSettings(): FaultApp {
  return {
    name: 'shop-with-settings',
    manifests: readManifests(`
apiVersion: v1
kind: ConfigMap
metadata: { name: checkout-settings, namespace: bazaar }
data:
  LOG_LEVEL: info
  LEDGER_HOST: ledger
  LEDGER_PORT: "5432"
  nginx.conf: |
    # proxied to http://old-basket:9999
    upstream basket { server basket.bazaar.svc.cluster.local:8080; }
    server { listen 8081; location / { proxy_pass http://basket.bazaar.svc.cluster.local:8080; } }
---
apiVersion: v1
kind: Secret
metadata: { name: ledger-login, namespace: bazaar }
type: Opaque
stringData: { username: checkout, password: not-a-real-one }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: checkout-runner, namespace: bazaar }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: checkout-view, namespace: bazaar }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: checkout-runner, namespace: bazaar }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: receipts, namespace: bazaar }
spec: { accessModes: [ReadWriteMany], storageClassName: nfs, resources: { requests: { storage: 5Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: bazaar }
spec:
  replicas: 2
  selector: { matchLabels: { app: checkout } }
  template:
    metadata: { labels: { app: checkout } }
    spec:
      serviceAccountName: checkout-runner
      volumes:
        - { name: receipts, persistentVolumeClaim: { claimName: receipts } }
        - { name: proxy, configMap: { name: checkout-settings, items: [{ key: nginx.conf, path: nginx.conf }] } }
      containers:
        - name: checkout
          image: registry.example.com/checkout:3.2.0
          args: [--basket-url=http://basket.bazaar.svc.cluster.local:8080/v1, --event-brokers, "events-0.events:9092,events-1.events:9092"]
          envFrom: [{ configMapRef: { name: checkout-settings } }]
          env:
            - { name: LEDGER_USER, valueFrom: { secretKeyRef: { name: ledger-login, key: username } } }
            - { name: LEDGER_PASSWORD, valueFrom: { secretKeyRef: { name: ledger-login, key: password } } }
            - { name: LEDGER_URL, value: "postgres://$(LEDGER_USER):$(LEDGER_PASSWORD)@ledger:5432/ledger" }
            - { name: FEATURE_KEY, valueFrom: { secretKeyRef: { name: feature-keys, key: checkout, optional: true } } }
            - { name: PAYMENT_URL, value: "https://api.payments.example.com/v2" }
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
          volumeMounts: [{ name: receipts, mountPath: /receipts }, { name: proxy, mountPath: /etc/nginx }]
---
apiVersion: v1
kind: Service
metadata: { name: checkout, namespace: bazaar }
spec: { selector: { app: checkout }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: basket, namespace: bazaar }
spec:
  replicas: 2
  selector: { matchLabels: { app: basket } }
  template:
    metadata: { labels: { app: basket } }
    spec:
      containers:
        - name: basket
          image: registry.example.com/basket:2.0.4
          env: [{ name: EVENTS_BROKERS, value: "events-0.events.bazaar.svc:9092" }, { name: CHECKOUT_ADDR, value: "checkout:80" }]
          ports: [{ name: web, containerPort: 3000 }]
          readinessProbe: { tcpSocket: { port: web } }
---
apiVersion: v1
kind: Service
metadata: { name: basket, namespace: bazaar }
spec: { selector: { app: basket }, ports: [{ name: web, port: 8080, targetPort: web }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: events, namespace: bazaar }
spec:
  serviceName: events
  replicas: 2
  selector: { matchLabels: { app: events } }
  template:
    metadata: { labels: { app: events } }
    spec:
      containers:
        - name: events
          image: registry.example.com/events:1.9.0
          ports: [{ name: broker, containerPort: 9092 }]
          readinessProbe: { tcpSocket: { port: broker } }
          volumeMounts: [{ name: log, mountPath: /log }]
  volumeClaimTemplates:
    - metadata: { name: log }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: events, namespace: bazaar }
spec: { clusterIP: None, selector: { app: events }, ports: [{ name: broker, port: 9092, targetPort: broker }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: events-backup, namespace: bazaar }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: events-backup } }
        spec:
          restartPolicy: Never
          volumes: [{ name: log, persistentVolumeClaim: { claimName: log-events-0 } }]
          containers:
            - name: backup
              image: registry.example.com/backup:1.0.1
              command: [sh, -c, "chown backup:1000 /out && backup --from /log --notify http://checkout/backup"]
              volumeMounts: [{ name: log, mountPath: /log, readOnly: true }]
---
apiVersion: v1
kind: Service
metadata: { name: ledger, namespace: bazaar }
spec: { type: ExternalName, externalName: ledger.abc123.eu-central-1.rds.amazonaws.com }
`),
  };
}

/** Secrets that nobody writes down: operators, stores and cert-manager make them. */
export function secretsThatAreMade(): FaultApp {
  return {
    name: 'secrets-that-are-made',
    manifests: readManifests(`
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: mailer-smtp, namespace: mail }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: mailer-smtp-login }
  data:
    - { secretKey: user, remoteRef: { key: mailer, property: user } }
    - { secretKey: password, remoteRef: { key: mailer, property: password } }
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: mailer-signing, namespace: mail }
spec: { encryptedData: { dkim.pem: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: mailer, namespace: mail }
spec: { secretName: mailer-tls, dnsNames: [mailer.mail.svc], issuerRef: { name: internal } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: outbox, namespace: mail }
spec: { instances: 3, storage: { size: 1Gi } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: mailer, namespace: mail }
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: mailer, namespace: mail }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: mailer } }
  template:
    metadata: { labels: { app.kubernetes.io/name: mailer } }
    spec:
      serviceAccountName: mailer
      imagePullSecrets: [{ name: registry-credentials }]
      volumes:
        - name: keys
          projected:
            sources:
              - { secret: { name: mailer-signing, items: [{ key: dkim.pem, path: dkim.pem }] } }
              - { secret: { name: mailer-tls, items: [{ key: tls.crt, path: tls.crt }, { key: tls.key, path: tls.key }] } }
              - { configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] } }
      containers:
        - name: mailer
          image: registry.example.com/mailer:5.1.0
          env:
            - { name: SMTP_USER, valueFrom: { secretKeyRef: { name: mailer-smtp-login, key: user } } }
            - { name: SMTP_PASSWORD, valueFrom: { secretKeyRef: { name: mailer-smtp-login, key: password } } }
            - { name: OUTBOX_PASSWORD, valueFrom: { secretKeyRef: { name: outbox-app, key: password } } }
            - { name: OUTBOX_HOST, value: outbox-rw.mail.svc }
            - { name: OUTBOX_PORT, value: "5432" }
            - { name: TEMPLATES_URL, value: "http://templates.mail:8000" }
            - { name: METRICS_URL, value: "http://prometheus-server.monitoring.svc.cluster.local:9090" }
          ports: [{ name: smtp, containerPort: 2525 }]
          readinessProbe: { tcpSocket: { port: smtp } }
          volumeMounts: [{ name: keys, mountPath: /keys, readOnly: true }]
---
apiVersion: v1
kind: Service
metadata: { name: mailer, namespace: mail }
spec: { selector: { app.kubernetes.io/name: mailer }, ports: [{ name: smtp, port: 25, targetPort: smtp }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: templates, namespace: mail }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: templates } }
  template:
    metadata: { labels: { app.kubernetes.io/name: templates } }
    spec:
      containers:
        - name: templates
          image: registry.example.com/templates:0.8.0
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: templates, namespace: mail }
spec: { selector: { app.kubernetes.io/name: templates }, ports: [{ name: http, port: 8000, targetPort: http }] }
`),
  };
}
