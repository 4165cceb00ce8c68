/**
 * The lines of the workload `lines`, said once for the engines that are not ours: regular expressions, peggy, nearley
 * and llparse are all made from this list, and all give the same typed fields. The frequent lines come first; where an
 * engine that does not go back would be led astray by an optional part, a form is listed once with it and once without.
 */

/** What a field is made of: `rest` goes to the end of the line, `upper` is words of capitals, digits, `-` and `_`. */
export type Shape = 'number' | 'ipv4' | 'upper' | 'hex' | 'print' | 'rest';

export interface LineField {
  readonly field: string;
  readonly shape: Shape;
  /** In quotation marks. */
  readonly quoted: boolean;
  /** The quotation marks may stand without anything between: the field is missing then. */
  readonly maybeEmpty: boolean;
}

export type Element = string | LineField | { readonly optional: readonly Element[] };

export interface LineForm {
  readonly type: string;
  readonly kind: string;
  readonly elements: readonly Element[];
}

const bare = (field: string, shape: Shape): LineField => ({ field, shape, quoted: false, maybeEmpty: false });
const number = (field: string): LineField => bare(field, 'number');
const ipv4 = (field: string): LineField => bare(field, 'ipv4');
const quoted = (field: string, shape: Shape): LineField => ({ field, shape, quoted: true, maybeEmpty: false });
const emptyOr = (field: string, shape: Shape): LineField => ({ field, shape, quoted: true, maybeEmpty: true });
const optional = (...elements: readonly Element[]): Element => ({ optional: elements });

const final = (type: string, ...elements: readonly Element[]): LineForm => ({ type, kind: 'final', elements });
const urc = (type: string, ...elements: readonly Element[]): LineForm => ({ type, kind: 'urc', elements });
const response = (type: string, ...elements: readonly Element[]): LineForm => ({ type, kind: 'response', elements });

/** `0, SEND OK` or `SEND OK`. */
const ofConnection = optional(number('connection'), ', ');
const connection = optional(number('connection'), ',');
const peer: readonly Element[] = [',', ipv4('address'), ':', number('port')];
const client: readonly Element[] = [
  number('connection'),
  ',',
  optional(number('bearer')),
  ',',
  emptyOr('protocol', 'upper'),
  ',',
  emptyOr('address', 'ipv4'),
  ',',
  emptyOr('port', 'number'),
  ',',
  quoted('state', 'upper'),
];
const cell = optional(',', quoted('lac', 'hex'), ',', quoted('ci', 'hex'));

export const LINE_FORMS: readonly LineForm[] = [
  final('ok', 'OK'),
  { type: 'echo', kind: 'echo', elements: ['AT', optional(bare('bytes', 'rest'))] },
  final('send-ok', ofConnection, 'SEND OK'),
  urc('ciprxget-data', '+CIPRXGET: 1', ...peer),
  urc('ciprxget-data', '+CIPRXGET: 1', ',', number('connection'), ...peer),
  urc('ciprxget-data', '+CIPRXGET: 1', optional(',', number('connection'))),
  response('client-status', 'C: ', ...client),
  response('ciprxget-pending', '+CIPRXGET: 4,', connection, number('length')),
  response('cipack', '+CIPACK: ', number('txlen'), ',', number('acklen'), ',', number('nacklen')),
  response('csq', '+CSQ: ', number('rssi'), ',', number('ber')),
  final('data-accept', 'DATA ACCEPT:', connection, number('length')),
  response('cipstatus', '+CIPSTATUS: ', ...client),
  response('state', 'STATE: ', bare('state', 'upper')),
  urc('connect-ok', ofConnection, 'CONNECT OK'),
  urc('closed', ofConnection, 'CLOSED'),
  final('close-ok', ofConnection, 'CLOSE OK'),
  response('cipsend', '+CIPSEND: ', connection, number('size')),
  urc('creg', '+CREG: ', number('mode'), ',', number('stat'), cell),
  urc('creg', '+CREG: ', number('stat'), cell),
  urc('recv-from', 'RECV FROM:', ipv4('address'), ':', number('port')),
  urc('cgreg', '+CGREG: ', number('mode'), ',', number('stat'), cell),
  urc('cgreg', '+CGREG: ', number('stat'), cell),
  response(
    'server-status',
    'S: ',
    number('connection'),
    ',',
    number('bearer'),
    ',',
    quoted('port', 'number'),
    ',',
    quoted('state', 'upper'),
  ),
  response('cgatt', '+CGATT: ', number('state')),
  urc('cpin', '+CPIN: ', bare('code', 'upper')),
  final('error', 'ERROR'),
  final('cme-error', '+CME ERROR: ', number('code')),
  final('cme-error', '+CME ERROR: ', bare('text', 'rest')),
  urc(
    'cdnsgip',
    '+CDNSGIP: 1,',
    quoted('domain', 'print'),
    ',',
    quoted('address', 'ipv4'),
    optional(',', quoted('secondAddress', 'ipv4')),
  ),
  urc('cdnsgip-fail', '+CDNSGIP: 0,', number('code')),
  urc('remote-ip', ofConnection, 'REMOTE IP: ', ipv4('address')),
  response('local-ip', ipv4('address')),
  urc(
    'cmti',
    '+CMTI: ',
    quoted('storage', 'print'),
    ',',
    number('index'),
    optional(',', quoted('text', 'print')),
    optional(',', number('parts'), ',', number('part')),
  ),
  urc('cfun', '+CFUN: ', number('functionality')),
  response('cipmux', '+CIPMUX: ', number('mode')),
  response('cipmode', '+CIPMODE: ', number('mode')),
  response('clport', '+CLPORT: ', number('connection'), ',', number('tcp'), ',', number('udp')),
  response('clport', '+CLPORT: ', number('tcp'), ',', number('udp')),
  urc('connect-fail', ofConnection, 'CONNECT FAIL'),
  urc('already-connect', ofConnection, 'ALREADY CONNECT'),
  final('send-fail', ofConnection, 'SEND FAIL'),
  urc('server-ok', 'SERVER OK'),
  final('shut-ok', 'SHUT OK'),
  urc('pdp-deact', '+PDP: DEACT'),
  urc('rdy', 'RDY'),
  urc('call-ready', 'Call Ready'),
  urc('sms-ready', 'SMS Ready'),
  urc('ring', 'RING'),
  final('no-carrier', 'NO CARRIER'),
];

/** Headers of received data, for readers of lines that are let loose on a payload all the same. */
export const HEADER_FORMS: readonly LineForm[] = [
  response('ciprxget-read', '+CIPRXGET: 2,', connection, number('length'), ',', number('remaining'), optional(...peer)),
  urc('receive', '+RECEIVE,', number('connection'), ',', number('length'), optional(...peer), ':'),
];

/** Its fields in the order of the line. */
export function fieldsOf(elements: readonly Element[]): LineField[] {
  return elements.flatMap((element) => {
    if (typeof element === 'string') return [];
    return 'optional' in element ? fieldsOf(element.optional) : [element];
  });
}
