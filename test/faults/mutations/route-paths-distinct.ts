import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'gave two apps of one Ingress the same path',
    seed: (app) =>
      pathsOf(app).some(([first, second]) => {
        if (!first || !second || isAction(first) || isAction(second)) return false;
        second.path = first.path;
        second.pathType = first.pathType;
        return true;
      }),
  },
  {
    name: 'copied a path, and changed its backend alone',
    seed: (app) =>
      pathsOf(app).some((paths) => {
        const [{ backend, ...first }, other] = [paths[0], paths.find((path) => path.backend.service?.name !== paths[0].backend.service?.name)];
        if (!other || isAction({ backend }) || isAction(other)) return false;
        paths.push({ ...first, backend: { ...other.backend } });
        return true;
      }),
  },
  {
    name: 'wrote another Ingress for the host and path of one that is there',
    seed: (app) =>
      ofKind(app, 'Ingress').some((ingress) => {
        const [rule, ...others] = ingress.spec.rules ?? [];
        const [first, second] = [rule, ...others].flatMap((each) => each?.http.paths ?? []).filter((path: Manifest) => !isAction(path));
        if (!second || Object.keys(ingress.metadata.annotations ?? {}).some((key) => key.startsWith('alb.'))) return false;
        const copy = JSON.parse(JSON.stringify({ ...ingress, spec: { ...ingress.spec, rules: [{ ...rule, http: { paths: [{ ...first, backend: second.backend }] } }] } }));
        delete copy.spec.defaultBackend;
        copy.metadata.name = `${ingress.metadata.name as string}-more`;
        app.manifests.push(copy);
        return JSON.stringify(first.backend) !== JSON.stringify(second.backend);
      }),
  },
  {
    name: 'forgot the match of a rule of a route',
    seed: (app) =>
      ofKind(app, 'HTTPRoute').some(({ spec }) => {
        const [first, second] = spec.rules;
        if (!second) return false;
        delete first.matches;
        delete second.matches;
        return true;
      }),
  },
  {
    name: 'forgot to which listener a redirect attaches',
    seed: (app) =>
      ofKind(app, 'HTTPRoute').some((redirect) => {
        const [{ filters = [], ...rest }] = redirect.spec.rules;
        if (filters[0]?.type !== 'RequestRedirect' || Object.keys(rest).length > 0) return false;
        return ofKind(app, 'HTTPRoute').some((route) => {
          if (route === redirect || route.metadata.namespace !== redirect.metadata.namespace) return false;
          for (const { spec } of [route, redirect]) spec.parentRefs = spec.parentRefs.map(({ name, namespace }: Manifest) => ({ name, namespace }));
          redirect.spec.hostnames = route.spec.hostnames;
          return true;
        });
      }),
  },
];

/** The paths of each host of each Ingress. */
function pathsOf(app: SeededApp): Manifest[][] {
  return ofKind(app, 'Ingress').flatMap(({ spec }) => (spec.rules ?? []).map((rule: Manifest) => rule.http.paths));
}

/** Whether a path leads to an action of a controller's own. */
function isAction({ backend }: Manifest): boolean {
  return backend.service?.port.name === 'use-annotation';
}
