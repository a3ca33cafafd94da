/** One IP address. */
export interface Address {
  readonly family: 4 | 6;
  readonly address: bigint;
}

/** A range of IP addresses: all whose first `prefix` bits are those of `address`. */
export interface Cidr extends Address {
  readonly prefix: number;
}

/**
 * Reads a range such as `10.0.0.0/8`; undefined where it is none. As strict as the API server is from Kubernetes 1.36 on: no
 * leading zeros, since some programs read 010 as 8.
 */
export function readCidr(text: string): Cidr | undefined {
  const [ip = '', mask = '', ...rest] = text.split('/');
  const address = readAddress(ip);
  if (!address || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(mask) || Number(mask) > bitsOf(address)) return undefined;
  return { ...address, prefix: Number(mask) };
}

/** Reads one address, such as `10.0.0.1` or `2001:db8::1`; one of a zone (`fe80::1%eth0`) means something on one machine only. */
export function readAddress(text: string): Address | undefined {
  const address = text.includes(':') ? readIpv6(text) : readIpv4(text);
  return address === undefined ? undefined : { family: text.includes(':') ? 6 : 4, address };
}

/** Whether an address lies in a range. */
export function contains(cidr: Cidr, address: Address): boolean {
  return cidr.family === address.family && networkOf(cidr, cidr.prefix) === networkOf(address, cidr.prefix);
}

/** Whether all of one range lies in another. */
export function covers(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && contains(outer, inner);
}

/** The range with the bits behind its prefix at zero, as everybody writes it: `10.0.0.0/8` for `10.0.0.5/8`. */
export function canonical(cidr: Cidr): Cidr {
  const host = BigInt(bitsOf(cidr) - cidr.prefix);
  return { ...cidr, address: (cidr.address >> host) << host };
}

/** A range as people write it. */
export function showCidr(cidr: Cidr): string {
  return `${showAddress(cidr)}/${String(cidr.prefix)}`;
}

/** An address as people write it; of IPv6 the longest row of zeros is left out. */
export function showAddress({ family, address }: Address): string {
  const parts = Array.from({ length: family === 4 ? 4 : 8 }, (_, index) => {
    return family === 4 ? (address >> BigInt(8 * (3 - index))) & 0xffn : (address >> BigInt(16 * (7 - index))) & 0xffffn;
  });
  return family === 4 ? parts.join('.') : showIpv6(parts.map((part) => part.toString(16)));
}

function bitsOf({ family }: Address): number {
  return family === 4 ? 32 : 128;
}

function networkOf(address: Address, prefix: number): bigint {
  return address.address >> BigInt(bitsOf(address) - prefix);
}

function readIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((address, octet) => (address << 8n) | BigInt(octet), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  // Only the very end may be written as an IPv4 address.
  const before = readGroups(head, tail === undefined);
  const after = readGroups(tail ?? '', true);
  if (!before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  // A double colon stands for one group of zeros at least.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...after];
  return groups.reduce((address, group) => (address << 16n) | group, 0n);
}

function readGroups(text: string, atEnd: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts[parts.length - 1] ?? '';
  const ipv4 = atEnd && last.includes('.') ? readIpv4(parts.pop() ?? '') : undefined;
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const groups = parts.map((part) => BigInt(`0x${part}`));
  return ipv4 === undefined ? (last.includes('.') ? undefined : groups) : [...groups, ipv4 >> 16n, ipv4 & 0xffffn];
}

function showIpv6(groups: readonly string[]): string {
  const text = groups.join(':');
  const rows = text.match(/\b0(:0)+\b/g) ?? [];
  const longest = rows.reduce((best, row) => (row.length > best.length ? row : best), '');
  return longest === '' ? text : text.replace(new RegExp(`:?\\b${longest}\\b:?`), '::');
}
