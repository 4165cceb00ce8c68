/** What a stranger's log, grammar or file name holds is text wherever it is printed, and never a command to a terminal or a spreadsheet. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/cli/output/format.js';
import { runsFrom } from '../properties/runs.js';
import { sim800 } from './sim800.js';

const runs = runsFrom(0x5e0a9e);

/** ESC ] 0 ; … BEL sets the title of a window; 9Bh begins a sequence by itself. */
const TITLE = '\x1b]0;pwned\x07';

/** Anything that a terminal could obey, but LF. */
const STEERING = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;

const MODES = [
  ['--brief'],
  ['--hex'],
  ['--why'],
  ['--why', '-f', 'ndjson'],
  ...FORMATS.filter((format) => format !== 'pcapng' && format !== 'parquet').map((format) => ['-f', format]),
  ['--stats'],
  ['--stats', '-f', 'ndjson'],
];

describe.each(MODES)('sim800 decode %s %s', (...mode) => {
  const args = mode.filter((one) => one !== undefined);

  it('escapes a time that a JSON log spells as an escape sequence', async () => {
    const log = `{"at":${JSON.stringify(TITLE)},"rx":"\\r\\nOK\\r\\n"}\n`.repeat(3);
    const { stdout, stderr } = await sim800(['decode', ...args], log);
    expect(stdout).not.toMatch(STEERING);
    expect(stderr).not.toMatch(STEERING);
  });

  it('escapes bytes of all kinds, in lines, texts and payload', async () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((b) => Buffer.from(b).toString('latin1'));
    const wire = fc.tuple(bytes, bytes, bytes).map(([payload, line, text]) => {
      const quoted = text.replace(/["\r\n]/g, '');
      return `\r\n+RECEIVE,0,${payload.length}:\r\n${payload}\r\n${line}\r\n+CUSD: 0,"${quoted}",15\r\nAT+CSTT="${quoted}"\r\nOK\r\n`;
    });
    await fc.assert(
      fc.asyncProperty(wire, async (input) => {
        const { stdout, stderr } = await sim800(['decode', '--container', 'raw', ...args], input);
        expect(stdout).not.toMatch(STEERING);
        expect(stderr).not.toMatch(STEERING);
      }),
      runs(60),
    );
  });
});

describe('sim800 decode --format ndjson', () => {
  it('is JSON that holds the same characters all the same', async () => {
    const payload = 'a\x1b\x7f\x9b\xffz';
    const { stdout } = await sim800(['decode', '-f', 'ndjson'], `\r\n+RECEIVE,0,6:\r\n${payload}`);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'receive', payload });
  });
});

describe('sim800 decode --format csv', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('makes a cell that begins like the formula %s text', async (cell) => {
    const wire = `\r\n+RECEIVE,0,${cell.length}:\r\n${cell}`;
    const { stdout } = await sim800(['decode', '-f', 'csv'], wire);
    expect(stdout.split('\n')[1]).toBe(`2,,,urc,receive,0,${cell.length},'${cell},`);
  });

  it('writes bytes so that they can be told apart: a backslash twice', async () => {
    const { stdout } = await sim800(['decode', '-f', 'csv'], '\r\n+RECEIVE,0,4:\r\n\\r\r\n');
    expect(stdout.split('\n')[1]).toBe('2,,,urc,receive,0,4,\\\\r\\r\\n,');
  });
});

describe('stderr', () => {
  it('escapes the name of a file that is not there', async () => {
    const { code, stderr } = await sim800(['decode', `no-such-file${TITLE}`]);
    expect(code).toBe(1);
    expect(stderr).toContain('no-such-file\\x1b]0;pwned\\x07');
    expect(stderr).not.toMatch(STEERING);
  });

  it('escapes an option that there is none of', async () => {
    const { stderr } = await sim800(['decode', `--${TITLE}`]);
    expect(stderr).not.toMatch(STEERING);
  });

  it('escapes a line of a grammar that is shown with its fault, and the name of its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
    const file = join(folder, `mine${TITLE}.at`);
    writeFileSync(file, `urc x "${TITLE}" unknown-type\n`);
    const { code, stderr } = await sim800(['check', file]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain('unknown-type');
    expect(stderr).not.toMatch(STEERING);
  });
});
