import { readObjects } from '../../lib/graph/object';
import type { SourceLocation } from '../../lib/linker';

const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
const manifest = { apiVersion: 'v1', kind: 'List', items: [service, { apiVersion: 'v1', kind: 'List', items: [service] }] };

it('locates the objects of a list within it, and asks for nothing before somebody does', () => {
  const asked: string[] = [];
  const locate = (field: string): SourceLocation => {
    asked.push(field);
    return { file: 'a.yaml', line: asked.length, column: 1, via: [] };
  };
  const [first, second] = readObjects([{ manifest, provenance: { path: 'shop/list', locate } }]);
  expect(asked).toEqual([]);
  expect([first?.provenance.path, first?.provenance.source?.line, second?.provenance.locate?.('spec.ports[0]')?.line]).toEqual(['shop/list', 1, 2]);
  expect(asked).toEqual(['items[0]', 'items[1].items[0].spec.ports[0]']);
});

it('leaves the provenance of a list to its objects where nobody can locate more', () => {
  const source = { file: 'a.yaml', line: 1, column: 1, via: [] };
  expect(readObjects([{ manifest, provenance: { source } }]).map(({ provenance }) => provenance)).toEqual([{ source }, { source }]);
});
