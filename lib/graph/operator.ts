import type { Graph } from './graph';
import { record, text } from './json';
import { type GraphObject, mayShareNamespace } from './object';
import type { Labels } from './selector';

/** Custom kinds that say something of pods but run none. */
export const RUNS_NOTHING = /(Monitor|Probe|Rule|Route|RouteTCP|RouteUDP|Certificate|Secret|Policy|Authentication|Middleware|VirtualService|ServiceEntry|ScaledObject)$/;

/** A custom resource of a name that the selector asks for: its operator runs pods that no manifest shows. */
export function operatorOf(graph: Graph, asking: GraphObject, selector: Labels): GraphObject | undefined {
  const values = Object.values(selector);
  return mayRunPods(graph).find(({ name, namespace }) => values.includes(name) && mayShareNamespace(namespace, asking.namespace));
}

/** The custom resources of each graph whose operators may run pods: many objects ask, and few such resources there are. */
const operated = new WeakMap<Graph['objects'], readonly GraphObject[]>();

function mayRunPods({ objects }: Graph): readonly GraphObject[] {
  const known =
    operated.get(objects) ??
    objects.filter(({ group, kind }) => group.includes('.') && (!group.endsWith('.k8s.io') || kind === 'Gateway') && !RUNS_NOTHING.test(kind));
  operated.set(objects, known);
  return known;
}

/**
 * Whether an operator of the input may label pods that way when it makes them: it does so with keys of its own domain, and with
 * names that begin with that of the custom resource.
 */
export function mayBeOperated(graph: Graph, asking: GraphObject, selector: Labels): boolean {
  const domains = new Set(Object.keys(selector).flatMap((key) => (key.includes('/') ? [key.slice(0, key.indexOf('/'))] : [])));
  const values = Object.values(selector);
  return customObjects(graph).some(({ object, group }) => {
    const { kind, name, namespace } = object;
    if ([...domains].some((domain) => domain === group || domain.endsWith(`.${group}`) || group.endsWith(`.${domain}`))) return true;
    const isNamed = name !== '' && values.some((value) => value === name || value.startsWith(`${name}-`));
    return isNamed && kind !== 'CustomResourceDefinition' && !RUNS_NOTHING.test(kind) && mayShareNamespace(namespace, asking.namespace);
  });
}

/** An object of an operator: a custom resource, or the definition of one, with the group that it is of. */
interface CustomObject {
  readonly object: GraphObject;
  readonly group: string;
}

/** Those of each graph: many objects ask, and few such resources there are. */
const custom = new WeakMap<Graph['objects'], readonly CustomObject[]>();

function customObjects({ objects }: Graph): readonly CustomObject[] {
  const known =
    custom.get(objects) ??
    objects.flatMap((object): CustomObject[] => {
      const group = object.kind === 'CustomResourceDefinition' ? text(record(object.manifest.spec).group) ?? '' : object.group;
      return group.includes('.') && !group.endsWith('.k8s.io') ? [{ object, group }] : [];
    });
  custom.set(objects, known);
  return known;
}
