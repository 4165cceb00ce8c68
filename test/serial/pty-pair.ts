/** Two serial ports with a wire between them, made by socat. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface PtyPair {
  /** The paths of its two ends. */
  readonly host: string;
  readonly module: string;
  cut(): Promise<void>;
}

export async function ptyPair(socat: string): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-pty-'));
  const [host, module] = [join(folder, 'host'), join(folder, 'module')];
  const child = spawn(
    socat,
    [host, module].map((link) => `pty,raw,echo=0,link=${link}`),
    { stdio: 'inherit' },
  );
  const exit = once(child, 'exit');
  const cut = async (): Promise<void> => {
    child.kill();
    await exit;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(existsSync(host) && existsSync(module)); tries++) {
    if (tries === 200) {
      await cut();
      throw new Error('socat made no pseudo-terminals');
    }
    await sleep(25);
  }
  return { host, module, cut };
}
