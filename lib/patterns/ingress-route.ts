import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { controllerOfClass, ingressControllers, type IngressControllerName, type IngressControllerTable } from '../target/ingress-controllers';
import { namespacePeer, type PolicyPeer } from './peers';
import { redirectOf } from './ingress-redirect';
import type { PlannedRoute, RouteContext, RouteObject } from './planned-route';
import type { PlannedPort } from './ports';
import type { AskedRoute } from './route';
import type { RouteClaim } from './route-claims';
import type { IngressRouteOptions } from './route-options';
import { portOfRoute, spokenAt } from './route-port';

type Asked = Extract<AskedRoute, { kind: 'ingress' }>;
type Annotations = Readonly<Record<string, string>>;

/** Load balancers have Ingresses in common where this names one. */
const ALB_GROUP = 'alb.ingress.kubernetes.io/group.name';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
/** What tells apart requests of one host and path: such Ingresses share it on purpose. */
const SHARING = /\/(conditions|canary)[.-]|\/canary$/;

/** Decides the objects of an Ingress, and what its controller must be told to reach the pods. */
export function planIngressRoute(context: RouteContext, asked: Asked): PlannedRoute {
  const { path, field, service } = context;
  const { host, className, tlsSecret, annotations: own = {} } = asked.options;
  const port = portOfRoute(path, field, context.ports, asked.options.port);
  const controller = controllerOf(context, asked.options);
  const table = controller === 'other' ? undefined : ingressControllers[controller];
  if (table) refuseSecret(context, asked.options, table);
  const { id, name } = context.nameRoute('Ingress', asked.options.name);
  const protocol = protocolOf(context, asked.options, port, table);
  const redirect = redirectOf(context, asked.options, controller, name);
  const classed: Annotations = className !== undefined && table?.classByAnnotation === true ? { [CLASS_ANNOTATION]: className } : {};
  const annotations = { ...classed, ...table?.annotations, ...protocol.annotations, ...redirect.annotations, ...own };
  const backend = { service: { name: service, port: { number: port.port } } };
  const ingress: RouteObject = {
    id,
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    name,
    annotations,
    spec: {
      ...(className !== undefined && !(CLASS_ANNOTATION in annotations) ? { ingressClassName: className } : {}),
      ...(tlsSecret === undefined ? {} : { tls: [{ ...(host === undefined ? {} : { hosts: [host] }), secretName: tlsSecret }] }),
      rules: [{ ...(host === undefined ? {} : { host }), http: { paths: [{ path: asked.path, pathType: asked.pathType, backend }] } }],
    },
  };
  return {
    port,
    objects: [ingress, ...redirect.objects(id)],
    claims: Object.keys(own).some((key) => SHARING.test(key)) ? [] : [claimOf(context, asked, controller, own)],
    serviceAnnotations: { ...table?.serviceAnnotations, ...protocol.serviceAnnotations?.(port.name) },
    ...entranceOf(asked.options, table),
  };
}

function controllerOf({ provider }: RouteContext, { controller, className }: IngressRouteOptions): IngressControllerName {
  if (controller !== undefined) return controller;
  if (className !== undefined) return controllerOfClass(className) ?? 'other';
  return provider === 'gke' ? 'gke' : 'other';
}

function refuseSecret({ path, field }: RouteContext, { tlsSecret }: IngressRouteOptions, { tlsSecrets, title }: IngressControllerTable): void {
  if (tlsSecret === undefined || tlsSecrets) return;
  throw propError({
    path,
    field: `${field}.tlsSecret`,
    problem: `${capital(title)} takes certificates from AWS Certificate Manager, and reads no Secret`,
    got: quote(tlsSecret),
    fix: 'leave tlsSecret out: a certificate for the host is found by itself, or named by annotations: { "alb.ingress.kubernetes.io/certificate-arn": … }',
  });
}

/** A controller's title at the beginning of a sentence; what has a lower-case name keeps it. */
function capital(title: string): string {
  return title.replace(/^the /, 'The ');
}

/** What tells a controller that pods speak TLS or gRPC; plain HTTP needs no telling. */
function protocolOf(
  { path, field }: RouteContext,
  { annotations = {}, tlsSecret }: IngressRouteOptions,
  port: PlannedPort,
  table: IngressControllerTable | undefined,
): { annotations: Annotations; serviceAnnotations?(port: string): Annotations } {
  const spoken = spokenAt(port) ?? 'http';
  if (spoken === 'http') return { annotations: {} };
  const words = { https: 'TLS', grpc: 'gRPC' }[spoken];
  const got = `port ${quote(port.name)}, which speaks ${words}`;
  const told = table?.[spoken];
  const refuse = (problem: string, fix: string): Error => propError({ path, field: `${field}.port`, problem, got, fix });
  if (told && (spoken !== 'grpc' || tlsSecret !== undefined || table.title !== ingressControllers['ingress-nginx'].title)) return told;
  if (told) throw refuse('ingress-nginx speaks gRPC to clients over TLS alone', 'give tlsSecret the name of the Secret with the certificate');
  if (table) throw refuse(`${capital(table.title)} cannot be told that pods speak ${words}`, 'use Route.gateway(), or lead to a port for plain HTTP');
  if (Object.keys(annotations).length > 0) return { annotations: {} };
  const known = Object.values(ingressControllers).flatMap(({ classes }) => classes.map(quote));
  throw refuse(
    `The controller speaks plain HTTP to pods unless it is told otherwise, and of this one nobody knows how`,
    `give annotations as the controller documents them, or say who it is by controller, or by className, such as ${listed(known, 'or')}`,
  );
}

/** Whoever is the same to all Ingresses of a class is one entrance; cloud load balancers are one for each Ingress, or for each group. */
function claimOf({ path, field, scope }: RouteContext, { options, path: value, pathType: type }: Asked, controller: IngressControllerName, own: Annotations): RouteClaim {
  const { host, className = '' } = options;
  const group = own[ALB_GROUP];
  const alone = controller === 'gke' || (controller === 'aws-load-balancer' && group === undefined);
  const entrance = alone ? `Ingress ${scope.node.path} ${field}` : `Ingress class ${className} ${group ?? ''}`;
  return { path, field, kind: 'Ingress', entrance, type, value, ...(host === undefined ? {} : { host }) };
}

/** Whom the policy admits for it: nobody in particular where a load balancer outside the cluster sends to pods itself. */
function entranceOf({ controllerNamespace }: IngressRouteOptions, table: IngressControllerTable | undefined): { entrance?: PolicyPeer } {
  if (controllerNamespace !== undefined) return { entrance: namespacePeer(controllerNamespace) };
  if (!table) return { entrance: { namespaceSelector: {} } };
  return table.namespace === undefined ? {} : { entrance: namespacePeer(table.namespace) };
}
