import { looksLike, nearest } from '../../lib/graph/near';

describe('looksLike', () => {
  it.each([
    // letters
    ['auth', 'autj'],
    ['orders', 'order'],
    ['orders', 'oders'],
    ['orders', 'ordres'],
    ['orders', 'orderz'],
    ['web', 'wbe'],
    ['frontend', 'fronten'],
    ['frontend', 'frntent'],
    ['inventory', 'inventary'],
    // capitals and separators
    ['web', 'Web'],
    ['web-app', 'web_app'],
    ['web-app', 'webapp'],
    ['web', 'we-b'],
    ['app.kubernetes.io/name', 'app.kubernetes.io/Name'],
    ['app.kubernetes.io/name', 'app.kubernetes.io/names'],
    // one word of several
    ['shop-orders', 'shop-ordres'],
    ['shop-orders', 'shpo-orders'],
    ['orders-v2', 'ordres-v2'],
  ])('takes %s and %s for slips of each other', (a, b) => {
    expect([looksLike(a, b), looksLike(b, a)]).toEqual([true, true]);
  });

  it.each([
    // words that are meant to differ
    ['internal-api', 'external-api'],
    ['http', 'https'],
    ['shop-ingress', 'shop-egress'],
    ['web', 'web'],
    ['', ''],
    ['', 'a'],
    // numbers tell copies and versions apart
    ['v1', 'v2'],
    ['web-v1', 'web-v2'],
    ['redis-0', 'redis-1'],
    ['redis', 'redis-1'],
    ['redis', 'redis2'],
    ['8080', '8081'],
    ['v1-web', 'v2-wbe'],
    // so do short words, and words that are put before or behind
    ['a', 'b'],
    ['ab', 'a-b'],
    ['db', 'dc'],
    ['api', 'app'],
    ['shop-api', 'shop-app'],
    ['blue-a', 'blue-b'],
    ['web', 'web-a'],
    ['web-canary', 'web-canary-b'],
    ['eu-west', 'eu-east'],
    ['blue', 'green'],
    ['frontend', 'backend'],
    ['master', 'replica'],
    ['ingest', 'digest'],
    ['orders', 'orders-api'],
  ])('does not take %s and %s for slips of each other', (a, b) => {
    expect([looksLike(a, b), looksLike(b, a)]).toEqual([false, false]);
  });
});

describe('nearest', () => {
  it.each<[string, string[], string | undefined]>([
    ['htpp', ['metrics', 'http'], 'http'],
    ['metric', ['http', 'metrics'], 'metrics'],
    ['web', ['http'], 'http'],
    ['web', [], undefined],
    // equally near: by name, whatever the order
    ['ab', ['ac', 'aa'], 'aa'],
    ['ab', ['aa', 'ac'], 'aa'],
  ])('of %s among %j is %s', (wanted, candidates, result) => {
    expect(nearest(wanted, candidates)).toBe(result);
  });
});
