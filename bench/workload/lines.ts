/**
 * The lines of TCP sessions: commands echoed, their answers and results, URCs between; no payload and no prompt, so that
 * a message is a line. What a field holds comes from the grammar's arbitraries, but for counts of bytes, which there go
 * up to a thousand million.
 */
import type { Message } from '../../src/index.js';
import { drawMessage } from './pool.js';
import { type Random, Weighted } from './random.js';

type Draw = (random: Random) => Message[];
type Type = Message['type'];

const MOST = 1460;

const OK: Message = { type: 'ok', kind: 'final' };

function echo(command: string): Message {
  return { type: 'echo', kind: 'echo', bytes: Uint8Array.from(Buffer.from(command)) };
}

const any =
  (type: Type): Draw =>
  (random) => [drawMessage(type, random)];

/** A command, what answers it, OK. */
const asked =
  (command: string, ...types: readonly Type[]): Draw =>
  (random) => [echo(command), ...types.map((type) => drawMessage(type, random)), OK];

/** A command that a result of its own ends. */
const ended =
  (command: (random: Random) => string, type: Type): Draw =>
  (random) => [echo(command(random)), drawMessage(type, random)];

const connection = (random: Random): number => random.between(0, 5);
const send = (random: Random): string => `AT+CIPSEND=${connection(random)},${random.between(1, MOST)}`;

const pending: Draw = (random) => {
  const message = { type: 'ciprxget-pending', kind: 'response', length: random.between(0, MOST) } as const;
  const from = connection(random);
  return [echo(`AT+CIPRXGET=4,${from}`), { ...message, connection: from }, OK];
};

const acknowledged: Draw = (random) => {
  const txlen = random.between(0, 1_000_000);
  const nacklen = random.between(0, Math.min(txlen, MOST));
  return [
    echo(`AT+CIPACK=${connection(random)}`),
    { type: 'cipack', kind: 'response', txlen, acklen: txlen - nacklen, nacklen },
    OK,
  ];
};

const accepted: Draw = (random) => [
  echo(send(random)),
  { type: 'data-accept', kind: 'final', connection: connection(random), length: random.between(1, MOST) },
];

const status: Draw = (random) => {
  const rows = Array.from({ length: 6 }, () => drawMessage('client-status', random));
  return [echo('AT+CIPSTATUS'), OK, drawMessage('state', random), drawMessage('server-status', random), ...rows];
};

const room: Draw = (random) => {
  const rows = Array.from({ length: 6 }, (_, of): Message => {
    return { type: 'cipsend', kind: 'response', connection: of, size: random.between(0, MOST) };
  });
  return [echo('AT+CIPSEND?'), ...rows, OK];
};

const opened: Draw = (random) => [
  echo(`AT+CIPSTART=${connection(random)},"TCP","198.51.100.7","5000"`),
  OK,
  drawMessage('connect-ok', random),
];

const boot: Draw = (random) =>
  (['rdy', 'cfun', 'cpin', 'call-ready', 'sms-ready'] as const).map((type) => drawMessage(type, random));

const sessions = new Weighted<Draw>([
  [ended(send, 'send-ok'), 16],
  [any('ciprxget-data'), 14],
  [pending, 12],
  [acknowledged, 6],
  [accepted, 4],
  [asked('AT+CSQ', 'csq'), 5],
  [status, 2],
  [room, 1],
  [asked('AT+CIPSTATUS=1', 'cipstatus'), 2],
  [opened, 3],
  [ended((random) => `AT+CIPCLOSE=${connection(random)}`, 'close-ok'), 2],
  [any('closed'), 3],
  [asked('AT+CREG?', 'creg'), 2],
  [any('cgreg'), 1],
  [asked('AT+CGATT?', 'cgatt'), 1],
  [asked('AT+CPIN?', 'cpin'), 1],
  [any('recv-from'), 3],
  [any('remote-ip'), 2],
  [any('cdnsgip'), 1],
  [any('cdnsgip-fail'), 1],
  [ended(() => 'AT+CIFSR', 'local-ip'), 1],
  [ended(() => 'AT+CIPSHUT', 'shut-ok'), 1],
  [ended(send, 'send-fail'), 1],
  [ended(send, 'error'), 1],
  [ended(() => 'AT+CGACT=1,1', 'cme-error'), 1],
  [asked('AT+CIPMUX?', 'cipmux'), 1],
  [asked('AT+CLPORT?', 'clport'), 1],
  [asked('AT+CIPMODE?', 'cipmode'), 1],
  [any('connect-fail'), 1],
  [any('already-connect'), 1],
  [any('server-ok'), 1],
  [any('cmti'), 1],
  [any('ring'), 1],
  [any('no-carrier'), 1],
  [any('pdp-deact'), 1],
  [boot, 1],
]);

export const lines: Draw = (random) => sessions.draw(random)(random);
