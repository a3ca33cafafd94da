import { MadeObjects } from '../../lib/graph/made-objects';
import { readObjects } from '../../lib/graph/object';
import { PossibleMakers } from '../../lib/graph/possible-makers';
import { readManifests } from '../rules/manifests';
import { object } from '../rules/yaml';
import type { JsonObject } from '../../lib/linker';

function objectsOf(yaml: string): ReturnType<typeof readObjects> {
  return readObjects(readManifests(yaml).map((manifest) => ({ manifest: manifest as JsonObject })));
}

/** Everything that objects make, as `Kind namespace/name [keys]`. */
function made(yaml: string): string[] {
  const all = new MadeObjects(objectsOf(yaml));
  return ['Secret', 'ConfigMap'].flatMap((kind) =>
    all.ofKind(kind).map(({ namespace, name, keys }) => `${kind} ${namespace ?? '*'}/${name}${keys ? ` [${keys.join(' ')}]` : ''}`),
  );
}

const MAKERS: readonly (readonly [string, string, string, ...string[]])[] = [
  ['bitnami.com/v1alpha1 SealedSecret', 'shop/a', 'spec: { encryptedData: { x: AgB }, template: { metadata: { name: b }, data: { k: z } } }', 'Secret shop/b [x k]'],
  ['external-secrets.io/v1 ExternalSecret', 'shop/a', 'spec: { data: [{ secretKey: x }] }', 'Secret shop/a [x]'],
  ['external-secrets.io/v1 ExternalSecret', 'shop/a', 'spec: { target: { name: b, template: { data: { k: z } } }, data: [{ secretKey: x }] }', 'Secret shop/b [x k]'],
  ['external-secrets.io/v1 ExternalSecret', 'shop/a', 'spec: { target: { template: { templateFrom: [] } }, data: [{ secretKey: x }] }', 'Secret shop/a'],
  ['external-secrets.io/v1 ClusterExternalSecret', 'a', 'spec: { externalSecretSpec: { target: { name: b }, dataFrom: [{}] } }', 'Secret */b'],
  ['kubernetes-client.io/v1 ExternalSecret', 'shop/a', 'spec: {}', 'Secret shop/a'],
  ['cert-manager.io/v1 Certificate', 'shop/a', 'spec: { secretName: b, additionalOutputFormats: [{ type: DER }], keystores: { pkcs12: {} } }', 'Secret shop/b [tls.crt tls.key ca.crt key.der keystore.p12 truststore.p12]'],
  ['cert-manager.io/v1 Issuer', 'shop/a', 'spec: { acme: { privateKeySecretRef: { name: b } } }', 'Secret shop/b'],
  ['cert-manager.io/v1 ClusterIssuer', 'a', 'spec: { acme: { privateKeySecretRef: { name: b } } }', 'Secret */b'],
  ['cert-manager.io/v1 ClusterIssuer', 'a', 'spec: { selfSigned: {} }'],
  ['trust.cert-manager.io/v1alpha1 Bundle', 'a', 'spec: { target: { configMap: { key: ca.pem } } }', 'Secret */a [ca.pem]', 'ConfigMap */a [ca.pem]'],
  ['trust.cert-manager.io/v1alpha1 Bundle', 'a', 'spec: { target: { configMap: { key: ca.pem }, additionalFormats: { jks: {} } } }', 'Secret */a', 'ConfigMap */a'],
  ['secrets.hashicorp.com/v1beta1 VaultDynamicSecret', 'shop/a', 'spec: { destination: { name: b } }', 'Secret shop/b'],
  ['secrets.hashicorp.com/v1beta1 VaultPKISecret', 'shop/a', 'spec: { destination: { name: b } }', 'Secret shop/b'],
  ['secrets.hashicorp.com/v1beta1 HCPVaultSecretsApp', 'shop/a', 'spec: { destination: { name: b } }', 'Secret shop/b'],
  ['secrets-store.csi.x-k8s.io/v1 SecretProviderClass', 'shop/a', 'spec: { secretObjects: [{ secretName: b, data: [{ key: x }] }, { secretName: c, data: [] }] }', 'Secret shop/b [x]', 'Secret shop/c []'],
  ['isindir.github.com/v1alpha3 SopsSecret', 'shop/a', 'spec: { secretTemplates: [{ name: b }, { name: c }] }', 'Secret shop/b', 'Secret shop/c'],
  ['onepassword.com/v1 OnePasswordItem', 'shop/a', 'spec: {}', 'Secret shop/a'],
  ['k8s.bitwarden.com/v1 BitwardenSecret', 'shop/a', 'spec: { secretName: b }', 'Secret shop/b'],
  ['secrets.infisical.com/v1alpha1 InfisicalSecret', 'shop/a', 'spec: { managedSecretReference: { secretName: b } }', 'Secret shop/b'],
  ['secrets.doppler.com/v1alpha1 DopplerSecret', 'shop/a', 'spec: { managedSecret: { name: b } }', 'Secret shop/b'],
  ['spv.no/v2beta1 AzureKeyVaultSecret', 'shop/a', 'spec: { output: { secret: { name: b } } }', 'Secret shop/b'],
  ['clustersecret.io/v1 ClusterSecret', 'a', 'data: { x: y }', 'Secret */a'],
  ['kafka.strimzi.io/v1beta2 KafkaUser', 'shop/a', 'spec: {}', 'Secret shop/a'],
  ['kustomize.config.k8s.io/v1beta1 Kustomization', 'a', 'configMapGenerator: [{ name: b }]\nsecretGenerator: [{ name: c }]', 'Secret */c', 'ConfigMap */b'],
  ['v1 ConfigMap', 'shop/a', 'data: { x: y }'],
];

test.each(MAKERS)('%s makes what it says: %s, %s', (type, at, rest, ...expected) => {
  expect(made(object(type, at, rest))).toEqual(expected);
});

test('an Ingress and a Gateway have certificates made where they ask for them', () => {
  const annotated = (yaml: string, key: string): string => yaml.replace('name: a,', `name: a, annotations: { ${key}: internal },`);
  const ingress = object('networking.k8s.io/v1 Ingress', 'shop/a', 'spec: { tls: [{ secretName: b }] }');
  const gateway = object('gateway.networking.k8s.io/v1 Gateway', 'shop/a', 'spec: { listeners: [{ tls: { certificateRefs: [{ name: b }] } }] }');
  expect(made(ingress + gateway)).toEqual([]);
  expect(made(annotated(ingress, 'cert-manager.io/cluster-issuer'))).toEqual(['Secret shop/b [tls.crt tls.key ca.crt]']);
  expect(made(annotated(gateway, 'cert-manager.io/issuer'))).toEqual(['Secret shop/b [tls.crt tls.key ca.crt]']);
});

test('an operator may make what bears the name of its resource, or is named in it', () => {
  const makers = new PossibleMakers(objectsOf(object('postgresql.cnpg.io/v1 Cluster', 'shop/orders-db', 'spec: { superuserSecret: { name: root } }')));
  expect(['orders-db', 'orders-db-app', 'app.orders-db.credentials', 'my-orders-db', 'root'].filter((name) => !makers.mayMake('shop', name))).toEqual([]);
  expect(['orders', 'db', 'orders-dbx', 'other'].filter((name) => makers.mayMake('shop', name))).toEqual([]);
  expect(makers.mayMake('blog', 'orders-db-app')).toBe(false);
});

test('what runs pods, routes or measures makes nothing, and what installs charts makes it anywhere', () => {
  const template = 'spec: { template: { spec: { containers: [{ name: main }] } } }';
  const none = object('argoproj.io/v1alpha1 Rollout', 'shop/web', template) + object('monitoring.coreos.com/v1 ServiceMonitor', 'shop/web', 'spec: {}');
  expect(new PossibleMakers(objectsOf(none)).mayMake('shop', 'web-tls')).toBe(false);
  const release = object('helm.toolkit.fluxcd.io/v2 HelmRelease', 'flux-system/web', 'spec: {}');
  expect(new PossibleMakers(objectsOf(release)).mayMake('shop', 'web-tls')).toBe(true);
});
