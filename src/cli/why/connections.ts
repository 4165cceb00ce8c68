/** Follows the connections of a log: who asked for them, what went over them, who ended them. */
import type { ParsedCommand } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { type Fact, factOf, fieldsOf, matches } from './fact.js';
import { ENDS, type EndRule, NUMBERING, OPENING, RECEIVED } from './rules.js';
import { Sending } from './sending.js';

/** Bytes of one direction. */
export interface Flow {
  bytes: number;
  last?: Fact;
}

/** One life of a connection, from its opening, or the attempt, to its end. */
export interface Opening {
  /** Undefined: the only one there is, which has no number. */
  readonly connection: number | undefined;
  /** Parameters of the command that asked for it. */
  readonly target?: Readonly<Record<string, unknown>>;
  readonly asked?: Fact;
  opened?: Fact;
  /** The peer opened it: the message's fields. */
  byPeer?: Readonly<Record<string, unknown>>;
  readonly sent: Flow;
  readonly received: Flow;
  /** Bytes that no form matches, while it was the only connection: they may be the peer's, without a header. */
  doubtful: number;
  /** All bytes either way are data. */
  isTransparent?: true;
  /** Attempts in a row to the same target, this one included. */
  readonly attempt: number;
}

export type ConnectionEvent =
  | { readonly kind: 'asked' | 'opened'; readonly opening: Opening; readonly fact: Fact }
  | {
      readonly kind: 'sent' | 'received';
      readonly opening: Opening;
      readonly fact: Fact;
      readonly bytes: Uint8Array;
      readonly missing: number;
    }
  | { readonly kind: 'failed'; readonly opening: Opening; readonly fact: Fact }
  | { readonly kind: 'ended'; readonly openings: readonly Opening[]; readonly fact: Fact; readonly rule: EndRule };

type Fields = Readonly<Record<string, unknown>>;

const isIn = (types: readonly string[], type: string): boolean => types.includes(type);

const numberIn = (fields: Fields): number | undefined =>
  typeof fields.connection === 'number' ? fields.connection : undefined;

const targetOf = ({ mode, address, port }: Fields): string => `${mode} ${address} ${port}`;

export class Connections {
  private readonly onEvent: (event: ConnectionEvent) => void;
  private readonly open = new Map<number | undefined, Opening>();
  /** By number: the last attempt that failed, or that ended, for the count of attempts. */
  private readonly before = new Map<number | undefined, Opening>();
  private readonly sending = new Sending();
  private isNumbered = false;

  constructor(onEvent: (event: ConnectionEvent) => void) {
    this.onEvent = onEvent;
  }

  get openings(): readonly Opening[] {
    return [...this.open.values()];
  }

  add(entry: Entry): void {
    for (const command of entry.commands ?? []) this.command(command, entry);
    this.sending.add(entry);
    this.receive(entry);
    this.message(entry);
  }

  /** Every connection ends; also one that a rule names which the list has not. */
  endAll(entry: Entry, rule: EndRule): void {
    const openings = this.openings;
    for (const opening of openings) this.forget(opening);
    this.onEvent({ kind: 'ended', openings, fact: factOf(entry), rule });
  }

  private command(command: ParsedCommand, entry: Entry): void {
    const fields = fieldsOf(command);
    if (command.type === NUMBERING.command && typeof fields.mode === 'number')
      this.isNumbered = fields.mode === NUMBERING.numbered;
    if (command.type === OPENING.command && fields.address !== undefined) this.ask(fields, entry);
  }

  private ask(target: Fields, entry: Entry): void {
    const connection = numberIn(target);
    if (connection !== undefined) this.isNumbered = true;
    const before = this.before.get(connection);
    const isAgain = before?.target !== undefined && targetOf(before.target) === targetOf(target);
    const fact = factOf(entry);
    const opening = { ...this.made(connection), target, asked: fact, attempt: isAgain ? before.attempt + 1 : 1 };
    // Asked for while it is open: the answer is ALREADY CONNECT, and it stays what it is.
    if (this.open.get(connection)?.opened === undefined) this.open.set(connection, opening);
    this.onEvent({ kind: 'asked', opening, fact });
  }

  private message(entry: Entry): void {
    const { message, answering } = entry;
    const { type } = message;
    const fields = fieldsOf(message);
    const connection = this.numberOf(fields);
    if (isIn(OPENING.opened, type)) this.opened(connection, entry);
    else if (isIn(OPENING.byPeer, type)) this.openedByPeer(connection, fields, entry);
    else if (isIn(OPENING.failed, type) || (answering?.type === OPENING.command && answering.failed))
      this.failed(connection, entry);
    else this.end(connection, entry);
  }

  /** A result of the module's names a connection, or the only attempt is meant. */
  private numberOf(fields: Fields): number | undefined {
    const connection = numberIn(fields);
    if (connection !== undefined || !this.isNumbered) return connection;
    const waiting = this.openings.filter(({ opened }) => opened === undefined);
    return waiting.length === 1 ? waiting[0]?.connection : undefined;
  }

  private opened(connection: number | undefined, entry: Entry): void {
    const opening = this.open.get(connection);
    const isData = entry.message.kind === 'intermediate';
    // CONNECT belongs to a data call, where no connection was asked for.
    if (isData && (opening === undefined || opening.opened !== undefined)) return;
    const started = opening ?? this.made(connection);
    if (isData) started.isTransparent = true;
    this.start(started, entry);
  }

  private openedByPeer(connection: number | undefined, fields: Fields, entry: Entry): void {
    this.start({ ...this.made(connection), byPeer: fields }, entry);
  }

  private start(opening: Opening, entry: Entry): void {
    const fact = factOf(entry);
    opening.opened ??= fact;
    this.open.set(opening.connection, opening);
    this.onEvent({ kind: 'opened', opening, fact });
  }

  private failed(connection: number | undefined, entry: Entry): void {
    const opening = this.open.get(connection);
    if (opening?.opened !== undefined) return;
    if (opening !== undefined) this.forget(opening);
    this.onEvent({ kind: 'failed', opening: opening ?? this.made(connection), fact: factOf(entry) });
  }

  private end(connection: number | undefined, entry: Entry): void {
    const rule = ENDS.find((one) => matches(one, entry));
    if (rule === undefined) return;
    if (rule.all) this.endAll(entry, rule);
    else this.endOne(connection, entry, rule);
  }

  private endOne(connection: number | undefined, entry: Entry, rule: EndRule): void {
    const opening = this.open.get(connection);
    // CLOSE OK for what the log has not seen open says nothing new; CLOSED does.
    if (opening === undefined && (rule.by === 'host' || entry.message.kind === 'final')) return;
    if (opening !== undefined) this.forget(opening);
    const openings = [opening ?? this.made(connection)];
    this.onEvent({ kind: 'ended', openings, fact: factOf(entry), rule });
  }

  private receive(entry: Entry): void {
    const { message, offset, end } = entry;
    const fields = fieldsOf(message);
    const only = this.open.get(undefined);
    if (message.kind === 'unrecognized' && only?.opened !== undefined) only.doubtful += end - offset;
    if (message.kind === 'sent' && this.sending.isFree(entry) && only?.isTransparent)
      this.flow('sent', undefined, entry, message.bytes, message.bytes.length);
    const done = this.sending.done(entry);
    if (done !== undefined) this.flow('sent', done.connection, entry, done.bytes, done.length);
    if (!RECEIVED.has(message.type)) return;
    const payload = message.kind === 'data' ? message.bytes : fields.payload;
    if (!(payload instanceof Uint8Array)) return;
    const length = typeof fields.length === 'number' ? fields.length : payload.length;
    this.flow('received', numberIn(fields), entry, payload, length);
  }

  private flow(
    kind: 'sent' | 'received',
    number: number | undefined,
    entry: Entry,
    bytes: Uint8Array,
    length: number,
  ): void {
    // What was sent without a number, where connections have some, went over the only one.
    const isMeant = kind === 'received' || this.open.has(number) || this.open.size !== 1;
    const connection = isMeant ? number : this.openings[0]?.connection;
    const opening = this.open.get(connection) ?? this.seen(connection);
    const fact = factOf(entry);
    // A log of lines has not all bytes of what was sent; of what was announced and never came, nothing was received.
    opening[kind].bytes += kind === 'sent' ? length : bytes.length;
    opening[kind].last = fact;
    this.onEvent({ kind, opening, fact, bytes, missing: Math.max(0, length - bytes.length) });
  }

  /** It was open before the log begins. */
  private seen(connection: number | undefined): Opening {
    const opening = this.made(connection);
    this.open.set(connection, opening);
    return opening;
  }

  private made(connection: number | undefined): Opening {
    return { connection, sent: { bytes: 0 }, received: { bytes: 0 }, doubtful: 0, attempt: 1 };
  }

  private forget(opening: Opening): void {
    this.open.delete(opening.connection);
    this.before.set(opening.connection, opening);
  }
}
