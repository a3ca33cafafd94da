import { Chart } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { ExternalObjects, HealthCheck, InternalBackend, LinkedApp } from '../../lib';
import { link } from '../../lib/linker';
import { declarationsOf } from '../../lib/synth/declarations';
import { freshFolder, linkErrorOf } from './fixtures';

/** An app that reads a password from a Secret that it does not make. */
function reading(secret: string, declared?: string): { app: LinkedApp; notes: () => string[] } {
  const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new InternalBackend(chart, 'orders', {
    image: 'ghcr.io/acme/orders:1.4.2',
    port: 80,
    targetPort: 8080,
    health: HealthCheck.http('/healthz'),
    env: { PASSWORD: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'imported', secret), key: 'password' }) },
  });
  if (declared !== undefined) ExternalObjects.declare(chart, declared);
  const notes = (): string[] => {
    const objects = chart.toJson().map((manifest) => ({ manifest, ours: true }));
    return link({ objects, ...declarationsOf(app) }).findings.map(({ severity, rule }) => `${severity} ${rule}`);
  };
  return { app, notes };
}

test('a Secret that is imported keeps no synth from being written', () => {
  const { app, notes } = reading('database');
  expect(() => { app.synth(); }).not.toThrow();
  expect(app.warningReport).toBe('');
  expect(notes()).toEqual(['note config-reference-exists']);
});

test.each(['secret/shop/database', 'Secret/database'])('what %s declares is asked for by nobody', (declared) => {
  expect(reading('database', declared).notes()).toEqual([]);
});

test('what declares another object declares nothing', () => {
  expect(reading('database', 'secret/blog/database').notes()).toEqual(['note config-reference-exists']);
});

test('what names no object is refused, with the form to write', () => {
  const { findings } = linkErrorOf(() => reading('database', 'database'));
  expect(findings).toEqual([expect.objectContaining({ path: 'shop', field: 'ExternalObjects.declare.name', fix: expect.stringMatching(/^write kind\/namespace\/name/) })]);
});
