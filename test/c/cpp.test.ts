/** The wrapper for C++17, built as firmware builds it: without exceptions and without RTTI. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/grammar-sources.js';
import { compileC99 } from '../../src/compiler.js';
import { STRICT } from './engine.js';

const GRAMMAR = `final ok "OK"
prompt prompt ">" at-once " "?
response csq "+CSQ:" sp rssi:0..99 ["," ber:0..99]
urc peer "+PEER:" sp name:print except "," 1..9 "," address:ipv4
response read "+READ:" sp length:0..9 eol payload length bytes
`;

const folder = mkdtempSync(join(tmpdir(), 'sim800-cpp-'));
for (const [name, text] of compileC99([{ file: 'some.at', text: GRAMMAR }]).files) {
  writeFileSync(join(folder, name), text);
}
afterAll(() => rmSync(folder, { recursive: true }));

const INCLUDES = ['-I', join(root, 'c'), '-I', folder];
const ENGINE = ['sim800_engine.c', 'sim800_fields.c', 'sim800_dialogue.c'].map((file) => join(root, 'c', file));
const C = [...ENGINE, join(folder, 'sim800_grammar.c')];

/** What a program prints that has these handlers, and this in its `main`. */
function printed(name: string, compiler: string, handlers: string, main: string, more: readonly string[] = []): string {
  const objects = C.map((source, i) => {
    const object = join(folder, `${name}-${i}.o`);
    execFileSync('gcc', ['-std=c99', ...more, ...INCLUDES, '-c', source, '-o', object], { stdio: 'inherit' });
    return object;
  });
  const [source, program] = [join(folder, `${name}.cpp`), join(folder, name)];
  writeFileSync(source, `#include <cstdio>\n#include "sim800.hpp"\n${handlers}\nint main() {\n${main}\n}\n`);
  const flags = ['-std=c++17', '-fno-exceptions', '-fno-rtti', ...STRICT, ...more, ...INCLUDES];
  execFileSync(compiler, [...flags, source, ...objects, '-o', program], { stdio: 'inherit' });
  return execFileSync(program, { encoding: 'utf8' });
}

const EVENTS = `struct Events {
  void message(sim800cpp::Message m) {
    if (m.form() == SIM800_FORM_CSQ) {
      const auto rssi = m.number(SIM800_CSQ_RSSI), ber = m.number(SIM800_CSQ_BER);
      std::printf("csq %d %s at %u..%u\\n", static_cast<int>(*rssi), ber ? "ber" : "no ber", unsigned(m.start()), unsigned(m.end()));
    } else if (m.form() == SIM800_FORM_PEER) {
      const auto name = *m.text(SIM800_PEER_NAME);
      std::printf("peer %.*s %08x\\n", static_cast<int>(name.size()), name.data(), unsigned(*m.address(SIM800_PEER_ADDRESS)));
    } else if (const auto length = m.payload_length()) std::printf("read %u\\n", unsigned(*length));
    else std::printf("form %d\\n", m.form());
  }
  void payload(const uint8_t *bytes, size_t n) {
    std::printf("payload %.*s\\n", static_cast<int>(n), reinterpret_cast<const char *>(bytes));
  }
  void payload_end(bool truncated) { std::printf("end %d\\n", truncated); }
  void unrecognized(const uint8_t *, size_t n) { std::printf("unrecognized %u\\n", unsigned(n)); }
};`;

describe.each(['g++', 'clang++'])('the wrapper for C++17, by %s', (compiler) => {
  const isThere = (() => {
    try {
      return execFileSync(compiler, ['--version']).length > 0;
    } catch {
      return false;
    }
  })();

  it.runIf(isThere)('calls the methods that a handler has, with fields that may be missing', () => {
    const input = '\\r\\n+CSQ: 20\\r\\n+PEER: bob,10.0.0.1\\r\\n+READ: 2\\r\\nhi\\r\\nwhat\\r\\nOK\\r\\n';
    const main = `Events events;\nsim800cpp::Decoder modem(events);\nmodem.feed("${input}");\nmodem.end();`;
    expect(printed(`events-${compiler}`, compiler, EVENTS, main)).toBe(
      'csq 20 no ber at 2..12\npeer bob 0a000001\nread 2\npayload hi\nend 0\nunrecognized 4\nform 0\n',
    );
  });

  it.runIf(isThere)('hands out prompts as messages where nothing else takes them', () => {
    const handlers = `struct Messages { void message(sim800cpp::Message m) { std::printf("form %d\\n", m.form()); } };
struct Prompts : Messages { void prompt(sim800cpp::Message) { std::printf("prompt\\n"); } };
struct Nothing {};`;
    const run = (of: string): string => `{ ${of} h; sim800cpp::Decoder d(h); d.feed("\\r\\n> "); }`;
    const main = ['Messages', 'Prompts', 'Nothing'].map(run).join('\n');
    expect(printed(`prompts-${compiler}`, compiler, handlers, main)).toBe('form 1\nprompt\n');
  });

  it.runIf(isThere)('is told what the host sends, at a prompt from inside a method', () => {
    const handlers = `struct Host {
  sim800cpp::Decoder<Host> modem{*this};
  size_t echoed = 0;
  void message(sim800cpp::Message m) {
    std::printf("form %d %s %u\\n", m.form(), modem.ended() ? "ends" : "ends nothing", unsigned(modem.sent_so_far()));
  }
  void prompt(sim800cpp::Message) { modem.sent("OK\\r\\n!"); }
  void echo(const uint8_t *, size_t n) { echoed += n; }
  void echo_end() { std::printf("%u echoed, %d left\\n", unsigned(echoed), modem.echo_pending()); }
};`;
    const main = 'Host host;\nhost.modem.feed("\\r\\n> OK\\r\\n!\\r\\nOK\\r\\n");';
    const output = printed(`sent-${compiler}`, compiler, handlers, main, ['-DSIM800_DIALOGUE=1']);
    expect(output).toBe('5 echoed, 0 left\nform 0 ends nothing 5\n');
  });
});
