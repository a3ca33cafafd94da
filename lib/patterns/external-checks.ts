import type { IConstruct } from 'constructs';
import { type Address, type Cidr, contains, readAddress, readCidr, showAddress } from '../graph/cidr';
import { candidateName, isDnsName, namesOfService, takeApart } from '../graph/external-name';
import { checkAnnotations, checkLabels } from '../report/label-checks';
import { fill, type MessageText, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { namespaceOf } from './peers';

/** Where a backend outside the cluster is. */
export interface ExternalPlace {
  /** Its DNS name; absent where there are addresses. */
  readonly host?: string;
  readonly addresses: readonly ExternalAddress[];
  /** Ranges that the DNS name resolves into, as far as the author says. */
  readonly egressTo?: readonly string[];
}

/** An IP address as everybody writes it. */
export interface ExternalAddress extends Address {
  readonly text: string;
}

interface PlaceProps {
  readonly host?: string;
  readonly addresses?: string[];
  readonly egressTo?: string[];
  readonly serviceLabels?: { readonly [key: string]: string };
  readonly serviceAnnotations?: { readonly [key: string]: string };
}

/** Refuses a prop of the backend that is being made. */
type Refuse = (field: string, texts: MessageText, rule?: string) => Error;

/**
 * Decides where a backend is.
 *
 * @throws LinkError where a prop leads nowhere, or two of them contradict each other
 */
export function checkPlace(scope: IConstruct, name: string, props: PlaceProps): ExternalPlace {
  const { path } = scope.node;
  const { host, addresses, egressTo } = props;
  const refuse: Refuse = (field, texts, rule) => propError({ path, field, ...texts, ...(rule === undefined ? {} : { rule }) });
  checkLabels(path, 'serviceLabels', props.serviceLabels);
  checkAnnotations(path, 'serviceAnnotations', props.serviceAnnotations);
  const both = host !== undefined && addresses !== undefined;
  if (both || (host === undefined && addresses === undefined)) {
    throw refuse(both ? 'addresses' : 'host', {
      problem: 'What is outside the cluster is found by a DNS name or at IP addresses, one of the two',
      got: both ? `host ${quote(host)} and ${quote(addresses)}` : 'neither host nor addresses',
      fix: both ? 'leave out addresses or host' : 'give host: "ledger.example.com", or addresses: ["10.1.2.3"]',
    });
  }
  if (host !== undefined) checkHost(refuse, host, namesOfService(name, namespaceOf(scope)));
  checkEgressTo(refuse, egressTo, addresses);
  return { ...(host === undefined ? {} : { host }), addresses: checkAddresses(refuse, addresses), ...(egressTo ? { egressTo: [...egressTo] } : {}) };
}

const RESOLVABLE = 'external-name-resolvable';

function checkHost(refuse: Refuse, host: string, own: readonly string[]): void {
  const { host: bare, parts } = takeApart(host);
  const name = bare.replace(/\.$/, '');
  const data = { value: quote(host), parts: parts ?? '' };
  const say = (template: { readonly problem: string; readonly got: string }, fix: string): Error => refuse('host', fill({ ...template, fix }, data), RESOLVABLE);
  if (readAddress(bare)) throw say(sharedMessages.externalNameAddress, `give addresses: [${quote(bare)}] in place of host`);
  if (parts !== undefined && isDnsName(name)) throw say(sharedMessages.externalNameUrl, `give host: ${quote(bare)}; the port is a prop of its own, and clients say the rest themselves`);
  if (!isDnsName(name)) throw say(sharedMessages.externalNameInvalid, `give host: ${candidateName(name)}, in lower-case letters, digits and hyphens between dots`);
  if (own.includes(name)) throw say(sharedMessages.externalNameItself, 'give the DNS name of what is outside the cluster');
  if (name.includes('.') && !name.endsWith('.localhost')) return;
  const local = /(^|\.)localhost$/.test(name);
  throw refuse('host', {
    problem: local ? 'localhost is each client itself' : 'A DNS name outside the cluster has a domain: the cluster\'s DNS answers with host as it is, and adds none',
    got: quote(host),
    fix: 'give the whole name, such as "ledger.example.com"',
  });
}

/** Ranges of which no address is one to connect to from a cluster, most of them refused by the API server. */
const NOWHERE = [
  ['0.0.0.0/8', 'the address of no host'],
  ['127.0.0.0/8', 'a loopback address, which is each node itself'],
  ['169.254.0.0/16', 'a link-local address, which each node has neighbours of its own at'],
  ['224.0.0.0/4', 'a multicast address'],
  ['240.0.0.0/4', 'a reserved address'],
  ['::/128', 'the address of no host'],
  ['::1/128', 'a loopback address, which is each node itself'],
  ['fe80::/10', 'a link-local address, which each node has neighbours of its own at'],
  ['ff00::/8', 'a multicast address'],
].flatMap(([range = '', what = '']) => {
  const cidr = readCidr(range);
  return cidr ? [{ cidr, what }] : [];
});

/** IPv4 within IPv6. */
const MAPPED: Cidr = { family: 6, address: 0xffffn << 32n, prefix: 96 };

function checkAddresses(refuse: Refuse, given: readonly string[] | undefined): ExternalAddress[] {
  if (given?.length === 0) throw refuse('addresses', { problem: 'A backend without an address cannot be reached', got: '[]', fix: 'give its addresses, such as ["10.1.2.3"]' });
  const seen = new Map<string, string>();
  return (given ?? []).map((written, index) => {
    const field = `addresses[${String(index)}]`;
    const address = readAddress(written);
    if (!address) throw refuse(field, { problem: 'An address must be an IP address, without a mask or a port', got: quote(written), fix: suggest(written) });
    if (contains(MAPPED, address)) {
      const fix = `write ${quote(showAddress({ family: 4, address: address.address & 0xffffffffn }))}`;
      throw refuse(field, { problem: 'An IPv4 address must be written as one: an endpoint takes none within IPv6', got: quote(written), fix });
    }
    const nowhere = NOWHERE.find(({ cidr }) => contains(cidr, address));
    if (nowhere) {
      throw refuse(field, { problem: `${quote(written)} is ${nowhere.what}: nothing outside the cluster is reached there`, got: quote(written), fix: 'give the address at which the cluster\'s nodes reach the backend' });
    }
    const text = showAddress(address);
    const earlier = seen.get(text);
    if (earlier !== undefined) throw refuse(field, { problem: 'An address is given once', got: `${quote(written)} in ${earlier} and ${field}`, fix: `remove ${field}` });
    seen.set(text, field);
    return { ...address, text };
  });
}

/** What was probably meant by something that is no address. */
function suggest(written: string): string {
  const [bare = ''] = written.replace(/^\[|\]$/g, '').split(/\]:|\/|(?<=\..*):/);
  if (readAddress(bare)) return `write ${quote(bare)}; ports are a prop of their own`;
  return isDnsName(written.toLowerCase()) && /[a-z]/i.test(written) ? `give host: ${quote(written.toLowerCase())} in place of addresses` : 'write it like "10.1.2.3" or "2001:db8::7"';
}

function checkEgressTo(refuse: Refuse, egressTo: readonly string[] | undefined, addresses: readonly string[] | undefined): void {
  if (egressTo === undefined) return;
  if (addresses) {
    throw refuse('egressTo', { problem: 'egressTo goes with host: addresses say by themselves where clients are let out to', got: quote(egressTo), fix: 'leave egressTo out' });
  }
  if (egressTo.length === 0) {
    const fix = 'name the ranges that host resolves to, or leave egressTo out where no client has Egress.DECLARED';
    throw refuse('egressTo', { problem: 'An empty egressTo lets no client out', got: '[]', fix });
  }
  for (const [index, range] of egressTo.entries()) {
    if (readCidr(range)) continue;
    const address = readAddress(range);
    const fix = address ? `write ${quote(`${range}/${address.family === 4 ? '32' : '128'}`)} for this one address` : 'write it like "203.0.113.0/24"';
    throw refuse(`egressTo[${String(index)}]`, { problem: 'egressTo holds IP ranges in CIDR notation, with their masks', got: quote(range), fix });
  }
}
