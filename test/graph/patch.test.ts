import { fieldOf, tokens, valueAt } from '../../lib/graph/patch';

const MANIFEST = { spec: { ports: [{ port: 80 }, { port: 443 }], selector: { 'a/b~c': 'x' }, none: null, empty: '' } };

describe('a JSON pointer', () => {
  it.each<[string, string[], string]>([
    ['', [], ''],
    ['/spec', ['spec'], 'spec'],
    ['/spec/ports/0/targetPort', ['spec', 'ports', '0', 'targetPort'], 'spec.ports[0].targetPort'],
    ['/spec/ports/-', ['spec', 'ports', '-'], 'spec.ports[-]'],
    ['/metadata/labels/a~1b~0c', ['metadata', 'labels', 'a/b~c'], 'metadata.labels["a/b~c"]'],
    ['/~01', ['~1'], '["~1"]'],
  ])('%s has the steps %j, and findings call it %s', (pointer, steps, field) => {
    expect([tokens(pointer), fieldOf(pointer)]).toEqual([steps, field]);
  });

  it.each<[string, ReturnType<typeof valueAt>]>([
    ['', { found: true, value: MANIFEST }],
    ['/spec/ports/1/port', { found: true, value: 443 }],
    ['/spec/selector/a~1b~0c', { found: true, value: 'x' }],
    ['/spec/none', { found: true, value: null }],
    ['/spec/none/deeper', { found: false }],
    ['/spec/empty', { found: true, value: '' }],
    ['/spec/ports/2', { found: false }],
    ['/spec/ports/0/port/0', { found: false }],
    ['/spec/constructor', { found: false }],
    ['/spec/ports/map', { found: false }],
  ])('%s finds %j', (pointer, value) => {
    expect(valueAt(MANIFEST, pointer)).toEqual(value);
  });
});
