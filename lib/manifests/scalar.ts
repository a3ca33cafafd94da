/** What a scalar may be worth in JSON. */
export type Scalar = string | number | boolean | null;

/** The words that YAML 1.1 gives a meaning, in exactly the spellings that kubectl's parser knows. */
const WORDS = new Map<string, Scalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, Scalar] => [word, null]),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word): [string, Scalar] => [word, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word): [string, Scalar] => [word, false]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, Scalar] => [word, NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, Scalar] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, Scalar] => [word, -Infinity]),
]);

/** Only what begins with one of these may be anything but text. */
const FIRST = /^[-+.~0-9yYnNtTfFoO]/;

/**
 * What kubectl makes of a scalar without quotes: `yes` is true, `0644` is 420 and `1_000` is 1000, but `12:30` and
 * `2001-01-01` are text. NaN and the infinities have no form in JSON: kubectl refuses the document that holds them.
 *
 * @see https://yaml.org/type/
 */
export function resolveScalar(text: string): Scalar {
  if (text !== '' && !FIRST.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  return readInteger(text) ?? readFloat(text) ?? text;
}

/** What a tag makes of a scalar; undefined where the scalar is no such thing. A tag that is not YAML's own leaves the text. */
export function resolveTagged(tag: string, text: string): Scalar | undefined {
  const resolved = resolveScalar(text);
  switch (tag) {
    case '!!null':
      return resolved === null ? null : undefined;
    case '!!bool':
      return typeof resolved === 'boolean' ? resolved : undefined;
    case '!!int':
      return readInteger(text);
    case '!!float':
      return typeof resolved === 'number' ? resolved : undefined;
    case '!!timestamp':
      return TIMESTAMP.test(text) ? text : undefined;
    case '!!binary':
      return readBinary(text);
    default:
      return text;
  }
}

const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\d\d?:\d\d?:\d\d?.*)?$/;

function readBinary(text: string): string | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  const isBase64 = plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
  return isBase64 ? Buffer.from(plain, 'base64').toString('utf8') : undefined;
}

/** The form that a scalar takes as a key of JSON; undefined where kubectl refuses it. */
export function keyOf(value: Scalar, text: string): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'number') return String(value);
  if (readInteger(text) === undefined) return showFloat(value);
  // Beyond 2^53 the digits say more than the number does.
  return Number.isSafeInteger(value) ? String(value) : text.replace(/^\+|_/g, '');
}

/** As Go's `%g` writes a 32-bit float, which is how kubectl writes keys that are no integers. */
function showFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  const float = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(float.toPrecision(digits))) !== float) digits += 1;
  const [mantissa = '', exponent = '0'] = float.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(float.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function readInteger(text: string): number | undefined {
  if (text.startsWith('.')) return undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const [, sign = '', digits] = INTEGER.exec(plain) ?? [];
  if (digits === undefined) return undefined;
  // Go, other than JavaScript, reads a leading zero as octal.
  const magnitude = /^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (magnitude.length > 15) return readLong(sign, magnitude);
  const value = Number(magnitude);
  return sign === '-' && value !== 0 ? -value : value;
}

/** Beyond 2^53 the nearest number that JavaScript has; beyond 64 bits it is no integer. */
function readLong(sign: string, magnitude: string): number | undefined {
  if (magnitude.length > 66) return undefined; // more than 64 digits of base two
  const value = BigInt(magnitude);
  const limit = sign === '' ? 2n ** 64n - 1n : sign === '-' ? 2n ** 63n : 2n ** 63n - 1n;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

function readFloat(text: string): number | undefined {
  // Where no digit or sign leads, underscores may only stand between digits.
  const plain = text.startsWith('.') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text.replaceAll('_', '');
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
