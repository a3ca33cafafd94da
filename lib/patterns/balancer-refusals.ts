import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { Provider } from '../target/provider';
import { providerTables } from '../target/providers';
import type { Annotations, Profile, SettingName } from '../target/providers/profile';
import type { ProviderTable } from '../target/providers/provider-table';
import { LoadBalancerScheme } from './load-balancer-settings';

// Why a load balancer cannot be as it is asked for, whatever the value.

/** Nobody said how the cluster is told. */
export function refuseNoProvider(path: string, field: string): never {
  throw propError({
    path,
    field,
    problem: field === 'scheme' ? 'Each provider is told in its own way whether a load balancer is internal, so the target must name it' : `Each provider is told ${field} in its own way, so the target must name it`,
    got: 'a target without provider',
    fix: 'set provider on the LinkedApp or the ClusterTarget, such as provider: Provider.eks()',
  });
}

/** The cluster makes no load balancers. */
export function refuseNoBalancer(path: string, field: string, { title, reach = '' }: ProviderTable): never {
  throw propError({
    path,
    field,
    problem: field === 'scheme' ? `${title} makes no load balancers, and none that are internal` : `${title} makes no load balancers, so there is none to have ${field.replace(/^.*\./, '')}`,
    got: `Provider.${title}()`,
    fix:
      field === 'scheme'
        ? 'use InternalBackend and kubectl port-forward on this target, or DevNodePortApp'
        : `leave it out for this target; to reach the app, ${reach}, or use kubectl port-forward`,
  });
}

/** The class hands the Service to a controller that reads other annotations. */
export function refuseOtherController(path: string, field: string, provider: Provider, loadBalancerClass: string | undefined): never {
  const { title, profile } = providerTables[provider._name];
  const usual = profile?.loadBalancerClass === undefined ? '' : `, which makes it ${quote(profile.loadBalancerClass)}`;
  throw propError({
    path,
    field,
    problem: `The class gives this load balancer to another controller than ${title}, which would not read ${field.replace(/^.*\./, '')}`,
    got: `loadBalancerClass ${quote(loadBalancerClass)}`,
    fix: `leave loadBalancerClass out${usual}, or say it in serviceAnnotations as the other controller documents it`,
  });
}

/** The provider has no way to be told that a load balancer is internal. */
export function refuseInternal(path: string, provider: Provider): never {
  // Those that are told by options of ours; all others have an annotation for it.
  const metalLb = provider._name === 'metal-lb';
  throw propError({
    path,
    field: 'scheme',
    problem: `Nobody said how ${providerTables[provider._name].title} tells an internal load balancer from a public one`,
    got: metalLb ? 'Provider.metalLb() without internalPool' : 'Provider.other() without internalAnnotations',
    fix: metalLb
      ? 'name the pool of its private addresses: Provider.metalLb({ internalPool: \'private\' })'
      : 'give the annotations that make one internal: Provider.other({ internalAnnotations: { … } })',
  });
}

/** Two props set one annotation. */
export function refuseClash(path: string, key: string, setting: SettingName, value: string, own: string): never {
  throw propError({
    path,
    field: `serviceAnnotations[${quote(key)}]`,
    problem: `loadBalancer.${setting} and serviceAnnotations both set ${quote(key)}`,
    got: `${quote(value)} and ${quote(own)}`,
    fix: `leave loadBalancer.${setting} out, and say all of it in the annotation`,
  });
}

/** The author's own annotation says the opposite of what the pattern is for. */
export function refuseOpposite(path: string, own: Annotations, scheme: LoadBalancerScheme, profile: Profile): void {
  const internal = scheme === LoadBalancerScheme.INTERNAL;
  const other = profile.scheme[internal ? LoadBalancerScheme.INTERNET_FACING : LoadBalancerScheme.INTERNAL];
  const key = Object.keys(profile.scheme[scheme]).find((name) => own[name] !== undefined && own[name] !== profile.scheme[scheme][name] && own[name] === other[name]);
  if (key === undefined) return;
  throw propError({
    path,
    field: `serviceAnnotations[${quote(key)}]`,
    problem: `The annotation makes a load balancer ${internal ? 'public that is meant to be internal' : 'internal that is meant to face the internet'}`,
    got: quote(own[key]),
    fix: internal ? 'use PublicLoadBalancedApp, or remove the annotation' : 'use InternalLoadBalancedApp, or remove the annotation',
  });
}
