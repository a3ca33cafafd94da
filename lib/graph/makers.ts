import { type Json, type JsonObject, list, record, text } from './json';
import type { GraphObject } from './object';

/** What a maker's entry says of one object: a Secret in the maker's own namespace, unless it says otherwise. */
export interface Making {
  readonly kind?: string;
  readonly name: string | undefined;
  /** Whether it is made in namespaces that the maker's own does not tell. */
  readonly everywhere?: boolean;
  readonly keys?: readonly string[];
}

type Make = (spec: JsonObject, maker: GraphObject) => readonly Making[];

/**
 * What each kind makes. Where a kind leaves the keys to what it reads elsewhere, nobody can say them.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 * @see https://cert-manager.io/docs/usage/certificate/
 */
export const MAKERS: Readonly<Record<string, Make>> = {
  'SealedSecret.bitnami.com': sealedSecret,
  'ExternalSecret.external-secrets.io': (spec, { name }) => [externalSecret(spec, name)],
  'ClusterExternalSecret.external-secrets.io': (spec, { name }) => [
    { ...externalSecret(record(spec.externalSecretSpec), text(spec.externalSecretName) ?? name), everywhere: true },
  ],
  'ExternalSecret.kubernetes-client.io': (_, { name }) => [{ name }],
  'Certificate.cert-manager.io': certificate,
  'Issuer.cert-manager.io': (spec) => [accountKey(spec)],
  // Its Secret is in cert-manager's own namespace, wherever that is.
  'ClusterIssuer.cert-manager.io': (spec) => [{ ...accountKey(spec), everywhere: true }],
  'Bundle.trust.cert-manager.io': (spec, { name }) => ['ConfigMap', 'Secret'].map((kind) => ({ kind, name, everywhere: true, ...bundleKeys(spec) })),
  'VaultStaticSecret.secrets.hashicorp.com': vaultSecret,
  'VaultDynamicSecret.secrets.hashicorp.com': vaultSecret,
  'VaultPKISecret.secrets.hashicorp.com': vaultSecret,
  'HCPVaultSecretsApp.secrets.hashicorp.com': vaultSecret,
  'SecretProviderClass.secrets-store.csi.x-k8s.io': (spec) =>
    list(spec.secretObjects).map((item) => {
      const { secretName, data } = record(item);
      return { name: text(secretName), keys: namesIn(data, 'key') };
    }),
  'SopsSecret.isindir.github.com': (spec) => list(spec.secretTemplates).map((item) => ({ name: text(record(item).name) })),
  'OnePasswordItem.onepassword.com': (_, { name }) => [{ name }],
  'BitwardenSecret.k8s.bitwarden.com': (spec) => [{ name: text(spec.secretName) }],
  'InfisicalSecret.secrets.infisical.com': (spec) => [{ name: text(record(spec.managedSecretReference).secretName) }],
  'DopplerSecret.secrets.doppler.com': (spec) => [{ name: text(record(spec.managedSecret).name) }],
  'AzureKeyVaultSecret.spv.no': (spec) => [{ name: text(record(record(spec.output).secret).name) }],
  'ClusterSecret.clustersecret.io': (_, { name }) => [{ name, everywhere: true }],
  'KafkaUser.kafka.strimzi.io': (_, { name }) => [{ name }],
  'Kustomization.kustomize.config.k8s.io': kustomization,
};

function sealedSecret(spec: JsonObject, { name }: GraphObject): Making[] {
  const template = record(spec.template);
  return [{ name: text(record(template.metadata).name) ?? name, keys: [...Object.keys(record(spec.encryptedData)), ...Object.keys(record(template.data))] }];
}

function externalSecret(spec: JsonObject, name: string): Making {
  const target = record(spec.target);
  const template = record(target.template);
  const made = { name: text(target.name) ?? name };
  // What is found or extracted in the store, or templated from elsewhere, has the keys that it has there.
  if (list(spec.dataFrom).length > 0 || template.templateFrom !== undefined) return made;
  const keys = namesIn(spec.data, 'secretKey');
  const templated = Object.keys(record(template.data));
  return { ...made, keys: templated.length === 0 ? keys : [...keys, ...templated] };
}

function certificate(spec: JsonObject): Making[] {
  const formats = namesIn(spec.additionalOutputFormats, 'type').map((type) => (type === 'DER' ? 'key.der' : 'tls-combined.pem'));
  const stores = Object.keys(record(spec.keystores)).flatMap((store) => (store === 'jks' ? ['keystore.jks', 'truststore.jks'] : ['keystore.p12', 'truststore.p12']));
  return [{ name: text(spec.secretName), keys: ['tls.crt', 'tls.key', 'ca.crt', ...formats, ...stores] }];
}

function accountKey(spec: JsonObject): Making {
  return { name: text(record(record(spec.acme).privateKeySecretRef).name) };
}

function bundleKeys({ target }: JsonObject): { keys?: readonly string[] } {
  const { configMap, additionalFormats } = record(target);
  const key = text(record(configMap).key);
  return key === undefined || additionalFormats !== undefined ? {} : { keys: [key] };
}

function vaultSecret({ destination }: JsonObject): Making[] {
  return [{ name: text(record(destination).name) }];
}

/** Kustomize's own file, not yet built: what it will generate is referred to by the name without its hash. */
function kustomization(_: JsonObject, { manifest }: GraphObject): Making[] {
  const generate = (value: Json, kind: string): Making[] => list(value).map((item) => ({ kind, name: text(record(item).name), everywhere: true }));
  return [...generate(manifest.configMapGenerator, 'ConfigMap'), ...generate(manifest.secretGenerator, 'Secret')];
}

function namesIn(value: Json, key: string): string[] {
  return list(value).flatMap((item) => text(record(item)[key]) ?? []);
}
