// Runs a reactor's initialization once, at build time, and writes down the module
// as it stands then: memory as data, globals as constants, nothing left to start.
// Wizer does the same, but not reproducibly: here the clock and randomness are
// fixed, and near-by data is merged, for V8 refuses more than 100,000 segments.

const SECTION = { type: 1, import: 2, function: 3, memory: 5, global: 6, export: 7, start: 8, code: 10, data: 11, dataCount: 12 };
const I32 = 0x7f, I64 = 0x7e, PAGE = 65536, END = 0x0b, MUTABLE = 1;
const KIND = { function: 0, global: 3 };
/** Zeros between two pieces of data that are cheaper to write than another segment's header. */
const GAP = 64;

/** `drive` initializes the instance and warms it up. Module in, module out. */
export async function preinitialize(wasm, imports, drive) {
  const sections = parse(wasm);
  if (sections.some(({ id }) => id === SECTION.start)) throw new Error('a start function would run again');
  const globals = readGlobals(sectionOf(sections, SECTION.global));
  const instance = await WebAssembly.instantiate(await WebAssembly.compile(withGlobalsExported(sections, globals)), imports(() => instance.exports.memory));
  drive(instance);
  return serialize(sections.flatMap((section) => frozen(section, sections, globals, instance)));
}

function frozen({ id, body }, sections, globals, instance) {
  const memory = new Uint8Array(instance.exports.memory.buffer);
  switch (id) {
    case SECTION.memory: return [{ id, body: concat([1, 0, ...unsigned(memory.length / PAGE)]) }];
    case SECTION.global: return [{ id, body: writeGlobals(globals, instance) }];
    case SECTION.function: return [{ id, body: appended(body, unsigned(emptyType(sections))) }];
    case SECTION.code: return [{ id, body: appended(body, [2, 0, END]) }];
    case SECTION.export: return [{ id, body: writeExports(readExports(body).map((entry) => (entry.name === '_initialize' ? { ...entry, index: functionCount(sections) } : entry))) }];
    case SECTION.dataCount: return [{ id, body: concat(unsigned(segmentsOf(memory).length)) }];
    case SECTION.data: return [{ id, body: writeData(memory) }];
    default: return [{ id, body }];
  }
}

function segmentsOf(memory) {
  const words = new BigUint64Array(memory.buffer);
  const segments = [];
  for (let word = 0; word < words.length; word++) {
    if (words[word] === 0n) continue;
    const last = segments.at(-1);
    const at = word * 8;
    if (last && at - last.end <= GAP) last.end = at + 8;
    else segments.push({ at, end: at + 8 });
  }
  return segments;
}

function writeData(memory) {
  const segments = segmentsOf(memory);
  return concat(unsigned(segments.length), ...segments.flatMap(({ at, end }) => [
    [0, 0x41, ...signed(BigInt(at)), END, ...unsigned(end - at)],
    memory.subarray(at, end),
  ]));
}

function withGlobalsExported(sections, globals) {
  return serialize(sections.map(({ id, body }) => (id !== SECTION.export ? { id, body } : {
    id,
    body: writeExports([...readExports(body), ...globals.map((_, index) => ({ name: `global ${index}`, kind: KIND.global, index }))]),
  })));
}

function readGlobals(body) {
  const read = reader(body);
  return Array.from({ length: read.unsigned() }, () => {
    const type = read.byte(), mutability = read.byte(), opcode = read.byte();
    if (type !== I32 && type !== I64) throw new Error(`global of type ${type}`);
    read.signed();
    if (read.byte() !== END) throw new Error('global is not a constant');
    return { type, mutability, opcode };
  });
}

function writeGlobals(globals, instance) {
  return concat(unsigned(globals.length), ...globals.map(({ type, mutability, opcode }, index) => [
    type, mutability === MUTABLE ? MUTABLE : 0, opcode, ...signed(BigInt(instance.exports[`global ${index}`].value)), END,
  ]));
}

function readExports(body) {
  const read = reader(body);
  return Array.from({ length: read.unsigned() }, () => ({ name: read.name(), kind: read.byte(), index: read.unsigned() }));
}

function writeExports(entries) {
  return concat(unsigned(entries.length), ...entries.map(({ name, kind, index }) => {
    const text = new TextEncoder().encode(name);
    return [...unsigned(text.length), ...text, kind, ...unsigned(index)];
  }));
}

/** The index of the type that takes and returns nothing. */
function emptyType(sections) {
  const read = reader(sectionOf(sections, SECTION.type));
  const count = read.unsigned();
  for (let index = 0; index < count; index++) {
    read.byte();
    const parameters = read.bytes(read.unsigned()), results = read.bytes(read.unsigned());
    if (parameters.length + results.length === 0) return index;
  }
  throw new Error('no function takes and returns nothing');
}

function functionCount(sections) {
  const imports = reader(sectionOf(sections, SECTION.import));
  let count = imports.unsigned();
  for (let left = count; left > 0; left--) {
    imports.name();
    imports.name();
    if (imports.byte() !== KIND.function) throw new Error('only functions may be imported');
    imports.unsigned();
  }
  return count + reader(sectionOf(sections, SECTION.function)).unsigned();
}

function appended(body, entry) {
  const read = reader(body);
  const count = read.unsigned();
  return concat(unsigned(count + 1), body.subarray(read.position()), entry);
}

function parse(wasm) {
  const read = reader(wasm);
  read.bytes(8);
  const sections = [];
  while (read.position() < wasm.length) sections.push({ id: read.byte(), body: read.bytes(read.unsigned()) });
  return sections;
}

function serialize(sections) {
  return concat([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...sections.flatMap(({ id, body }) => [[id, ...unsigned(body.length)], body]));
}

function sectionOf(sections, id) {
  return sections.find((section) => section.id === id).body;
}

function concat(...pieces) {
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
}

function reader(bytes) {
  let at = 0;
  const leb = () => {
    let value = 0n, shift = 0n, byte;
    do {
      byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
    } while (byte & 0x80);
    return value;
  };
  const slice = (length) => bytes.subarray(at, (at += length));
  const unsignedNumber = () => Number(leb());
  return {
    position: () => at,
    byte: () => bytes[at++],
    unsigned: unsignedNumber,
    signed: leb,
    bytes: slice,
    name: () => new TextDecoder().decode(slice(unsignedNumber())),
  };
}

function unsigned(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = Number(value & 0x7fn);
    value >>= 7n;
    if ((value === 0n && !(byte & 0x40)) || (value === -1n && byte & 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}
