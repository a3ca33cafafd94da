import { Testing } from 'cdk8s';
import { Web } from '../web';

test('the cluster reaches the web server on port 80', () => {
  // Links as well: what would not serve throws here, with the place and the fix.
  const manifests = Testing.synth(new Web(Testing.app(), 'web'));

  const service = manifests.find(({ kind }) => kind === 'Service');
  expect(service).toMatchObject({ metadata: { name: 'web' }, spec: { ports: [{ port: 80, targetPort: 8080 }] } });
});
