import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources } from './architecture/edges.js';
import { RULES } from './architecture/rules.js';

const sources = readSources(join(import.meta.dirname, '..'), ['src', 'generated', 'test', 'scripts', 'bench']);

describe('the way through the house', () => {
  for (const rule of RULES) it(rule.says, () => expect(rule.broken(sources)).toEqual([]));
});

/** For each rule, in order: sources that break it, and what is said of them. */
const BREACHES: [Record<string, string>, string][] = [
  [{ 'src/runtime/reader.ts': "import 'node:fs'" }, 'src/runtime/reader.ts imports node:fs'],
  [
    { 'src/runtime/tokenizer/a.ts': "import '../dialogue/b.js'", 'src/runtime/dialogue/b.ts': '' },
    'src/runtime/tokenizer/a.ts imports src/runtime/dialogue/b.ts',
  ],
  [{ 'generated/views.ts': "import '../src/cli/main.js'" }, 'generated/views.ts imports src/cli/main.js'],
  [{ 'src/streams.ts': "import fc from 'fast-check'" }, 'src/streams.ts imports fast-check'],
  [{ 'src/index.ts': "export * from './a.js'", 'src/a.ts': "const x = import('moo')" }, 'src/a.ts imports moo'],
  [
    { 'src/runtime.ts': "export type { M } from '../generated/messages.js'", 'generated/messages.ts': '' },
    'src/runtime.ts imports generated/messages.ts',
  ],
  [{ 'src/streams.ts': "import './a.js'", 'src/a.ts': "import 'node:stream'" }, 'src/a.ts imports node:stream'],
  [{ 'src/streams/a.ts': "import '../index.js'", 'src/index.ts': '' }, 'src/streams/a.ts imports src/index.ts'],
  [{ 'src/session.ts': "import './a.js'", 'src/a.ts': "import 'node:stream'" }, 'src/a.ts imports node:stream'],
  [{ 'src/session/a.ts': "import '../index.js'", 'src/index.ts': '' }, 'src/session/a.ts imports src/index.ts'],
  [
    { 'src/capture.ts': "import '../generated/compiler/notation.js'", 'generated/compiler/notation.ts': '' },
    'src/capture.ts imports generated/compiler/notation.ts',
  ],
  [
    { 'src/compact/a.ts': "import '../../generated/views.js'", 'generated/views.ts': '' },
    'src/compact/a.ts imports generated/views.ts',
  ],
  [
    { 'src/compact.ts': "import '../generated/protocol.js'", 'generated/protocol.ts': '' },
    'src/compact.ts imports generated/protocol.ts',
  ],
  [{ 'src/module/a.ts': "import 'node:net'" }, 'src/module/a.ts imports node:net'],
  [{ 'src/compiler/a.ts': "import '../index.js'", 'src/index.ts': '' }, 'src/compiler/a.ts imports src/index.ts'],
  [{ 'src/a.ts': "import './cli/main.js'", 'src/cli/main.ts': '' }, 'src/a.ts imports src/cli/main.ts'],
  [{ 'src/a.ts': "import '../test/a.js'", 'test/a.ts': '' }, 'src/a.ts imports test/a.ts'],
  [
    { 'src/compiler/tables/a.ts': "import '../targets/c99/b.js'", 'src/compiler/targets/c99/b.ts': '' },
    'src/compiler/tables/a.ts imports src/compiler/targets/c99/b.ts',
  ],
  [
    { 'src/compiler/targets/docs/a.ts': "import '../c99/b.js'", 'src/compiler/targets/c99/b.ts': '' },
    'src/compiler/targets/docs/a.ts imports src/compiler/targets/c99/b.ts',
  ],
  [
    {
      'src/a.ts': "import './b.js'",
      'src/b.ts': "import type { C } from './c.js'",
      'src/c.ts': "export * from './b.js'",
    },
    'src/b.ts → src/c.ts → src/b.ts',
  ],
  [
    Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`src/runtime/values/${i}.ts`, ''])),
    'src/runtime/values has 15 files',
  ],
  [
    { 'src/cli/a.ts': 'export const one = 1, two = 2', 'src/cli/b.ts': "import { one } from './a.js'" },
    'src/cli/a.ts exports two',
  ],
  [{ 'src/long.ts': '\n'.repeat(401) }, 'src/long.ts has 401 lines'],
  [{ 'src/string-utils.ts': '' }, 'src/string-utils.ts'],
];

describe('its rules', () => {
  it('have a breach each', () => expect(BREACHES.length).toBe(RULES.length));
  it.each(RULES.map((rule, i) => [rule.says, rule, BREACHES[i]] as const))('see a breach: %s', (_, rule, breach) => {
    const [files, said] = breach ?? [{}, ''];
    expect(rule.broken(new Map(Object.entries(files)))).toContain(said);
  });
});
