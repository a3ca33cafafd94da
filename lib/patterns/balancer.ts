import { ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { fill } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { ClusterTarget } from '../target/cluster-target';
import type { Provider } from '../target/provider';
import { providerTables } from '../target/providers';
import { type Annotations, type BalancedPort, type BalancerPlan, isRefused, type Profile, type SettingName } from '../target/providers/profile';
import { checkBalancerSettings, refuseAnswer } from './balancer-checks';
import { refuseClash, refuseInternal, refuseNoBalancer, refuseNoProvider, refuseOpposite, refuseOtherController } from './balancer-refusals';
import { LoadBalancerScheme, type LoadBalancerSettings } from './load-balancer-settings';
import type { LoadBalancerOptions } from './service-props';
import { TrafficPolicy } from './service-props';

/** Where a load balancer is reached; only what may be of either scheme has it as a prop. */
export interface SchemeOption {
  readonly scheme?: LoadBalancerScheme;
}

/** A Service that a load balancer leads to, or one of another type, which none does. */
interface BalancedService {
  readonly path: string;
  readonly type: ServiceType;
  readonly ports: readonly BalancedPort[];
  readonly options: LoadBalancerOptions & SchemeOption;
}

/** What the provider's profile makes of a Service. */
export interface PlannedBalancer {
  readonly annotations: Annotations;
  readonly loadBalancerClass?: string;
  readonly allocateLoadBalancerNodePorts?: false;
}

const HTTPS = 443;
const NOTHING: PlannedBalancer = { annotations: {} };

/**
 * Decides how the target's provider is told what a load balancer is to be like. Without a provider nothing is said.
 *
 * @throws LinkError where the provider cannot do what is asked
 */
export function planBalancer(scope: Construct, service: BalancedService): PlannedBalancer {
  const { path, type, options } = service;
  if (type !== ServiceType.LOAD_BALANCER) return NOTHING;
  const { provider } = ClusterTarget.of(scope);
  const asked = askedOf(options);
  if (!provider) return asked === undefined ? NOTHING : refuseNoProvider(path, asked);
  const profile = provider._profile;
  // To face the internet is what a load balancer does where there is one: a Service that says so may wait for it.
  if (!profile) return asked === undefined || isFacing(options) ? NOTHING : refuseNoBalancer(path, asked, providerTables[provider._name]);
  if (!isItsClass(profile, options.loadBalancerClass)) return asked === undefined ? NOTHING : refuseOtherController(path, asked, provider, options.loadBalancerClass);
  const scheme = options.scheme ?? LoadBalancerScheme.INTERNET_FACING;
  if (scheme === LoadBalancerScheme.INTERNAL && !provider._internal) refuseInternal(path, provider);
  return finish(service, provider, profile, scheme);
}

function finish({ path, ports, options }: BalancedService, provider: Provider, profile: Profile, scheme: LoadBalancerScheme): PlannedBalancer {
  const settings = options.loadBalancer ?? {};
  checkBalancerSettings(path, settings, ports);
  const said = settingsOf(path, planOf(settings, scheme, ports), provider, profile);
  const own = options.serviceAnnotations ?? {};
  for (const [key, { setting, value }] of said) {
    if (own[key] !== undefined && own[key] !== value) refuseClash(path, key, setting, value, own[key]);
  }
  refuseOpposite(path, own, scheme, profile);
  const annotations = { ...profile.scheme[scheme], ...Object.fromEntries([...said].map(([key, { value }]) => [key, value])) };
  const effective = { ...annotations, ...own };
  if (options.allocateLoadBalancerNodePorts === false) refuseNodePorts(path, provider, effective, options);
  const loadBalancerClass = options.loadBalancerClass ?? profile.loadBalancerClass;
  return {
    annotations,
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(profile.passesNodePortsBy?.(effective) === true ? { allocateLoadBalancerNodePorts: false } : {}),
  };
}

/** The first thing that is asked of the provider. */
function askedOf({ scheme, loadBalancer }: LoadBalancerOptions & SchemeOption): string | undefined {
  const setting = Object.entries(loadBalancer ?? {}).find(([, value]) => value !== undefined)?.[0];
  return setting === undefined ? (scheme === undefined ? undefined : 'scheme') : `loadBalancer.${setting}`;
}

function isFacing(options: LoadBalancerOptions & SchemeOption): boolean {
  return options.scheme === LoadBalancerScheme.INTERNET_FACING && askedOf(options) === 'scheme';
}

/** Another class is another controller's, which would not read what is written. */
function isItsClass({ classes, loadBalancerClass }: Profile, given: string | undefined): boolean {
  return given === undefined || classes === 'any' || given === loadBalancerClass || classes?.includes(given) === true;
}

function planOf({ idleTimeout, tlsPorts, ...settings }: LoadBalancerSettings, scheme: LoadBalancerScheme, ports: readonly BalancedPort[]): BalancerPlan {
  const all = ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port);
  // Whoever has both 80 and 443 means the one to be open to what cannot speak TLS.
  const usual = all.includes(HTTPS) ? [HTTPS] : all;
  return {
    ...settings,
    scheme,
    ports,
    ...(idleTimeout ? { idleTimeout: idleTimeout.toSeconds() } : {}),
    ...(settings.tlsCertificates ? { tlsPorts: tlsPorts ?? usual } : {}),
  };
}

/** Every annotation of the settings, with the setting that it says. */
function settingsOf(path: string, plan: BalancerPlan, provider: Provider, profile: Profile): Map<string, { setting: SettingName; value: string }> {
  const said = new Map<string, { setting: SettingName; value: string }>();
  for (const setting of Object.keys(profile.settings) as SettingName[]) {
    if (plan[setting] === undefined) continue;
    const answer = profile.settings[setting](plan);
    if (isRefused(answer)) throw refuseAnswer(path, setting, plan[setting], providerTables[provider._name].title, answer);
    for (const [key, value] of Object.entries(answer)) said.set(key, { setting, value });
  }
  return said;
}

function refuseNodePorts(path: string, provider: Provider, annotations: Annotations, { loadBalancerClass, externalTrafficPolicy }: LoadBalancerOptions): void {
  const table = providerTables[provider._name];
  const chosen = loadBalancerClass ?? table.profile?.loadBalancerClass;
  const local = externalTrafficPolicy === TrafficPolicy.LOCAL;
  if (!table.needsNodePorts({ annotations, local, lacksNodePorts: true, ...(chosen === undefined ? {} : { loadBalancerClass: chosen }) })) return;
  const { title, withoutNodePorts: or = '' } = table;
  throw propError({
    path,
    field: 'allocateLoadBalancerNodePorts',
    rule: 'load-balancer-profile-consistent',
    ...fill(sharedMessages.profileNodePorts, { provider: title, value: 'allocateLoadBalancerNodePorts: false', or }),
  });
}
