/** What the page of --timeline is given. test/browser opens it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function page(log: string): Promise<{ html: string; data: Record<string, unknown>; stdout: string }> {
  const path = join(folder, 'page.html');
  const { stdout } = await sim800(['decode', '--timeline', path], log);
  const html = readFileSync(path, 'utf8');
  const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  return { html, data: JSON.parse(json), stdout };
}

const LOG = `10:00:00.000 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:00.020 RX: OK
10:00:01.500 RX: 0, CONNECT OK
10:00:02.000 TX: AT+CPIN?
10:00:09.000 RX: +CME ERROR: 10
10:00:10.000 RX: +CSQN: 12,0
10:00:20.000 RX: 0, CLOSED
`;

describe('--timeline', () => {
  it('says which time zone the times name', async () => {
    const { data } = await page('2026-03-04T10:00:00+02:00 TX: AT\n2026-03-04T10:00:01+02:00 RX: OK\n');
    expect(data).toMatchObject({ begin: '2026-03-04T10:00:00+02:00', zones: 'time zone +02:00' });
    expect((await page(LOG)).data).not.toHaveProperty('zones');
  });

  it('has lanes with the commands, the events and the connections, and the signal', async () => {
    const { data, stdout } = await page(LOG);
    expect(data).toMatchObject({ unit: 's', begin: '10:00:00.000', end: 20, left: 0, signal: [[10, 12]] });
    expect(data.lanes).toEqual(['commands', 'events', 'connection 0']);
    expect(data.bars).toEqual([
      { lane: 2, from: 0, to: 1.5, meaning: 'attempt', text: 'connection 0, asked for' },
      {
        ...{ lane: 0, from: 0, to: 1.5, meaning: 'success', limit: 75 },
        text: 'AT+CIPSTART=0,"TCP","203.0.113.10","7000": 0, CONNECT OK, 1.500 s, limit 75 s',
      },
      {
        ...{ lane: 0, from: 2, to: 9, meaning: 'failure', limit: 7 },
        text: 'AT+CPIN?: +CME ERROR: 10, 7.000 s, limit 5 s',
      },
      { lane: 1, from: 10, to: 10, meaning: 'calm', text: '+CSQN: 12,0' },
      {
        ...{ lane: 2, from: 1.5, to: 20, meaning: 'open' },
        text: 'connection 0, 0 bytes sent, 0 received, ended by peer: 0, CLOSED',
      },
      { lane: 1, from: 20, to: 20, meaning: 'ending', text: '0, CLOSED' },
    ]);
    expect(stdout).toBe(`${join(folder, 'page.html')}  6 bars, 3 lanes\n`);
  });

  it('asks for nothing from a network', async () => {
    const { html } = await page(LOG);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(?:src|href)=|@import|fetch\(/);
  });

  it('is at offsets where the log has no times', async () =>
    expect((await page('\r\nRING\r\n')).data).toMatchObject({
      unit: 'bytes',
      bars: [{ lane: 1, from: 8, to: 8, text: 'RING' }],
    }));

  it('says what cannot be written', async () => {
    const { code, stderr } = await sim800(['decode', '--timeline', join(folder, 'none/page.html')], LOG);
    expect(code).toBe(1);
    expect(stderr).toContain('no such file or directory');
  });
});
