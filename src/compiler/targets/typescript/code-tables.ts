/** Writes generated/tables.ts: the tables of numbers and texts. */
import type { CodeTable, Model } from '../../model/model.js';
import { banner } from '../banner.js';
import { camelCase, docComment, literal, typed } from './source.js';

function table({ name, doc, rows }: CodeTable): string {
  const lines = rows.map(({ code, text }) => `  [${code}, ${literal(text)}],\n`).join('');
  return `${docComment(doc)}export const ${camelCase(name)}${typed(': CodeTable')} = /* @__PURE__ */ new CodeTable([\n${lines}]);\n`;
}

export function emitTables(model: Model, runtime: string): string {
  const body =
    model.tables.length === 0
      ? 'export {};\n'
      : `import { CodeTable } from '${runtime}';\n\n${model.tables.map(table).join('\n')}`;
  return `${banner(model)}\n\n${body}`;
}
