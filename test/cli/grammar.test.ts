/** Forms of the user's own, in decode, encode, why and their filters. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runtime, sim800, start } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-grammar-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MINE = join(folder, 'mine.at');
writeFileSync(
  MINE,
  `# The level of the tank.
# Source: the board's manual
response tank-level "+TANK:" sp level:0..9

# Asks for it.
# Source: the board's manual
command tank "AT+TANK" answers tank-level ends ok, error
         read
`,
);

/** As a program of its own: what was compiled is loaded, and nothing is left of it for other tests. */
async function run(
  args: readonly string[],
  input: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(args, { XDG_CACHE_HOME: folder });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('latin1');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  child.stdin.end(Buffer.from(input, 'latin1'));
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}

const WIRE = 'AT+TANK?\r\r\n+TANK: 7\r\n\r\nOK\r\n\r\n+CSQ: 20,0\r\n';

describe('--grammar', { timeout: 120_000 }, () => {
  it('decodes forms of the user beside those that ship, with their commands', async () => {
    const { code, stdout } = await run(['decode', '-f', 'ndjson', '--grammar', MINE], WIRE);
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages).toMatchObject([
      { type: 'echo', commands: [{ type: 'tank', form: 'read' }] },
      { type: 'tank-level', kind: 'response', level: 7 },
      { type: 'ok', answerTo: { type: 'tank', form: 'read' } },
      { type: 'csq', rssi: 20 },
    ]);
    expect(code).toBe(0);
  });

  it('encodes them', async () => {
    const { stdout } = await run(['encode', '--grammar', MINE], '{"type":"tank-level","level":3}\n');
    expect(stdout).toBe('\r\n+TANK: 3\r\n');
  });

  it('counts and filters them', async () => {
    const args = [
      'decode',
      '--stats',
      '-f',
      'ndjson',
      `--grammar=${MINE}`,
      '--only',
      'tank-level',
      '--command',
      'tank',
    ];
    expect(JSON.parse((await run(args, WIRE)).stdout).types).toEqual([
      { type: 'tank-level', kind: 'response', messages: 1 },
    ]);
    expect((await sim800(['decode', '--only', 'tank-level'], WIRE)).code).toBe(2);
  });

  it('compiles it once', async () => {
    await run(['decode', '--grammar', MINE], WIRE);
    const cache = join(folder, 'sim800');
    const kept = readdirSync(cache);
    expect(kept).toHaveLength(1);
    const before = statSync(join(cache, kept[0] ?? '', 'protocol.js')).mtimeMs;
    await run(['decode', '--grammar', MINE], WIRE);
    expect(readdirSync(cache)).toEqual(kept);
    expect(statSync(join(cache, kept[0] ?? '', 'protocol.js')).mtimeMs).toBe(before);
  });

  it('says what is wrong with it, and where', async () => {
    const wrong = join(folder, 'wrong.at');
    writeFileSync(wrong, 'urc tank-level "+TANK:" sp level:nothing\n');
    const { code, stderr, stdout } = await sim800(['decode', '--grammar', wrong], WIRE, { XDG_CACHE_HOME: folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^wrong\.at:1:\d+: .*nothing.*\n.*\n *\^/m);
    expect(existsSync(join(folder, 'sim800', 'wrong'))).toBe(false);
    expect((await sim800(['decode', '--grammar', join(folder, 'none.at')])).stderr).toContain('none.at: no such file');
  });
});

describe('--protocol', { timeout: 120_000 }, () => {
  const made = join(folder, 'made');
  const MODULE = join(made, 'protocol.js');
  /** Those of the lines below. */
  const grammars = ['fields', 'v25ter', 'errors', 'network', 'unprefixed'].map((name) =>
    join(root, 'grammar', `${name}.at`),
  );

  beforeAll(async () => {
    const ends = join(folder, 'default.at');
    writeFileSync(ends, 'default ends ok, error\n');
    const { code } = await sim800(['compile', ...grammars, ends, MINE, '--target', 'javascript', '--out', made]);
    expect(code).toBe(0);
    expect(readdirSync(made)).not.toContain('arbitraries.js');
    // A user has the package installed beside it.
    for (const name of readdirSync(made)) {
      const text = readFileSync(join(made, name), 'utf8');
      writeFileSync(join(made, name), text.replaceAll('sim800-protocol/runtime', pathToFileURL(runtime()).href));
    }
    writeFileSync(join(made, 'package.json'), '{ "type": "module" }');
  });

  it('reads by what was compiled before, as --grammar does', async () => {
    const args = ['decode', '-f', 'ndjson'];
    const { code, stdout } = await run([...args, '--protocol', MODULE], WIRE);
    expect(code).toBe(0);
    expect(stdout).toContain('"type":"tank-level","level":7');
    expect(stdout).toBe((await run([...args, '--grammar', MINE], WIRE)).stdout);
  });

  it('encodes, counts and filters by it', async () => {
    const message = '{"type":"tank-level","level":3}\n';
    expect((await run(['encode', `--protocol=${MODULE}`], message)).stdout).toBe('\r\n+TANK: 3\r\n');
    const args = ['decode', '--stats', '-f', 'ndjson', '--protocol', MODULE, '--only', 'tank-level'];
    expect(JSON.parse((await run(args, WIRE)).stdout).messages).toBe(1);
  });

  it('says what a module is not', async () => {
    const other = join(folder, 'other.mjs');
    writeFileSync(other, 'export const Decoder = 1;\n');
    const { code, stderr } = await sim800(['decode', '--protocol', other], WIRE);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'other.mjs: it does not export Tokenizer; a module of a grammar is made by sim800 compile',
    );
    const absent = await sim800(['decode', '--protocol', join(folder, 'absent.js')], WIRE);
    expect([absent.code, absent.stdout]).toEqual([1, '']);
    expect(absent.stderr).toContain('absent.js: Cannot find module');
  });

  it('is refused beside --grammar', async () => {
    const { code, stderr } = await sim800(['decode', '--protocol', MODULE, '--grammar', MINE], WIRE);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used with option '--grammar");
  });
});
