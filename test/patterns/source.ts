import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const LIB = path.resolve(__dirname, '../../lib');

/** What the source says about something that it declares. */
export interface Declared {
  readonly name: string;
  /** The docstring, stars and all; empty where there is none. */
  readonly doc: string;
}

export interface DeclaredProp extends Declared {
  readonly optional: boolean;
  /** As it is written, such as `PortProps[]`. */
  readonly type: string;
}

export interface DeclaredType extends Declared {
  readonly kind: 'class' | 'interface' | 'enum';
  /** Names of what it extends. */
  readonly parents: readonly string[];
  readonly props: readonly DeclaredProp[];
  /** Public methods and accessors of a class. */
  readonly methods: readonly Declared[];
}

/** Files that the package exports something of: what they declare is what a name stands for. */
const exportedFiles = new Set(
  parse(path.join(LIB, 'index.ts')).statements.flatMap((node) =>
    ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? [path.normalize(`${node.moduleSpecifier.text}.ts`)] : [],
  ),
);

/** Every class, interface and enum that files of the library declare, by name. */
export const declaredTypes: ReadonlyMap<string, DeclaredType> = new Map(
  fs
    .readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort((a, b) => Number(exportedFiles.has(a)) - Number(exportedFiles.has(b)))
    .flatMap((file) => parse(path.join(LIB, file)).statements.flatMap(readType))
    .map((type) => [type.name, type]),
);

/** Names that the package exports. */
export const exportedNames: readonly string[] = parse(path.join(LIB, 'index.ts'))
  .statements.filter(ts.isExportDeclaration)
  .flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map((element) => element.name.text) : [],
  );

/** An interface, and everything that it extends, the nearest first. */
export function lineage(name: string): DeclaredType[] {
  const type = declaredTypes.get(name);
  return type ? [type, ...type.parents.flatMap(lineage)] : [];
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

function readType(node: ts.Statement): DeclaredType[] {
  if (ts.isEnumDeclaration(node)) return [{ ...declared(node, node.name), kind: 'enum', parents: [], props: [], methods: [] }];
  if (!ts.isInterfaceDeclaration(node) && !(ts.isClassDeclaration(node) && node.name)) return [];
  const members: readonly (ts.TypeElement | ts.ClassElement)[] = node.members;
  const visible = members.filter((member) => member.name && ts.isIdentifier(member.name) && !isHidden(member));
  return [
    {
      ...declared(node, node.name!),
      kind: ts.isClassDeclaration(node) ? 'class' : 'interface',
      parents: (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.expression.getText())),
      props: visible.flatMap((member) =>
        ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)
          ? [{ ...declared(member, member.name), optional: member.questionToken !== undefined, type: member.type?.getText() ?? '' }]
          : [],
      ),
      methods: visible.flatMap((member) =>
        ts.isMethodDeclaration(member) || ts.isGetAccessor(member) ? [declared(member, member.name)] : [],
      ),
    },
  ];
}

function isHidden(member: ts.Node): boolean {
  const flags = ts.getCombinedModifierFlags(member as ts.Declaration);
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 || docOf(member).includes('@internal');
}

function declared(node: ts.Node, name: ts.Node): Declared {
  return { name: name.getText(), doc: docOf(node) };
}

function docOf(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const comments = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map(({ pos, end }) => text.slice(pos, end));
  return comments.filter((comment) => comment.startsWith('/**')).at(-1) ?? '';
}
