const NAMED: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', "'": "\\'", '\\': '\\\\' };

/** Latin1 text as a string literal in single quotes (in double quotes when it holds only single ones). */
export function literal(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (c) => {
    const code = c.charCodeAt(0);
    if (c === "'" && mark === '"') return c;
    return NAMED[c] ?? (code < 0x20 || code > 0x7e ? `\\x${code.toString(16).padStart(2, '0')}` : c);
  });
  return mark + escaped.join('') + mark;
}

/** Around what only TypeScript has. In a comment of a grammar they enclose no more than its own text. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const MARKS = /[\uE000\uE001]/g;
const MARKED = /\uE000[^\uE000\uE001]*\uE001/g;

/** Code that is a type, or about one: `: number`, `import type …`. It is left out where JavaScript is written. */
export const typed = (code: string): string => OPEN + code + CLOSE;

export const asTypeScript = (code: string): string => code.replaceAll(MARKS, '');
export const asJavaScript = (code: string): string => code.replaceAll(MARKED, '').replaceAll(MARKS, '');

/** `type X, Y`, as an import has them, of which the code needs some. */
export function importOf(names: readonly string[], from: string, code: string): string {
  const needed = names.filter((name) => new RegExp(`\\b${name.replace(/^type /, '')}\\b`).test(code));
  return needed.length === 0 ? '' : `import { ${namesOf(needed)} } from '${from}';\n`;
}

/** Names as an import has them; `type X` is one of a type. */
export const namesOf = (names: readonly string[]): string =>
  names
    .map((name, i) => {
      const listed = i === names.length - 1 ? name : `${name}, `;
      return name.startsWith('type ') ? typed(listed) : listed;
    })
    .join('');

/** A property key, quoted only where it has to be. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** `ciprxget-read` as `CiprxgetRead`. */
export function pascalCase(type: string): string {
  return type.replace(/(?:^|-)([a-z0-9])/g, (_, c: string) => c.toUpperCase());
}

/** `ciprxget-read` as `ciprxgetRead`. */
export function camelCase(type: string): string {
  const pascal = pascalCase(type);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** A doc comment, or nothing for no lines. */
export function docComment(lines: readonly string[], indent = ''): string {
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/'));
  if (safe.length === 0) return '';
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** `[a, b, c]` on one line, or one element a line when that would pass 120 columns. */
export function list(elements: readonly string[], indent: string, open = '[', close = ']'): string {
  const pad = open === '{' ? ' ' : '';
  const flat = `${open}${pad}${elements.join(', ')}${pad}${close}`;
  if (indent.length + flat.length <= 100 && !flat.includes('\n')) return flat;
  const inner = `${indent}  `;
  return `${open}\n${elements.map((element) => `${inner}${element},\n`).join('')}${indent}${close}`;
}

/** Lines of code by how deep in braces they appear: a brace opens at the end of a line, and closes at the beginning of one. */
export function indented(code: string, depth: number): string {
  let deep = depth;
  const indent = (line: string): string => {
    if (line.startsWith('}')) deep--;
    const text = line === '' ? '' : `${'  '.repeat(deep)}${line}`;
    if (line.endsWith('{')) deep++;
    return text;
  };
  return code.split('\n').map(indent).join('\n');
}

/** Elements of a long list, as many on a line as 120 columns hold. */
export function filled(elements: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const element of elements.map((text) => `${text},`)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + element.length < 120) lines[lines.length - 1] = `${last} ${element}`;
    else lines.push(indent + element);
  }
  return lines.map((line) => `${line}\n`).join('');
}
