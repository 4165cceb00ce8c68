/** `sim800 check`: what is right, findings for editors, what is kept from one run to the next, and watching. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sim800, start } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOD = 'final ok "OK" example "OK" -> {}\nurc tank "+TANK:" sp level:0..9\n';
const SAID =
  '1 file is right: 2 forms, 0 commands, 1 example.\n' +
  '2 lines told apart in 13 states; the longest, of tank, has 18 bytes at most.\n';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

let caches = 0;
const freshCache = (): { XDG_CACHE_HOME: string } => ({ XDG_CACHE_HOME: join(folder, `cache${caches++}`) });
const run = (args: readonly string[], env: Record<string, string> = freshCache()) =>
  sim800(['check', ...args], '', env);

describe('a grammar that is right', () => {
  it('is said to be so, with what it holds', async () => {
    expect(await run([file('good.at', GOOD)])).toEqual({ code: 0, stdout: SAID, stderr: '' });
  });

  it('is one object of JSON with --format json', async () => {
    const { code, stdout, stderr } = await run(['--format', 'json', file('good.at', GOOD)]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      checked: { files: 1, forms: 2, commands: 0, examples: 1, lines: 2, longest: { form: 'tank', bytes: 18 } },
    });
  });

  it('may be empty', async () => {
    const { code, stdout } = await run([file('empty.at', '# Nothing yet.\n')]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^1 file is right: 0 forms, 0 commands, 0 examples\./)]);
  });
});

describe('findings as JSON', () => {
  const findings = async (text: string): Promise<unknown> => {
    const { code, stdout, stderr } = await run(['--format', 'json', file('bad.at', text)]);
    expect([code, stderr]).toEqual([1, '']);
    return (JSON.parse(stdout) as { findings: unknown }).findings;
  };

  it('have place and message', async () => {
    expect(await findings('urc a "A" missing\nurc b nothing\n')).toEqual([
      { file: join(folder, 'bad.at'), line: 1, column: 11, message: 'no field type `missing` is declared' },
      { file: join(folder, 'bad.at'), line: 2, column: 7, message: 'no field type `nothing` is declared' },
    ]);
  });

  it('have the line that two forms match, and what an example says and is read as', async () => {
    expect(await findings('urc a "+A:" n:0..9\nurc b "+A:7"\n')).toMatchObject([{ line: 2, witness: '+A:7' }]);
    expect(await findings('urc a "+A:" n:0..9 example "+A:7" -> { n: 6 }\n')).toMatchObject([
      { line: 1, column: 20, expected: 'a { n: 6 }', read: 'a { n: 7 }' },
    ]);
  });

  it('hold no control characters of the grammar', async () => {
    const { stdout } = await run(['--format', 'json', file('wild.at', 'urc a "A" \u001b]0;x\u0007\u009b\n')]);
    expect(stdout.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('what was checked before', () => {
  const keptIn = ({ XDG_CACHE_HOME }: { XDG_CACHE_HOME: string }): string => {
    const kept = join(XDG_CACHE_HOME, 'sim800', 'checked');
    const [name, ...more] = readdirSync(kept);
    expect(more).toEqual([]);
    return join(kept, name ?? '');
  };
  const path = file('kept.at', GOOD);

  it('is not checked again while it has not changed', async () => {
    const env = freshCache();
    await run([path], env);
    writeFileSync(keptIn(env), readFileSync(keptIn(env), 'utf8').replace('"forms":2', '"forms":77'));
    expect((await run([path], env)).stdout).toMatch(/^1 file is right: 77 forms/);
    expect((await run(['--no-cache', path], env)).stdout).toBe(SAID);
    expect((await run([file('other.at', GOOD)], env)).stdout).toBe(SAID);
  });

  it.each(['', '{', 'null', '[]', '{"forms":2}', '{"files":1,"forms":"\\u001b[2J","commands":0}'])(
    'is checked again where the note is damaged: %j',
    async (damaged) => {
      const env = freshCache();
      await run([path], env);
      writeFileSync(keptIn(env), damaged);
      expect(await run([path], env)).toEqual({ code: 0, stdout: SAID, stderr: '' });
      expect((await run([path], env)).stdout).toBe(SAID);
    },
  );

  it('is not kept where there are findings, nor where nothing can be written', async () => {
    const env = freshCache();
    await run([file('bad.at', 'urc a "A" missing\n')], env);
    expect(() => readdirSync(join(env.XDG_CACHE_HOME, 'sim800'))).toThrow();
    expect((await run([path], { XDG_CACHE_HOME: path })).stdout).toBe(SAID);
  });
});

describe('the parts of a grammar that changes', () => {
  const partsIn = ({ XDG_CACHE_HOME }: { XDG_CACHE_HOME: string }): string => {
    const kept = join(XDG_CACHE_HOME, 'sim800', 'parts');
    const [name, ...more] = readdirSync(kept);
    expect(more).toEqual([]);
    return join(kept, name ?? '');
  };
  const MORE = `${GOOD}urc fuel "+FUEL:" sp level:0..9\n`;

  it('are not checked again where they have not changed', async () => {
    const env = freshCache();
    const path = file('parts.at', GOOD);
    await run([path], env);
    // Of `tank`: one line, 10 states.
    writeFileSync(partsIn(env), readFileSync(partsIn(env), 'utf8').replace('[1,10,"tank"]', '[1,9010,"tank"]'));
    file('parts.at', MORE);
    expect((await run([path], env)).stdout).toMatch(/^3 lines told apart in 9023 states/m);
    expect((await run(['--no-cache', path], env)).stdout).toMatch(/^3 lines told apart in 23 states/m);
  });

  it('are kept where others have findings, which are found each time', async () => {
    const env = freshCache();
    const path = file('parts.at', `${GOOD}urc fuel "+TANK:7"\n`);
    const [first, second] = [await run([path], env), await run([path], env)];
    expect(first).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/fuel and tank \(.*:2\) match the same line/),
    });
    expect(second).toEqual(first);
    expect(Object.values(JSON.parse(readFileSync(partsIn(env), 'utf8')))).toEqual([[1, 3, 'ok']]);
  });

  it.each(['', '[]', '{"a":[1]}', '{"a":[-1,2,"x"]}', '{"a":[1,2,"\\u001b[2J"]}', 'null'])(
    'are checked again where the note is damaged: %j',
    async (damaged) => {
      const env = freshCache();
      const path = file('parts.at', GOOD);
      await run([path], env);
      writeFileSync(partsIn(env), damaged);
      file('parts.at', MORE);
      expect((await run([path], env)).stdout).toMatch(/^3 lines told apart in 23 states/m);
    },
  );
});

describe('--watch', { timeout: 120_000 }, () => {
  it('checks again when a file changes, is replaced, goes and comes back', async () => {
    const path = file('watched.at', GOOD);
    const child = start(['check', '--watch', '--format', 'json', path], freshCache());
    const lines: string[] = [];
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      child.emit('line');
    });
    const next = async (): Promise<unknown> => {
      while (lines.length === 0) await once(child, 'line');
      return JSON.parse(lines.shift() ?? '');
    };
    /** Reports until one is like this: an editor's steps may be seen one by one. */
    const reported = async (report: object): Promise<void> => {
      for (;;) {
        const found = await next();
        if (JSON.stringify(found).includes(JSON.stringify(report).slice(1, -1))) return;
      }
    };
    await reported({ ok: true });
    writeFileSync(path, 'urc tank "+TANK:" sp level:nothing\n');
    await reported({ message: 'no field type `nothing` is declared' });
    writeFileSync(`${path}~`, GOOD);
    renameSync(`${path}~`, path);
    await reported({ ok: true });
    rmSync(path);
    await reported({ error: `sim800: ${path}: no such file or directory` });
    writeFileSync(path, GOOD);
    await reported({ ok: true });
    child.kill();
    await once(child, 'close');
  });
});
