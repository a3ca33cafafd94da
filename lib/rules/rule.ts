import type { Graph } from '../graph/graph';
import type { GraphObject, Provenance } from '../graph/object';
import type { Finding, ObjectReference, RelatedPlace, Severity } from '../report/finding';
import { fill, type MessageData, type MessageTemplate } from '../report/message';

/** How much a message weighs on objects of ours and on others'; `silent` says nothing at all. */
export interface Grade {
  readonly ours: Severity | 'silent';
  readonly foreign: Severity | 'silent';
}

/** A rule's message: its texts, and its own grade where that differs from the rule's. */
export interface RuleMessage extends MessageTemplate {
  readonly grade?: Grade;
}

/** What a finding points at: an object, what the author declared beside the objects, or both. */
export interface Place {
  readonly object?: GraphObject;
  /** Where the author declared it, in place of where the object was made. */
  readonly declared?: Provenance;
  /** Other objects that have a part in it, nearest first; ten at most are named. */
  readonly related?: readonly GraphObject[];
}

/** Reports one finding: an unknown message, or a value too few or too many, does not compile. */
export type Report<M extends Readonly<Record<string, RuleMessage>>> = <K extends keyof M & string>(
  message: K,
  place: Place,
  field: string | undefined,
  data: MessageData<M[K]>,
) => void;

/** What a rule consists of. */
export interface RuleDefinition<M extends Readonly<Record<string, RuleMessage>>> {
  /** States what holds where nothing is found. */
  readonly name: string;
  /** What goes wrong at run time where it does not hold. */
  readonly why: string;
  readonly grade: Grade;
  /** Whether it finds fault with what is not there; then it is silent where part of the input could not be read. @default false */
  readonly findsAbsence?: boolean;
  readonly messages: M;
  check(graph: Graph, report: Report<M>): void;
}

/** A rule as the linker runs it. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  readonly grade: Grade;
  readonly findsAbsence?: boolean;
  readonly messages: Readonly<Record<string, RuleMessage>>;
  /** Everything in the graph that violates the rule, in no particular order. */
  check(graph: Graph): Finding[];
}

/** Makes a rule of its metadata, messages and check: the one file that a rule is. */
export function defineRule<const M extends Readonly<Record<string, RuleMessage>>>(definition: RuleDefinition<M>): Rule {
  return makeRule(definition, `docs/rules/${definition.name}.md`);
}

/** Makes a rule that is described on the page `docs`, or on none. */
export function makeRule<const M extends Readonly<Record<string, RuleMessage>>>(definition: RuleDefinition<M>, docs: string | undefined): Rule {
  const messages: { readonly [K in keyof M]: RuleMessage } = definition.messages;
  return {
    name: definition.name,
    why: definition.why,
    grade: definition.grade,
    findsAbsence: definition.findsAbsence ?? false,
    messages: definition.messages,
    check(graph) {
      const findings: Finding[] = [];
      definition.check(graph, (message, place, field, data) => {
        const template = messages[message];
        const severity = (template.grade ?? definition.grade)[place.object?.ours === false ? 'foreign' : 'ours'];
        if (severity === 'silent') return;
        findings.push(toFinding({ rule: definition.name, message, severity, ...fill(template, data), ...(docs === undefined ? {} : { docs }) }, place, field));
      });
      return findings;
    },
  };
}

/** A finding before it has a place. */
type Told = Pick<Finding, 'rule' | 'message' | 'severity' | 'problem' | 'got' | 'fix' | 'docs'>;

function toFinding(told: Told, { object, declared, related = [] }: Place, field: string | undefined): Finding {
  const provenance = declared ?? object?.provenance ?? {};
  const { path } = provenance;
  const source = (field === undefined ? undefined : provenance.locate?.(field)) ?? provenance.source;
  return {
    ...told,
    ...(object ? { object: referenceTo(object) } : {}),
    ...(path === undefined ? {} : { path }),
    ...(field === undefined ? {} : { field }),
    ...(source === undefined ? {} : { source }),
    ...(related.length === 0 ? {} : { related: related.slice(0, MOST_RELATED).map(toRelated) }),
  };
}

/** Whoever has more to look at looks at the selector: a report that named all pods of a cluster would be long, and no clearer. */
const MOST_RELATED = 10;

function toRelated(object: GraphObject): RelatedPlace {
  const { path, source } = object.provenance;
  return { object: referenceTo(object), ...(path === undefined ? {} : { path }), ...(source === undefined ? {} : { source }) };
}

function referenceTo({ apiVersion, kind, namespace, name }: GraphObject): ObjectReference {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
