import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { IngressControllerName } from '../target/ingress-controllers';
import type { RouteContext, RouteObject } from './planned-route';
import type { IngressRouteOptions } from './route-options';

/** What sends visitors of plain HTTP on to HTTPS. */
interface Redirect {
  readonly annotations: Readonly<Record<string, string>>;
  /** Objects that the annotations name. */
  objects(id: string): RouteObject[];
}

const NOTHING: Redirect = { annotations: {}, objects: () => [] };

/**
 * Decides how an Ingress's controller is told to redirect; where nobody asks, it is told nothing.
 *
 * @throws LinkError where the controller has another way, or none is known
 */
export function redirectOf(context: RouteContext, options: IngressRouteOptions, controller: IngressControllerName, name: string): Redirect {
  const { httpsRedirect, tlsSecret, className } = options;
  if (httpsRedirect === undefined) return NOTHING;
  if (controller === 'ingress-nginx') {
    // Where TLS ends before it, or with a certificate of its own, it redirects only when forced to.
    const annotation = httpsRedirect && tlsSecret === undefined ? 'force-ssl-redirect' : 'ssl-redirect';
    return { ...NOTHING, annotations: { [`nginx.ingress.kubernetes.io/${annotation}`]: String(httpsRedirect) } };
  }
  if (!httpsRedirect) return NOTHING;
  if (controller === 'aws-load-balancer') {
    const listeners = { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]', 'alb.ingress.kubernetes.io/ssl-redirect': '443' };
    return { ...NOTHING, annotations: listeners };
  }
  if (controller === 'gke' && className !== 'gce-internal') return frontendConfig(name);
  const { problem, fix } = controller === 'traefik' || controller === 'gke' ? OTHER_WAYS[controller] : OTHER_WAYS.other;
  throw propError({
    path: context.path,
    field: `${context.field}.httpsRedirect`,
    problem,
    got: `httpsRedirect: true with ${className === undefined ? 'no className' : `className ${quote(className)}`}`,
    fix,
  });
}

/** What whoever is told nothing by an Ingress does. */
const OTHER_WAYS = {
  traefik: {
    problem: 'Traefik redirects by its entry point or by a Middleware, and is not told by an Ingress alone',
    fix: 'leave httpsRedirect out, and let the entry point redirect: --entryPoints.web.http.redirections.entryPoint.to=websecure',
  },
  gke: {
    problem: 'The internal load balancer of GKE does not redirect',
    fix: 'leave httpsRedirect out, and switch plain HTTP off: annotations: { "kubernetes.io/ingress.allow-http": "false" }',
  },
  other: {
    problem: 'Each controller is told in its own way to redirect, and nobody knows that of this one',
    fix: 'leave httpsRedirect out and give annotations as the controller documents them, or say who it is: controller: IngressController.INGRESS_NGINX',
  },
};

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration */
function frontendConfig(name: string): Redirect {
  const config = { apiVersion: 'networking.gke.io/v1beta1', kind: 'FrontendConfig', name, annotations: {} } as const;
  return {
    annotations: { 'networking.gke.io/v1beta1.FrontendConfig': name },
    objects: (id) => [{ ...config, id: `${id}FrontendConfig`, spec: { redirectToHttps: { enabled: true } } }],
  };
}
