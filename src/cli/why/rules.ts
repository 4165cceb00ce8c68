/**
 * What the messages of a log mean for its connections: which open and end them, and which are signs of what went wrong. All
 * forms that `why` knows are here, and their words. In a text `{field}` is a field of the message, or a parameter of the
 * command it answers; `{field:table}` its name in NAMES; `{field|text}` the text if there is no such field.
 */

export interface Pattern {
  readonly type: string;
  /** Its fields have one of these values. */
  readonly where?: Readonly<Record<string, readonly (string | number)[]>>;
  /** A field is less than this. */
  readonly below?: Readonly<Record<string, number>>;
  /** It answers such a command. */
  readonly answering?: string;
}

/** What a sign is about. */
export type Topic =
  | 'signal'
  | 'weak'
  | 'registration'
  | 'supply'
  | 'sim'
  | 'name'
  | 'state'
  | 'start'
  | 'command'
  | 'temperature'
  | 'host';

export interface SignRule extends Pattern {
  readonly topic: Topic;
  readonly says: string;
  /** What happened, where nothing else came of it; without it, it is not worth a story of its own. */
  readonly alone?: string;
  /** How much later than the end it is after it is said too. */
  readonly isTimed?: true;
}

/** All is well again: earlier signs on this are no longer told. */
export interface CalmRule extends Pattern {
  readonly topic: Topic;
}

/** Who, or what, has ended a connection. */
export type By = 'peer' | 'host' | 'bearer' | 'power' | 'restart';

export interface EndRule extends Pattern {
  readonly by: By;
  /** Every connection ends. */
  readonly all?: true;
  /** The module is off now: that it starts is no surprise. */
  readonly off?: true;
  /** What became of the connection. */
  readonly headline: string;
  readonly says: string;
  /** What happened, where no connection was open; without it, nothing. */
  readonly alone?: string;
  /** Signs that may have to do with it, by their topics. */
  readonly perhaps?: readonly Topic[];
}

/** The command that opens a connection, and what the module says of it. */
export const OPENING = {
  command: 'cipstart',
  says: 'the host asks for a connection to {address}:{port} ({mode})',
  opened: ['connect-ok', 'connect', 'already-connect'],
  byPeer: ['remote-ip'],
  peerSays: 'a peer connects from {address}',
  failed: ['connect-fail'],
  failedHeadline: 'could not be opened',
  failedSays: 'the connection fails',
  perhaps: ['name', 'sim', 'signal', 'weak', 'registration'],
} as const satisfies Record<string, string | readonly (string | Topic)[]>;

/** The command that sends, and the results that say that it did. */
export const SENDING = { command: 'cipsend', done: ['send-ok', 'data-accept'] } as const;

/** What the peer has sent, payload and all. */
export const RECEIVED: ReadonlySet<string> = new Set(['receive', 'ipd', 'ciprxget-read', 'ciprxget-hex', 'data']);

/** The command that says whether connections have numbers, and its mode with numbers. */
export const NUMBERING = { command: 'cipmux', numbered: 1 } as const;

export const NEVER_ANSWERED = 'closed by the host, never answered by the peer';

export const ENDS: readonly EndRule[] = [
  {
    type: 'closed',
    by: 'peer',
    headline: 'closed by the peer, or lost on the way',
    says: 'the module says that the connection is closed',
    perhaps: ['sim', 'supply', 'signal', 'weak', 'registration'],
  },
  {
    type: 'close',
    by: 'peer',
    headline: 'given up, the peer acknowledged nothing for 645 s',
    says: 'the module gives the connection up, the peer has acknowledged nothing for 645 s',
    perhaps: ['signal', 'weak', 'registration'],
  },
  {
    type: 'no-carrier',
    by: 'peer',
    headline: 'lost with its carrier',
    says: 'the carrier is lost',
    perhaps: ['signal', 'weak', 'registration'],
  },
  { type: 'close-ok', by: 'host', headline: 'closed by the host', says: 'the host closes the connection' },
  { type: 'shut-ok', by: 'host', all: true, headline: 'closed by the host', says: 'the host has shut the bearer' },
  {
    type: 'pdp-deact',
    by: 'bearer',
    all: true,
    headline: 'lost with the bearer',
    says: 'the bearer is lost',
    alone: 'the bearer was lost, no connection was open',
    perhaps: ['sim', 'supply', 'signal', 'weak', 'registration'],
  },
  {
    type: 'under-voltage-power-down',
    by: 'power',
    all: true,
    off: true,
    headline: 'lost as the module switched off, its supply too low',
    says: 'the module switches off, its supply is too low',
    alone: 'the module switched off, its supply too low',
  },
  {
    type: 'over-voltage-power-down',
    by: 'power',
    all: true,
    off: true,
    headline: 'lost as the module switched off, its supply too high',
    says: 'the module switches off, its supply is too high',
    alone: 'the module switched off, its supply too high',
  },
  {
    type: 'normal-power-down',
    answering: 'cpowd',
    by: 'host',
    all: true,
    off: true,
    headline: 'closed as the host switched the module off',
    says: 'the module switches off, as the host has asked',
  },
  {
    type: 'normal-power-down',
    by: 'power',
    all: true,
    off: true,
    headline: 'lost as the module switched off',
    says: 'the module switches off, and no command has asked for that',
    alone: 'the module switched off, and no command had asked for that',
    perhaps: ['temperature', 'supply'],
  },
];

/** The first message of a module that starts. It ends every connection that is still open, if the module has not said so. */
export const RESTART: EndRule = {
  type: 'rdy',
  by: 'restart',
  all: true,
  headline: 'lost as the module restarted without notice',
  says: 'the module starts again, and has not said that it switches off',
  alone: 'the module restarted without notice',
  perhaps: ['supply', 'temperature'],
};

/** All that a module says of a restart whose baud rate is still to be found (AT+IPR=0): no RDY, but this once the SIM is read. */
export const READY: EndRule = {
  type: 'call-ready',
  by: 'restart',
  all: true,
  headline: 'lost as the module restarted without notice, it seems',
  says: 'the module is ready again as after a start, though neither that nor its SIM was new; without a fixed baud rate it says no more',
  alone: 'the module restarted without notice, it seems',
  perhaps: ['supply', 'temperature'],
};

/** Commands after which Call Ready is no surprise, and what the module says before it: that it starts, that it has a SIM. */
export const READYING: readonly Pattern[] = [
  { type: 'cfun', where: { form: ['write'] } },
  { type: 'cpin', where: { form: ['write'] } },
];
export const GETTING_READY: readonly Pattern[] = [{ type: 'cpin' }, { type: 'csmins' }];

/** Commands after which a restart is no surprise. */
export const RESTARTING: readonly Pattern[] = [{ type: 'cfun', where: { reset: [1] } }, { type: 'cpowd' }];

/** After an end that was told. */
export const START: SignRule = { type: 'rdy', topic: 'start', says: 'the module starts again', isTimed: true };

/** Of a signal, 0 to 31; a fall of so much is told, and so is a signal that is less than `weak`. 99 is no value. */
export const SIGNAL = { types: ['csq', 'csqn'], field: 'rssi', unknown: 99, fall: 6, weak: 8 } as const;

/** Which is not in the network: 0 no, 2 searching, 3 denied, 4 unknown (27.007 section 7.2). */
const UNREGISTERED = [0, 2, 3, 4];

export const SIGNS: readonly SignRule[] = [
  {
    type: 'creg',
    where: { stat: UNREGISTERED },
    topic: 'registration',
    says: 'not registered in the network ({stat:registration})',
  },
  {
    type: 'cgreg',
    where: { stat: UNREGISTERED },
    topic: 'registration',
    says: 'not registered for packet service ({stat:registration})',
  },
  { type: 'cgatt', where: { state: [0] }, topic: 'registration', says: 'not attached to packet service' },
  {
    type: 'csmins',
    where: { inserted: [0] },
    topic: 'sim',
    says: 'the SIM is taken out',
    alone: 'the SIM was taken out',
  },
  {
    type: 'cpin',
    where: { code: ['NOT READY', 'NOT INSERTED'] },
    topic: 'sim',
    says: 'the SIM is not ready ({code})',
    alone: 'the SIM was not ready',
  },
  {
    type: 'under-voltage-warning',
    topic: 'supply',
    says: 'the module warns that its supply is low',
    alone: 'the supply was low',
  },
  {
    type: 'over-voltage-warning',
    topic: 'supply',
    says: 'the module warns that its supply is high',
    alone: 'the supply was high',
  },
  // The module works from 3400 mV on, and draws two amperes while it sends (hardware design 4.1).
  { type: 'cbc', below: { voltage: 3500 }, topic: 'supply', says: 'the supply is low, {voltage} mV' },
  {
    type: 'cmte',
    where: { level: [-2, -1, 1, 2] },
    topic: 'temperature',
    says: 'the temperature is {level:temperature}',
    alone: 'the temperature left its range',
  },
  {
    type: 'cdnsgip-fail',
    topic: 'name',
    says: '{domain|a name} is not resolved, error {code} ({code:name})',
    alone: 'a name could not be resolved',
  },
  { type: 'state', answering: OPENING.command, topic: 'state', says: 'the module tells its state' },
  {
    type: 'state',
    where: { state: ['PDP DEACT', 'TCP CLOSING', 'UDP CLOSING', 'TCP CLOSED', 'UDP CLOSED'] },
    topic: 'state',
    says: 'the module tells its state',
  },
  { type: 'shut-ok', topic: 'host', says: 'the host has shut the bearer' },
];

export const CALMS: readonly CalmRule[] = [
  { type: 'creg', where: { stat: [1, 5] }, topic: 'registration' },
  { type: 'cgreg', where: { stat: [1, 5] }, topic: 'registration' },
  { type: 'csmins', where: { inserted: [1] }, topic: 'sim' },
  { type: 'cpin', where: { code: ['READY'] }, topic: 'sim' },
  { type: 'cdnsgip', topic: 'name' },
  { type: 'cmte', where: { level: [0] }, topic: 'temperature' },
];

export const PERHAPS: Readonly<Partial<Record<Topic, string>>> = {
  signal: 'the signal fell',
  weak: 'the signal was weak',
  registration: 'the registration was lost',
  supply: 'the supply was out of its range',
  sim: 'the SIM was gone',
  name: 'a name was not resolved',
  temperature: 'the temperature was out of its range',
};

export const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  registration: { 0: 'not searching', 2: 'searching', 3: 'denied', 4: 'unknown' },
  name: { 3: 'the network', 8: 'the name service' },
  temperature: { '-2': 'far too low', '-1': 'too low', 1: 'too high', 2: 'far too high' },
};

/** What is of the moment; what is not holds until the module says otherwise. */
export const MOMENTARY: ReadonlySet<Topic> = new Set(['command', 'state', 'name', 'start', 'host']);

/** So many seconds without a byte on a connection are told. */
export const SILENCE = 60;
/** What comes within so many seconds of an end, where the log has times, is told with it. */
export const AFTERWARDS = 120;
/** So many signs are told before an end, and so many after it: the last, and the first. */
export const MOST_SIGNS = 12;
