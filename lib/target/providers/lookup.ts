import type { ProviderName } from '../target-data';
import type { AnnotationValue } from './annotation-value';
import { providerTables } from './index';
import { type Balancer, type Conflict, type ProviderTable, valueOf } from './provider-table';

const TABLES: readonly ProviderTable[] = Object.values(providerTables);
/** Clusters on one machine take what is for another: charts carry what they need in production. */
const LOCAL: readonly ProviderName[] = ['kind', 'minikube', 'other'];

/** What the tables say of an annotation. */
export type Known =
  | { readonly as: 'taken' }
  | { readonly as: 'wrong'; readonly provider: string; readonly kind: AnnotationValue }
  | { readonly as: 'foreign'; readonly provider: string }
  | { readonly as: 'unknown'; readonly exclusive?: ProviderTable };

/** Looks an annotation up: in the table of the target's provider, and in those of all where it names none or that table does not know it. */
export function lookUp(key: string, value: string, provider: ProviderName | undefined): Known {
  const knowing = TABLES.filter((table) => valueOf(table, key) !== undefined);
  if (knowing.length === 0) {
    const claiming = TABLES.filter((table) => table.exclusive?.test(key));
    const exclusive = claiming.find(({ name }) => name === provider) ?? claiming[0];
    return { as: 'unknown', ...(exclusive ? { exclusive } : {}) };
  }
  const own = knowing.find(({ name }) => name === provider);
  const [first] = knowing;
  if (!own && first && provider !== undefined && !LOCAL.includes(provider)) return { as: 'foreign', provider: first.title };
  // Where nobody said which of them reads it, what one takes is fine.
  const readers = own ? [own] : knowing;
  const [reader] = readers;
  const kind = reader && valueOf(reader, key);
  if (!reader || !kind || value.trim() === '' || readers.some((table) => valueOf(table, key)?.accepts(value) === true)) return { as: 'taken' };
  return { as: 'wrong', provider: reader.title, kind };
}

/** Every annotation that a table knows, those of the target's provider alone where it names one. */
export function knownKeys(provider: ProviderName | undefined): readonly string[] {
  const tables = provider === undefined || LOCAL.includes(provider) ? TABLES : [providerTables[provider]];
  return [...new Set(tables.flatMap(({ annotations }) => Object.keys(annotations)))];
}

/** The annotation that people mean by a name that no table knows. */
export function meantBy(key: string): string | undefined {
  return TABLES.flatMap(({ mistaken = {} }) => (Object.hasOwn(mistaken, key) ? mistaken[key] ?? [] : []))[0];
}

/** What does not go together on a Service, each once. */
export function conflictsOf(balancer: Balancer, provider: ProviderName | undefined): readonly Conflict[] {
  const tables = provider === undefined || LOCAL.includes(provider) ? TABLES : [providerTables[provider]];
  const checks = new Set(tables.flatMap(({ conflicts }) => conflicts));
  return [...checks].flatMap((check) => check(balancer) ?? []);
}

/** The provider whose load balancers surely lead to node ports; what the target does not say, the Service may. */
export function nodePortsNeededBy(balancer: Balancer, provider: ProviderName | undefined): ProviderTable | undefined {
  const table = providerTables[provider ?? 'eks'];
  return balancer.lacksNodePorts && table.needsNodePorts(balancer) ? table : undefined;
}
