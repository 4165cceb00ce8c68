/** Commands in a log: what the host's lines say, which result answers which, and how long it took. */
import { describe, expect, it } from 'vitest';
import { sim800 } from './sim800.js';

const pretty = async (log: string): Promise<string[]> =>
  (await sim800(['decode'], log)).stdout.split('\n').slice(0, -1);
const log = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

interface Line {
  readonly type: string;
  readonly commands?: readonly object[];
  readonly answerTo?: { readonly type: string; readonly seconds?: number };
}
async function ndjson(text: string): Promise<Line[]> {
  const { stdout } = await sim800(['decode', '-f', 'ndjson'], text);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
/** Which message answers which command. */
async function answers(text: string): Promise<(readonly [type: string, to: string])[]> {
  return (await ndjson(text)).flatMap(({ type, answerTo }) => (answerTo ? [[type, answerTo.type] as const] : []));
}
const commandsIn = async (text: string): Promise<object[]> =>
  (await ndjson(text)).flatMap(({ commands = [] }) => [...commands]);

const SESSION = log(
  '[10:00:00.000] TX: AT+CIPSTART="TCP","a.b","80"',
  '[10:00:00.100] RX: OK',
  '[10:00:01.000] TX: AT+CSQ',
  '[10:00:01.100] RX: +CSQ: 14,0',
  '[10:00:01.200] RX: OK',
  '[10:02:48.600] RX: CONNECT OK',
  '[10:03:00.000] TX: AT+CIPSEND=5',
  '[10:03:00.100] RX: >',
  '[10:03:00.200] TX: AT+XY',
  '[10:03:00.700] RX: SEND OK',
);

describe('a log with the bytes of the host', () => {
  it('shows its commands typed, and the time until each result', async () => {
    expect(await pretty(SESSION)).toEqual([
      '10:00:00.000         0  >  sent          cipstart          write mode="TCP" address="a.b" port=80',
      '10:00:00.100         0  <  final         ok                (cipstart write in 0.100 s)',
      '10:00:01.000         3  >  sent          csq               execute',
      '10:00:01.100         3  <  response      csq               rssi=14 ber=0',
      '10:00:01.200        14  <  final         ok                (csq execute in 0.200 s)',
      '10:02:48.600        17  <  urc           connect-ok        (cipstart write in 168.600 s, more than 160 s)',
      '10:03:00.000        28  >  sent          cipsend           write connectionOrLength=5',
      '10:03:00.100        28  <  prompt        prompt',
      '10:03:00.200        30  >  sent          sent              bytes="AT+XY"',
      '10:03:00.700        30  <  final         send-ok           (cipsend write in 0.700 s)',
    ]);
  });

  it('has the same as ndjson, bytes kept', async () => {
    const [sent, ok, , , , connected] = await ndjson(SESSION);
    const command = { type: 'cipstart', form: 'write' };
    expect(sent).toMatchObject({ type: 'sent', bytes: 'AT+CIPSTART="TCP","a.b","80"\n' });
    expect(sent?.commands).toEqual([{ ...command, mode: 'TCP', address: 'a.b', port: 80 }]);
    expect(ok?.answerTo).toEqual({ ...command, seconds: 0.1, limit: 160, more: true });
    expect(connected?.answerTo).toEqual({ ...command, seconds: 168.6, limit: 160 });
  });

  it('and as csv', async () => {
    const { stdout } = await sim800(['decode', '-f', 'csv', '--only', 'prompt', '--only', 'send-ok'], SESSION);
    expect(stdout.split('\n')[2]).toBe(
      '30,10:03:00.700,rx,final,send-ok,,,,"{""answerTo"":{""type"":""cipsend"",""form"":""write"",""seconds"":0.7,""limit"":645}}"',
    );
  });

  it('needs no echo and learns nothing from it', async () => {
    const echoed = log('TX: AT+CSQ', 'RX: AT+CSQ', 'RX: +CSQ: 14,0', 'RX: OK');
    expect(await commandsIn(echoed)).toHaveLength(1);
    expect(await answers(echoed)).toEqual([['ok', 'csq']]);
  });
});

describe('a log without', () => {
  const WIRE = 'AT+CIPSEND\r\r\n> AT+CSQ\r\x1a\r\nSEND OK\r\nAT+CIPSNED\r\r\nERROR\r\n';

  it('has them in the echo; data that is echoed is none', async () => {
    expect(await pretty(WIRE)).toEqual([
      '       0  echo          cipsend           execute',
      '      13  prompt        prompt',
      '      15  echo          echo              bytes="AT+CSQ"',
      '      22  echo          echo              bytes="\\x1a"',
      '      25  final         send-ok           (cipsend execute)',
      '      34  echo          unknown-command   bytes="AT+CIPSNED"',
      '      47  final         error             (unknown-command)',
    ]);
  });

  it('has the bytes of what is unknown spelled like all others', async () => {
    const { stdout } = await sim800(
      ['decode', '-f', 'ndjson', '--payload', 'hex', '--only', 'echo'],
      'AT+X\r\r\nERROR\r\n',
    );
    expect(JSON.parse(stdout)).toMatchObject({ commands: [{ type: 'unknown-command', bytes: '41542b58' }] });
  });
});

describe('which result answers which command', () => {
  it('of a line that was repeated until the module woke up, the last', async () => {
    const lines = await ndjson(log('[10:00:00.0] TX: AT', '[10:00:01.0] TX: AT', '[10:00:01.5] RX: OK'));
    expect(lines.map(({ answerTo }) => answerTo?.seconds)).toEqual([undefined, undefined, 0.5]);
  });

  it('of lines in one write, one after the other', async () => {
    const written =
      '{"dir":"tx","data":"ATE0\\rAT+CSQ\\r"}\n{"dir":"rx","data":"\\r\\nOK\\r\\n\\r\\n+CSQ: 1,0\\r\\n\\r\\nOK\\r\\n"}\n';
    expect(await answers(written)).toEqual([
      ['ok', 'ate'],
      ['ok', 'csq'],
    ]);
  });

  it('of several commands on a line, all of them', async () => {
    expect(await pretty('AT+CIFSR;E0\r\r\n10.1.2.3\r\n\r\nOK\r\n')).toEqual([
      '       0  echo          cifsr;ate         execute; execute value=0',
      '      14  response      local-ip          address="10.1.2.3"',
      '      26  final         ok                (cifsr;ate)',
    ]);
  });

  it('of several connections that are opened, each has its own', async () => {
    const opening = log(
      '[10:00:00.0] TX: AT+CIPSTART=0,"TCP","a.b",80',
      '[10:00:00.1] RX: OK',
      '[10:00:01.0] TX: AT+CIPSTART=1,"TCP","a.b",80',
      '[10:00:01.1] RX: OK',
      '[10:00:05.0] RX: 1, CONNECT FAIL',
      '[10:00:07.0] RX: 0, CONNECT OK',
    );
    const lines = await ndjson(opening);
    expect(lines.slice(-2).map(({ type, answerTo }) => [type, answerTo?.seconds])).toEqual([
      ['connect-fail', 4],
      ['connect-ok', 7],
    ]);
  });

  it('of a state before a failure, both; of a state that a command requests, only that', async () => {
    const failing = log(
      'TX: AT+CIPSTART="TCP","a.b",80',
      'RX: OK',
      'TX: AT+CIPSTATUS',
      'RX: OK',
      'RX: STATE: TCP CONNECTING',
      'RX: STATE: TCP CLOSED',
      'RX: CONNECT FAIL',
      'RX: CONNECT OK',
    );
    expect(await answers(failing)).toEqual([
      ['ok', 'cipstart'],
      ['ok', 'cipstatus'],
      ['state', 'cipstatus'],
      ['state', 'cipstart'],
      ['connect-fail', 'cipstart'],
    ]);
  });

  it('of none that are there: no result is anything’s answer', async () => {
    expect(await answers('\r\nOK\r\n\r\nRING\r\n')).toEqual([]);
    expect(await answers(log('TX: hello', 'RX: OK'))).toEqual([]);
    expect(await commandsIn(log('TX: hello', 'RX: OK'))).toEqual([{ type: 'unknown-command', bytes: 'hello' }]);
  });
});

describe('transparent mode', () => {
  it('holds no command but the one that leaves it', async () => {
    const transparent = log(
      'TX: AT+CIPSTART="TCP","a.b",80',
      'RX: OK',
      'RX: CONNECT',
      'TX: AT+CSQ',
      'TX: +++',
      'RX: OK',
      'TX: AT+CIPCLOSE',
      'RX: CLOSE OK',
    );
    expect((await commandsIn(transparent)).map((command) => 'type' in command && command.type)).toEqual([
      'cipstart',
      'escape',
      'cipclose',
    ]);
  });
});

describe('sim800 decode --stats', () => {
  const CALLS = log(
    ...[100, 300, 200].flatMap((ms, i) => [`[10:00:0${i}.000] TX: AT+CSQ`, `[10:00:0${i}.${ms}] RX: OK`]),
    '[10:00:05.000] TX: AT+CPIN?',
    '[10:00:11.000] RX: ERROR',
    '[10:00:12.000] TX: AT+CIPSTART="TCP","a.b",80',
    '[10:00:12.100] RX: OK',
    '[10:00:20.000] TX: AT',
    '[10:00:21.000] TX: AT+CIFSR;E0',
    '[10:00:22.000] RX: OK',
  );

  it('has a table of commands, and those past the limit of the manual', async () => {
    const { stdout } = await sim800(['decode', '--stats'], CALLS);
    expect(stdout.slice(stdout.indexOf('command '))).toBe(
      [
        'command    form     count   median  longest  late  results',
        'csq        execute      3  0.200 s  0.300 s     0  ok 3',
        'at         execute      1                       0  none 1',
        'cifsr;ate               1  1.000 s  1.000 s     0  ok 1',
        'cipstart   write        1                       0  none 1',
        'cpin       read         1  6.000 s  6.000 s     1  error 1',
        '',
        'late  form    after    limit  result',
        'cpin  read  6.000 s  5.000 s  10:00:11.000',
        '',
      ].join('\n'),
    );
  });

  it('has both as ndjson', async () => {
    const { stdout } = await sim800(['decode', '--stats', '-f', 'ndjson'], CALLS);
    const { commands, late } = JSON.parse(stdout);
    const pin = { type: 'cpin', form: 'read' };
    expect(commands).toContainEqual({
      ...pin,
      count: 1,
      results: { error: 1 },
      unanswered: 0,
      median: 6,
      longest: 6,
      late: 1,
    });
    expect(late).toEqual([{ ...pin, seconds: 6, limit: 5, result: { offset: 9, at: '10:00:11.000' } }]);
  });

  it('counts all that are late and names twenty', async () => {
    const slow = Array.from({ length: 30 }, (_, i) => {
      const minute = String(i).padStart(2, '0');
      return [`[10:${minute}:00] TX: AT+CPIN?`, `[10:${minute}:09] RX: ERROR`];
    });
    const { stdout } = await sim800(['decode', '--stats', '-f', 'ndjson'], log(...slow.flat()));
    const { commands, late } = JSON.parse(stdout);
    expect([commands[0].late, late.length]).toEqual([30, 20]);
  });
});

describe('sim800 encode', () => {
  it('leaves out what was said about commands', async () => {
    const { stdout } = await sim800(['decode', '-f', 'ndjson'], 'AT+CSQ\r\r\n+CSQ: 1,0\r\n\r\nOK\r\n');
    expect(stdout).toContain('"commands"');
    expect(await sim800(['encode'], stdout)).toEqual({
      code: 0,
      stdout: 'AT+CSQ\r\r\n+CSQ: 1,0\r\n\r\nOK\r\n',
      stderr: '',
    });
  });
});
