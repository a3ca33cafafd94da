import { check } from '../../lib/check/check';
import { configOf } from './folder';
import { readManifests } from '../rules/manifests';
import { DEFAULT_TARGET, type JsonObject, type LinkObject } from '../../lib/linker';
import { deployment, service } from '../rules/yaml';

const objectsOf = (yaml: string): LinkObject[] => readManifests(yaml).map((manifest) => ({ manifest: manifest as JsonObject }));
const rulesOf = async (config: string, objects: readonly LinkObject[]): Promise<string[]> =>
  check({ objects }, await configOf(config)).findings.map(({ rule, severity }) => `${severity} ${rule}`);

test('the range of node ports is the cluster\'s', async () => {
  const web = objectsOf(deployment('shop/web', '{ app: web }', '[{ containerPort: 80 }]') + service('shop/web', '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 31500 }] }'));
  const inRange = (config: string): Promise<string[]> => rulesOf(config, web).then((rules) => rules.filter((rule) => rule.includes('node-port-in-range')));

  expect(await inRange('nodePorts: { from: 30000, to: 31000 }')).toEqual(['error node-port-in-range']);
  expect(await inRange('nodePorts: { from: 30000, to: 32000 }')).toEqual([]);
});

test('what an object says of its own cluster goes before what is said of all', async () => {
  const web = objectsOf(service('shop/web', '{ type: NodePort, ports: [{ port: 80, nodePort: 30050 }] }')).map((object) => ({ ...object, target: DEFAULT_TARGET }));

  expect(await rulesOf('nodePorts: { from: 31000, to: 32000 }', web)).toEqual([]);
});

test('pods of a custom kind are found where its template is', async () => {
  const fleet = 'apiVersion: acme.example/v1\nkind: Fleet\nmetadata: { name: web, namespace: shop }\nspec: { crew: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 80 }] }] } } }\n---\n';
  const objects = objectsOf(fleet + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'));

  expect(await rulesOf('podTemplates: [{ group: acme.example, kind: Fleet, path: spec.crew }]', objects)).toContain('error service-target-port-open');
  expect(await rulesOf('', objects)).not.toContain('error service-target-port-open');
});
