import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// What keeps data: claims, elections, one pod at a time.

/** PostgreSQL under Patroni: the program labels its own pods, and a Service without selector has its endpoints kept by it. */
export function patroni(): FaultApp {
  return {
    name: 'patroni',
    notes: ['peers-before-ready'],
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: pg-repl, namespace: db, labels: { application: spilo, spilo-cluster: pg } }
spec:
  type: ClusterIP
  ports: [{ name: postgresql, port: 5432, targetPort: 5432 }]
  selector: { application: spilo, spilo-cluster: pg, role: replica }
---
apiVersion: v1
kind: Service
metadata: { name: pg-primary, namespace: db, labels: { application: spilo, spilo-cluster: pg } }
spec:
  ports: [{ name: postgresql, port: 5432, targetPort: 5432 }]
---
apiVersion: v1
kind: Service
metadata: { name: pg-config, namespace: db, labels: { application: spilo, spilo-cluster: pg } }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { application: spilo, spilo-cluster: pg } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: pg, namespace: db, labels: { application: spilo, spilo-cluster: pg } }
spec:
  replicas: 2
  serviceName: pg-config
  selector: { matchLabels: { application: spilo, spilo-cluster: pg } }
  template:
    metadata: { labels: { application: spilo, spilo-cluster: pg } }
    spec:
      serviceAccountName: operator
      containers:
        - name: spilo
          image: ghcr.io/zalando/spilo-16:3.3-p3
          ports: [{ containerPort: 8008 }, { containerPort: 5432 }]
          readinessProbe: { httpGet: { path: /readiness, port: 8008 } }
          env:
            - { name: KUBERNETES_LABELS, value: '{"application":"spilo","spilo-cluster":"pg"}' }
            - { name: KUBERNETES_ROLE_LABEL, value: role }
            - { name: PGPASSWORD_SUPERUSER, valueFrom: { secretKeyRef: { name: pg, key: superuser-password } } }
          volumeMounts: [{ name: pgdata, mountPath: /home/postgres/pgdata }]
  volumeClaimTemplates:
    - metadata: { name: pgdata }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: operator, namespace: db }
`),
  };
}

/** One pod of each, on a claim that one node may mount: the old pod must go before the new one comes. */
export function wordpress(): FaultApp {
  return {
    name: 'wordpress',
    notes: ['service-links-collide'],
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: wordpress-mysql, labels: { app: wordpress } }
spec:
  ports: [{ port: 3306 }]
  selector: { app: wordpress, tier: mysql }
  clusterIP: None
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: mysql-pv-claim, labels: { app: wordpress } }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: wordpress-mysql, labels: { app: wordpress } }
spec:
  selector: { matchLabels: { app: wordpress, tier: mysql } }
  strategy: { type: Recreate }
  template:
    metadata: { labels: { app: wordpress, tier: mysql } }
    spec:
      containers:
        - image: mysql:8.0.37
          name: mysql
          env:
            - { name: MYSQL_ROOT_PASSWORD, valueFrom: { secretKeyRef: { name: mysql-pass, key: password } } }
            - { name: MYSQL_DATABASE, value: wordpress }
          ports: [{ containerPort: 3306, name: mysql }]
          readinessProbe: { tcpSocket: { port: mysql }, initialDelaySeconds: 15 }
          volumeMounts: [{ name: mysql-persistent-storage, mountPath: /var/lib/mysql }]
      volumes: [{ name: mysql-persistent-storage, persistentVolumeClaim: { claimName: mysql-pv-claim } }]
---
apiVersion: v1
kind: Service
metadata: { name: wordpress, labels: { app: wordpress } }
spec:
  ports: [{ port: 80 }]
  selector: { app: wordpress, tier: frontend }
  type: LoadBalancer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: wp-pv-claim, labels: { app: wordpress } }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: wordpress, labels: { app: wordpress } }
spec:
  selector: { matchLabels: { app: wordpress, tier: frontend } }
  strategy: { type: Recreate }
  template:
    metadata: { labels: { app: wordpress, tier: frontend } }
    spec:
      containers:
        - image: wordpress:6.5.3-apache
          name: wordpress
          env:
            - { name: WORDPRESS_DB_HOST, value: wordpress-mysql }
            - { name: WORDPRESS_DB_PASSWORD, valueFrom: { secretKeyRef: { name: mysql-pass, key: password } } }
          ports: [{ containerPort: 80, name: wordpress }]
          readinessProbe: { httpGet: { path: /wp-login.php, port: wordpress } }
          volumeMounts: [{ name: wordpress-persistent-storage, mountPath: /var/www/html }]
      volumes: [{ name: wordpress-persistent-storage, persistentVolumeClaim: { claimName: wp-pv-claim } }]
`),
  };
}

/** Several pods on one claim that many nodes may mount, and a claim template that is looked after elsewhere. */
export function mediaLibrary(): FaultApp {
  return {
    name: 'media-library',
    manifests: readManifests(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: library, namespace: media }
spec: { accessModes: [ReadWriteMany], storageClassName: nfs-client, resources: { requests: { storage: 500Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: thumbnails, namespace: media, labels: { app: thumbnails } }
spec:
  replicas: 3
  revisionHistoryLimit: 3
  selector: { matchLabels: { app: thumbnails } }
  template:
    metadata: { labels: { app: thumbnails } }
    spec:
      serviceAccountName: default
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: thumbnails } }
      containers:
        - name: imaginary
          image: h2non/imaginary:1.2.4
          args: [-p, "9000", -mount, /library]
          ports: [{ containerPort: 9000 }]
          readinessProbe: { httpGet: { path: /health, port: 9000 } }
          volumeMounts: [{ name: library, mountPath: /library, readOnly: true }, { name: scratch, mountPath: /tmp }]
      volumes:
        - { name: library, persistentVolumeClaim: { claimName: library, readOnly: true } }
        - { name: scratch, emptyDir: { sizeLimit: 1Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: thumbnails, namespace: media }
spec: { selector: { app: thumbnails }, ports: [{ port: 80, targetPort: 9000 }] }
`),
  };
}
