import { readGateway, sharesHost } from '../../lib/graph/gateway';
import { buildGraph } from '../../lib/graph/graph';
import { gatewayRoutesOf } from '../../lib/graph/route';

const VERSION = 'gateway.networking.k8s.io/v1';

function shares(listener: string | undefined, ...hostnames: readonly string[]): boolean {
  const spec = { listeners: [{ name: 'http', ...(listener === undefined ? {} : { hostname: listener }) }] };
  const { index, ...graph } = buildGraph([
    { manifest: { apiVersion: VERSION, kind: 'Gateway', metadata: { name: 'public' }, spec } },
    { manifest: { apiVersion: VERSION, kind: 'HTTPRoute', metadata: { name: 'web' }, spec: { hostnames } } },
  ]);
  const [listeners] = index.ofKind('Gateway.gateway.networking.k8s.io').map((object) => readGateway(object).listeners);
  const [route] = gatewayRoutesOf({ index, ...graph });
  return sharesHost(listeners![0]!, route!);
}

describe('the hosts of a listener and a route', () => {
  it.each([
    [undefined, ['shop.example.com']],
    ['shop.example.com', []],
    ['shop.example.com', ['shop.example.com']],
    ['Shop.Example.com', ['shop.example.COM']],
    ['*.example.com', ['a.b.example.com']],
    ['a.b.example.com', ['*.example.com']],
    ['*.example.com', ['*.shop.example.com']],
    ['*.shop.example.com', ['*.example.com']],
    ['*.example.com', ['shop.example.org', 'shop.example.com']],
  ])('overlap: %j and %j', (listener, hostnames) => {
    expect(shares(listener, ...hostnames)).toBe(true);
  });

  it.each([
    ['shop.example.com', ['example.com']],
    ['*.example.com', ['example.com']],
    ['*.example.com', ['shop-example.com']],
    ['*.example.com', ['*.com.example.org']],
    ['*.a.example.com', ['*.b.example.com']],
  ])('do not overlap: %j and %j', (listener, hostnames) => {
    expect(shares(listener, ...hostnames)).toBe(false);
  });
});
