import * as path from 'node:path';
import { DEFAULT_CONFIG, loadConfig } from '../../lib/check/config';
import { allRules, DEFAULT_TARGET } from '../../lib/linker';
import { configOf, folderWith, refusalOf } from './folder';

describe('a configuration', () => {
  it('says of the cluster, the rules and the world what its author wrote', async () => {
    const config = await configOf(`
# yaml-language-server: $schema=./node_modules/cdk8s-service-patterns/schemas/service-patterns.schema.json
kubernetes: "1.31"
environment: production
nodePorts: { from: 31000, to: 31999 }
clusterDomain: cluster.internal
severities:
  image-pinned: error
  grpc-needs-balancing: off
externals:
  - secret/shop/tls
  - gateway.gateway.networking.k8s.io/infra/public
  - { kind: ConfigMap, namespace: shop, name: settings }
  - { kind: Gateway, group: gateway.networking.k8s.io, name: internal }
podTemplates:
  - { group: acme.example, kind: Fleet, path: spec.crew.template }
  - { group: acme.example, kind: Convoy, path: spec.lead }
  - { group: acme.example, kind: Convoy, path: spec.tail }
ignore: [vendor/]
`);

    expect(config).toMatchObject({
      target: { cluster: 'default', kubernetesVersion: '1.31', environment: 'production', nodePortRange: { from: 31000, to: 31999 }, clusterDomain: 'cluster.internal' },
      severities: { 'image-pinned': 'error', 'grpc-needs-balancing': 'off' },
      externals: [
        { kind: 'Secret', namespace: 'shop', name: 'tls' },
        { kind: 'Gateway.gateway.networking.k8s.io', namespace: 'infra', name: 'public' },
        { kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
        { kind: 'Gateway.gateway.networking.k8s.io', name: 'internal' },
      ],
      podTemplates: { 'acme.example/Fleet': ['spec.crew.template'], 'acme.example/Convoy': ['spec.lead', 'spec.tail'] },
      ignore: ['vendor/'],
    });
    expect(config.rules).toEqual(allRules);
    expect(path.basename(config.file!)).toBe('service-patterns.yaml');
  });

  it('may say nothing at all', async () => {
    expect(await configOf('# nothing yet\n')).toMatchObject({ ...DEFAULT_CONFIG, file: expect.stringMatching(/service-patterns\.yaml$/) });
    expect(await configOf('')).toMatchObject({ target: DEFAULT_TARGET });
  });

  it.each([
    ['"1.31"', '1.31'],
    ['1.31', '1.31'],
    ['1.30', '1.30'],
    ['1.40', '1.40'],
    ['v1.33', '1.33'],
    ['1.34.2', '1.34'],
    ['v1.34.2-eks-1', '1.34'],
  ])('takes kubernetes: %s for %s', async (written, version) => {
    expect((await configOf(`kubernetes: ${written}`)).target.kubernetesVersion).toBe(version);
  });

  it('is read from the file that is named, wherever it lies', async () => {
    const folder = folderWith({ 'service-patterns.yaml': 'environment: staging', 'other/strict.yaml': 'environment: production' });

    expect((await loadConfig({ cwd: folder, file: 'other/strict.yaml' })).target.environment).toBe('production');
    expect((await loadConfig({ cwd: path.join(folder, 'other') })).target.environment).toBe('staging');
  });
});

describe('a mistake is refused at its line and column', () => {
  const mistakes: readonly (readonly [name: string, yaml: string, text: string])[] = [
    ['a key that is misspelt', 'environment: production\nseverites:\n  image-pinned: error\n', `error[config] There is no key "severites" in the configuration
  --> service-patterns.yaml:2:1
  at   severites
  got  "severites"; known are "kubernetes", "environment", "nodePorts", "clusterDomain", "severities", "externals", "podTemplates", "rules" and "ignore"
  fix  write "severities", or leave it out`],
    ['a key that is misspelt further in', 'nodePorts:\n  from: 30000\n  till: 31000\n  to: 31000\n', `error[config] There is no key "till" in nodePorts
  --> service-patterns.yaml:3:3
  at   nodePorts.till
  got  "till"; known are "from" and "to"
  fix  write "to", or leave it out`],
    ['a rule that there is not', 'severities:\n  image-pined: error\n', `error[config] There is no rule "image-pined"
  --> service-patterns.yaml:2:3
  at   severities.image-pined
  got  "image-pined"
  fix  write "image-pinned", or the name that a finding shows in brackets`],
    ['a severity that there is not', 'severities:\n  image-pinned: eror\n', `error[config] severities.image-pinned must be "error", "warning", "note" or "off"
  --> service-patterns.yaml:2:17
  at   severities.image-pinned
  got  "eror"
  fix  write "error"`],
    ['a severity of another type', 'severities:\n  image-pinned: false\n', `error[config] severities.image-pinned must be "error", "warning", "note" or "off"
  --> service-patterns.yaml:2:17
  at   severities.image-pinned
  got  false
  fix  write one of them, such as "error"`],
    ['a value of another type', 'rules: ./rules/team-label.ts\n', `error[config] rules must be a list of modules with rules of your own
  --> service-patterns.yaml:1:8
  at   rules
  got  "./rules/team-label.ts"
  fix  write it like ["./rules/team-label.ts"]`],
    ['a key without a value', 'externals:\n', `error[config] externals must be a list of objects that live outside the manifests
  --> service-patterns.yaml:1:11
  at   externals
  got  nothing
  fix  write it like ["secret/shop/tls"]`],
    ['a version that is none', 'kubernetes: latest\n', `error[config] kubernetes must be a Kubernetes version, major and minor
  --> service-patterns.yaml:1:13
  at   kubernetes
  got  "latest"
  fix  write it like "1.34"`],
    ['a version that nobody maintains', 'kubernetes: 1.20\n', `error[config] kubernetes must be a version from 1.28 on
  --> service-patterns.yaml:1:13
  at   kubernetes
  got  "1.20"
  fix  name the version that the cluster runs; nobody maintains one before 1.28, and we do not know its rules`],
    ['a port out of range', 'nodePorts: { from: 30000, to: 70000 }\n', `error[config] nodePorts.to must be a port from 1 to 65535
  --> service-patterns.yaml:1:31
  at   nodePorts.to
  got  70000
  fix  write it like 32767`],
    ['a range that ends before it begins', 'nodePorts: { from: 32000, to: 31000 }\n', `error[config] The range of node ports ends before it begins
  --> service-patterns.yaml:1:12
  at   nodePorts
  got  from 32000 to 31000
  fix  write from: 31000 and to: 32000`],
    ['half a range', 'nodePorts: { from: 32000 }\n', `error[config] nodePorts has no "to"
  --> service-patterns.yaml:1:12
  at   nodePorts
  fix  add to, such as to: 32767`],
    ['an external without a name', 'externals:\n  - secret/shop/tls\n  - secret\n', `error[config] A declared object needs a kind and a name
  --> service-patterns.yaml:3:5
  at   externals[1]
  got  "secret"
  fix  write kind/namespace/name as in "secret/shop/tls", or kind/name where the namespace is none or any`],
    ['a pod template of an API version', 'podTemplates:\n  - group: acme.example/v1\n    kind: Fleet\n    path: spec.template\n', `error[config] podTemplates[0].group must be the API group of a custom kind, without its version
  --> service-patterns.yaml:2:12
  at   podTemplates[0].group
  got  "acme.example/v1"
  fix  write it like "acme.example"`],
    ['text in place of keys', 'production\n', `error[config] The configuration must be a map of keys
  --> service-patterns.yaml:1:1
  got  "production"
  fix  write keys such as kubernetes: "1.34"`],
  ];

  it.each(mistakes)('%s', async (_, yaml, text) => {
    expect(await refusalOf(configOf(yaml))).toBe(`1 error; nothing was written\n\n${text}`);
  });

  it('several at once, in the order of the file', async () => {
    const text = await refusalOf(configOf('kubernets: "1.34"\nenvironment: prod\nexternals: [secret]\n'));

    expect(text).toMatch(/^2 errors;/);
    expect(text.match(/service-patterns\.yaml:\d+:\d+/g)).toEqual(['service-patterns.yaml:1:1', 'service-patterns.yaml:2:14']);
  });

  it('YAML that is none, and a key that is there twice', async () => {
    expect(await refusalOf(configOf('severities: { image-pinned: error\n'))).toContain('error[config] The configuration is no YAML\n  --> service-patterns.yaml:2:1\n');
    expect(await refusalOf(configOf('environment: staging\nenvironment: production\n'))).toContain('  --> service-patterns.yaml:2:1\n  got  Map keys must be unique\n');
  });

  it('a file that is not there', async () => {
    const text = await refusalOf(loadConfig({ cwd: folderWith({}), file: 'nowhere.yaml' }));

    expect(text).toContain('error[config] The configuration "nowhere.yaml" cannot be read\n  got  ENOENT');
  });
});
