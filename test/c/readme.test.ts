/** What c/README.md shows is C that compiles, with what it leaves to the firmware declared. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { analyse } from '../../src/compiler/analyse.js';
import { grammarFolder, STRICT } from './engine.js';

const FIRMWARE = `#include "sim800_grammar.h"
extern int32_t room;
void reconnect(void *user);
void connected(void *user);
void retry(void *user);
void consume(void *user, const uint8_t *bytes, size_t n);
size_t uart_take(uint8_t *bytes, size_t n);
void uart_write(const uint8_t *bytes, size_t n);
`;

const blocks = [...readFileSync(join(root, 'c/README.md'), 'utf8').matchAll(/^```c\n(.*?)^```/gms)].map(
  ([, code = '']) => code,
);

describe('c/README.md', () => {
  const forms = ['tcpip', 'received', 'ok', 'error', 'prompt', 'echo'];
  const folder = grammarFolder(analyse(grammarSources(), { forms, commands: ['tcpip'] }));

  it.each(blocks.map((code, i) => [i + 1, code]))('block %i compiles without a warning', (i, code) => {
    const file = join(folder, `block-${i}.c`);
    writeFileSync(file, FIRMWARE + code);
    const dialogue = code.includes('sim800_sent') ? ['-DSIM800_DIALOGUE=1'] : [];
    const includes = [`-I${join(root, 'c')}`, `-I${folder}`];
    const flags = ['-std=c99', ...STRICT, '-Wno-unused-function', ...dialogue, ...includes];
    execFileSync('gcc', [...flags, '-fsyntax-only', file], { stdio: ['ignore', 'inherit', 'inherit'] });
  });
});
