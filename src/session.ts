/** "./session": commands and their answers, events and transparent mode, over any port. Uses nothing of Node's. */
import { answersTo, encodeCommand, encodeData } from '../generated/command-lines.js';
import type { CommandAnswers, ParsedCommand } from '../generated/commands.js';
import type { Message } from '../generated/messages.js';
import { Decoder, machine } from '../generated/protocol.js';
import type { SessionGrammar } from './session/grammar.js';
import type { WriteBytes } from './session/line.js';
import { over, type Port } from './session/ports.js';
import { Session as AnySession, type SessionOptions } from './session/session.js';

export type { AnsweredBy, AwaitLate, Exchange, LateAnswer, WaitOptions } from './session/answered.js';
export { CommandError, SessionError, type SessionErrorCode } from './session/errors.js';
export type { EventsOptions } from './session/events.js';
export type { AnyCommand, AnyMessage, OnSessionMessage, SessionGrammar } from './session/grammar.js';
export type { DuplexPort, Port, StreamsPort } from './session/ports.js';
export type { CommandOptions } from './session/request.js';
export type { EventOf, SessionOptions } from './session/session.js';
export type { LeaveOptions, TransparentStreams } from './session/transparent.js';
export { AnySession, type WriteBytes };

/** The speed, the flow control and the framing of the line: each is answered at once, whatever state the module is in. */
const grammar: SessionGrammar<Message, ParsedCommand> = {
  Decoder,
  machine,
  encodeCommand,
  encodeData,
  answersTo,
  probes: [
    { type: 'ipr', form: 'read' },
    { type: 'ifc', form: 'read' },
    { type: 'icf', form: 'read' },
  ],
  escape: { type: 'escape', form: 'execute' },
};

/** A conversation with a SIM800 that reads and writes nothing by itself: `receive()` takes what the port has read. */
export class Session extends AnySession<Message, ParsedCommand, CommandAnswers> {
  /**
   * @param write Writes to the port.
   * @example
   * const session = new Session((bytes) => port.write(bytes));
   * port.on('data', (chunk) => session.receive(chunk));
   */
  constructor(write: WriteBytes, options?: SessionOptions<Message>) {
    super(grammar, write, options);
  }
}

/**
 * A session over a port: a `SerialPort` or a socket of Node's, or the pair of streams of Web Serial.
 * @example
 * const modem = openSession(new SerialPort({ path: '/dev/ttyUSB0', baudRate: 115200 }));
 * const { rssi } = await modem.ask({ type: 'csq', form: 'execute' });
 */
export function openSession(port: Port, options?: SessionOptions<Message>): Session {
  return over(port, (write) => new Session(write, options));
}
