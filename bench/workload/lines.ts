/** The lines of a TCP session: results, URCs, status rows, echo; no payload, no prompt: one message a line. */
import type { Message } from '../../src/index.js';
import { drawMessage } from './pool.js';
import { type Random, Weighted } from './random.js';

type Type = Message['type'];

/** Parts of a hundred or so, as a driver with several connections sees them. */
const MIX: readonly (readonly [Type, number])[] = [
  ['ok', 6],
  ['echo', 14],
  ['send-ok', 10],
  ['ciprxget-data', 8],
  ['ciprxget-pending', 5],
  ['cipack', 5],
  ['csq', 4],
  ['client-status', 6],
  ['cipstatus', 2],
  ['server-status', 1],
  ['state', 2],
  ['data-accept', 3],
  ['connect-ok', 2],
  ['closed', 2],
  ['close-ok', 2],
  ['cipsend', 2],
  ['creg', 2],
  ['cgreg', 1],
  ['cgatt', 1],
  ['cpin', 1],
  ['error', 1],
  ['cme-error', 1],
  ['cdnsgip', 1],
  ['cdnsgip-fail', 1],
  ['remote-ip', 1],
  ['local-ip', 1],
  ['recv-from', 2],
  ['cmti', 1],
  ['cfun', 1],
  ['cipmux', 1],
  ['cipmode', 1],
  ['clport', 1],
  ['connect-fail', 1],
  ['already-connect', 1],
  ['send-fail', 1],
  ['server-ok', 1],
  ['shut-ok', 1],
  ['pdp-deact', 1],
  ['rdy', 1],
  ['call-ready', 1],
  ['sms-ready', 1],
  ['ring', 1],
  ['no-carrier', 1],
];

const COMMANDS = [
  'AT',
  'AT+CSQ',
  'AT+CREG?',
  'AT+CIPSTATUS',
  'AT+CIPSTATUS=3',
  'AT+CIPACK=2',
  'AT+CIPSEND?',
  'AT+CIPSEND=0,1460',
  'AT+CIPSEND=4,12',
  'AT+CIPRXGET=2,0,1460',
  'AT+CIPRXGET=4,1',
  'AT+CIPSTART=1,"TCP","198.51.100.7","5000"',
  'AT+CIPCLOSE=1',
  'AT+CDNSGIP="modem.example"',
  'AT+CIPMUX?',
  'AT+CGATT?',
].map((text) => Uint8Array.from(Buffer.from(text)));

const mix = new Weighted(MIX);

/** One line, or an echo and the line behind it: an echo ends with a lone CR, and is never alone. */
export function lines(random: Random): Message[] {
  const type = mix.draw(random);
  if (type !== 'echo') return [drawMessage(type, random)];
  const echo: Message = { type, kind: 'echo', bytes: random.pick(COMMANDS) };
  return [echo, { type: 'ok', kind: 'final' }];
}
