import { quote } from '../report/message';
import { readAddress } from './cidr';

/** The host in what may be a whole URL, and what stands around it. */
export function takeApart(written: string): { readonly host: string; readonly parts?: string } {
  if (readAddress(written)) return { host: written };
  const [, scheme, user, rest = ''] = /^([a-z][a-z\d+.-]*:)?(?:\/\/)?([^/@]*@)?(.*)$/is.exec(written.includes('://') ? written : `//${written}`) ?? [];
  const [, bracketed, plain = '', port, path] = /^(?:\[([^\]]*)\]|([^/:?#]*))(:\d*)?(.*)$/s.exec(rest) ?? [];
  // A colon without a number behind it is no port, and what is left no name either.
  if (path !== undefined && path !== '' && !/^[/?#]/.test(path)) return { host: written };
  const parts = [scheme && 'a scheme', user && 'a user', port && 'a port', path && 'a path'].filter((part) => typeof part === 'string' && part !== '');
  return { host: bracketed ?? plain, ...(parts.length > 0 ? { parts: parts.join(' and ') } : {}) };
}

/** Whether the API server takes it, the dot at its end taken off: an RFC 1123 subdomain. */
export function isDnsName(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(name);
}

/** The DNS name that was probably meant, in quotes. */
export function candidateName(name: string): string {
  const tidy = name.trim().toLowerCase().replaceAll('_', '-');
  return isDnsName(tidy) ? quote(tidy) : 'a DNS name';
}

/** The names under which the cluster's DNS knows a Service. */
export function namesOfService(name: string, namespace: string | undefined): string[] {
  if (namespace === undefined) return [name];
  return [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}
