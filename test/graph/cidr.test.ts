import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { canonical, contains, covers, readAddress, readCidr, showCidr } from '../../lib/graph/cidr';

const range = (text: string): NonNullable<ReturnType<typeof readCidr>> => readCidr(text)!;
const address = (text: string): NonNullable<ReturnType<typeof readAddress>> => readAddress(text)!;

describe('a range of addresses', () => {
  it('is read from IPv4 and from IPv6', () => {
    expect(readCidr('10.0.0.0/8')).toEqual({ family: 4, address: 0x0a000000n, prefix: 8 });
    expect(readCidr('0.0.0.0/0')).toEqual({ family: 4, address: 0n, prefix: 0 });
    expect(readCidr('2001:db8::/32')).toEqual({ family: 6, address: 0x20010db8n << 96n, prefix: 32 });
    expect(readCidr('::/0')).toEqual({ family: 6, address: 0n, prefix: 0 });
    expect(readCidr('64:ff9b::192.0.2.33/128')).toEqual({ family: 6, address: (0x64ff9bn << 96n) | 0xc0000221n, prefix: 128 });
  });

  it.each([
    '', '/', '10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8.0', '10.0.0.0/8/8', '10.0.0.0/08', '10.0.0.0/0x8',
    '010.0.0.0/8', '10.0.0/8', '10.0.0.0.0/8', '10.0.0.256/32', '10.0.0.1e1/32', '10..0.0/8', ' 10.0.0.0/8', '10.0.0.0/8 ',
    '::/129', ':::/0', '1::2::3/64', '1:2:3:4:5:6:7/64', '1:2:3:4:5:6:7:8:9/64', '1:2:3:4:5:6:7::8/64'.replace('7::8', '7:8::9'),
    'g::/16', '12345::/16', ':1::/64', '1.2.3.4::/64', '::1.2.3/128', '::1.2.3.04/128', '1.2.3.4:1::/64', 'fe80::1%eth0/64', 'example.com/24',
  ])('is not %j', (text) => {
    expect(readCidr(text)).toBeUndefined();
  });

  it('contains the addresses of its family that begin as it does', () => {
    expect(contains(range('10.0.0.0/8'), address('10.255.0.1'))).toBe(true);
    expect(contains(range('10.0.0.0/8'), address('11.0.0.0'))).toBe(false);
    expect(contains(range('10.1.2.3/32'), address('10.1.2.3'))).toBe(true);
    expect(contains(range('10.1.2.3/32'), address('10.1.2.2'))).toBe(false);
    expect(contains(range('0.0.0.0/0'), address('255.255.255.255'))).toBe(true);
    expect(contains(range('0.0.0.0/0'), address('::1'))).toBe(false);
    expect(contains(range('2001:db8::/32'), address('2001:db8:ffff::1'))).toBe(true);
    expect(contains(range('2001:db8::/32'), address('2001:db9::'))).toBe(false);
  });

  it('covers the ranges that begin as it does and are no wider', () => {
    expect(covers(range('10.0.0.0/8'), range('10.1.0.0/16'))).toBe(true);
    expect(covers(range('10.0.0.0/8'), range('10.0.0.0/8'))).toBe(true);
    expect(covers(range('10.0.0.0/8'), range('10.0.0.0/7'))).toBe(false);
    expect(covers(range('10.0.0.0/8'), range('11.0.0.0/16'))).toBe(false);
    expect(covers(range('::/0'), range('10.0.0.0/8'))).toBe(false);
  });

  it('is shown without what its prefix leaves out, and with the longest row of zeros cut short', () => {
    const shown = (text: string): string => showCidr(canonical(range(text)));
    expect(shown('10.0.0.5/8')).toBe('10.0.0.0/8');
    expect(shown('10.0.0.5/32')).toBe('10.0.0.5/32');
    expect(shown('2001:DB8:0:0:1:0:0:1/64')).toBe('2001:db8::/64');
    expect(shown('2001:db8:0:1:1:0:0:1/128')).toBe('2001:db8:0:1:1::1/128');
    expect(shown('::1/128')).toBe('::1/128');
    expect(shown('ffff::1/0')).toBe('::/0');
    expect(shown('1:0:3:4:5:6:7:8/128')).toBe('1:0:3:4:5:6:7:8/128');
    expect(shown('10:0:0:4:5:6:7:8/128')).toBe('10::4:5:6:7:8/128');
  });

  it('reads what it shows, whatever the address', () => {
    const cidr = fc.oneof(
      fc.record({ family: fc.constant(4 as const), address: fc.bigInt(0n, (1n << 32n) - 1n), prefix: fc.integer({ min: 0, max: 32 }) }),
      fc.record({
        family: fc.constant(6 as const),
        // Zeros are rare among random bits, and what showing is about.
        address: fc
          .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
          .map((groups) => groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)),
        prefix: fc.integer({ min: 0, max: 128 }),
      }),
    );
    fc.assert(fc.property(cidr, (one) => {
      expect(readCidr(showCidr(one))).toEqual(one);
      expect(contains(one, one)).toBe(true);
      expect(covers(canonical(one), one)).toBe(true);
    }), { numRuns: 1000 });
  });

  it('takes the addresses for valid that Node takes for valid, but those of a zone', () => {
    const text = fc.oneof(
      fc.ipV4(), fc.ipV6(),
      fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '::', '.', '1.2.3.4', '255', 'ffff', 'g'), maxLength: 12 }),
    );
    fc.assert(fc.property(text, (one) => {
      expect(readAddress(one)?.family ?? 0).toBe(isIP(one));
    }), { numRuns: 3000 });
  });
});
