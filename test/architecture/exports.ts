/** What files export, and what others import of it. */
import ts from 'typescript';
import { type Sources, target } from './edges.js';

interface Names {
  readonly exported: Set<string>;
  /** `file name` of each import; `*` for all. */
  readonly imported: Set<string>;
}

const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function namesBound(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesBound(element.name)));
}

function declaredNames(node: ts.Statement): string[] {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return [];
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => namesBound(name));
  const { name } = node as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}

function clauseNames(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  const clause = ts.isImportDeclaration(node) ? node.importClause : node.exportClause;
  if (clause === undefined) return ['*'];
  const bindings = ts.isImportClause(clause) ? clause.namedBindings : clause;
  if (bindings === undefined || !('elements' in bindings)) return ['*'];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** What `import('./a.js')` names, as a call or as a type: who knows what is taken from it. */
function moduleOf(node: ts.Node): ts.Node | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
}

function modulesIn(node: ts.Node, found: string[] = []): string[] {
  const named = moduleOf(node);
  if (named && ts.isStringLiteralLike(named)) found.push(named.text);
  ts.forEachChild(node, (child) => void modulesIn(child, found));
  return found;
}

function namesIn(path: string, text: string, sources: Sources): Names {
  const names: Names = { exported: new Set(), imported: new Set() };
  const take = (specifier: string, name: string): unknown =>
    names.imported.add(`${target(path, specifier, sources)} ${name}`);
  const file = parse(path, text);
  for (const node of file.statements) {
    if (isExported(node)) for (const name of declaredNames(node)) names.exported.add(name);
    const isFrom = (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier;
    if (isFrom && ts.isStringLiteral(isFrom)) for (const name of clauseNames(node)) take(isFrom.text, name);
  }
  if (/\bimport\(/.test(text)) for (const specifier of modulesIn(file)) take(specifier, '*');
  return names;
}

/** Exports of these files that no other imports: `src/a.ts exports b`. Types do not count: they say what functions take. */
export function unusedExports(sources: Sources, isOurs: (path: string) => boolean): string[] {
  const all = new Map([...sources].map(([path, text]) => [path, namesIn(path, text, sources)] as const));
  const imported = new Set([...all.values()].flatMap((names) => [...names.imported]));
  return [...all]
    .filter(([path]) => isOurs(path) && !imported.has(`${path} *`))
    .flatMap(([path, { exported }]) =>
      [...exported].filter((name) => !imported.has(`${path} ${name}`)).map((name) => `${path} exports ${name}`),
    );
}
