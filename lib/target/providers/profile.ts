/** Where a load balancer is reached: from the internet, or from the private network alone. */
export type SchemeName = 'internal' | 'internet-facing';

/** A port of the Service that a load balancer leads to. */
export interface BalancedPort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly protocol: string;
}

/** What a load balancer is to be like; what is absent is left to the provider. */
export interface BalancerPlan {
  readonly scheme: SchemeName;
  readonly ports: readonly BalancedPort[];
  readonly addresses?: readonly string[];
  readonly subnets?: readonly string[];
  readonly healthCheckPath?: string;
  /** One of the Service's ports. */
  readonly healthCheckPort?: number;
  readonly crossZone?: boolean;
  /** In whole seconds. */
  readonly idleTimeout?: number;
  readonly tlsCertificates?: readonly string[];
  /** Ports of the Service where the load balancer ends TLS. */
  readonly tlsPorts?: readonly number[];
  readonly proxyProtocol?: boolean;
}

/** A setting that not every provider has. */
export type SettingName = Exclude<keyof BalancerPlan, 'scheme' | 'ports' | 'tlsPorts'>;

export type Annotations = Readonly<Record<string, string>>;

/** Why a provider does not do as it is asked. */
export type Refused =
  | { readonly refused: 'unsupported'; readonly why: string; readonly fix: string }
  | { readonly refused: 'value'; readonly expected: string }
  | { readonly refused: 'addresses'; readonly addresses: number; readonly subnets: number };

/** The annotations that say a setting, or why there are none. */
export type Answer = Annotations | Refused;

/** How a setting that is given is said; the whole plan is there, since some depend on others. */
export type WriteSetting = (plan: BalancerPlan) => Answer;

/** How a provider is told what a load balancer is to be like. */
export interface Profile {
  /** `spec.loadBalancerClass`, where the controller is chosen by it. */
  readonly loadBalancerClass?: string;
  /** Classes whose controllers read the same annotations, or any, where its class is the administrator's choice. @default - the one above */
  readonly classes?: readonly string[] | 'any';
  /** The annotations that say where it is reached, whatever the provider's default is. */
  readonly scheme: Readonly<Record<SchemeName, Annotations>>;
  readonly settings: Readonly<Record<SettingName, WriteSetting>>;
  /** Whether load balancers reach the pods without node ports, with these annotations; then none are allocated. */
  passesNodePortsBy?(annotations: Annotations): boolean;
}

/** Whether a provider does not do as it is asked: no annotation is called `refused`. */
export function isRefused(answer: Answer): answer is Refused {
  return 'refused' in answer;
}

/** What a provider does not do: why, and what to do in its place. */
export function unsupported(why: string, fix: string): Answer {
  return { refused: 'unsupported', why, fix };
}

/** A setting that a provider does not have at all. */
export function cannot(why: string, fix: string): WriteSetting {
  return () => unsupported(why, fix);
}

/** A value that a provider does not take, where it has the setting. */
export function mustBe(expected: string): Answer {
  return { refused: 'value', expected };
}

/** One address for each subnet is asked for, and it is not. */
export function unequal(addresses: number, subnets: number): Answer {
  return { refused: 'addresses', addresses, subnets };
}

/** The ports where connections arrive that a load balancer can hold: TCP, without those where it ends TLS. */
export function plainTcpPorts({ ports, tlsCertificates, tlsPorts = [] }: BalancerPlan): readonly BalancedPort[] {
  return ports.filter(({ port, protocol }) => protocol === 'TCP' && !(tlsCertificates && tlsPorts.includes(port)));
}

/** The ports that a load balancer can ask. */
export function tcpPorts({ ports }: BalancerPlan): readonly BalancedPort[] {
  return ports.filter(({ protocol }) => protocol === 'TCP');
}

/** Whether a text is an IP address, as far as an annotation has to tell it from a name. */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || (text.includes(':') && /^[\da-fA-F:.]+$/.test(text));
}
