import { type Annotations, cannot, type Profile, type SettingName } from './profile';
import type { ProviderTable } from './provider-table';

/** What the author says of a provider that we have no table for. */
export interface OtherSayings {
  readonly loadBalancerClass?: string;
  readonly internal?: Annotations;
  readonly public?: Annotations;
}

const SETTINGS: readonly SettingName[] = ['addresses', 'subnets', 'healthCheckPath', 'healthCheckPort', 'crossZone', 'idleTimeout', 'tlsCertificates', 'proxyProtocol'];

/** How a provider is told what the author said. */
export function otherProfile({ loadBalancerClass, internal = {}, public: facing = {} }: OtherSayings): Profile {
  const settings = SETTINGS.map((name) => [name, cannot('nobody said how it is told', 'say it in serviceAnnotations, as the provider documents it')] as const);
  return {
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    classes: 'any',
    scheme: { internal, 'internet-facing': facing },
    settings: Object.fromEntries(settings) as Profile['settings'],
  };
}

/** A provider that we have no table for. */
export const other: ProviderTable = {
  name: 'other',
  title: 'this provider',
  sources: [],
  profile: otherProfile({}),
  annotations: {},
  conflicts: [],
  needsNodePorts: () => false,
};
