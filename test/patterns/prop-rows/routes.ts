import { Route } from '../../../lib';
import { type Row, rows } from './row';

const gateway = { name: 'public', namespace: 'infra' };
const byGateway = Route.gateway({ gateway, hostnames: ['shop.example.com'], path: '/api' });

export const routeRows: readonly Row[] = [
  ...rows(
    'HTTPRoute',
    ['route', { route: byGateway }, '/spec/hostnames', ['shop.example.com'], ['shop.example.org']],
    ['route', { route: byGateway }, '/spec/rules/0/matches/0/path', { type: 'PathPrefix', value: '/api' }, { type: 'Exact', value: '/v1' }],
    ['routes', { routes: [byGateway] }, '/spec/parentRefs/0', { name: 'public', namespace: 'infra' }, { name: 'private', namespace: 'infra' }],
  ),
  ...rows(
    'Ingress',
    ['routes', { routes: [Route.ingress({ host: 'shop.example.com' }), byGateway] }, '/spec/rules/0/host', 'shop.example.com', 'shop.example.org'],
  ),
];
