import type { LoadResult } from '../../e2e/rollout';
import { formatTable, judgeLoads } from '../../e2e/table';

const load = (service: string, promised: boolean, lost: number): LoadResult => ({
  promised,
  question: { namespace: 'shop', service, port: 80, headless: false },
  tally: { requests: 1000, lost, kinds: lost > 0 ? { 'connection refused': lost } : {} },
});

test('the table shows figures by example, and what is wrong below', () => {
  const loads = [load('web', true, 3), load('cache', false, 40)];
  const table = formatTable([
    { example: 'shop', accepted: true, readyAfter: 12, asked: 2, answered: 2, loads, ...judgeLoads(loads) },
    { example: 'worker', accepted: true, readyAfter: 4, loads: [], problems: [], remarks: [] },
    { example: 'broken', accepted: false, problems: ['the Service is invalid'], remarks: [] },
    { example: 'public-http-app', skipped: 'this cluster has no gateway.networking.k8s.io/v1/HTTPRoute', problems: [], remarks: [] },
  ]);

  expect(table).toBe(
    [
      'example          accepted  ready after  ports answered  requests  lost',
      'shop             yes       12 s         2/2             1000      3',
      'worker           yes       4 s          -               -         -',
      'broken           no        -            -               -         -',
      'public-http-app  skipped: this cluster has no gateway.networking.k8s.io/v1/HTTPRoute',
      '',
      'failed  shop: 3 of 1000 requests to web:80 were lost in the restart: connection refused (3)',
      'note    shop: 40 of 1000 requests to cache:80 were lost in the restart: connection refused (40); nothing promises that one of its pods stays',
      'failed  broken: the Service is invalid',
    ].join('\n'),
  );
});

test('a restart without a request proves nothing', () => {
  const silent: LoadResult = { ...load('web', true, 0), tally: { requests: 0, lost: 0, kinds: {} } };

  expect(judgeLoads([silent]).problems).toEqual(['no request was sent to web']);
  expect(judgeLoads([load('web', true, 0)])).toEqual({ problems: [], remarks: [] });
});
