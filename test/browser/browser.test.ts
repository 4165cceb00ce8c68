/** The built package in headless Chromium, imported by plain pages: no bundler, no framework. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { decoded, sessions } from '../streams/wires.js';
import { findTool } from '../tools.js';
import { type Browser, openPage } from './chromium.js';
import { servePages } from './server.js';

const here = import.meta.dirname;
const chromium = findTool('chromium', 'chromium-browser', 'google-chrome') ?? '';
const PATIENCE = 60_000;

const importMap = `<script type="importmap">
  { "imports": { "sim800-protocol/streams": "/node_modules/sim800-protocol/dist/streams.js" } }
</script>`;

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

/** Opens a page and returns what it reports. */
async function visit(path: string, pages: Readonly<Record<string, string>>): Promise<unknown> {
  const server = await servePages(pages);
  const report = server.report();
  const opened = openPage(chromium, `${server.origin}${path}`);
  browser = opened;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page does not report. Chromium said:\n${opened.said()}`)), PATIENCE);
  });
  try {
    return await Promise.race([report, silence]);
  } finally {
    clearTimeout(timer);
    server.close();
  }
}

const plain = (of: unknown): unknown =>
  JSON.parse(JSON.stringify(of, (_, v: unknown) => (v instanceof Uint8Array ? [...v] : v)));

describe('in Chromium', () => {
  it('the stream and the iterator read what comes from fetch, as in Node, with backpressure', async () => {
    const page = `<!doctype html>${importMap}<script type="module" src="/test/browser/stream-page.js"></script>`;
    const names = JSON.stringify(sessions.map(([name]) => name));
    const report = await visit('/page.html', { '/page.html': page, '/captures.json': names });
    const captures = Object.fromEntries(
      sessions.map(([name, bytes]) => {
        const messages = plain(decoded([bytes]));
        return [name, { piped: messages, iterated: messages }];
      }),
    );
    expect(report).toMatchObject({ captures, isTransform: true });
    expect(report).toMatchObject({
      silence: { type: 'ciprxget-read', truncated: true, payload: [...Buffer.from('hel')] },
    });
    expect((report as { ahead: number }).ahead).toBeLessThanOrEqual(6);
  });

  it('the page of examples/web-serial talks to a module', async () => {
    const html = readFileSync(join(here, '..', '..', 'examples', 'web-serial', 'index.html'), 'utf8');
    const pages = {
      '/examples/web-serial/index.html': html.replace(
        '</body>',
        '<script type="module" src="/visitor.js"></script></body>',
      ),
      '/visitor.js': readFileSync(join(here, 'visitor.js'), 'utf8'),
    };
    expect(await visit('/examples/web-serial/index.html', pages)).toEqual({
      rows: [
        'echo echo {"bytes":"AT+CSQ"}',
        'response csq {"rssi":20,"ber":0}',
        'final ok {}',
        'urc ciprxget-data {}',
        'echo echo {"bytes":"AT+CIPRXGET=2,20"}',
        'response ciprxget-read {"length":9,"remaining":0,"payload":"<b>\\r\\nOK\\r\\n"}',
        'final ok {}',
      ],
      problem: '',
    });
  });
});
