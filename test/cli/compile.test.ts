/** `sim800 compile --without arbitraries,docs,reference`: what a project that only decodes needs, and nothing else. */
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { root, sim800 } from './sim800.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sim800-compile-')));
afterAll(() => rmSync(folder, { recursive: true }));

const MINE = join(folder, 'mine.at');
writeFileSync(
  MINE,
  `# How full the tank is.
# level: 0 empty, 9 full.
urc tank "+TANK:" sp level:0..9 example "+TANK: 7" -> { level: 7 }

# Data of a peer.
urc sent "+SENT:" sp length:0..100 eol payload length bytes

final ok "OK"

default ends ok
command tank "AT+TANK" test write level:0..9
`,
);

const CODE = [
  'command-lines',
  'commands',
  'encoder',
  'fields',
  'messages',
  'protocol',
  'recogniser',
  'tables',
  'views',
];

/** What tsc says of programs in the folder, by their files, and the files it has read for that. */
function typed(out: string, programs: Readonly<Record<string, string>>): { errors: string[]; read: string[] } {
  for (const [name, program] of Object.entries(programs)) writeFileSync(join(out, name), program);
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    types: [],
    paths: { 'sim800-protocol/runtime': [join(root, 'src/runtime.ts')] },
  };
  const files = readdirSync(out).flatMap((name) => (name.endsWith('.ts') ? [join(out, name)] : []));
  const checked = ts.createProgram(files, options);
  // The runtime, which they import, is checked by `npm run types`.
  const found = files.flatMap((file) => ts.getPreEmitDiagnostics(checked, checked.getSourceFile(file)));
  const errors = found.map(
    ({ file, messageText }) =>
      `${basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
  return { errors, read: checked.getSourceFiles().map(({ fileName }) => fileName) };
}

describe('what is compiled without arbitraries, docs and reference', () => {
  it('is the code alone, which type-checks without fast-check and exports Message', async () => {
    const out = join(folder, 'code');
    const { code, stderr } = await sim800(['compile', MINE, '--without', 'arbitraries,docs,reference', '--out', out]);
    expect([code, stderr]).toEqual([0, '']);
    expect(readdirSync(out).sort()).toEqual(CODE.map((name) => `${name}.ts`));
    writeFileSync(join(out, 'package.json'), '{"type":"module"}');
    const { errors, read } = typed(out, {
      'main.ts': `import { decode, type Message, type TankMessage } from './protocol.js';
const levels = (messages: Message[]): number[] =>
  messages.flatMap((message) => (message.type === 'tank' ? [message.level] : []));
export const tank: TankMessage = { type: 'tank', kind: 'urc', level: 7 };
export const all: number[] = levels(decode(new Uint8Array()));
`,
      'wrong.ts': "import { type Message } from './protocol.js';\nexport const m: Message = { type: 'tank' };\n",
    });
    // Of the second alone, without whose error the test could not fail.
    expect(errors).toEqual([expect.stringMatching(/^wrong\.ts: Type .*"tank".* not assignable/)]);
    expect(read.filter((path) => path.includes('fast-check'))).toEqual([]);
  }, 120_000);

  it('may leave out forms in the same list', async () => {
    const out = join(folder, 'part');
    const { code } = await sim800(['compile', MINE, '--without', 'docs,sent,reference', '--out', out]);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['arbitraries.ts', ...CODE.map((name) => `${name}.ts`)]);
  });

  it('has all of them by default', async () => {
    const out = join(folder, 'all');
    await sim800(['compile', MINE, '--out', out]);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['arbitraries.ts', 'docs', 'reference.ne']));
  });
});

describe('sim800 compile --target c99 --encoding code', () => {
  it('writes the forms as code beside what the table needs', async () => {
    const out = join(folder, 'code');
    const args = ['compile', MINE, '--target', 'c99', '--out', out];
    expect((await sim800([...args, '--encoding', 'code'])).stdout.split('\n')).toContain(join(out, 'sim800_code.h'));
    expect((await sim800(args)).stdout).not.toContain('sim800_code.h');
  });

  it('is refused for what is no C', async () => {
    const { code, stderr } = await sim800(['compile', MINE, '--encoding', 'code', '--out', folder]);
    expect([code, stderr]).toEqual([2, 'error: --encoding is for --target c99\n(sim800 --help shows how to use it)\n']);
  });
});
