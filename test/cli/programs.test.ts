/** What others read of ours: Wireshark's tshark the dissector in examples/, zsh and fish their completion. Skipped where one is missing. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { root, sim800 } from './sim800.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sim800-programs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tshark = findTool('tshark');

describe.skipIf(tshark === undefined)('tshark with examples/sim800.lua (skipped where tshark is missing)', () => {
  const shown = (file: string, ...args: string[]): string =>
    execFileSync(tshark as string, ['-X', `lua_script:${join(root, 'examples/sim800.lua')}`, '-r', file, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, HOME: folder },
    });

  it('shows each message of a pcapng as ndjson has it', { timeout: 120_000 }, async () => {
    const log = join(root, 'examples/captures/peer-closes.bin');
    const file = join(folder, 'log.pcapng');
    const { stdout } = await sim800(['decode', '-f', 'pcapng', log], '', {}, 'latin1');
    writeFileSync(file, stdout, 'latin1');
    const lines = (await sim800(['decode', '-f', 'ndjson', log])).stdout.trimEnd().split('\n');
    const messages = lines.map((line) => JSON.parse(line) as { kind: string; connection?: number; length?: number });
    const fields = ['sim800.kind', 'sim800.fields'].flatMap((name) => ['-e', name]);
    const packets = shown(file, '-T', 'fields', ...fields)
      .split('\n')
      .slice(0, messages.length)
      .map((line) => line.split('\t'));
    expect(packets.map(([kind]) => kind)).toEqual(messages.map(({ kind }) => kind));
    const received = messages.findIndex(({ length }) => length === 3);
    expect(packets[received]?.[1]).toBe('connection=0 length=3 payload=627965');
    expect(shown(file)).toMatch(/SIM800 \d+ urc receive connection=0 length=3/);
  });
});

const fish = findTool('fish');

describe.skipIf(fish === undefined)('completion in fish (skipped where fish is missing)', () => {
  it('offers commands, options and what an option takes', { timeout: 120_000 }, async () => {
    const file = join(folder, 'sim800.fish');
    writeFileSync(file, (await sim800(['completion', 'fish'])).stdout);
    const offered = (line: string): string[] =>
      execFileSync(fish as string, ['-c', `source ${file}; complete -C "${line}"`], {
        encoding: 'utf8',
        env: { ...process.env, HOME: folder },
      })
        .trimEnd()
        .split('\n')
        .map((one) => one.split('\t')[0] ?? '');
    expect(offered('sim800 de')).toEqual(['decode']);
    expect(offered('sim800 decode --fo')).toEqual(['--follow', '--follow-stream', '--format']);
    expect(offered('sim800 why --format ').sort()).toEqual(['csv', 'ndjson', 'pretty']);
  });
});

const [zsh, python] = [findTool('zsh'), findTool('python3')];

describe.skipIf(zsh === undefined || python === undefined)('completion in zsh (skipped where zsh is missing)', () => {
  /** What is on the screen after the tab key. */
  function screen(line: string): string {
    const setup = `fpath=(${folder}/zsh $fpath); autoload -Uz compinit; compinit -u -d ${folder}/dump; bindkey '^I' complete-word`;
    const script = join(import.meta.dirname, 'shell.py');
    const shown = execFileSync(python as string, [script, zsh as string, folder, setup, line], { encoding: 'utf8' });
    // Without the bell.
    return shown.replaceAll('\x07', '');
  }

  it('offers commands, and what an option takes', { timeout: 120_000 }, async () => {
    mkdirSync(join(folder, 'zsh'));
    writeFileSync(join(folder, 'zsh/_sim800'), (await sim800(['completion', 'zsh'])).stdout);
    expect(screen('sim800 dec')).toContain('sim800 decode ');
    expect(screen('sim800 why --format ')).toMatch(/csv +ndjson +pretty/);
  });
});
