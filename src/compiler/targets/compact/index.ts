import { writeWholeProgram } from '../../program/program.js';
import { banner } from '../banner.js';
import type { Target } from '../target.js';
import { programText } from './program-text.js';

/** A grammar as data for the engine of `sim800-protocol/compact`. */
export const compact: Target = [
  {
    file: 'program.ts',
    emit: (machine) =>
      [
        `${banner(machine.model)}\n`,
        '/* biome-ignore-all lint: generated */\n',
        '/** The byte program of the grammar (docs/program.md), as text: see `programOf` in src/compact/text.ts. */',
        `export const program = ${programText(writeWholeProgram(machine).bytes)};\n`,
      ].join('\n'),
  },
];
