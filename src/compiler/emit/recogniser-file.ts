/** Writes generated/recogniser.ts: the automata of a grammar as code. */
import type { Automaton } from '../automaton/build.js';
import type { GrammarMachine } from '../machine.js';
import { ByteTables } from './byte-tables.js';
import { type Layout, layoutOf } from './layout.js';
import { RecogniserEmitter } from './recogniser.js';
import { banner, importOf } from './source.js';

const SHARED = ['byteTable', 'DEAD', 'longNumber', 'NEED', 'NEED_ANY', 'NEED_CR', 'nextDigit', 'partial'];

export function emitRecogniser(machine: GrammarMachine, runtime: string): string {
  const tables = new ByteTables();
  const layout = layoutOf(machine);
  const { primary, fallback, numeric, patterns } = machine;
  const patternIndex = (head: string): number => (head === 'any' ? 0 : patterns.indexOf(head) + 1);
  const behindFallback = primary.lines.length + fallback.lines.length;
  const parts = [
    { automaton: primary, name: 'recognise', prefix: 's', firstCode: 0 },
    { automaton: fallback, name: 'recogniseFallback', prefix: 'f', firstCode: primary.lines.length },
    { automaton: numeric, name: 'recogniseNumeric', prefix: 'd', firstCode: behindFallback },
  ];
  const written = parts.map(({ automaton, name, prefix, firstCode }) => {
    const emitter = new RecogniserEmitter(automaton, { prefix, firstCode, patternIndex, tables, layout });
    const { functions, entry } = emitter.emit();
    const code = automaton.lines.length > 0 ? functions.join('\n') : '';
    return `${code}\n${exported(name, entry, automaton, layout)}`;
  });
  const code = [tables.declarations(), ...written].join('\n');
  return [
    `${banner(machine.model)}\n`,
    importOf(SHARED, runtime, code),
    '/* biome-ignore-all lint: generated */\n',
    code,
  ].join('\n');
}

/** What V8 takes into the loop over lines. No optional field is there yet. */
function exported(name: string, entry: string, automaton: Automaton, layout: Layout): string {
  const doc = '/** The code of the line that begins at `p`, or DEAD or NEED. */\n';
  if (automaton.lines.length === 0) return `${doc}export const ${name} = (): number => DEAD;\n`;
  const parameters = 'b: Uint8Array, p: number, e: number, r: Int32Array';
  return `${doc}export function ${name}(${parameters}): number {\n${layout.forget()}${entry}}\n`;
}
