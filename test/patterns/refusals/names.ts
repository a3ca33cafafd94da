import { App, Chart } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { InternalBackend, Worker } from '../../../lib';
import { image } from '../harness';
import { backend, type Refusals } from './refusal';

/** Names of patterns and Services, and where patterns stand. */
export const nameRefusals: Refusals = {
  'an id with capitals and a space': (chart) => backend(chart, {}, 'Orders API'),
  'an id that begins with a digit': (chart) => backend(chart, {}, '3scale'),
  'an id without a single letter': (chart) => backend(chart, {}, '42'),
  'a name with an underscore': (chart) => backend(chart, { name: 'orders_api' }),
  'a name that ends with a hyphen': (chart) => backend(chart, { name: 'orders-' }),
  'a name with a space at its end': (chart) => backend(chart, { name: 'orders ' }),
  'a name of 64 characters': (chart) => backend(chart, { name: `o${'r'.repeat(63)}` }),
  'an empty name': (chart) => backend(chart, { name: '' }),
  'a name with dots, as a host has': (chart) => backend(chart, { name: 'orders.shop.svc' }),
  'two patterns of one name in one namespace': (chart) => {
    backend(chart, {});
    new Worker(new Chart(App.of(chart), 'jobs', { namespace: 'shop' }), 'worker', { image, name: 'orders' });
  },
  'two patterns of one name in charts without a namespace': (chart) => {
    const app = App.of(chart);
    for (const id of ['a', 'b']) new Worker(new Chart(app, id), 'mailer', { image });
  },
  'a further Service with a name that is none': (chart) => backend(chart, {}).addService('Orders Admin'),
  'a further Service with the pattern\'s own name': (chart) => backend(chart, {}).addService('orders'),
  'a further Service of type ExternalName': (chart) => backend(chart, {}).addService('orders-ext', { type: ServiceType.EXTERNAL_NAME }),
  'a pattern without a chart': (chart) => new InternalBackend(App.of(chart), 'orders', { image, port: 80 }),
  'a pattern in a construct without a chart': (chart) => new Worker(new Construct(App.of(chart), 'Feature'), 'mailer', { image }),
};
