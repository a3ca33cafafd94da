import { allRules, link, type LinkResult, type Severities } from '../../lib/linker';
import { readManifests, toInput } from '../rules/manifests';
import { deployment, service } from '../rules/yaml';

const SHOP =
  deployment('shop/web', '{ app: web }', '[{ containerPort: 8080 }]') +
  service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
const linked = (severities: Severities, yaml = SHOP): LinkResult => link({ ...toInput(readManifests(yaml)), severities });
const weights = (severities: Severities, yaml?: string): string[] => linked(severities, yaml).findings.map(({ rule, severity }) => `${severity} ${rule}`).sort();

test('findings weigh what the author says of their rule', () => {
  expect(weights({})).toContain('error service-target-port-open');
  expect(weights({ 'service-target-port-open': 'note' })).toContain('note service-target-port-open');
  expect(weights({ 'readiness-behind-service': 'error' })).toContain('error readiness-behind-service');
});

test('a rule that is off is not asked, and what was acknowledged of it may be needed yet', () => {
  const acknowledged = SHOP.replaceAll('name: web,', 'name: web, annotations: { acknowledge.cdk8s-service-patterns/service-target-port-open: later },');

  expect(weights({ 'service-target-port-open': 'off' }, acknowledged).filter((finding) => /service-target-port-open|acknowledgement/.test(finding))).toEqual([]);
});

test('what is acknowledged is acknowledged however much it weighs', () => {
  const acknowledgements = [{ rule: 'readiness-behind-service', reason: 'a demo', path: '' }];
  const result = link({ ...toInput(readManifests(SHOP), { acknowledgements }), severities: { 'readiness-behind-service': 'error' } });

  expect(result.findings.map(({ rule }) => rule)).not.toContain('readiness-behind-service');
  expect(result.acknowledged).toMatchObject([{ finding: { severity: 'error' } }]);
});

test('a rule that is turned down does not silence the API server', () => {
  const twice = service('shop/web', '{ ports: [{ name: a, port: 80 }, { name: b, port: 80 }] }');
  const asked = (severities: Severities): string[] =>
    link({ ...toInput(readManifests(twice), { apiServer: true }), severities }).findings.map(({ rule, severity }) => `${severity} ${rule}`);

  expect(asked({})).toEqual(['error service-ports-distinct']);
  expect(asked({ 'service-ports-distinct': 'warning' }).sort()).toEqual(['error apiserver-accepts', 'warning service-ports-distinct']);
  expect(asked({ 'apiserver-accepts': 'off' })).toEqual(['error service-ports-distinct']);
});

test('every rule may be given a weight', () => {
  const all = Object.fromEntries(allRules.map(({ name }) => [name, 'note' as const]));

  expect(new Set(linked(all).findings.map(({ severity }) => severity))).toEqual(new Set(['note']));
});
