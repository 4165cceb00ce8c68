/** A headless Chromium that opens one page. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = [
  '--headless',
  '--no-sandbox', // it runs as root in CI, and opens nothing but a page of ours
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  /** What it has said, for when nothing else is heard of it. */
  readonly said: () => string;
  close(): Promise<void>;
}

export function openPage(chromium: string, url: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'sim800-chromium-'));
  // A page with a remote debugging port stays open; without one, headless Chromium leaves as soon as it is loaded.
  const args = [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, url];
  const child = spawn(chromium, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exit = once(child, 'exit');
  return {
    said: () => said,
    close: async () => {
      // Its renderers too: they are one group.
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await exit;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
