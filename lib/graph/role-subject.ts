import { isTemplated } from './config-reference';
import type { Graph } from './graph';
import { list, record, text } from './json';
import type { Candidate, Lookup } from './lookup';
import type { GraphObject } from './object';

/** A ServiceAccount to which a binding grants its role. */
export interface Subject {
  readonly name: string;
  readonly namespace: string;
}

export interface MisdirectedSubject {
  readonly binding: GraphObject;
  /** Where the subject stands, such as `subjects[0]`. */
  readonly field: string;
  readonly subject: Subject;
  /** The account that was meant. */
  readonly meant: Candidate;
}

interface PlacedSubject {
  readonly binding: GraphObject;
  readonly field: string;
  readonly subject: Subject;
}

/** The accounts that bindings of the input grant anything to, by namespace and name. */
export function boundAccounts(graph: Graph): ReadonlySet<string> {
  return new Set(subjectsOf(graph).map(({ subject }) => keyOf(subject)));
}

/** Subjects that do not exist, where one account of a like name, or in another namespace, is granted nothing at all. */
export function misdirectedSubjects(graph: Graph, lookup: Lookup, bound: ReadonlySet<string>): MisdirectedSubject[] {
  const isForgotten = ({ name, namespace, made }: Candidate): boolean => namespace !== undefined && made === undefined && !bound.has(keyOf({ name, namespace }));
  return subjectsOf(graph).flatMap(({ binding, field, subject }) => {
    const { name, namespace } = subject;
    if (name === 'default' || isTemplated(name) || isTemplated(namespace) || lookup.mayExist('ServiceAccount', namespace, name)) return [];
    const near = lookup.like('ServiceAccount', namespace, name).find(isForgotten);
    const [elsewhere, ...more] = lookup.elsewhere('ServiceAccount', namespace, name);
    const meant = near ?? (elsewhere && more.length === 0 && isForgotten(elsewhere) ? elsewhere : undefined);
    return meant ? [{ binding, field, subject, meant }] : [];
  });
}

function subjectsOf({ index }: Graph): PlacedSubject[] {
  const bindings = ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => index.ofKind(`${kind}.rbac.authorization.k8s.io`));
  return bindings.flatMap((binding) =>
    list(binding.manifest.subjects).flatMap((item, at) => {
      const { kind, name, namespace } = record(item);
      const [account, place] = [text(name), text(namespace)];
      // A subject without a namespace is refused, or has it from whoever installs it.
      if (kind !== 'ServiceAccount' || account === undefined || place === undefined) return [];
      return [{ binding, field: `subjects[${String(at)}]`, subject: { name: account, namespace: place } }];
    }),
  );
}

function keyOf({ name, namespace }: Subject): string {
  return `${namespace}/${name}`;
}
