/** gammu and gnokii, which nobody here wrote, on a pseudo-terminal: they take the module for one. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { type ClientBench, clientBench } from './bench.js';

const run = promisify(execFile);
const gammu = findTool('gammu') ?? 'gammu';
const gnokii = findTool('gnokii') ?? 'gnokii';

let bench: ClientBench;
let config = '';
beforeAll(async () => {
  bench = await clientBench();
  config = join(bench.folder, 'config');
});
afterAll(() => bench.stop());

describe('gammu', () => {
  const ask = async (...words: readonly string[]): Promise<string> => {
    writeFileSync(config, `[gammu]\ndevice = ${bench.place}\nconnection = at115200\n`);
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
    expect(bench.record()).toContainEqual(
      expect.objectContaining({ what: 'sms-sent', number: '+15550123', text: 'hello' }),
    );
  });

  it('reads one that has arrived', async () => {
    expect(await ask('getallsms')).toMatch(/"\+15550188"[\s\S]*Hello/);
  });
});

describe('gnokii', () => {
  it('identifies it', async () => {
    writeFileSync(config, `[global]\nport = ${bench.place}\nmodel = AT\nconnection = serial\n`);
    const { stdout } = await run(gnokii, ['--config', config, '--identify']);
    expect(stdout).toMatch(/490154203237518[\s\S]*SIMCOM_SIM800L/);
  });
});
