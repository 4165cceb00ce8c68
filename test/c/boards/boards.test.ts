/**
 * Fifty vectors on a Cortex-M0+ (qemu-system-arm) and on an AVR (simavr): `npm run test:c:targets`. Debian's compilers and
 * simulators; the whole grammar, 64 bits to 8, big tables in flash.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grammarSources, root } from '../../../scripts/grammar-sources.js';
import { analyse } from '../../../src/compiler/analyse.js';
import { cForms } from '../../../src/compiler/targets/c99/fields.js';
import { messageText } from '../../spec/message-text.js';
import { type Case, readCases } from '../../spec/read-cases.js';
import { type Call, collected, type Event, grammarFolder, type Reported, type Script, STRICT } from '../engine.js';
import { scriptOf, shown } from '../script.js';

const COUNT = 50;
const LONGEST = 2500;

const model = analyse(grammarSources());
const forms = cForms(model);
const here = join(root, 'test/c/boards');

/** From every file of cases some, and of those that are short. */
function chosen(): Case[] {
  const files = readCases(join(root, 'test/spec/cases')).map(({ cases }) => cases.filter(isFor));
  const turns = Math.max(...files.map(({ length }) => length));
  const inTurn = Array.from({ length: turns }, (_, i) => files.flatMap((cases) => cases[i] ?? [])).flat();
  return inTurn.slice(0, COUNT);
}

function isFor({ level, options, steps }: Case): boolean {
  const bytes = steps.reduce((sum, step) => sum + ('bytes' in step ? step.bytes.length : 0), 0);
  return level < 2 && options.resync !== true && bytes < LONGEST;
}

/** Of levels 0 and 1. */
const NUMBERS = {
  init: 1,
  feed: 2,
  flight: 3,
  flush: 4,
  end: 5,
  reset: 6,
  leave: 7,
  'leave-ok': 7,
  done: 8,
};

const BY_NAME: ReadonlyMap<string, number> = new Map(Object.entries(NUMBERS));

const word = (value: number): number[] => [value & 0xff, value >> 8];

const fail = (call: string): never => {
  throw new Error(`no such call on a board: ${call}`);
};

function bytesOf(call: Call): number[] {
  const number = BY_NAME.get(call.call) ?? fail(call.call);
  if ('bytes' in call) return [number, ...word(call.bytes.length), ...call.bytes];
  if ('options' in call) return [number, ...word(call.options)];
  return [number, ...word(call.call === 'leave-ok' ? 1 : 0)];
}

const rows = (bytes: readonly number[]): string =>
  Array.from({ length: Math.ceil(bytes.length / 24) }, (_, i) => bytes.slice(i * 24, i * 24 + 24).join()).join(',\n');

const KINDS = ['number', 'signed', 'word', 'text', 'address', 'bytes'];

function header(scripts: readonly Script[]): string {
  const calls = scripts.flatMap((script) => [...script.flatMap(bytesOf), NUMBERS.done, 0, 0]);
  const kinds = forms.flatMap(({ fields }) => [fields.length, ...fields.map(({ kind }) => KINDS.indexOf(kind))]);
  return `#include "sim800_config.h"
static const uint8_t BOARD_SCRIPT[] SIM800_IN_FLASH = {${rows([...calls, 0, 0, 0])}};
static const uint8_t BOARD_KINDS[] SIM800_IN_FLASH = {${rows(kinds)}};
`;
}

/** Numbers of forms, fields and words to what they are called. */
function named({ form, fields, ...event }: Event): Event {
  if (form === undefined) return event as Event;
  const { form: its, fields: known } = forms[Number(form)] as (typeof forms)[number];
  const values = Object.entries(fields as object).map(([index, value]) => {
    const { field, kind, words } = known[Number(index)] as (typeof known)[number];
    if (kind === 'word') return [field.name, words[Number(value)]?.text];
    const octets = [24, 16, 8, 0].map((shift) => (Number(value) >>> shift) & 255);
    return [field.name, kind === 'address' ? octets.join('.') : value];
  });
  return { ...(event as Event), type: its.type, kind: its.kind, fields: Object.fromEntries(values) };
}

/** Of all that a simulator prints, what the board does: lines that begin with @, colours and its marks taken away. */
function reportedIn(output: string): Reported[] {
  const lines = output.split('\n').flatMap((line) => /@(done|\{.*\})/.exec(line)?.[1] ?? []);
  const scripts: Event[][] = [[]];
  for (const line of lines) {
    if (line === 'done') scripts.push([]);
    else scripts.at(-1)?.push(named(JSON.parse(line) as Event));
  }
  return scripts.slice(0, -1).map(collected);
}

interface Board {
  readonly compiler: string;
  readonly flags: readonly string[];
  readonly source: string;
  readonly simulator: readonly string[];
}

const BOARDS: Readonly<Record<string, Board>> = {
  'a Cortex-M0+ under qemu': {
    compiler: 'arm-none-eabi-gcc',
    flags: ['-mcpu=cortex-m0plus', '-mthumb', '-nostartfiles', `-T${join(here, 'cortex-m.ld')}`],
    source: 'cortex-m.c',
    simulator: [
      'qemu-system-arm',
      '-M',
      'mps2-an385',
      '-display',
      'none',
      '-monitor',
      'none',
      '-semihosting',
      '-kernel',
    ],
  },
  'an ATmega1284P under simavr': {
    compiler: 'avr-gcc',
    flags: ['-mmcu=atmega1284p', '-DF_CPU=16000000UL'],
    source: 'avr.c',
    simulator: ['simavr', '-m', 'atmega1284p', '-f', '16000000'],
  },
};

function firmware({ compiler, flags, source }: Board, folder: string): string {
  const elf = join(folder, `${compiler}.elf`);
  const c = ['sim800_engine.c', 'sim800_fields.c'].map((file) => join(root, 'c', file));
  const sources = [...c, join(folder, 'sim800_grammar.c'), join(here, 'main.c'), join(here, source)];
  const all = [
    '-std=gnu99',
    '-Os',
    ...STRICT.filter((flag) => flag !== '-Wpedantic'),
    '-I',
    join(root, 'c'),
    '-I',
    folder,
  ];
  execFileSync(compiler, [...all, '-I', here, ...flags, ...sources, '-o', elf], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return elf;
}

describe.each(Object.entries(BOARDS))('%s', (_, board) => {
  const cases = chosen();

  it(`reads ${COUNT} vectors as they are read elsewhere`, () => {
    const folder = grammarFolder(model);
    writeFileSync(join(folder, 'script.h'), header(cases.map((one) => scriptOf(one, []))));
    const [simulator = '', ...flags] = board.simulator;
    const { stdout, stderr } = spawnSync(simulator, [...flags, firmware(board, folder)], {
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      timeout: 300_000,
    });
    const reported = reportedIn(`${stdout}\n${stderr}`);
    expect(reported.length, `${stdout.slice(-500)}${stderr.slice(-500)}`).toBe(COUNT);
    for (const [i, one] of cases.entries())
      expect(shown(reported[i] as Reported).text, one.name).toBe(messageText([...one.messages]));
  });
});

it('chooses from every file of cases that has any for it', () => {
  const files = readdirSync(join(root, 'test/spec/cases')).filter(
    (file) => file.endsWith('.md') && file !== 'README.md',
  );
  const texts = files.map((file) => readFileSync(join(root, 'test/spec/cases', file), 'utf8'));
  const missing = texts.filter((text) => !chosen().some(({ name }) => text.includes(name)));
  expect(missing.every((text) => !/^Level [01]\.$/m.test(text))).toBe(true);
});
