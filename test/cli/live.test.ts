/** What has no end of its own: a growing file, a pipe, a serial port. */
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { afterAll, describe, expect, it } from 'vitest';
import { follow } from '../../src/cli/decode/follow.js';
import { serialPort } from '../../src/cli/decode/port.js';
import { sampled } from '../../src/cli/decode/sample.js';
import { MissingPeer } from '../../src/cli/fault.js';
import { type PtyPair, ptyPair } from '../serial/pty-pair.js';
import { findTool } from '../tools.js';
import { sim800, start } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-live-'));
afterAll(() => rmSync(folder, { recursive: true }));

class Printed {
  text = '';
  constructor(child: ReturnType<typeof start>) {
    child.stdout.on('data', (chunk) => {
      this.text += chunk;
    });
  }
  async has(text: string): Promise<void> {
    for (let tries = 0; !this.text.includes(text); tries++) {
      if (tries === 400) throw new Error(`${JSON.stringify(text)} was not printed, but ${JSON.stringify(this.text)}`);
      await sleep(25);
    }
  }
}

describe('sim800 decode --follow', () => {
  it('reads on as the file grows, and ends in order at Ctrl-C', async () => {
    const path = join(folder, 'growing.bin');
    writeFileSync(path, '\r\nRING\r\n');
    const child = start(['decode', '--follow', '-f', 'csv', path]);
    const printed = new Printed(child);
    await printed.has('ring');
    appendFileSync(path, '\r\nCall Rea');
    await sleep(50);
    appendFileSync(path, 'dy\r\n\r\nOK');
    await printed.has('call-ready');
    expect(printed.text).not.toContain('ok');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(printed.text).toContain('\n24,,,final,ok,,,,\n');
  });

  it('begins again where the file was replaced or begun anew', async () => {
    const path = join(folder, 'rotated.bin');
    const stop = new AbortController();
    const chunks = follow(path, stop.signal);
    const next = async (): Promise<string> => Buffer.from((await chunks.next()).value ?? []).toString();
    writeFileSync(path, 'first');
    expect(await next()).toBe('first');
    writeFileSync(path, '2nd');
    expect(await next()).toBe('2nd');
    writeFileSync(`${path}.new`, 'third');
    renameSync(`${path}.new`, path);
    expect(await next()).toBe('third');
    const last = next();
    stop.abort();
    expect(await last).toBe('');
  });

  it('names a file that is not there', async () => {
    const path = join(folder, 'missing.bin');
    expect(await sim800(['decode', '--follow', path])).toEqual({
      code: 1,
      stdout: '',
      stderr: `sim800: ${path}: no such file or directory\n`,
    });
  });
});

describe('a sample', () => {
  it('is what comes until it is quiet; nothing of the log is lost', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      const buffer = new Uint8Array(2);
      for (const pair of ['ab', 'cd']) {
        buffer.set(Buffer.from(pair));
        yield buffer;
      }
      await sleep(600);
      yield Buffer.from('ef');
    }
    const { sample, all } = await sampled(slow(), 100);
    expect(Buffer.from(sample).toString()).toBe('abcd');
    let text = '';
    for await (const chunk of all) text += Buffer.from(chunk).toString();
    expect(text).toBe('abcdef');
  });
});

describe('sim800 decode --port', () => {
  const socat = findTool('socat');

  it('is in one line on stderr about a port that is not there', async () => {
    const { code, stdout, stderr } = await sim800(['decode', '--port', '/dev/nowhere']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^sim800: \/dev\/nowhere: .*[nN]o such file.*\n$/);
  });

  it('says which package is missing', async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    const opened = serialPort('/dev/null', 9600, new AbortController().signal, () => Promise.reject(missing));
    await expect(opened).rejects.toThrow(MissingPeer);
    await expect(opened).rejects.toThrow('npm install serialport');
  });

  describe.skipIf(socat === undefined)('with a port', () => {
    const listening = async (): Promise<{ child: ReturnType<typeof start>; pair: PtyPair }> => {
      const pair = await ptyPair(socat ?? '');
      const far = new SerialPort({ path: pair.module, baudRate: 115200 });
      await once(far, 'open');
      const child = start(['decode', '--port', pair.host, '--baud', '115200', '-f', 'ndjson']);
      const printed = new Printed(child);
      const sending = setInterval(() => far.write('\r\nRING\r\n'), 100);
      await printed.has('"ring"');
      clearInterval(sending);
      far.close();
      return { child, pair };
    };

    it('listens to it until Ctrl-C', async () => {
      const { child, pair } = await listening();
      child.kill('SIGINT');
      expect(await once(child, 'close')).toEqual([0, null]);
      await pair.cut();
    });

    it('says that it is gone', async () => {
      const { child, pair } = await listening();
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      await pair.cut();
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(stderr).toMatch(new RegExp(`^sim800: ${pair.host}: .+\n$`));
    });
  });
});
