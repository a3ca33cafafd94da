import type { IConstruct } from 'constructs';
import type { Acknowledgement } from '../graph/acknowledgement';
import type { Connection } from '../graph/connection';
import type { ExternalObject } from '../graph/externals';
import type { CallSite } from '../report/call-site';
import { Traced } from './origin';

/** What the author of an app said beside its objects. */
export interface Declarations {
  readonly connections: readonly Connection[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly externals: readonly ExternalObject[];
}

/** Where something was declared: for which construct, and on which of the author's lines. */
interface Declared {
  readonly path: string;
  readonly site?: CallSite;
}

/** What was said of one construct. */
interface Said<T> {
  readonly scope: IConstruct;
  readonly what: T;
}

interface AllSaid {
  readonly connections: Said<Connection>[];
  readonly acknowledgements: Said<Acknowledgement>[];
  readonly externals: Said<ExternalObject>[];
}

const declared = new WeakMap<IConstruct, AllSaid>();

function of(root: IConstruct): AllSaid {
  const found = declared.get(root) ?? { connections: [], acknowledgements: [], externals: [] };
  declared.set(root, found);
  return found;
}

/** What was declared anywhere in an app, of constructs that are still there. */
export function declarationsOf(root: IConstruct): Declarations {
  const { connections, acknowledgements, externals } = of(root);
  return { connections: present(connections), acknowledgements: present(acknowledgements), externals: present(externals) };
}

function present<T>(said: readonly Said<T>[]): T[] {
  return said.filter(({ scope }) => isPresent(scope)).map(({ what }) => what);
}

/** Whether nobody has taken the construct out of its tree. */
function isPresent(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isPresent(scope));
}

/** Remembers a connection, for the linker to prove. */
export function declareConnection(scope: IConstruct, { path, site, ...connection }: Omit<Connection, 'provenance'> & Declared): void {
  of(scope.node.root).connections.push({ scope, what: { ...connection, provenance: site ? new Traced(path, site) : { path } } });
}

/** Remembers an acknowledgement, of findings at a construct and below it. */
export function declareAcknowledgement(scope: IConstruct, { site, ...acknowledgement }: Omit<Acknowledgement, 'provenance' | 'path'> & Omit<Declared, 'path'>): void {
  const { path, root } = scope.node;
  of(root).acknowledgements.push({ scope, what: { ...acknowledgement, path, provenance: site ? new Traced(path, site) : { path } } });
}

/** Remembers that an object exists though nothing in the app makes it. */
export function declareExternal(scope: IConstruct, external: ExternalObject): void {
  of(scope.node.root).externals.push({ scope, what: external });
}
