import ts from 'typescript';

/** The named exports of generated TypeScript, with the names it imports given. */
export function load<T>(source: string, exported: readonly string[], imported: Record<string, unknown> = {}): T {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const js = ts.transpileModule(source, { compilerOptions: options }).outputText;
  const body = js.replaceAll(/^import .*$/gm, '').replaceAll(/^export (?!\{)/gm, '');
  const make = new Function(...Object.keys(imported), `${body}; return { ${exported.join(', ')} };`);
  return make(...Object.values(imported));
}
