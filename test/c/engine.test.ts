/** The C engine says what the TypeScript tokenizer says, however the stream is cut; the cases say what both must. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { analyse } from '../../src/compiler/analyse.js';
import { readCases } from '../spec/read-cases.js';
import { build, grammarFolder, runScripts, SANITIZED, STRICT, UNOPTIMISED } from './engine.js';
import { expectRead, shown } from './script.js';
import { differences, draws } from './streams.js';
import { wholeFolder } from './whole.js';

const driver = join(root, 'test/c/driver.c');
let folder = '';
let program = '';

beforeAll(() => {
  folder = wholeFolder();
  program = build(folder, { flags: SANITIZED, sources: [driver] });
}, 120_000);

describe.each(['cases', 'captures'])('%s', (kind) => {
  for (const { name, cases } of readCases(join(root, 'test/spec', kind))) {
    const own = cases.filter(({ level, options }) => level < 2 && options.resync !== true);
    it.runIf(own.length > 0)(`${name}: ${own.length} in every cutting`, () => {
      expectRead(program, own, () => false);
    });
  }
});

describe('beside the TypeScript tokenizer', () => {
  it('4000 mutated streams are read alike, message for message, at the same offsets', () => {
    expect(differences(program, draws(7, 4000))).toEqual([]);
  });
});

describe('a line buffer of 64 bytes', () => {
  const small = (): string => build(folder, { flags: ['-DSIM800_LINE_MAX=64', ...UNOPTIMISED], sources: [driver] });
  const read = (text: string): string =>
    shown(
      runScripts(small(), [
        [{ call: 'init', options: 0 }, { call: 'feed', bytes: Buffer.from(text, 'latin1') }, { call: 'end' }],
      ])[0] ?? { messages: [], spans: [], ends: [] },
    ).text;

  it('reads what fits, and a longer line as pieces that nothing recognises', () => {
    expect(read(`\r\nOK\r\n${'x'.repeat(70)}\r\n+CSQ: 20,0\r\n`).split('\n')).toEqual([
      '{"kind":"final","type":"ok"}',
      `{"kind":"unrecognized","type":"unrecognized","bytes":"${'x'.repeat(64)}"}`,
      `{"kind":"unrecognized","type":"unrecognized","bytes":"${'x'.repeat(6)}"}`,
      '{"kind":"response","type":"csq","ber":0,"rssi":20}',
    ]);
  });

  it('hands a payload on that is longer than the buffer', () => {
    expect(read(`\r\n+IPD,200:${'y'.repeat(200)}\r\nCLOSED\r\n`).split('\n')).toEqual([
      `{"kind":"urc","type":"ipd","length":200,"payload":"${'y'.repeat(200)}"}`,
      '{"kind":"urc","type":"closed"}',
    ]);
  });
});

describe('a command that the host names itself, where echo is off', () => {
  it('decides what its answer is, also in the middle of a line', () => {
    const [reported] = runScripts(program, [
      [
        { call: 'init', options: 0 },
        { call: 'feed', bytes: Buffer.from('\r\n+CIPRX') },
        { call: 'flight', bytes: Buffer.from('AT+CIPRXGET?') },
        { call: 'feed', bytes: Buffer.from('GET: 1\r\n\r\nOK\r\n+CIPRXGET: 1\r\n') },
      ],
    ]);
    expect(reported?.messages).toEqual([
      { type: 'ciprxget', kind: 'response', mode: 1 },
      { type: 'ok', kind: 'final' },
      { type: 'ciprxget-data', kind: 'urc' },
    ]);
  });
});

describe('the sources', () => {
  const files = ['sim800_engine.c', 'sim800_fields.c', 'sim800_dialogue.c', 'sim800_command.c'];
  const sources = files.map((file) => join(root, 'c', file));
  const compile = (compiler: string, flags: readonly string[], grammar: string): void => {
    const into = mkdtempSync(join(tmpdir(), 'sim800-o-'));
    const made = ['sim800_grammar.c', 'sim800_commands.c'].map((file) => join(grammar, file));
    const files = [...sources, ...made].flatMap((file) => [...flags, file]);
    execFileSync(compiler, ['-c', ...STRICT, `-I${join(root, 'c')}`, `-I${grammar}`, ...files], { cwd: into });
  };

  it('are C99 and C++ without a warning, by gcc and by clang where it is there', () => {
    for (const [c, cpp] of COMPILERS.filter(isThere)) {
      for (const dialogue of [0, 1]) {
        const flags = ['-DSIM800_NAMES', `-DSIM800_DIALOGUE=${dialogue}`];
        compile(c, ['-std=c99', ...flags], folder);
        compile(cpp, ['-x', 'c++', '-std=c++17', ...flags], folder);
      }
    }
  });

  it('need no library: nothing but the headers of a freestanding C', () => {
    const flags = ['-std=c99', '-ffreestanding', '-nostdinc', '-DSIM800_DIALOGUE=1', ...freestanding()];
    compile('gcc', flags, folder);
  });

  it('serve a grammar of a few forms', () => {
    const forms = ['tcpip', 'received', 'ok', 'error', 'prompt', 'echo'];
    const own = grammarFolder(analyse(grammarSources(), { forms }));
    const text = '\r\n+CSQ: 20,0\r\n\r\nOK\r\n+IPD,2:hi\r\nCLOSED\r\n';
    const [reported] = runScripts(build(own, { flags: UNOPTIMISED, sources: [driver] }), [
      [
        { call: 'init', options: 0 },
        { call: 'feed', bytes: Buffer.from(text) },
      ],
    ]);
    expect(reported && shown(reported).text.split('\n')).toEqual([
      '{"kind":"unrecognized","type":"unrecognized","bytes":"+CSQ: 20,0"}',
      '{"kind":"final","type":"ok"}',
      '{"kind":"urc","type":"ipd","length":2,"payload":"hi"}',
      '{"kind":"urc","type":"closed"}',
    ]);
  });
});

const COMPILERS = [
  ['gcc', 'g++'],
  ['clang', 'clang++'],
] as const;

const isThere = ([compiler]: (typeof COMPILERS)[number]): boolean => spawnSync(compiler, ['--version']).status === 0;

/** The folder of gcc's own headers: stdint.h and its like, and none of a C library. */
function freestanding(): string[] {
  const include = execFileSync('gcc', ['-print-file-name=include'], { encoding: 'utf8' }).trim();
  return ['-isystem', include];
}
