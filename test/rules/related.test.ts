import { formatLinks, link } from '../../lib/linker';
import { readManifests, toInput } from './manifests';
import { readPage } from './page';
import { deployment, service } from './yaml';

/** Each document as a file of its own: its line is its number. */
function linkLines(manifests: string): ReturnType<typeof link> {
  const objects = toInput(readManifests(manifests)).objects.map((object, index) => ({
    ...object,
    provenance: { source: { file: 'shop.yaml', line: index + 1, column: 1, via: [] } },
  }));
  return link({ objects });
}

it.each([
  ['headless-port-matches', ['StatefulSet ledger:2']],
  ['node-port-distinct', ['Service web:2']],
  ['object-identity-unique', ['Service web:2']],
  ['policy-admits-service-port', ['NetworkPolicy orders:2', 'Deployment orders:3']],
  ['service-selects-one-workload', ['Deployment web:2', 'Job migrate:3']],
  ['service-target-port-open', ['Deployment orders:2']],
  ['service-target-port-protocol', ['Deployment dns:2']],
  ['workload-selectors-disjoint', ['Deployment worker:2']],
])('%s names the other objects that have a part in it, and where they are', (rule, expected) => {
  const [finding] = linkLines(readPage(rule).fails).findings;
  expect(finding?.rule).toBe(rule);
  expect(finding?.related?.map(({ object, source }) => `${object.kind} ${object.name}:${String(source?.line)}`)).toEqual(expected);
});

it('names ten at most, however many pods a Service selects', () => {
  const pods = Array.from({ length: 30 }, (_, index) => deployment(`shop/web-${String(index)}`, '{ app: web }')).join('');
  const findings = linkLines(service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: none }] }') + pods).findings;
  const found = findings.find(({ rule }) => rule === 'service-target-port-open');
  expect(found?.related).toHaveLength(10);
});

it('prints links so that no name in them takes over the terminal', () => {
  const [proved] = linkLines(readPage('service-target-port-open').fixed).links;
  expect(formatLinks([{ ...proved!, container: '\u001b[2J' }])).toMatch(/ → container \\u001b\[2J:8080$/);
});
