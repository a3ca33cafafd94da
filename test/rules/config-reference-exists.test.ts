import { configReferenceExists } from '../../lib/rules/config-reference-exists';
import { ruleTester } from './rule-tester';
import { object, workload } from './yaml';

const POD = 'apps/v1 Deployment';

/** A Deployment whose container has this environment. */
function reading(env: string, at = 'shop/web', more = ''): string {
  return workload(POD, at, '{ app: web }', `{ ${more} containers: [{ name: main, image: main:1.0, ${env} }] }`);
}

function variable(kind: 'configMap' | 'secret', name: string, key: string, optional = ''): string {
  return `env: [{ name: A, valueFrom: { ${kind}KeyRef: { name: ${name}, key: ${key}${optional} } } }]`;
}

/** A Deployment that mounts this volume. */
function mounting(volume: string, at = 'shop/web'): string {
  return workload(POD, at, '{ app: web }', `{ volumes: [{ name: v, ${volume} }], containers: [{ name: main, image: main:1.0 }] }`);
}

function configMap(at: string, data = '{ mode: fast }'): string {
  return object('v1 ConfigMap', at, `data: ${data}`);
}

function secret(at: string, data = '{ password: c2VjcmV0 }'): string {
  return object('v1 Secret', at, `data: ${data}`);
}

const INGRESS = (name: string): string => object('networking.k8s.io/v1 Ingress', 'shop/web', `spec: { tls: [{ hosts: [shop.example.com], secretName: ${name} }] }`);

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a key that is there': reading(variable('configMap', 'web', 'mode')) + configMap('shop/web'),
  'a key of a Secret': reading(variable('secret', 'web', 'password')) + secret('shop/web'),
  'a key that stringData has': reading(variable('secret', 'web', 'user')) + object('v1 Secret', 'shop/web', 'stringData: { user: app }'),
  'a key that binaryData has': mounting('configMap: { name: web, items: [{ key: logo.png, path: logo.png }] }') + object('v1 ConfigMap', 'shop/web', 'binaryData: { logo.png: aGk= }'),
  'all keys of one at once': reading('envFrom: [{ configMapRef: { name: web } }, { secretRef: { name: web } }]') + configMap('shop/web') + secret('shop/web'),
  'volumes of both kinds': mounting('projected: { sources: [{ configMap: { name: web } }, { secret: { name: web } }] }') + configMap('shop/web') + secret('shop/web'),
  'one whose namespace is not known': reading(variable('configMap', 'web', 'mode')) + configMap('web'),
  'one that need not be there': reading(variable('secret', 'none', 'password', ', optional: true')) + secret('shop/nome', '{ password: c2VjcmV0 }'),
  'a key that need not be there': mounting('configMap: { name: web, optional: true, items: [{ key: other, path: o }] }') + configMap('shop/web'),
  'certificates of the cluster, which every namespace has': mounting('projected: { sources: [{ configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] } }] }'),
  'the token of an account': mounting('secret: { secretName: builder-token-x7k2p }'),
  'a Secret that an ExternalSecret makes': reading(variable('secret', 'db', 'password')) + object('external-secrets.io/v1 ExternalSecret', 'shop/db', 'spec: { data: [{ secretKey: password, remoteRef: { key: db } }] }'),
  'a Secret that an ExternalSecret makes under another name, with whatever the store has':
    reading(variable('secret', 'db-login', 'password')) + object('external-secrets.io/v1beta1 ExternalSecret', 'shop/db', 'spec: { target: { name: db-login }, dataFrom: [{ extract: { key: db } }] }'),
  'a Secret that an ExternalSecret templates':
    reading(variable('secret', 'db', 'url')) + object('external-secrets.io/v1 ExternalSecret', 'shop/db', 'spec: { target: { template: { data: { url: "{{ .u }}" } } }, data: [{ secretKey: u, remoteRef: { key: db } }] }'),
  'a Secret that is made in namespaces by label':
    reading(variable('secret', 'db', 'password')) + object('external-secrets.io/v1 ClusterExternalSecret', 'all-db', 'spec: { externalSecretName: db, externalSecretSpec: { dataFrom: [{ extract: { key: db } }] } }'),
  'a Secret that is sealed': reading(variable('secret', 'db', 'password')) + object('bitnami.com/v1alpha1 SealedSecret', 'shop/db', 'spec: { encryptedData: { password: AgBy } }'),
  'a certificate that cert-manager issues': mounting('secret: { secretName: web-tls, items: [{ key: tls.crt, path: c }, { key: ca.crt, path: ca }] }') + object('cert-manager.io/v1 Certificate', 'shop/web', 'spec: { secretName: web-tls }'),
  'stores of keys that cert-manager writes':
    mounting('secret: { secretName: web-tls, items: [{ key: keystore.jks, path: k }, { key: tls-combined.pem, path: c }, { key: truststore.p12, path: t }] }') +
    object('cert-manager.io/v1 Certificate', 'shop/web', 'spec: { secretName: web-tls, additionalOutputFormats: [{ type: CombinedPEM }], keystores: { jks: { create: true }, pkcs12: { create: true } } }'),
  'a bundle of authorities that trust-manager puts everywhere': mounting('configMap: { name: ca, items: [{ key: ca.pem, path: ca.pem }] }') + object('trust.cert-manager.io/v1alpha1 Bundle', 'ca', 'spec: { target: { configMap: { key: ca.pem } } }'),
  'a Secret that Vault\'s operator makes': reading(variable('secret', 'db', 'password')) + object('secrets.hashicorp.com/v1beta1 VaultStaticSecret', 'shop/web-db', 'spec: { destination: { name: db, create: true } }'),
  'a Secret that the CSI driver makes': reading(variable('secret', 'db', 'password')) + object('secrets-store.csi.x-k8s.io/v1 SecretProviderClass', 'shop/vault', 'spec: { secretObjects: [{ secretName: db, data: [{ key: password, objectName: p }] }] }'),
  'Secrets of a database that its operator runs':
    reading(variable('secret', 'orders-db-app', 'password')) + object('postgresql.cnpg.io/v1 Cluster', 'shop/orders-db', 'spec: { instances: 3 }'),
  'Secrets of Zalando\'s operator':
    reading(variable('secret', 'app.orders-db.credentials.postgresql.acid.zalan.do', 'password')) + object('acid.zalan.do/v1 postgresql', 'shop/orders-db', 'spec: { users: { app: [] } }'),
  'a Secret that a custom resource names': reading(variable('secret', 'queue', 'host')) + object('database.example.org/v1 Broker', 'shop/mq', 'spec: { writeConnectionSecretToRef: { name: queue } }'),
  'a Secret of a Helm release': reading(variable('secret', 'grafana-admin', 'password')) + object('helm.toolkit.fluxcd.io/v2 HelmRelease', 'flux-system/grafana', 'spec: { targetNamespace: shop }'),
  'what kustomize generates': reading('envFrom: [{ configMapRef: { name: web-config } }, { secretRef: { name: web-secret } }]') +
    object('kustomize.config.k8s.io/v1beta1 Kustomization', 'x', 'configMapGenerator: [{ name: web-config, literals: [a=b] }]\nsecretGenerator: [{ name: web-secret }]'),
  'a Secret for OpenShift\'s certificate': mounting('secret: { secretName: web-serving }') + object('v1 Service', 'shop/web', 'spec: { ports: [{ port: 443 }] }').replace('name: web,', 'name: web, annotations: { service.beta.openshift.io/serving-cert-secret-name: web-serving },'),
  'keys of an object that a program fills': reading(variable('secret', 'web', 'password')) + object('v1 Secret', 'shop/web', 'type: Opaque'),
  'keys that a controller injects': mounting('configMap: { name: ca, items: [{ key: ca-bundle.crt, path: c }] }') + configMap('shop/ca', '{ note: x }').replace('name: ca,', 'name: ca, labels: { config.openshift.io/inject-trusted-cabundle: "true" },'),
  'a key in a patch beside its base': reading(variable('configMap', 'web', 'level')) + configMap('shop/web') + configMap('web', '{ level: debug }'),
  'pull secrets, which are often made by hand': reading('env: []', 'shop/web', 'imagePullSecrets: [{ name: registry }],'),
  'certificates of an Ingress that is not ours to make': INGRESS('shop-tls'),
  'certificates that cert-manager makes for an Ingress':
    INGRESS('shop-tls').replace('name: web,', 'name: web, annotations: { cert-manager.io/cluster-issuer: letsencrypt },') + mounting('secret: { secretName: shop-tls }'),
  'a Secret for a CSI driver': mounting('csi: { driver: d, nodePublishSecretRef: { name: vault } }') + secret('shop/vault'),
  'the key of an account with an authority': mounting('secret: { secretName: le-key }') + object('cert-manager.io/v1 Issuer', 'shop/le', 'spec: { acme: { privateKeySecretRef: { name: le-key } } }'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'keys of a token': reading(variable('secret', 'ci', 'token')) + object('v1 Secret', 'shop/ci', 'type: kubernetes.io/service-account-token\ndata: { extra: eA== }'),
  'names and keys to be filled in': reading(variable('configMap', '"{{ .Release.Name }}-web"', 'mode')) + reading(variable('configMap', 'web', '"${KEY}"'), 'shop/api') + configMap('shop/web'),
  'keys to be filled in': reading(variable('configMap', 'web', 'mode')) + configMap('shop/web', '{ "{{ .Values.key }}": x }'),
};

/** What may live outside the input, where it is not ours. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'a Secret made by hand, beside a ConfigMap of the same name': reading(variable('secret', 'db', 'mode')) + configMap('shop/db'),
  'a Secret that is nowhere': reading(variable('secret', 'db', 'password')),
  'names that differ by a number': reading(variable('configMap', 'web-2', 'mode')) + configMap('shop/web-1'),
  'two names that happen to be alike, where the other one lacks the key': reading(variable('secret', 'oauth', 'client')) + secret('shop/auth'),
  'short names that happen to be alike, where somebody reads the other one':
    reading('envFrom: [{ secretRef: { name: oauth } }]') + reading('envFrom: [{ secretRef: { name: auth } }]', 'shop/api') + secret('shop/auth'),
  'generations of what kustomize generates': reading('envFrom: [{ configMapRef: { name: web-config-5f2c8k9b7d } }]') + configMap('shop/web-config-5f2c8k9b2d'),
  'a ConfigMap beside a Secret of the same name that others read':
    reading('envFrom: [{ configMapRef: { name: grafana } }]') + reading('envFrom: [{ secretRef: { name: grafana } }]', 'shop/api') + secret('shop/grafana'),
  'a Secret that is read in the other namespace too': reading(variable('secret', 'registry', 'password')) + reading(variable('secret', 'registry', 'password'), 'blog/api') + secret('blog/registry'),
  'a Secret that is copied to other namespaces':
    reading(variable('secret', 'wildcard', 'password')) + secret('infra/wildcard').replace('name: wildcard,', 'name: wildcard, annotations: { reflector.v1.k8s.emberstack.com/reflection-allowed: "true" },'),
};

ruleTester(configReferenceExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
    ...Object.entries(OUTSIDE).map(([name, manifests]) => ({ name, manifests })),
    {
      name: 'a Secret that lives outside the input, as the author says',
      manifests: reading(variable('secret', 'login', 'password')) + secret('shop/logni'),
      externals: [{ kind: 'Secret', namespace: 'shop', name: 'login' }],
      ours: true,
    },
  ],
  invalid: [
    {
      name: 'a key that is not there, ours',
      manifests: reading(variable('configMap', 'web', 'mod')) + configMap('shop/web', '{ mode: fast, log: debug }'),
      ours: true,
      findings: [
        {
          message: 'missingKey',
          severity: 'error',
          field: 'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The pods read key "mod" of ConfigMap "web", which has no such key: their containers are not created',
          got: '"mod"; ConfigMap shop/web has keys "log" and "mode"',
          fix: 'read key "mode", or add key "mod" to ConfigMap "web"',
        },
      ],
      fixed: reading(variable('configMap', 'web', 'mode')) + configMap('shop/web', '{ mode: fast, log: debug }'),
    },
    {
      name: 'a key of a Secret with a slip',
      manifests: mounting('secret: { secretName: web, items: [{ key: pasword, path: p }] }') + secret('shop/web', '{ password: cA==, a: cA==, b: cA==, c: cA==, d: cA==, e: cA== }'),
      findings: [
        {
          message: 'missingKey',
          severity: 'warning',
          field: 'spec.template.spec.volumes[0].secret.items[0].key',
          got: '"pasword"; Secret shop/web has keys "a", "b", "c", "d", "e" and more',
          fix: 'read key "password", or add key "pasword" to Secret "web"',
        },
      ],
      fixed: mounting('secret: { secretName: web, items: [{ key: password, path: p }] }') + secret('shop/web'),
    },
    {
      name: 'a key that an ExternalSecret does not make',
      manifests: reading(variable('secret', 'db', 'password')) + object('external-secrets.io/v1 ExternalSecret', 'shop/db', 'spec: { data: [{ secretKey: user, remoteRef: { key: db } }, { secretKey: host, remoteRef: { key: db } }] }'),
      findings: [{ message: 'missingKey', severity: 'warning', got: '"password"; ExternalSecret shop/db has keys "host" and "user"', fix: 'add key "password" to Secret "db"' }],
      fixed: reading(variable('secret', 'db', 'user')) + object('external-secrets.io/v1 ExternalSecret', 'shop/db', 'spec: { data: [{ secretKey: user, remoteRef: { key: db } }] }'),
    },
    {
      name: 'a slip in the name, ours',
      manifests: reading('envFrom: [{ configMapRef: { name: web-confg } }]') + configMap('shop/web-config'),
      ours: true,
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          field: 'spec.template.spec.containers[0].envFrom[0].configMapRef.name',
          problem: 'The pods read ConfigMap "web-confg", but no ConfigMap in namespace "shop" is called that: their containers are not created',
          got: '"web-confg"; the nearest is ConfigMap shop/web-config',
          fix: 'read ConfigMap "web-config", or add one called "web-confg"',
        },
      ],
      fixed: reading('envFrom: [{ configMapRef: { name: web-config } }]') + configMap('shop/web-config'),
    },
    {
      name: 'a slip in the name of what is sealed',
      manifests: reading(variable('secret', 'db-cred', 'password'), 'web') + object('bitnami.com/v1alpha1 SealedSecret', 'db-creds', 'spec: { encryptedData: { password: AgBy } }'),
      findings: [{ message: 'nearMiss', severity: 'warning', got: '"db-cred"; the nearest is Secret "db-creds", which SealedSecret db-creds makes' }],
      fixed: reading(variable('secret', 'db-creds', 'password'), 'web') + object('bitnami.com/v1alpha1 SealedSecret', 'db-creds', 'spec: { encryptedData: { password: AgBy } }'),
    },
    {
      name: 'a slip in a pull secret, which pods start without where the registry lets everybody',
      manifests: reading('env: []', 'shop/web', 'imagePullSecrets: [{ name: regsitry }],') + secret('shop/registry', '{ .dockerconfigjson: e30= }'),
      findings: [
        {
          message: 'tolerated',
          severity: 'warning',
          field: 'spec.template.spec.imagePullSecrets[0].name',
          problem: 'The pods pull their images with Secret "regsitry", but no Secret in namespace "shop" is called that',
          fix: 'name Secret "registry", or add one called "regsitry"',
        },
      ],
      fixed: reading('env: []', 'shop/web', 'imagePullSecrets: [{ name: registry }],') + secret('shop/registry', '{ .dockerconfigjson: e30= }'),
    },
    {
      name: 'a slip in a certificate of ours',
      manifests: INGRESS('shop-tsl') + object('cert-manager.io/v1 Certificate', 'shop/web', 'spec: { secretName: shop-tls }'),
      ours: true,
      findings: [{ message: 'tolerated', severity: 'warning', field: 'spec.tls[0].secretName', problem: /^The Ingress shows the certificate of Secret "shop-tsl"/ }],
      fixed: INGRESS('shop-tls') + object('cert-manager.io/v1 Certificate', 'shop/web', 'spec: { secretName: shop-tls }'),
    },
    {
      name: 'a Secret that is read as a ConfigMap, ours',
      manifests: reading(variable('configMap', 'web', 'password')) + secret('shop/web'),
      ours: true,
      findings: [
        {
          message: 'otherKind',
          severity: 'error',
          problem: 'The pods read ConfigMap "web", but what is called that is a Secret: their containers are not created',
          got: 'ConfigMap "web"; there is Secret shop/web',
          fix: 'read it as a Secret, by secretKeyRef',
        },
      ],
      fixed: reading(variable('secret', 'web', 'password')) + secret('shop/web'),
    },
    {
      name: 'a Secret that is read as a ConfigMap whole',
      manifests: reading('envFrom: [{ configMapRef: { name: web } }]') + secret('shop/web'),
      findings: [{ message: 'otherKind', severity: 'warning', fix: 'read it as a Secret, by secretRef' }],
      fixed: reading('envFrom: [{ secretRef: { name: web } }]') + secret('shop/web'),
    },
    {
      name: 'a ConfigMap that is mounted as a Secret',
      manifests: mounting('secret: { secretName: web }') + configMap('shop/web'),
      ours: true,
      findings: [{ message: 'otherKind', severity: 'error', fix: 'read it as a ConfigMap, by configMap' }],
      fixed: mounting('configMap: { name: web }') + configMap('shop/web'),
    },
    {
      name: 'a ConfigMap in another namespace, ours',
      manifests: reading(variable('configMap', 'web', 'mode')) + configMap('store/web'),
      ours: true,
      findings: [
        {
          message: 'otherNamespace',
          severity: 'error',
          problem: 'The pods read ConfigMap "web" from their own namespace "shop", and it is in "store": their containers are not created',
          got: 'namespace "shop"; ConfigMap store/web is in "store"',
          fix: 'put ConfigMap "web" into namespace "shop" too',
        },
      ],
      fixed: reading(variable('configMap', 'web', 'mode')) + configMap('store/web') + configMap('shop/web'),
    },
    {
      name: 'a Secret in another namespace',
      manifests: reading('envFrom: [{ secretRef: { name: web } }]') + secret('store/web'),
      findings: [{ message: 'otherNamespace', severity: 'warning' }],
      fixed: reading('envFrom: [{ secretRef: { name: web } }]', 'store/web') + secret('store/web'),
    },
    {
      name: 'a Secret of ours that is nowhere',
      manifests: reading(variable('secret', 'db', 'password'), 'web'),
      ours: true,
      findings: [
        {
          message: 'missing',
          severity: 'note',
          problem: 'The pods read Secret "db", but no manifest has it: without it their containers are not created',
          fix: 'add Secret "db", set optional: true on the reference, or declare that it lives outside the manifests',
        },
      ],
      fixed: reading(variable('secret', 'db', 'password'), 'web') + secret('db'),
    },
  ],
});
