/** Writes generated/recogniser.ts: the automata of a grammar as code. */
import type { Automaton } from '../automaton/build.js';
import type { GrammarMachine } from '../machine.js';
import { RecogniserEmitter, Tables } from './recogniser.js';
import { banner } from './source.js';

const SHARED =
  'byteTable, countOne, DEAD, digits, lineEnd, lineEndOrCr, NEED, nextDigit, nextOctet, octet, partial, type Registers';

export function emitRecogniser(machine: GrammarMachine, runtime: string): string {
  const tables = new Tables();
  const { primary, fallback, numeric, patterns } = machine;
  const parts = [
    { automaton: primary, name: 'recognise', prefix: 's', firstCode: 0 },
    { automaton: fallback, name: 'recogniseFallback', prefix: 'f', firstCode: primary.lines.length },
    {
      automaton: numeric,
      name: 'recogniseNumeric',
      prefix: 'n',
      firstCode: primary.lines.length + fallback.lines.length,
    },
  ];
  const written = parts.map(({ automaton, name, prefix, firstCode }) => {
    const patternIndex = (head: string): number => (head === 'any' ? 0 : patterns.indexOf(head) + 1);
    const code = new RecogniserEmitter(automaton, { prefix, firstCode, patternIndex, tables }).emit();
    return `${code.functions.join('\n')}\n${entry(name, code.entry, automaton)}`;
  });
  return [
    `${banner(machine.model)}\n`,
    `import { ${SHARED} } from '${runtime}';\n`,
    '/* biome-ignore-all lint: generated */\n',
    tables.declarations(),
    ...written,
  ].join('\n');
}

function entry(name: string, start: string, automaton: Automaton): string {
  const empty = automaton.lines.length === 0;
  const body = empty ? 'return DEAD;' : `return ${start}(b, p, e, r);`;
  return `/** The code of the line that begins at \`p\`, or DEAD or NEED. */\nexport function ${name}(b: Uint8Array, p: number, e: number, r: Registers): number {\n  ${body}\n}\n`;
}
