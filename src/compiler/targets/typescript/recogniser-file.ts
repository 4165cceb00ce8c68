/** Writes generated/recogniser.ts: the automata of a grammar as code. */
import type { Automaton } from '../../automaton/build.js';
import { type Layout, layoutOf } from '../../tables/layout.js';
import type { GrammarMachine } from '../../tables/machine.js';
import { banner } from '../banner.js';
import { ByteTables } from './byte-tables.js';
import { RecogniserEmitter } from './recogniser.js';
import { asNumber, PARAMETERS } from './recogniser-code.js';
import { importOf, indented, typed } from './source.js';

const SHARED = ['byteTable', 'DEAD', 'framedTo', 'longNumber', 'NEED', 'NEED_ANY', 'NEED_CR', 'nextDigit', 'partial'];

export function emitRecogniser(machine: GrammarMachine, runtime: string): string {
  const tables = new ByteTables();
  const layout = layoutOf(machine);
  const { primary, fallback, numeric, readings, patterns } = machine;
  const patternIndex = (head: string): number => (head === 'any' ? 0 : patterns.indexOf(head) + 1);
  const afterFallback = primary.lines.length + fallback.lines.length;
  const parts = [
    { automaton: primary, name: 'primary', prefix: 's', firstCode: 0 },
    { automaton: fallback, name: 'fallback', prefix: 'f', firstCode: primary.lines.length },
    { automaton: numeric, name: 'numeric', prefix: 'd', firstCode: afterFallback },
    { automaton: readings, name: 'readings', prefix: 'g', firstCode: afterFallback + numeric.lines.length },
  ];
  const written = parts.map(({ automaton, name, prefix, firstCode }) => {
    const emitter = new RecogniserEmitter(automaton, { prefix, firstCode, patternIndex, tables, layout });
    const { functions, entry } = emitter.emit();
    const code = automaton.lines.length > 0 ? functions.join('\n') : '';
    return `${code}\n${recogniser(name, entry, automaton, layout)}`;
  });
  const textEnd = written.some((text) => text.includes('textEnd(')) ? [TEXT_END] : [];
  const body = [tables.declarations(), ...textEnd, ...written, END].join('\n');
  const code = `${DOC}export const recognisers = /* @__PURE__ */ (() => {\n${indented(body, 1)}})();\n`;
  return [
    `${banner(machine.model)}\n`,
    importOf(SHARED, runtime, code),
    '/* biome-ignore-all lint: generated */\n',
    code,
  ].join('\n');
}

const DOC = `/**
 * By rank: the code of the line that begins at \`p\`, or DEAD or NEED. All in one function: what appears outside of any, a
 * bundler makes a variable, and V8 looks at a variable again wherever it is used.
 */
`;
/** Inside with the others: V8 takes it into each of them, and its text is there once for 384 places. */
const TEXT_END = `/* After the bytes of a text. */
function textEnd(b${typed(': Uint8Array')}, from${typed(': number')}, e${typed(': number')}, is${typed(': Uint8Array')})${typed(': number')} {
let p = from;
while (p < e && is[${asNumber('b[p]')}] !== 0) p = (p + 1) | 0;
return p;
}
`;
const END = 'return { primary, fallback, numeric, readings };\n';

const forgetMarks = ({ markRegisters }: Layout): string => markRegisters.map((i) => `r[${i}] = 0;\n`).join('');

/** What V8 takes into the loop over lines. No optional field is there yet. */
function recogniser(name: string, entry: string, automaton: Automaton, layout: Layout): string {
  if (automaton.lines.length === 0) return `const ${name} = ()${typed(': number')} => DEAD;\n`;
  return `function ${name}(${PARAMETERS})${typed(': number')} {\n${forgetMarks(layout)}${entry}}\n`;
}
