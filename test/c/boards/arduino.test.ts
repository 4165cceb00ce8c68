/** The folder of `npm run pack:c` as a library of Arduino: its sketch, with the core of Debian's arduino-core-avr. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cPackage } from '../../../scripts/c-package.js';
import { grammarSources } from '../../../scripts/grammar-sources.js';
import { compileC99 } from '../../../src/compiler.js';

const AVR = '/usr/share/arduino/hardware/arduino/avr';
const CORE = join(AVR, 'cores/arduino');
const FORMS = ['tcpip', 'received', 'ok', 'error', 'prompt', 'echo'];

const FLAGS = [
  ...['-mmcu=atmega2560', '-DF_CPU=16000000L', '-DARDUINO=10819', '-DARDUINO_AVR_MEGA2560', '-DARDUINO_ARCH_AVR'],
  ...['-Os', '-w', '-fno-exceptions', '-ffunction-sections', '-fdata-sections', '-DSIM800_LINE_MAX=160'],
  ...['-I', CORE, '-I', join(AVR, 'variants/mega')],
];

function libraryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-arduino-'));
  for (const [path, text] of cPackage(compileC99(grammarSources(), { forms: FORMS, commands: ['tcpip'] }).files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Each compiled as Arduino compiles it: C as C11, C++ as C++11. */
function compiled(file: string, folder: string, more: readonly string[] = []): string {
  const object = join(folder, `${file.replace(/\W+/g, '-')}.o`);
  const [compiler, standard] = file.endsWith('.c') ? ['avr-gcc', '-std=gnu11'] : ['avr-g++', '-std=gnu++11'];
  const language = file.endsWith('.ino') ? ['-x', 'c++'] : [];
  const flags = [standard, ...FLAGS, ...more, '-I', join(folder, 'src')];
  execFileSync(compiler, [...flags, ...language, '-c', file, '-o', object], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return object;
}

/** WString.cpp, the class String, is C++ that Debian's avr-gcc 5.4 does not take; the sketch has no use for it. */
const LEFT_OUT = 'WString.cpp';

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /\.(c|cpp)$/.test(name) && name !== LEFT_OUT)
    .map((name) => join(folder, name));

describe('the sketch on an Arduino Mega', () => {
  it.runIf(existsSync(AVR))('compiles over Stream, and fits', () => {
    const folder = libraryFolder();
    const sketch = join(folder, 'examples/Sim800Events/Sim800Events.ino');
    const files = [...sourcesIn(CORE), ...sourcesIn(join(folder, 'src')), sketch];
    const objects = files.map((file) => compiled(file, folder));
    const elf = join(folder, 'sketch.elf');
    execFileSync('avr-gcc', ['-mmcu=atmega2560', '-Os', '-Wl,--gc-sections', ...objects, '-lm', '-o', elf]);
    const [, text = '', data = '', bss = ''] =
      /(\d+)\s+(\d+)\s+(\d+)/.exec(execFileSync('avr-size', [elf], { encoding: 'utf8' })) ?? [];
    console.log(`flash ${Number(text) + Number(data)}, RAM ${Number(data) + Number(bss)}`);
    expect(Number(text)).toBeLessThan(32_768);
    expect(Number(data) + Number(bss)).toBeLessThan(2048);
  });
});
