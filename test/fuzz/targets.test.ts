/** Each target finds nothing in the house as it is, and finds a fault that is planted. */
import { describe, expect, it } from 'vitest';
import type { CommandLine } from './command-line.js';
import { Fuzzer, type Written } from './fuzzer.js';
import { type Counted, counted } from './subject.js';
import type { Target } from './target.js';
import { cli } from './targets/cli.js';
import { type Compiler, compileOf } from './targets/compile.js';
import { type CaptureModule, containers } from './targets/containers.js';
import { type DriverModule, driver } from './targets/driver.js';
import { type EncodingModule, encodeOf } from './targets/encode.js';
import { TARGETS } from './targets.js';

const SEED = 20261127;
/** In one bundle: most of each is in that of the command line too, and to put counters into code takes its time. */
const { coverage, subject: all } = await counted<{
  readonly capture: CaptureModule;
  readonly encoding: EncodingModule;
  readonly compiler: Compiler;
  readonly driver: DriverModule;
}>(`
import * as capture from './src/capture/index.js';
import * as compiler from './src/compiler.js';
import { main } from './src/cli/main.js';
import { decode } from './src/index.js';
import * as modem from './examples/driver/modem.js';
import { Module, scriptedPeers, VirtualClock } from './src/module.js';
export { capture, compiler };
export const encoding = { main, decode };
export const driver = { ...modem, Module, scriptedPeers, VirtualClock };
`);
const capture: Counted<CaptureModule> = { coverage, subject: all.capture };
const encoding: Counted<EncodingModule> = { coverage, subject: all.encoding };
const commandLine: Counted<CommandLine> = encoding;
const compiler: Counted<Compiler> = { coverage, subject: all.compiler };
const countedModem: Counted<DriverModule> = { coverage, subject: all.driver };

/** One seed in so many: all of them are for `npm run fuzz`, which each run of CI begins with. */
const SEEDS_IN = 16;
const MANY_SEEDS = 100;

const someOf = <Input>(seeds: readonly Input[]): Input[] =>
  seeds.filter((_, i) => seeds.length < MANY_SEEDS || i % SEEDS_IN === 0);

/** The target with some of its seeds. What it finds stays as large as it is found: to make it small is tried for the stream. */
function sampled<Input>(target: Target<Input>): Target<Input> {
  return Object.create(target, {
    seeds: { value: (seed: number, count: number) => someOf(target.seeds(seed, count)) },
    minimised: { value: async (input: Input) => input },
  });
}

async function found<Input>(target: Target<Input>, steps: number): Promise<string[]> {
  const written: Written[] = [];
  const fuzzer = new Fuzzer(sampled(target), SEED, (one) => written.push(one));
  await fuzzer.begin(SEED, 6);
  for (let i = 0; i < steps && written.length === 0; i++) await fuzzer.step();
  return written.map(({ text }) => text);
}

const first = async <Input>(target: Target<Input>): Promise<string> => (await found(target, 100))[0] ?? '';

describe('fuzzing containers', () => {
  it('finds nothing in a few steps', async () => expect(await found(containers(capture), 12)).toEqual([]));

  it('finds a reader that loses a byte where a chunk begins', async () => {
    const openContainer: CaptureModule['openContainer'] = (name, sample) => {
      const opened = capture.subject.openContainer(name, sample);
      const reader: typeof opened.reader = (emit, remark) => {
        const inner = opened.reader(emit, remark);
        return {
          write: (chunk) =>
            inner.write(chunk.length < sample.length ? chunk.subarray(chunk[0] === 0x4f ? 1 : 0) : chunk),
          end: () => inner.end(),
        };
      };
      return { ...opened, reader };
    };
    const subject = { ...capture.subject, openContainer };
    expect(await first(containers({ ...capture, subject }))).toContain('## other events when cut');
  });
});

describe('fuzzing the output of the command line', () => {
  it('finds nothing in a few steps', async () => expect(await found(cli(commandLine), 12)).toEqual([]));

  it('finds an escape character that is printed', async () => {
    const main: typeof commandLine.subject.main = (args, version, io) => {
      io?.stdout.write('\x1b[2J\n');
      return commandLine.subject.main(args, version, io);
    };
    expect(await first(cli({ ...commandLine, subject: { main } }))).toContain('## stdout steers a terminal');
  });
});

describe('fuzzing encode', () => {
  it('finds nothing in a few steps', async () => expect(await found(encodeOf(encoding), 60)).toEqual([]));

  it('finds bytes that are not those of the messages', async () => {
    const main: typeof encoding.subject.main = async (args, version, io) => {
      if (args[0] === 'encode') io?.stdout.write('\r\nRING\r\n');
      return encoding.subject.main(args, version, io);
    };
    const subject = { ...encoding.subject, main };
    expect(await first(encodeOf({ ...encoding, subject }))).toContain('## exit code 0, and read back otherwise');
  });
});

describe('fuzzing compile', () => {
  it('finds nothing in a few steps', async () => expect(await found(compileOf(compiler), 12)).toEqual([]));

  it('finds a comment that becomes code', async () => {
    const compile: typeof compiler.subject.compile = (sources, options) => {
      const files = compiler.subject.compile(sources, options);
      const evil = /^#.*\(/m.test(sources[0]?.text ?? '') ? 'evil();\n' : '';
      return new Map([...files, ['messages.ts', `${files.get('messages.ts')}${evil}`]]);
    };
    const subject = { ...compiler.subject, compile };
    expect(await first(compileOf({ ...compiler, subject }))).toContain('## messages.ts is another program');
  });
});

describe('fuzzing the driver', () => {
  it('finds nothing in a few steps', async () => expect(await found(driver(countedModem), 30)).toEqual([]), 60_000);

  it('finds data that is handed out in another order where it looks like a result', async () => {
    type Emit = (this: unknown, name: string, data: Uint8Array) => boolean;
    const emit = countedModem.subject.Modem.prototype.emit as Emit;
    const swapped: Emit = function (name, data) {
      const end = name === 'data' ? Buffer.from(data).indexOf('OK\r\n', 3) : -1;
      const pieces = end > 0 ? [data.slice(end), data.slice(0, end)] : [data];
      return pieces.map((one) => emit.call(this, name, one)).some(Boolean);
    };
    class Modem extends countedModem.subject.Modem {
      constructor(port: ConstructorParameters<typeof countedModem.subject.Modem>[0]) {
        super(port);
        Object.assign(this, { emit: swapped });
      }
    }
    const subject = { ...countedModem.subject, Modem };
    expect(await first(driver({ ...countedModem, subject }))).toContain('## data that the peer has not sent');
  }, 60_000);

  it('finds an answer that is that of another command', async () => {
    class Module extends countedModem.subject.Module {
      override setSignal(rssi: number): void {
        super.setSignal((rssi + 1) % 32);
      }
    }
    const subject = { ...countedModem.subject, Module };
    expect(await first(driver({ ...countedModem, subject }))).toContain("## another's answer");
  }, 60_000);
});

it('names all targets', () => {
  expect([...TARGETS.keys()]).toEqual(['stream', 'resync', 'containers', 'encode', 'compile', 'cli', 'driver']);
});
