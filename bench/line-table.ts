/** The lines of the workload `lines` as regular expressions, the frequent ones first: what a driver without a grammar has. */

export interface LineMessage {
  readonly type: string;
  readonly kind: string;
  readonly [field: string]: string | number | undefined;
}

export interface LineRow {
  readonly pattern: RegExp;
  readonly make: (m: RegExpExecArray) => LineMessage;
}

const IPV4 = '(\\d+\\.\\d+\\.\\d+\\.\\d+)';
const CLIENT = `([0-7]),([01]?),(?:"","",""|"(TCP|UDP)","(?:${IPV4})?","(\\d+)"),"([A-Z ]+)"`;

/** `'1'` or nothing: a field that may be missing stays undefined. */
const optional = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

const bare = (text: string, type: string, kind: string): LineRow => ({
  pattern: new RegExp(`^${text.replace(/[+?]/g, '\\$&')}$`),
  make: () => ({ type, kind }),
});

/** `0, SEND OK` or `SEND OK`. */
const ofConnection = (text: string, type: string, kind: string): LineRow => ({
  pattern: new RegExp(`^(?:([0-7]), ?)?${text}$`),
  make: (m) => ({ type, kind, connection: optional(m[1]) }),
});

const number = (head: string, type: string, kind: string, field: string): LineRow => ({
  pattern: new RegExp(`^\\${head}: ?(\\d+)$`),
  make: (m) => ({ type, kind, [field]: Number(m[1]) }),
});

const registration = (head: string, type: string): LineRow => ({
  pattern: new RegExp(`^\\${head}: ?(?:([0-2]),)?(\\d+)(?:,"([0-9A-Fa-f]+)","([0-9A-Fa-f]+)")?$`),
  make: (m) => ({ type, kind: 'urc', mode: optional(m[1]), stat: Number(m[2]), lac: m[3], ci: m[4] }),
});

const client = (head: string, type: string): LineRow => ({
  pattern: new RegExp(`^${head}: ?${CLIENT}$`),
  make: (m) => ({
    type,
    kind: 'response',
    connection: Number(m[1]),
    bearer: optional(m[2]),
    protocol: m[3],
    address: m[4],
    port: optional(m[5]),
    state: m[6],
  }),
});

/** Pushed and fetched data: the header only, what a line reader can do about it. */
const received: readonly LineRow[] = [
  {
    pattern: new RegExp(`^\\+CIPRXGET: ?2,(?:([0-7]),)?(\\d+),(\\d+)(?:,${IPV4}:(\\d+))?$`),
    make: (m) => ({
      type: 'ciprxget-read',
      kind: 'response',
      connection: optional(m[1]),
      length: Number(m[2]),
      remaining: Number(m[3]),
      address: m[4],
      port: optional(m[5]),
    }),
  },
  {
    pattern: new RegExp(`^\\+RECEIVE,([0-7]),(\\d+)(?:,${IPV4}:(\\d+))?:?$`),
    make: (m) => ({
      type: 'receive',
      kind: 'urc',
      connection: Number(m[1]),
      length: Number(m[2]),
      address: m[3],
      port: optional(m[4]),
    }),
  },
];

export const LINE_TABLE: readonly LineRow[] = [
  bare('OK', 'ok', 'final'),
  { pattern: /^(AT.*?)\r*$/i, make: (m) => ({ type: 'echo', kind: 'echo', bytes: m[1] }) },
  ofConnection('SEND OK', 'send-ok', 'final'),
  {
    pattern: new RegExp(`^\\+CIPRXGET: ?1(?:,([0-7]))?(?:,${IPV4}:(\\d+))?$`),
    make: (m) => ({
      type: 'ciprxget-data',
      kind: 'urc',
      connection: optional(m[1]),
      address: m[2],
      port: optional(m[3]),
    }),
  },
  client('C', 'client-status'),
  {
    pattern: /^\+CIPRXGET: ?4,(?:([0-7]),)?(\d+)$/,
    make: (m) => ({ type: 'ciprxget-pending', kind: 'response', connection: optional(m[1]), length: Number(m[2]) }),
  },
  {
    pattern: /^\+CIPACK: ?(\d+), ?(\d+), ?(\d+)$/,
    make: (m) => ({
      type: 'cipack',
      kind: 'response',
      txlen: Number(m[1]),
      acklen: Number(m[2]),
      nacklen: Number(m[3]),
    }),
  },
  {
    pattern: /^\+CSQ: ?(\d+),(\d+)$/,
    make: (m) => ({ type: 'csq', kind: 'response', rssi: Number(m[1]), ber: Number(m[2]) }),
  },
  {
    pattern: /^DATA ACCEPT:(?:([0-7]),)?(\d+)$/,
    make: (m) => ({ type: 'data-accept', kind: 'final', connection: optional(m[1]), length: Number(m[2]) }),
  },
  ...received,
  client('\\+CIPSTATUS', 'cipstatus'),
  {
    pattern: /^STATE: ?([A-Z ]+)$/,
    make: (m) => ({ type: 'state', kind: 'response', state: m[1] }),
  },
  ofConnection('CONNECT OK', 'connect-ok', 'urc'),
  ofConnection('CLOSED', 'closed', 'urc'),
  ofConnection('CLOSE OK', 'close-ok', 'final'),
  {
    pattern: /^\+CIPSEND: ?(?:([0-7]),)?(\d+)$/,
    make: (m) => ({ type: 'cipsend', kind: 'response', connection: optional(m[1]), size: Number(m[2]) }),
  },
  registration('+CREG', 'creg'),
  {
    pattern: new RegExp(`^\\+?RECV FROM:${IPV4}:(\\d+)$`),
    make: (m) => ({ type: 'recv-from', kind: 'urc', address: m[1], port: Number(m[2]) }),
  },
  registration('+CGREG', 'cgreg'),
  {
    pattern: /^S: ?([0-7]),([01]),"(\d+)","([A-Z]+)"$/,
    make: (m) => ({
      type: 'server-status',
      kind: 'response',
      connection: Number(m[1]),
      bearer: Number(m[2]),
      port: Number(m[3]),
      state: m[4],
    }),
  },
  number('+CGATT', 'cgatt', 'response', 'state'),
  { pattern: /^\+CPIN: ?([A-Z0-9 _-]+)$/, make: (m) => ({ type: 'cpin', kind: 'urc', code: m[1] }) },
  bare('ERROR', 'error', 'final'),
  {
    pattern: /^\+CME ERROR: ?(?:(\d+)|(.+))$/,
    make: (m) => ({ type: 'cme-error', kind: 'final', code: optional(m[1]), text: m[2] }),
  },
  {
    pattern: new RegExp(`^\\+CDNSGIP: ?1,"([^"]+)","${IPV4}"(?:,"${IPV4}")?$`),
    make: (m) => ({ type: 'cdnsgip', kind: 'urc', domain: m[1], address: m[2], secondAddress: m[3] }),
  },
  {
    pattern: /^\+CDNSGIP: ?0,(\d+)$/,
    make: (m) => ({ type: 'cdnsgip-fail', kind: 'urc', code: Number(m[1]) }),
  },
  {
    pattern: new RegExp(`^(?:([0-7]), ?)?REMOTE IP: ?${IPV4}$`),
    make: (m) => ({ type: 'remote-ip', kind: 'urc', connection: optional(m[1]), address: m[2] }),
  },
  { pattern: new RegExp(`^${IPV4}$`), make: (m) => ({ type: 'local-ip', kind: 'response', address: m[1] }) },
  {
    pattern: /^\+CMTI: ?"([A-Z_]+)",(\d+)(?:,"([^"]*)")?(?:,(\d+),(\d+))?$/,
    make: (m) => ({
      type: 'cmti',
      kind: 'urc',
      storage: m[1],
      index: Number(m[2]),
      text: m[3],
      parts: optional(m[4]),
      part: optional(m[5]),
    }),
  },
  number('+CFUN', 'cfun', 'urc', 'functionality'),
  number('+CIPMUX', 'cipmux', 'response', 'mode'),
  number('+CIPMODE', 'cipmode', 'response', 'mode'),
  {
    pattern: /^\+CLPORT: ?(?:([0-7]),)?(\d+),(\d+)$/,
    make: (m) => ({
      type: 'clport',
      kind: 'response',
      connection: optional(m[1]),
      tcp: Number(m[2]),
      udp: Number(m[3]),
    }),
  },
  ofConnection('CONNECT FAIL', 'connect-fail', 'urc'),
  ofConnection('ALREADY CONNECT', 'already-connect', 'urc'),
  ofConnection('SEND FAIL', 'send-fail', 'final'),
  bare('SERVER OK', 'server-ok', 'urc'),
  bare('SHUT OK', 'shut-ok', 'final'),
  bare('+PDP: DEACT', 'pdp-deact', 'urc'),
  bare('RDY', 'rdy', 'urc'),
  bare('Call Ready', 'call-ready', 'urc'),
  bare('SMS Ready', 'sms-ready', 'urc'),
  bare('RING', 'ring', 'urc'),
  bare('NO CARRIER', 'no-carrier', 'final'),
];

/** The first row that matches. */
export function readWithTable(line: string): LineMessage | undefined {
  for (const { pattern, make } of LINE_TABLE) {
    const m = pattern.exec(line);
    if (m) return make(m);
  }
  return undefined;
}
