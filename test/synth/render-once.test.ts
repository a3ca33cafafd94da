import { ApiObject, App, ApiObjectMetadataDefinition, Chart, type IResolver, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { renderOnce } from '../../lib/synth/render-once';
import { overlay } from '../../lib/synth/overlay';
import { shop } from '../patterns/harness';
import { interfacesOf, rowsByInterface, subjects } from '../patterns/prop-rows/subjects';

afterEach(() => { jest.restoreAllMocks(); });

/** What an object is, rendered here; undefined where that is left to cdk8s. */
const here = (object: ApiObject): unknown => (renderOnce(object) === undefined ? undefined : object.toJson());

/** The same, rendered by cdk8s: a resolver of somebody's own is a reason to. */
function byCdk8s(object: ApiObject): unknown {
  const { resolvers } = App.of(object);
  resolvers.push({ resolve: () => undefined });
  try {
    expect(renderOnce(object)).toBeUndefined();
    return object.toJson();
  } finally {
    resolvers.pop();
  }
}

test.each(subjects)('$name, with each of its props, is what cdk8s makes of it', (subject) => {
  const rows = [{ props: {} }, ...interfacesOf(subject).flatMap((name) => rowsByInterface[name] ?? [])];
  let rendered = 0;
  for (const { props } of rows) {
    const chart = shop();
    subject.make(chart, typeof props === 'function' ? props(chart) : props);
    for (const object of chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))) {
      // Objects of kinds that cdk8s-plus does not know, such as routes, are few.
      if (!(object.constructor.name in k8s)) continue;
      expect(JSON.stringify(here(object))).toBe(JSON.stringify(byCdk8s(object)));
      rendered += 1;
    }
  }
  expect(rendered).toBeGreaterThanOrEqual(rows.length);
});

describe('an object', () => {
  const make = (props: k8s.KubeServiceProps = {}, resolvers?: IResolver[]): k8s.KubeService => overlay(new k8s.KubeService(new Chart(new App({ resolvers }), 'shop'), 'orders', props));

  test('of everything that may be in props is what cdk8s makes of it', () => {
    const service = make({
      metadata: { annotations: { b: Lazy.any({ produce: () => 'c' }) as unknown as string }, labels: {}, finalizers: ['a'] },
      spec: {
        ports: Lazy.any({ produce: () => [{ port: 80, name: undefined, targetPort: k8s.IntOrString.fromString('http') }] }) as k8s.ServicePort[],
        externalIPs: [],
        selector: { a: null as unknown as string },
      },
    });
    service.metadata.add('generateName', 'a-');
    service.metadata.addLabel('a', 'b');
    expect(here(service)).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { annotations: { b: 'c' }, finalizers: ['a'], generateName: 'a-', labels: { a: 'b' }, name: 'shop-orders-c8d7e77c' },
      spec: { externalIPs: [], ports: [{ port: 80, targetPort: 'http' }], selector: {} },
    });
    expect(JSON.stringify(here(service))).toBe(JSON.stringify(byCdk8s(service)));
  });

  test('keeps patches that came before we did', () => {
    const raw = new k8s.KubeService(new Chart(new App(), 'shop'), 'orders', { spec: { type: 'ClusterIP' } });
    raw.addJsonPatch(JsonPatch.replace('/spec/type', 'NodePort'));
    expect(overlay(raw).toJson()).toMatchObject({ spec: { type: 'NodePort' } });
  });

  test('asks a resolver of somebody\'s own', () => {
    const resolver: IResolver = { resolve: (context) => { if (context.value === 'secret') context.replaceValue('resolved'); } };
    expect(make({ spec: { clusterIp: 'secret' } }, [resolver]).toJson()).toMatchObject({ spec: { clusterIP: 'resolved' } });
  });

  test('of a class that is not generated is for cdk8s', () => {
    class Mine extends k8s.KubeService {
      override toJson(): unknown {
        return { mine: true };
      }
    }
    expect(overlay(new Mine(new Chart(new App(), 'shop'), 'mine')).toJson()).toEqual({ mine: true });
  });

  test.each([
    ['an object\'s', ApiObject.prototype as { toJson(): unknown }],
    ['metadata\'s', ApiObjectMetadataDefinition.prototype],
  ])('comes of %s own rendering where somebody put theirs in its place', (_, prototype) => {
    const service = make();
    const theirs = jest.spyOn(prototype, 'toJson');
    service.toJson();
    expect(theirs).toHaveBeenCalledTimes(1);
  });

  test.each<[string, unknown, string]>([
    ['something that is no data', new Map(), 'can\'t render non-simple object of type \'Map\''],
    ['what fails when it is asked', Lazy.any({ produce: () => { throw new Error('not today'); } }), 'not today'],
  ])('with %s fails as it does in cdk8s', (_, spec, message) => {
    expect(() => make({ spec: spec as k8s.ServiceSpec }).toJson()).toThrow(`Failed serializing construct at path 'shop/orders' with name 'shop-orders-c8d7e77c': Error: ${message}`);
  });
});
