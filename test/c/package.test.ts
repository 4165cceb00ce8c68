/** The folder that `npm run pack:c` makes, used as its users do. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cPackage } from '../../scripts/c-package.js';
import { compileC99 } from '../../src/compiler.js';
import { STRICT } from './engine.js';

const GRAMMAR = `final ok "OK"
urc closed "CLOSED"
response csq "+CSQ:" sp rssi:0..99 "," ber:0..99
urc state "+STATE:" sp state:("UP" | "DOWN") "," peer:ipv4
response ciprxget-read "+CIPRXGET:" sp "2," length:0..1460 "," remaining:uint eol payload length bytes then ok
`;

const folder = mkdtempSync(join(tmpdir(), 'sim800-pack-'));
const library = join(folder, 'sim800');
const files = cPackage(compileC99([{ file: 'some.at', text: GRAMMAR }]).files);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const hasCmake = spawnSync('cmake', ['--version']).status === 0;
const sources = ['engine', 'fields', 'command', 'grammar', 'commands'].map((name) =>
  join(library, 'src', `sim800_${name}.c`),
);

/** Builds a program of the examples with nothing but a compiler. */
function compiled(name: string, source: string): string {
  const program = join(folder, name);
  const flags = ['-std=gnu99', ...STRICT, '-DSIM800_NAMES', `-I${join(library, 'src')}`];
  execFileSync('gcc', [...flags, ...sources, join(library, 'examples', source), '-o', program], { stdio: 'inherit' });
  return program;
}

beforeAll(() => {
  for (const [path, text] of files) write(`sim800/${path}`, text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the folder', () => {
  it.each([
    ['an Arduino library', ['library.properties', 'src/sim800_grammar.h', 'examples/Sim800Events/Sim800Events.ino']],
    ['a PlatformIO library', ['library.json']],
    ['an ESP-IDF component', ['CMakeLists.txt', 'idf_component.yml']],
    ['a Zephyr module', ['zephyr/module.yml', 'zephyr/Kconfig', 'zephyr/CMakeLists.txt']],
  ])('is %s', (_, paths) => {
    for (const path of paths) expect([...files.keys()]).toContain(path);
  });

  it('has a version everywhere, and JSON that is JSON', () => {
    expect([...files.values()].filter((text) => text.includes('@VERSION@'))).toEqual([]);
    expect(JSON.parse(files.get('library.json') ?? '')).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(files.get('library.properties')).toMatch(/^version=\d+\.\d+\.\d+/m);
  });

  it('names every source in each build, and no other', () => {
    const names = [...files.keys()].filter((path) => /^src\/.*\.c$/.test(path)).sort();
    for (const build of ['CMakeLists.txt', 'zephyr/CMakeLists.txt']) {
      const named = files.get(build)?.match(/src\/\w+\.c/g) ?? [];
      expect([...named].sort(), build).toEqual(names);
    }
  });

  it.runIf(hasCmake)('is a library of a CMake project', () => {
    write(
      'CMakeLists.txt',
      `cmake_minimum_required(VERSION 3.13)
project(app C)
add_subdirectory(sim800)
add_executable(app main.c)
target_link_libraries(app sim800)
`,
    );
    write(
      'main.c',
      `#include <stdio.h>
#include "sim800_grammar.h"
static void got(void *user, const sim800_message *m) {
  (void)user;
  if (m->form == SIM800_FORM_CSQ) printf("%d\\n", (int)sim800_csq_rssi(m));
}
int main(void) {
  static const sim800_callbacks on = {.on_message = got};
  static sim800 modem;
  sim800_init(&modem, &on, NULL, 0);
  sim800_feed(&modem, (const uint8_t *)"\\r\\n+CSQ: 20,0\\r\\n", 15);
  return 0;
}
`,
    );
    const build = join(folder, 'build');
    execFileSync('cmake', ['-S', folder, '-B', build], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('cmake', ['--build', build], { stdio: ['ignore', 'ignore', 'inherit'] });
    expect(execFileSync(join(build, 'app'), { encoding: 'utf8' })).toBe('20\n');
  });
});

describe('the example', () => {
  it('host prints forms, fields and payload', () => {
    const input = '\r\n+STATE: DOWN,10.0.0.1\r\n\r\n+CIPRXGET: 2,2,0\r\nhi\r\nOK\r\n?\r\n';
    expect(execFileSync(compiled('host', 'host/host.c'), { input, encoding: 'utf8' })).toBe(
      'state state=DOWN peer=0a000001\nciprxget-read length=2 remaining=0\npayload hi\nok\nunrecognized ?\n',
    );
  });

  it('from-strstr is wrong twice before, and right after', () => {
    const run = (name: string): string => execFileSync(compiled(name, `from-strstr/${name}.c`), { encoding: 'utf8' });
    expect(run('before')).toBe('connection closed\n');
    expect(run('after')).toBe('received it is CLOSED\nread answered\n');
  });

  it('for Arduino compiles over its Stream', () => {
    write(
      'arduino/Arduino.h',
      `#include <stddef.h>
#include <stdint.h>
unsigned long millis();
class Stream { public: int available(); int read(); size_t write(const uint8_t *, size_t); };
struct Port : Stream { void begin(long); void print(const char *); void println(unsigned); };
extern Port Serial, Serial1;
`,
    );
    const sketch = join(library, 'examples', 'Sim800Events', 'Sim800Events.ino');
    const flags = ['-x', 'c++', '-std=c++11', ...STRICT, '-fsyntax-only'];
    const includes = [join(folder, 'arduino'), join(library, 'src')].map((path) => `-I${path}`);
    execFileSync('g++', [...flags, ...includes, sketch], { stdio: 'inherit' });
  });
});
