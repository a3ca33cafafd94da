import { formatKinds, sum, tallyJson, tallyLines } from '../../e2e/tally';

test('an HTTP request is answered by a status below 400', () => {
  const printed = ['0 200 0.001', '0 302 0.001', '0 503 0.001', '7 000 0.000', '52 000 0.002'].join('\n');

  expect(tallyLines(printed, { asked: 5, http: true })).toEqual({
    requests: 5,
    lost: 3,
    kinds: { 'status 503': 1, 'connection refused': 1, 'closed without an answer': 1 },
  });
});

test('a connection is answered by being made, however curl ends it', () => {
  expect(tallyLines('28 000 0.000\n28 000 0.004\n0 000 0.001\n', { asked: 3, http: false })).toEqual({ requests: 3, lost: 1, kinds: { 'no answer in time': 1 } });
});

test('a request that nothing is heard of is lost', () => {
  expect(tallyLines('sh: curl: not found\n0 200 0.001\n', { asked: 3, http: true })).toEqual({ requests: 3, lost: 2, kinds: { 'no word of it': 2 } });
});

test('a program says itself what it lost', () => {
  expect(tallyJson('ready\n{"requests": 500, "failed": 2, "kinds": {"EOF": 2}}\n')).toEqual({ requests: 500, lost: 2, kinds: { EOF: 2 } });
  expect(() => tallyJson('exec failed')).toThrow('no line of JSON: exec failed');
});

test('tallies add up', () => {
  const one = { requests: 3, lost: 1, kinds: { EOF: 1 } };

  expect(sum([one, one, { requests: 4, lost: 3, kinds: { 'status 503': 3 } }])).toEqual({ requests: 10, lost: 5, kinds: { EOF: 2, 'status 503': 3 } });
  expect(formatKinds({ EOF: 2, 'status 503': 3 })).toBe('status 503 (3), EOF (2)');
});
