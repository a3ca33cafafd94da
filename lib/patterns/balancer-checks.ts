import { fill, listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import type { BalancedPort, Refused, SettingName } from '../target/providers/profile';
import { checkSeconds } from './checks';
import type { LoadBalancerSettings } from './load-balancer-settings';

type Lists = Pick<LoadBalancerSettings, 'addresses' | 'subnets' | 'tlsCertificates'>;

/** Checks what a load balancer is to be like, as far as it is the same for every provider. */
export function checkBalancerSettings(path: string, settings: LoadBalancerSettings, ports: readonly BalancedPort[]): void {
  const { addresses, subnets, tlsCertificates, healthCheckPath, healthCheckPort, idleTimeout, tlsPorts } = settings;
  checkLists(path, { addresses, subnets, tlsCertificates });
  checkSeconds(path, 'loadBalancer.idleTimeout', idleTimeout, 1);
  if (healthCheckPath !== undefined && !/^\/\S*$/.test(healthCheckPath)) {
    refuse(path, 'healthCheckPath', 'A health check asks for a path, which begins with "/"', quote(healthCheckPath), 'write it like "/healthz"');
  }
  if (healthCheckPort !== undefined) checkPortOf(path, 'healthCheckPort', healthCheckPort, ports);
  if (tlsPorts === undefined && tlsCertificates === undefined) return;
  if (tlsCertificates === undefined) {
    refuse(path, 'tlsPorts', 'tlsPorts goes with tlsCertificates', `tlsPorts ${quote(tlsPorts)} without tlsCertificates`, 'give tlsCertificates, or leave tlsPorts out');
  }
  if (tlsPorts?.length === 0) refuse(path, 'tlsPorts', 'tlsPorts must name a port where the load balancer ends TLS', '[]', 'name one, or leave tlsPorts out for all');
  for (const port of tlsPorts ?? []) checkPortOf(path, 'tlsPorts', port, ports);
  if (tlsPorts === undefined && !ports.some(({ protocol }) => protocol === 'TCP')) {
    refuse(path, 'tlsCertificates', 'A load balancer ends TLS on TCP ports', 'a Service without one', 'leave tlsCertificates out, or add a TCP port');
  }
}

/** Annotations hold lists with commas between the entries. */
function checkLists(path: string, lists: Lists): void {
  for (const [setting, entries] of Object.entries(lists) as [keyof Lists, string[] | undefined][]) {
    if (entries?.length === 0) refuse(path, setting, `${setting} must not be empty`, '[]', `leave ${setting} out, and the provider chooses`);
    const wrong = entries?.find((entry) => entry.includes(',') || entry.trim() !== entry || entry === '');
    if (wrong !== undefined) refuse(path, setting, `An entry of ${setting} holds no comma, and no space at its ends`, quote(wrong), 'give each of them an entry of its own');
  }
}

function checkPortOf(path: string, setting: string, port: number, ports: readonly BalancedPort[]): void {
  const tcp = [...new Set(ports.filter(({ protocol }) => protocol === 'TCP').map((entry) => entry.port))];
  if (tcp.includes(port)) return;
  const choices = tcp.map(String);
  const fix = tcp.length === 0 ? `leave ${setting} out, or add a TCP port` : `use ${listed(choices, 'or')}`;
  refuse(path, setting, `${setting} must be a TCP port of the Service`, `${quote(port)}; its TCP ports are ${listed(choices)}`, fix);
}

function refuse(path: string, setting: string, problem: string, got: string, fix: string): void {
  throw propError({ path, field: `loadBalancer.${setting}`, problem, got, fix });
}

/** What a provider answered, as the error that the author sees: in the words of the rule, where it would say the same of the annotation. */
export function refuseAnswer(path: string, setting: SettingName, value: unknown, provider: string, answer: Refused): Error {
  const field = `loadBalancer.${setting}`;
  if (answer.refused === 'unsupported') {
    return propError({ path, field, problem: `${capital(provider)} takes no ${setting}: ${answer.why}`, got: shown(setting, value), fix: answer.fix });
  }
  const texts =
    answer.refused === 'addresses'
      ? fill(sharedMessages.profileAddresses, { what: field, addresses: answer.addresses, subnets: answer.subnets })
      : fill(sharedMessages.profileValue, { what: field, expected: answer.expected, provider, value: shown(setting, value), change: `give ${answer.expected}` });
  return propError({ path, field, rule: 'load-balancer-profile-consistent', ...texts });
}

function shown(setting: SettingName, value: unknown): string {
  return setting === 'idleTimeout' ? `${String(value)} seconds` : quote(value);
}

function capital(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
