import { describe, expect, it } from 'vitest';
import { secondsBetween } from '../../src/cli/decode/clock.js';
import { sim800 } from './sim800.js';

const WIRE = '\r\n+RECEIVE,1,4:\r\nabcd\r\n+IPD,2:hi\r\nfrob\r\n\r\n1, CLOSED\r\n\r\nRING\r\n\r\n+RECEIVE,10,1:\r\nx';
const LOG = [
  '[23:59:50.000] TX: AT+CSQ',
  '[23:59:50.100] RX: +CSQ: 14,0',
  '[23:59:50.100] RX: OK',
  '[00:00:02.600] RX: RING',
  '[00:00:03.000] RX: RING',
  '',
].join('\n');

describe('sim800 decode --stats', () => {
  it('counts by type and by connection, and what was not recognised', async () => {
    expect(await sim800(['decode', '--stats', '--container', 'raw'], WIRE)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'messages      7, 68 bytes',
        'unrecognised  3 (42.9 % of messages, 33.8 % of bytes)',
        'span          offset 2 to offset 79',
        'longest gap   no times',
        '',
        'type          kind          messages',
        'unrecognized  unrecognized         3',
        'closed        urc                  1',
        'ipd           urc                  1',
        'receive       urc                  1',
        'ring          urc                  1',
        '',
        'connection  messages  bytes  first      last',
        'none named         1      2  offset 23  offset 23',
        '1                  2      4  offset 2   offset 42',
        '',
        'connection  target  opened  ended       by    sent  received  retries',
        '1                   before  offset 42   peer     0         4        0',
        'none named          before  still open           0         2        0',
        '',
      ].join('\n'),
    });
  });

  it('knows the longest gap where the log has times, over midnight too', async () => {
    const { stdout } = await sim800(['decode', '--stats'], LOG);
    expect(stdout).toContain('sent          1, 7 bytes\n');
    expect(stdout).toContain('span          23:59:50.000 to 00:00:03.000 (13.000 s)\n');
    expect(stdout).toContain('longest gap   12.500 s after 23:59:50.100\n');
  });

  it('is one object as ndjson', async () => {
    const { stdout } = await sim800(['decode', '--stats', '-f', 'ndjson'], LOG);
    expect(JSON.parse(stdout)).toEqual({
      messages: 4,
      bytes: 24,
      unrecognized: { messages: 0, bytes: 0 },
      sent: { writes: 1, bytes: 7 },
      first: { offset: 0, at: '23:59:50.000' },
      last: { offset: 19, at: '00:00:03.000' },
      longestGap: { seconds: 12.5, after: { offset: 11, at: '23:59:50.100' } },
      zones: [],
      types: [
        { type: 'ring', kind: 'urc', messages: 2 },
        { type: 'csq', kind: 'response', messages: 1 },
        { type: 'ok', kind: 'final', messages: 1 },
      ],
      connections: [],
      openings: [],
      course: expect.objectContaining({ step: 0.25 }),
      commands: [
        {
          type: 'csq',
          form: 'execute',
          count: 1,
          results: { ok: 1 },
          unanswered: 0,
          median: 0.1,
          longest: 0.1,
          late: 0,
        },
      ],
      late: [],
    });
  });

  it.each([
    ['2026-03-04T10:00:00+02:00', '+02:00'],
    ['2026-03-04T10:00:00Z', 'Z'],
    ['10:00:00', 'none named'],
  ])('says which zone times are of: %s', async (at, zone) => {
    const { stdout } = await sim800(['decode', '--stats'], `${at} TX: AT\n${at} RX: OK\n`);
    expect(stdout).toContain(`time zone     ${zone}\n`);
  });

  it('counts the data of transparent mode', async () => {
    const { stdout } = await sim800(['decode', '--stats', '-f', 'ndjson', 'examples/captures/transparent.bin']);
    const { connections, types } = JSON.parse(stdout);
    expect(types.some(({ kind }: { kind: string }) => kind === 'data')).toBe(true);
    expect(connections[0].bytes).toBeGreaterThan(0);
  });

  it('has nothing to count in an empty log', async () => {
    const { stdout } = await sim800(['decode', '--stats']);
    expect(stdout).toBe(
      'messages      0, 0 bytes\nunrecognised  0 (0 % of messages, 0 % of bytes)\nlongest gap   no times\n',
    );
  });
});

describe('the time between two', () => {
  it.each([
    ['20:50:37.952', '20:50:38.052', 0.1],
    ['16:02:57:941', '16:03:57:941', 60],
    ['23:59:59', '00:00:01', 2],
    ['2024-02-28 23:59:59.5', '2024-03-01T00:00:00.5', 86401],
    ['17.045', '18.545', 1.5],
    ['1500', '3000', 1.5],
  ])('%s and %s', (earlier, later, seconds) => expect(secondsBetween(earlier, later)).toBeCloseTo(seconds, 6));

  it.each([
    ['noon', '12:00:00'],
    ['17.0', '12:00:00'],
  ])('is not known of %s and %s', (earlier, later) => expect(secondsBetween(earlier, later)).toBeUndefined());
});
