import { type Answer, Validator } from '../../lib/apiserver/validator';

const validator = new Validator();
const ask = (...objects: unknown[]): Answer[] => validator.ask(objects.map((object) => ({ version: '1.34', object })));
const config = (data: object, name = 'a'): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

test('answers come in the order of the questions', () => {
  const answers = ask(config({ ok: 'a' }), config({ 'not ok': 'a' }), { apiVersion: 'acme.example/v1', kind: 'Widget', metadata: { name: 'w' } });
  expect(answers.map(({ status }) => status)).toEqual(['valid', 'invalid', 'unknown']);
});

test.each<[string, unknown]>([
  ['a number', 7],
  ['nothing', null],
  ['a text', 'apiVersion: v1'],
  ['a list', [config({})]],
  ['an object without a kind', { apiVersion: 'v1' }],
  ['a kind that is a number', { apiVersion: 'v1', kind: 7 }],
  ['metadata of another type', { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'a' }],
])('%s is answered, and the next question too', (_, object) => {
  expect(ask(object, config({ ok: 'a' })).map(({ status }) => status)).toEqual([expect.any(String), 'valid']);
});

test('an object of five megabytes is answered', () => {
  const [answer] = ask(config({ large: 'x'.repeat(5 * 1024 * 1024) }));
  expect(answer).toMatchObject({ status: 'invalid', errors: [{ detail: expect.stringMatching(/1048576|may not be more/i) }] });
});

test('an object that is nested a thousand times deep is answered', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 1000; depth += 1) deep = { a: deep };
  const [answer, next] = ask({ ...config({}), spec: deep }, config({ ok: 'a' }));
  expect(answer!.status).toBe('invalid');
  expect(next!.status).toBe('valid');
});

test('many objects make several batches, and none is lost', () => {
  const objects = Array.from({ length: 60 }, (_, index) => config({ text: 'y'.repeat(200_000) }, `c${String(index)}`));
  expect(ask(...objects).every(({ status }) => status === 'valid')).toBe(true);
});

test('Pod Security is judged at the level that is asked for', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
  const at = (level?: string): number => validator.ask([{ version: '1.34', ...(level === undefined ? {} : { level }), object: pod }])[0]!.violations.length;
  expect([at(), at('privileged'), at('baseline')]).toEqual([0, 0, 0]);
  expect(at('restricted')).toBeGreaterThan(2);
});
