/** The page of `sim800 decode --timeline`, opened in Chromium as a file: it needs nothing else. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sim800 } from '../cli/sim800.js';
import { findTool } from '../tools.js';

const chromium = findTool('chromium', 'chromium-browser', 'google-chrome') ?? '';
const folder = mkdtempSync(join(tmpdir(), 'sim800-timeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LOG = `10:00:00.000 TX: AT+CSQ
10:00:00.030 RX: +CSQ: 21,0
10:00:00.031 RX: OK
10:00:01.000 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:01.020 RX: OK
10:00:11.000 RX: 0, CONNECT OK
10:00:50.000 TX: AT+CSQ
10:00:50.030 RX: +CSQ: 9,0
10:00:50.031 RX: OK
10:01:40.000 RX: 0, CLOSED
`;

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1000,600'];

/** The page as it is after its scripts have run, with one of the test's at its end. */
async function opened(log: string, probe = ''): Promise<string> {
  const path = join(folder, 'page.html');
  const { code } = await sim800(['decode', '--timeline', path], log);
  expect(code).toBe(0);
  if (probe !== '') writeFileSync(path, `${readFileSync(path, 'utf8')}<script>{ ${probe} }</script>`);
  const args = [...FLAGS, '--virtual-time-budget=5000', '--dump-dom', `file://${path}`];
  return execFileSync(chromium, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 });
}

/** Where a time is in the chart: the scale has a hundredth more at each end. */
const POINT = `
  const over = document.querySelector('.u-over');
  const { left, top, width } = over.getBoundingClientRect();
  const at = (seconds, lane) => ({ clientX: left + (width * (seconds + 1)) / 102, clientY: top + (lane + 0.5) * 34, bubbles: true, movementX: 1 });
  const move = (point) => over.dispatchEvent(new MouseEvent('mousemove', point));
`;

describe('the page of --timeline', () => {
  it('draws every bar, and the signal', async () => {
    const page = await opened(LOG);
    // Three commands, an event, the attempt and the connection.
    expect(page).toContain('data-ready="6"');
    expect(page.match(/<canvas/g)).toHaveLength(2);
    expect(page).toContain('100.0 s from 10:00:00.000');
  });

  it('shows the text of what is pointed at', async () => {
    const page = await opened(
      LOG,
      `${POINT} over.dispatchEvent(new MouseEvent('mouseenter', at(6, 0))); move(at(6, 0));
      setTimeout(() => { document.body.dataset.tip = document.querySelector('.tip').textContent; }, 500);`,
    );
    expect(/data-tip="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"')).toBe(
      'AT+CIPSTART=0,"TCP","203.0.113.10","7000": 0, CONNECT OK, 10.000 s, limit 75 s',
    );
  });

  it('takes what a log holds for text', async () => {
    const hostile =
      '</script><script>document.body.dataset.pwned=1</script><img src=x onerror="document.body.dataset.pwned=1">';
    const page = await opened(`\r\n+CUSD: 0,"${hostile}",15\r\n\r\nOK\r\n`);
    expect(page).toMatch(/data-ready="\d+"/);
    expect(page).not.toMatch(/<body[^>]*data-pwned/);
    expect(page).not.toContain('<img');
  });

  it('counts bytes where the log has no times', async () =>
    expect(await opened('\r\nRING\r\n\r\n+CSQ: 5,0\r\n')).toContain('the log has no times'));
});
