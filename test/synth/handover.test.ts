import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { handOver, isAwaited, takeOver } from '../../lib/synth/handover';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-handover-'));
const before = { ...process.env };
beforeEach(() => {
  process.env.CDK8S_SERVICE_PATTERNS_CACHE = folder;
});
afterEach(() => {
  process.env = { ...before };
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const named = (name: string): { kind: string; metadata: { name: string } } => ({ kind: 'ConfigMap', metadata: { name } });
const source = { file: 'main.ts', line: 3, column: 1, via: [] };
const linked = {
  objects: [
    // As origins are traced: the line is read when somebody asks.
    { manifest: named('a'), ours: true, provenance: { path: 'shop/a', get source() { return source; } } },
    { manifest: named('b'), provenance: { path: 'shop/b' } },
  ],
  connections: [],
  acknowledgements: [{ rule: 'image-pinned', reason: 'a demo', path: 'shop', provenance: { path: 'shop', get source() { return source; } } }],
  externals: [], told: [],
};

test('what was said of manifests is found by the manifests, in whatever order they are', () => {
  handOver(linked);

  expect(takeOver([named('b'), named('other'), named('a')])).toEqual({
    objects: [
      { manifest: named('b'), provenance: { path: 'shop/b' } },
      { manifest: named('other'), provenance: {} },
      { manifest: named('a'), ours: true, provenance: { path: 'shop/a', source } },
    ],
    connections: [],
    acknowledgements: [{ rule: 'image-pinned', reason: 'a demo', path: 'shop', provenance: { path: 'shop', source } }],
    externals: [], told: [],
  });
});

test('what was said of other manifests is not', () => {
  handOver(linked);

  expect(takeOver([named('a')])).toBeUndefined();
  expect(takeOver([named('a'), named('c')])).toBeUndefined();
});

test('where there is nothing, or nothing whole, nothing is taken over', () => {
  for (const content of [undefined, '', '{"objects": [', '{}', 'null']) {
    fs.rmSync(path.join(folder, 'linked.json'), { force: true });
    if (content !== undefined) fs.writeFileSync(path.join(folder, 'linked.json'), content);
    expect(takeOver([named('a')])).toBeUndefined();
  }
  process.env.CDK8S_SERVICE_PATTERNS_CACHE = '';
  handOver(linked);
  expect(takeOver([named('a'), named('b')])).toBeUndefined();
});

test('it is written only where the cdk8s CLI is about to validate', () => {
  expect(isAwaited()).toBe(false);
  Object.assign(process.env, { CDK8S_OUTDIR: 'dist', CDK8S_RECORD_CONSTRUCT_METADATA: 'false' });
  expect(isAwaited()).toBe(false);
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  expect(isAwaited()).toBe(true);
});
