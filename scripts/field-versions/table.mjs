/** Joins schemas, types and gates to rows: when each field, value and API came, when it became usable by default, and when it ended. */
import { FIELD_GATES, NOT_GATES, SAME_AS_ABSENT, UNTYPED_CONSTANTS, VALUE_GATES } from './corrections.mjs';
import { gatesOf } from './go-source.mjs';
import { shortName } from './schemas.mjs';

/** `sources`: by minor, oldest first: { schemas, types, gates }. */
export class Table {
  constructor(sources) {
    this.sources = sources;
    this.minors = Object.keys(sources).map(Number);
    this.oldest = this.minors[0];
    this.newest = this.minors.at(-1);
  }

  isGate = (name) => this.minors.some((minor) => this.sources[minor].gates.has(name));

  /** The row of something, or undefined where it is usable on every one of these minors. */
  row(minors, isThere, gates, what) {
    const isOn = (minor) => isThere(minor) && gates.every((gate) => this.sources[minor].gates.get(gate) ?? true);
    const there = minors.filter(isThere);
    const on = minors.filter(isOn);
    if (on.length === minors.length) return undefined;
    for (const [list, name] of [[there, 'schema'], [on, 'defaults']]) {
      if (list.length > 0 && list.at(-1) - list[0] !== list.length - 1) throw new Error(`${what} comes and goes in the ${name}: ${list.join(', ')}`);
    }
    return {
      ...(there[0] > minors[0] ? { in: there[0] } : {}),
      ...(on[0] > there[0] ? { on: on[0] } : {}),
      ...(on.at(-1) === there.at(-1) ? {} : { off: on.length === 0 ? there[0] : on.at(-1) + 1 }),
      ...(there.at(-1) < minors.at(-1) ? { gone: there.at(-1) + 1 } : {}),
      ...(gates.length > 0 && on.length < there.length ? { gate: gates.join(' and ') } : {}),
    };
  }

  gatesOfField(type, field) {
    const name = `${shortName(type)}.${field}`;
    const said = this.minors.flatMap((minor) => {
      const { comment = '' } = this.sources[minor].types.fields.get(type)?.get(field) ?? {};
      return gatesOf(comment, this.isGate);
    });
    const gates = new Set([...said, ...(FIELD_GATES[name] ?? []).filter((gate) => this.isGate(gate))]);
    for (const gate of NOT_GATES[name] ?? []) gates.delete(gate);
    return [...gates].sort();
  }

  /** Rows of the values of a field whose type is an enum. */
  valuesOf(minors, type, field) {
    const name = `${shortName(type)}.${field}`;
    const untyped = UNTYPED_CONSTANTS[name];
    const known = new Map(this.minors.map((minor) => {
      const { fields, constants, untyped: others } = this.sources[minor].types;
      const owner = fields.get(type)?.get(field)?.type ?? '';
      // Anybody may make conditions of their own.
      if (owner.endsWith('ConditionType')) return [minor, []];
      return [minor, untyped ? others.filter(([constant]) => constant.startsWith(untyped)).map(([, value]) => value) : constants.get(owner) ?? []];
    }));
    const gated = VALUE_GATES[name] ?? {};
    const values = [...new Set([...[...known.values()].flat(), ...Object.keys(gated)])].filter((value) => value !== '').sort();
    // Constants may move to another type; what the API server once took, it takes.
    const first = (value) => minors.find((minor) => known.get(minor).includes(value)) ?? minors[0];
    return values.flatMap((value) => {
      const isThere = (minor) => minor >= first(value);
      const row = this.row(minors, isThere, gated[value] ?? [], `${name} ${value}`);
      return row ? [[value, row]] : [];
    });
  }

  /** Every type's rows: its own fields', and the types that its fields lead to. */
  types() {
    const types = new Map();
    for (const type of new Set(this.minors.flatMap((minor) => [...this.sources[minor].schemas.fields.keys()]))) {
      types.set(shortName(type), this.typeRow(type));
    }
    return types;
  }

  typeRow(type) {
    const at = (minor) => this.sources[minor].schemas.fields.get(type);
    // A field that comes and goes with its whole type is the business of whatever leads there.
    const minors = this.minors.filter((minor) => at(minor));
    const fields = [...new Set(minors.flatMap((minor) => [...at(minor).keys()]))].sort();
    return new Map(fields.map((field) => {
      const child = minors.map((minor) => at(minor).get(field)).findLast((found) => found !== undefined);
      const having = minors.filter((minor) => at(minor).has(field));
      const row = this.row(minors, (minor) => having.includes(minor), this.gatesOfField(type, field), `${shortName(type)}.${field}`);
      const values = this.valuesOf(having, type, field);
      const same = row && SAME_AS_ABSENT[`${shortName(type)}.${field}`];
      return [field, { ...row, ...(same === undefined ? {} : { same }), ...(values.length > 0 ? { values: Object.fromEntries(values) } : {}), ...(child === undefined ? {} : { type: shortName(child) }) }];
    }));
  }
}

/** The kinds and types from which a row can be reached at all; the rest of the schemas need no walking. */
export function reachable(table, apis) {
  const all = table.types();
  const kinds = new Map(table.minors.flatMap((minor) => [...table.sources[minor].schemas.kinds]).map(([kind, type]) => [kind, shortName(type)]));
  // Who writes manifests writes no status; what is in one comes from a cluster, and is dropped when applied.
  for (const type of kinds.values()) all.get(type).delete('status');
  const isRow = ({ in: from, on, off, gone, values }) => (from ?? on ?? off ?? gone ?? values) !== undefined;
  const leading = new Set();
  for (let before = -1; before < leading.size; ) {
    before = leading.size;
    for (const [type, fields] of all) {
      if ([...fields.values()].some((row) => isRow(row) || leading.has(bare(row.type)))) leading.add(type);
    }
  }
  const isServed = (kind) => !apis.has(kind) || apis.get(kind).off === undefined;
  const roots = new Map([...kinds].filter(([kind, type]) => isServed(kind) && leading.has(type)).sort());
  const types = new Map();
  const visit = (type) => {
    if (!leading.has(type) || types.has(type)) return;
    const kept = [...all.get(type)].flatMap(([field, { type: child, ...row }]) => {
      const leads = child !== undefined && leading.has(bare(child)) && !(row.off <= table.oldest);
      return isRow(row) || leads ? [[field, { ...row, ...(leads ? { type: child } : {}) }]] : [];
    });
    types.set(type, new Map(kept));
    for (const [, { type: child }] of kept) if (child !== undefined) visit(bare(child));
  };
  for (const type of roots.values()) visit(type);
  return { roots, types: new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function bare(type) {
  return type?.replace('{}', '');
}
