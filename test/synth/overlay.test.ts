import { ApiObject, type Chart, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { linkErrorOf, plainApp, ShopChart } from './fixtures';

const serviceOf = (chart: Chart): any => Testing.synth(chart).find((manifest) => manifest.kind === 'Service');

describe('a JSON patch on an object of ours', () => {
  test('wins over what we render', () => {
    const chart = new ShopChart(plainApp());
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/name', 'web'));
    expect(serviceOf(chart).spec.ports[0].name).toBe('web');
  });

  test('reaches fields that the generated class would drop', () => {
    const chart = new ShopChart(plainApp());
    ApiObject.of(chart.orders.service).addJsonPatch(
      JsonPatch.add('/spec/trafficDistribution', 'PreferClose'),
      JsonPatch.replace('/spec/ports/0/targetPort', 'http'),
      JsonPatch.add('/spec/clusterIP', '10.0.0.10'),
    );
    expect(serviceOf(chart).spec).toMatchObject({ trafficDistribution: 'PreferClose', clusterIP: '10.0.0.10', ports: [{ targetPort: 'http' }] });
  });

  test('leaves keys in the order that cdk8s gives them', () => {
    const chart = new ShopChart(plainApp());
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.add('/spec/allocateLoadBalancerNodePorts', false));
    const service = serviceOf(chart);
    expect(Object.keys(service)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(Object.keys(service.spec)).toEqual(Object.keys(service.spec).sort());
  });

  test('keeps keys unsorted where CDK8S_DISABLE_SORT asks for it', () => {
    const chart = new ShopChart(plainApp());
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.add('/spec/allocateLoadBalancerNodePorts', false));
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const keys = Object.keys(serviceOf(chart).spec);
      expect(keys[keys.length - 1]).toBe('allocateLoadBalancerNodePorts');
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('that can\'t be applied is reported with the path of its object', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.add('/spec/nowhere/deep', 1));
    expect(linkErrorOf(() => { app.synth(); }).messages).toMatchObject([{ path: 'shop/orders/Service/Resource' }]);
  });
});

describe('a JSON patch on somebody else\'s object', () => {
  test('is an error where the generated class drops it', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const service = new k8s.KubeService(chart, 'raw', { metadata: { name: 'raw' }, spec: { clusterIp: 'None', ports: [{ port: 80 }] } });
    service.addJsonPatch(JsonPatch.replace('/spec/trafficDistribution', 'PreferClose'));
    expect(linkErrorOf(() => { app.synth(); }).findings).toMatchObject([
      { rule: 'patch-takes-effect', path: 'shop/raw', field: 'spec.trafficDistribution' },
    ]);
  });

  test('is silent where it shows', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const service = new k8s.KubeService(chart, 'raw', { metadata: { name: 'raw' }, spec: { clusterIp: 'None', ports: [{ port: 80 }] } });
    service.addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'), JsonPatch.remove('/spec/clusterIP'));
    expect(() => { app.synth(); }).not.toThrow();
  });
});
