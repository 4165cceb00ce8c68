/** Programs that nobody here wrote, on a pseudo-terminal: they take the module for one. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../cli/sim800.js';
import { findTool } from '../tools.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sim800-clients-'));
const [link, record, config] = [join(folder, 'tty'), join(folder, 'record.ndjson'), join(folder, 'config')];
const gammu = findTool('gammu') ?? 'gammu';
const gnokii = findTool('gnokii') ?? 'gnokii';

let module: ReturnType<typeof start>;
beforeAll(async () => {
  module = start(['simulate', '--pty', link, '--record', record, '--when', '0 message +15550188 Hello']);
  let said = '';
  module.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  for (let tries = 0; !said.includes('the module is at'); tries++) {
    if (tries > 400) throw new Error(`no module: ${said}`);
    await sleep(50);
  }
});
afterAll(() => {
  module.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('gammu', () => {
  const ask = async (...words: readonly string[]): Promise<string> => {
    writeFileSync(config, `[gammu]\ndevice = ${link}\nconnection = at115200\n`);
    return (await run(gammu, ['-c', config, ...words], { env: { ...process.env, LC_ALL: 'C' } })).stdout;
  };

  it('identifies it', async () => {
    expect(await ask('identify')).toMatch(/SIMCOM_SIM800L[\s\S]*1418B05SIM800L24[\s\S]*490154203237518/);
  });

  it('is told the network', async () => {
    expect(await ask('networkinfo')).toMatch(/home network[\s\S]*LAC 1A2B, CID 0C3D[\s\S]*attached/);
  });

  it('is told the service centre', async () => {
    expect(await ask('getsmsc')).toContain('"+15550000"');
  });

  it('sends a short message', async () => {
    expect(await ask('sendsms', 'TEXT', '+15550123', '-text', 'hello')).toContain('message reference=1');
    expect(readFileSync(record, 'utf8')).toContain('"what":"sms-sent","number":"+15550123","text":"hello"');
  });

  it('reads one that has arrived', async () => {
    expect(await ask('getallsms')).toMatch(/"\+15550188"[\s\S]*Hello/);
  });
});

describe('gnokii', () => {
  it('identifies it', async () => {
    writeFileSync(config, `[global]\nport = ${link}\nmodel = AT\nconnection = serial\n`);
    const { stdout } = await run(gnokii, ['--config', config, '--identify']);
    expect(stdout).toMatch(/490154203237518[\s\S]*SIMCOM_SIM800L/);
  });
});
