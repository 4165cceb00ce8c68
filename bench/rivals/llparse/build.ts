/** Builds the machine to WebAssembly, when clang and its linker are there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MachineBuilder } from './machine.js';
import { buildTrie, type Ending } from './trie.js';

export interface BuiltMachine {
  readonly endings: readonly Ending[];
}

const EXPORTS = ['begin', 'read_chunk', 'input_address', 'records_address'];

/** The two headers of C that the machine asks for and a bare target does not have. */
const HEADERS: Readonly<Record<string, string>> = {
  'stdlib.h': '#include <stddef.h>\n#define abort() __builtin_trap()\n',
  'string.h': 'void *memset(void *, int, unsigned long);\n',
};

function missing(): string | undefined {
  const absent = ['clang', 'wasm-ld'].filter((tool) => spawnSync(tool, ['--version']).error);
  return absent.length > 0 ? `no ${absent.join(', no ')} here (Debian: apt-get install clang lld)` : undefined;
}

/** Tried on Node 20 with -O1, -O2, -O3 and -Os, each with jump tables and without: this is a third faster than -O3. */
const FASTEST = ['-O1', '-fno-jump-tables'];

/** Returns why it could not be built. */
export function buildMachine(directory: string): string | undefined {
  const reason = missing();
  if (reason) return reason;
  const { root, endings } = buildTrie();
  const { c, header } = new MachineBuilder(endings).build(root);
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries({ ...HEADERS, 'lines.c': c, 'lines.h': header }))
    writeFileSync(join(directory, file), text);
  copyFileSync(join(import.meta.dirname, 'records.c'), join(directory, 'records.c'));
  // One unit, so that the calls from the machine are inlined.
  writeFileSync(join(directory, 'all.c'), '#include "lines.c"\n#include "records.c"\n');
  const flags = ['--target=wasm32', ...FASTEST, '-nostdlib', '-fno-builtin', '-I.', '-w', '-Wl,--no-entry'];
  const exported = EXPORTS.map((name) => `-Wl,--export=${name}`);
  execFileSync('clang', [...flags, ...exported, '-o', 'lines.wasm', 'all.c'], { cwd: directory });
  const built: BuiltMachine = { endings };
  writeFileSync(join(directory, 'lines.json'), JSON.stringify(built));
  return undefined;
}
