import { quote } from '../report/message';
import type { Graph } from './graph';
import { type Json, type JsonObject, list, record, text } from './json';
import { type GraphObject, isOwned } from './object';

/** Some requests, by host and path, and what a route does with them. */
export interface RoutePath {
  readonly object: GraphObject;
  /** Where it stands, such as `spec.rules[0].http.paths[1]`. */
  readonly field: string;
  /** The same for the same requests at the same entrance, by routes of one namespace: not all namespaces need be let in. */
  readonly key: string;
  /** The requests as messages show them: `"shop.example.com/api"`. */
  readonly shown: string;
  /** What becomes of them, written so that equal texts are equal. */
  readonly outcome: string;
  /** The same as messages show it. */
  readonly leadsTo: string;
  /** Whether nothing but host and path tells apart what the object is for, as far as is known. */
  readonly plain: boolean;
}

/** Annotations that leave open no question of which requests an Ingress is for; any other may, in some controller. */
const PLAIN =
  /^((acme\.)?cert-manager\.io|external-dns\.alpha\.kubernetes\.io|meta\.helm\.sh|helm\.sh|kubernetes\.io|kubectl\.kubernetes\.io|argocd\.argoproj\.io|nginx\.ingress\.kubernetes\.io)\//;

/** nginx's canaries share the path of what they stand beside, on purpose. */
const CANARY = /^nginx\.ingress\.kubernetes\.io\/canary/;

/** All paths of the input's Ingresses and HTTPRoutes, in the order in which they stand. */
export function routePathsOf({ index }: Graph): RoutePath[] {
  const ingresses = index.ofKind('Ingress.networking.k8s.io').filter((object) => !isOwned(object));
  const routes = index.ofKind('HTTPRoute.gateway.networking.k8s.io').filter((object) => !isOwned(object));
  return [...ingresses.flatMap(pathsOfIngress), ...routes.flatMap(pathsOfRoute)];
}

function pathsOfIngress(object: GraphObject): RoutePath[] {
  const { annotations, namespace } = object;
  const spec = record(object.manifest.spec);
  const className = text(spec.ingressClassName) ?? annotations['kubernetes.io/ingress.class'];
  const plain = Object.keys(annotations).every((key) => PLAIN.test(key) && !CANARY.test(key));
  return list(spec.rules).flatMap((entry, index) => {
    const { host, http } = record(entry);
    return list(record(http).paths).flatMap((item, at): RoutePath[] => {
      const { path, pathType, backend } = record(item);
      const leadsTo = showIngressBackend(backend);
      if (leadsTo === undefined) return [];
      const type = text(pathType) ?? '';
      // Of a prefix, a slash at the end says nothing.
      const written = type === 'Prefix' ? (text(path) ?? '').replace(/\/+$/, '') || '/' : text(path) ?? '';
      return [
        {
          object,
          field: `spec.rules[${String(index)}].http.paths[${String(at)}]`,
          key: JSON.stringify(['Ingress', namespace, className, (text(host) ?? '').toLowerCase(), type, written]),
          shown: showRequests(text(host), written),
          outcome: leadsTo,
          leadsTo,
          plain,
        },
      ];
    });
  });
}

/** Undefined where it is none, or an action that only its controller knows. */
function showIngressBackend(value: Json): string | undefined {
  const { service, resource } = record(value);
  const { name, port } = record(service);
  const { number, name: portName } = record(port);
  if (portName === 'use-annotation') return undefined;
  if (text(name) !== undefined) return `Service ${quote(name)} at ${quote(number ?? portName)}`;
  const { kind, name: other } = record(resource);
  return text(other) === undefined ? undefined : `${text(kind) ?? 'resource'} ${quote(other)}`;
}

function pathsOfRoute(object: GraphObject): RoutePath[] {
  const spec = record(object.manifest.spec);
  const hosts = list(spec.hostnames).length === 0 ? [undefined] : list(spec.hostnames).map((host) => text(host)?.toLowerCase());
  const parents = list(spec.parentRefs).map((parent) => keyOfParent(record(parent), object));
  return list(spec.rules).flatMap((entry, index) => {
    const rule = record(entry);
    const matches = list(rule.matches).length === 0 ? [{}] : list(rule.matches).map(record);
    return matches.flatMap((match, at) =>
      parents.flatMap((parent) =>
        hosts.map((host): RoutePath => ({
          object,
          field: `spec.rules[${String(index)}]${list(rule.matches).length === 0 ? '' : `.matches[${String(at)}]`}`,
          key: JSON.stringify(['HTTPRoute', object.namespace, parent, host ?? '', keyOfMatch(match)]),
          shown: showRequests(host, text(record(match.path).value) ?? '/'),
          outcome: JSON.stringify([rule.backendRefs ?? null, rule.filters ?? null]),
          leadsTo: showBackendRefs(rule),
          plain: true,
        })),
      ),
    );
  });
}

function keyOfParent({ group, kind, name, namespace, sectionName, port }: JsonObject, object: GraphObject): Json {
  return [group ?? null, kind ?? 'Gateway', name ?? null, text(namespace) ?? object.namespace ?? null, sectionName ?? null, port ?? null];
}

/** Everything that a match asks for: its lists in an order of their own, what is left out as the API has it by default. */
function keyOfMatch({ path, method, headers, queryParams }: JsonObject): Json {
  const { type, value } = record(path);
  const sorted = (entries: Json, fold: (name: string) => string): string[] =>
    list(entries).map((item) => JSON.stringify([fold(text(record(item).name) ?? ''), record(item).type ?? 'Exact', record(item).value ?? null])).sort();
  return [type ?? 'PathPrefix', value ?? '/', method ?? null, sorted(headers, (name) => name.toLowerCase()), sorted(queryParams, (name) => name)];
}

function showBackendRefs({ backendRefs, filters }: JsonObject): string {
  const names = list(backendRefs).flatMap((entry) => text(record(entry).name) ?? []);
  if (names.length > 0) return names.map(quote).join(' and ');
  return list(filters).flatMap((filter) => text(record(filter).type) ?? []).join(' and ') || 'nothing';
}

function showRequests(host: string | undefined, path: string): string {
  return host === undefined ? `${quote(path === '' ? '/' : path)} of any host` : quote(`${host}${path}`);
}
