/** Declaration files without what no entry of the package leads to. */
import { posix } from 'node:path';
import ts from 'typescript';

interface Declaration {
  readonly text: string;
  readonly names: readonly string[];
  /** All names that appear in it, of whatever kind. */
  readonly mentions: ReadonlySet<string>;
}

interface Link {
  /** By path from the root, without its ending; of a file that is not ours as it is written. */
  readonly file: string;
  readonly specifier: string;
  /** What it is called there, and here; nothing: all of it. */
  readonly names: readonly { readonly there: string; readonly here: string; readonly text: string }[] | undefined;
  readonly keyword: string;
  readonly text: string;
}

interface Module {
  readonly declarations: readonly Declaration[];
  readonly byName: ReadonlyMap<string, readonly Declaration[]>;
  readonly imports: readonly Link[];
  readonly exports: readonly Link[];
}

function mentionsIn(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) found.add(at.text);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

function namesOf(statement: ts.Statement): string[] {
  // `export { MessageDuplex }` of what is declared without.
  if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
    return statement.exportClause.elements.map(({ name }) => name.text);
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as Partial<ts.DeclarationStatement>;
  return name ? [name.text] : [];
}

function linkOf(statement: ts.ImportDeclaration | ts.ExportDeclaration, from: string): Link {
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
  const file = specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier.replace(/\.js$/, '')) : specifier;
  const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  const text = statement.getText();
  const [keyword = ''] = /^\w+(?: type)?/.exec(text) ?? [];
  const isList = bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings));
  const names = isList
    ? [...bindings.elements].map((element) => ({
        there: (element.propertyName ?? element.name).text,
        here: element.name.text,
        text: element.getText(),
      }))
    : undefined;
  return { file, specifier, names, keyword, text };
}

/** A function that is overloaded, or a class that an interface adds to, is declared several times. */
function byName(declarations: readonly Declaration[]): Map<string, Declaration[]> {
  const found = new Map<string, Declaration[]>();
  for (const one of declarations) for (const name of one.names) found.set(name, [...(found.get(name) ?? []), one]);
  return found;
}

function moduleOf(file: string, text: string): Module {
  const { statements } = ts.createSourceFile(`${file}.d.ts`, text, ts.ScriptTarget.ES2022, true);
  const links = statements.filter(
    (one): one is ts.ImportDeclaration | ts.ExportDeclaration =>
      (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) && one.moduleSpecifier !== undefined,
  );
  const declarations = statements.flatMap((one) => {
    if (ts.isImportDeclaration(one) || (ts.isExportDeclaration(one) && one.moduleSpecifier)) return [];
    return [{ text: one.getFullText().trim(), names: namesOf(one), mentions: mentionsIn(one) }];
  });
  return {
    declarations,
    byName: byName(declarations),
    imports: links.filter(ts.isImportDeclaration).map((one) => linkOf(one, file)),
    exports: links.filter(ts.isExportDeclaration).map((one) => linkOf(one, file)),
  };
}

/** What is wanted of each file: names, or all of it. */
class Wanted {
  readonly #names = new Map<string, Set<string>>();
  readonly #modules: ReadonlyMap<string, Module>;

  constructor(modules: ReadonlyMap<string, Module>) {
    this.#modules = modules;
  }

  has(file: string, name: string): boolean {
    return this.#names.get(file)?.has(name) ?? false;
  }

  all(file: string): void {
    const module = this.#modules.get(file);
    for (const name of module?.byName.keys() ?? []) this.one(file, name);
    for (const link of module?.exports ?? []) {
      if (link.names === undefined) this.all(link.file);
      else for (const { here } of link.names) this.one(file, here);
    }
  }

  one(file: string, name: string): void {
    const module = this.#modules.get(file);
    if (!module || this.has(file, name)) return;
    this.#names.set(file, (this.#names.get(file) ?? new Set()).add(name));
    for (const { mentions } of module.byName.get(name) ?? []) for (const one of mentions) this.one(file, one);
    for (const link of [...module.imports, ...module.exports]) this.#follow(link, name);
  }

  #follow({ file, names }: Link, name: string): void {
    if (names === undefined) this.one(file, name);
    else for (const { there, here } of names) if (here === name) this.one(file, there);
  }
}

/** A link with the names that are wanted; nothing if there are none. */
function linked(link: Link, isWanted: (here: string) => boolean): string[] {
  if (link.names === undefined) return [link.text];
  const names = link.names.filter(({ here }) => isWanted(here));
  return names.length === 0
    ? []
    : [`${link.keyword} { ${names.map(({ text }) => text).join(', ')} } from '${link.specifier}';`];
}

function printed(file: string, { declarations, imports, exports }: Module, wanted: Wanted): string {
  const isWanted = (name: string): boolean => wanted.has(file, name);
  const kept = declarations.filter(({ names }) => names.some(isWanted));
  const links = [...imports, ...exports].flatMap((link) => linked(link, isWanted));
  return kept.length + links.length === 0 ? '' : [...links, ...kept.map(({ text }) => text), ''].join('\n');
}

/** `entries`: files of which all is wanted. Files of which nothing is are left out. */
export function withoutUnused(entries: readonly string[], files: ReadonlyMap<string, string>): Map<string, string> {
  const modules = new Map(Array.from(files, ([file, text]) => [file, moduleOf(file, text)] as const));
  const wanted = new Wanted(modules);
  for (const entry of entries) wanted.all(entry);
  const left = Array.from(modules, ([file, module]) => [file, printed(file, module, wanted)] as const);
  return new Map(left.filter(([, text]) => text !== ''));
}

/** Types of a file that another one declares in the same words, and what these refer to likewise. */
function sameTypes(module: Module, other: Module): Set<string> {
  const texts = new Set(other.declarations.map(({ text }) => text));
  const isType = ({ text }: Declaration): boolean => /^export (interface|type) /m.test(text);
  const imported = new Set(module.imports.flatMap(({ names = [] }) => names.map(({ here }) => here)));
  const same = new Set(
    module.declarations.filter((one) => isType(one) && texts.has(one.text)).flatMap((one) => one.names),
  );
  const isOther = (name: string): boolean => imported.has(name) || (module.byName.has(name) && !same.has(name));
  for (let before = -1; before !== same.size; ) {
    before = same.size;
    for (const { names, mentions } of module.declarations) {
      if ([...mentions].some(isOther)) for (const name of names) same.delete(name);
    }
  }
  return same;
}

const listed = (keyword: string, names: readonly string[], from: string): string[] =>
  names.length === 0 ? [] : [`${keyword} type { ${names.join(', ')} } from '${from}';`];

/** A file that takes the types it has in common with another one from there. `from`: how it calls the other. */
export function sharing(text: string, other: string, from: string): string {
  const [module, its] = [moduleOf('', text), moduleOf('', other)];
  const same = sameTypes(module, its);
  const own = module.declarations.filter(({ names }) => !names.some((name) => same.has(name)));
  const needed = [...same].filter((name) => own.some(({ mentions }) => mentions.has(name)));
  const links = [...module.imports, ...module.exports].map((link) => link.text);
  const shared = [...listed('import', needed, from), ...listed('export', [...same], from)];
  return [...links, ...shared, ...own.map((one) => one.text), ''].join('\n');
}
