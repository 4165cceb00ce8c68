/** Writes generated/views.ts: a view class a form, and what turns the code of a line into a filled view. */
import type { Line } from '../automaton/nfa.js';
import type { Field, FieldType, Form, Model } from '../model.js';
import { interfaceName } from './messages.js';
import { banner, docComment, list, literal, pascalCase } from './source.js';

/** `accept` is cut into functions of so many lines, for the sake of the optimiser. */
const CODES = 48;

export const viewName = (form: Form): string => `${pascalCase(form.type)}View`;

/** What is read from the line only when asked for; numbers and words are there at once. */
function lazy(type: FieldType | undefined): 'text' | 'bytes' | 'ipv4' | undefined {
  if (type?.kind === 'ipv4') return 'ipv4';
  if (type?.kind !== 'text') return undefined;
  return type.value === 'bytes' ? 'bytes' : 'text';
}

const slotMember = (field: Field): string => `${field.name}Slot`;

function member(form: Form, field: Field): string {
  const type = `${interfaceName(form.type)}['${field.name}']`;
  const read = lazy(field.types[0]);
  if (!read) {
    const initial = field.optional ? 'undefined' : field.types[0]?.kind === 'number' ? '0' : `'' as ${type}`;
    return `  ${field.name}: ${type}${field.optional ? ' | undefined' : ''} = ${initial};\n`;
  }
  const slot = `this.${slotMember(field)}`;
  const value = `this.registers.${read}(${slot})`;
  const result = field.optional ? `${slot} < 0 ? undefined : ${value}` : value;
  return `  ${slotMember(field)} = -1;\n  get ${field.name}(): ${type}${field.optional ? ' | undefined' : ''} {\n    return ${result};\n  }\n`;
}

function messageBody(form: Form): string {
  const name = interfaceName(form.type);
  const head = `type: '${form.type}', kind: '${form.kind}'`;
  if (form.fields.every((f) => !f.optional)) {
    const fields = form.fields.map((f) => `, ${f.name}: this.${f.name}`).join('');
    return `    return { ${head}${fields} } as ${name};\n`;
  }
  const rest = form.fields.map((f) =>
    f.optional
      ? `    if (this.${f.name} !== undefined) m.${f.name} = this.${f.name};\n`
      : `    m.${f.name} = this.${f.name};\n`,
  );
  return `    const m = { ${head} } as Writable<${name}>;\n${rest.join('')}    return m;\n`;
}

function constants(form: Form, id: number): string {
  const lines = [
    `  readonly type = '${form.type}';`,
    `  readonly kind = '${form.kind}';`,
    `  readonly formId = ${id};`,
  ];
  const { ending } = form;
  if (ending.kind === 'payload') {
    lines.push(`  override get payloadLength(): number {\n    return this.${ending.length};\n  }`);
    if (ending.unit === 'hex') lines.push('  override get hexPayload(): boolean {\n    return true;\n  }');
  }
  return `${lines.join('\n')}\n`;
}

function viewClass(form: Form, id: number): string {
  const members = form.fields.map((f) => member(form, f)).join('');
  return (
    `${docComment(form.doc)}export class ${viewName(form)} extends View {\n${constants(form, id)}${members}` +
    `  override toMessage(): ${interfaceName(form.type)} {\n${messageBody(form)}  }\n}\n`
  );
}

/** The field's type in a line, or undefined where the line never has it. */
function typeIn(line: Line, name: string): FieldType | undefined {
  for (const atom of line.variants.flatMap((v) => v.atoms))
    if (atom.kind === 'field' && atom.name === name) return atom.type;
  return undefined;
}

function value(form: Form, field: Field, type: FieldType, slot: number, words: Map<string, string>): string {
  if (lazy(type)) return String(slot);
  if (type.kind === 'number') return type.min < 0 ? `r.signed(${slot})` : `(r.number[${slot}] as number)`;
  const table = type.kind === 'words' ? wordTable(type.words, words) : '';
  return `(${table}[r.number[${slot}] as number] as ${interfaceName(form.type)}['${field.name}'])`;
}

function assignment(form: Form, field: Field, line: Line, words: Map<string, string>): string {
  const target = `v.${lazy(field.types[0]) ? slotMember(field) : field.name}`;
  const missing = lazy(field.types[0]) ? '-1' : 'undefined';
  const type = typeIn(line, field.name);
  if (!type) return `${target} = ${missing};`;
  const slot = line.slots.get(field.name) ?? 0;
  const there = value(form, field, type, slot, words);
  return line.optional.has(field.name)
    ? `${target} = r.has(${slot}) ? ${there} : ${missing};`
    : `${target} = ${there};`;
}

function wordTable(list: readonly string[], words: Map<string, string>): string {
  const key = JSON.stringify(list);
  const name = words.get(key) ?? `WORDS${words.size}`;
  words.set(key, name);
  return name;
}

function acceptCase(line: Line, code: number, id: number, words: Map<string, string>): string {
  const { form } = line;
  const set = form.fields.map((f) => `        ${assignment(form, f, line, words)}\n`).join('');
  return (
    `      case ${code}: {\n        const v = (this.made[${id}] ??= new ${viewName(form)}(r)) as ${viewName(form)};\n` +
    `${set}        return v;\n      }\n`
  );
}

function viewsClass(model: Model, lines: readonly Line[], words: Map<string, string>): string {
  const ids = new Map(model.forms.map((f, i) => [f, i]));
  const parts = Math.ceil(lines.length / CODES);
  const methods = Array.from({ length: parts }, (_, part) => {
    const cases = lines
      .slice(part * CODES, (part + 1) * CODES)
      .map((line, i) => acceptCase(line, part * CODES + i, ids.get(line.form) ?? 0, words));
    return `  private accept${part}(code: number, r: Registers): FormView {\n    switch (code) {\n${cases.join('')}      default:\n        throw unknownCode(code);\n    }\n  }\n`;
  });
  const last = parts - 1;
  const choose = methods.map((_, part) =>
    part === last
      ? `    return this.accept${part}(code, this.registers);\n`
      : `    if (code < ${(part + 1) * CODES}) return this.accept${part}(code, this.registers);\n`,
  );
  return (
    `/** The views of one tokenizer: made when first needed, then used again. */\nexport class GrammarViews implements Views<FormView> {\n` +
    `  private readonly registers: Registers;\n  private readonly made: (FormView | undefined)[];\n\n  constructor(registers: Registers) {\n    this.registers = registers;\n    this.made = new Array(${model.forms.length}).fill(undefined);\n  }\n\n` +
    `  accept(code: number): FormView {\n${choose.join('')}  }\n${methods.join('')}}\n`
  );
}

export function emitViews(model: Model, lines: readonly Line[], runtime: string): string {
  const words = new Map<string, string>();
  const body = viewsClass(model, lines, words);
  const tables = Array.from(
    words,
    ([key, name]) => `const ${name} = ${list((JSON.parse(key) as string[]).map(literal), '')} as const;\n`,
  );
  const names = model.forms.map((f) => interfaceName(f.type));
  return [
    `${banner(model)}\n`,
    `import { type Registers, unknownCode, View, type Views, type Writable } from '${runtime}';`,
    `import type { ${names.join(', ')} } from './messages.js';\n`,
    tables.join(''),
    ...model.forms.map(viewClass),
    `/** Every view, told apart by \`type\`. */\nexport type FormView =${model.forms.map((f) => `\n  | ${viewName(f)}`).join('')};\n`,
    body,
  ].join('\n');
}
