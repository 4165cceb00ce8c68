/** Answers have the types of their command. */
import { describe, expectTypeOf, it } from 'vitest';
import type {
  CiprxgetReadMessage,
  ClientStatusMessage,
  CmgrMessage,
  CmgsMessage,
  ConnectMessage,
  ConnectOkMessage,
  CpinMessage,
  CregMessage,
  CsqMessage,
  DataAcceptMessage,
  HttpactionMessage,
  HttpreadMessage,
  LocalIpMessage,
  Message,
  OkMessage,
  ParsedCommand,
  RingMessage,
  SendOkMessage,
  ShutOkMessage,
  StateMessage,
} from '../../src/index.js';
import type { Session } from '../../src/session.js';
import { bytesOf } from '../latin1.js';

/** Nothing here runs: it compiles. */
async function answers(session: Session): Promise<void> {
  const csq = await session.command({ type: 'csq', form: 'execute' });
  expectTypeOf(csq.responses).toEqualTypeOf<readonly CsqMessage[]>();
  expectTypeOf(csq.result).toEqualTypeOf<OkMessage>();
  expectTypeOf(csq.late).toEqualTypeOf<undefined>();

  const creg = await session.command({ type: 'creg', form: 'read' });
  expectTypeOf(creg.responses).toEqualTypeOf<readonly CregMessage[]>();

  const cpin = await session.ask({ type: 'cpin', form: 'read' });
  expectTypeOf(cpin).toEqualTypeOf<CpinMessage>();

  const cifsr = await session.command({ type: 'cifsr', form: 'execute' });
  expectTypeOf(cifsr.result).toEqualTypeOf<LocalIpMessage>();

  const shut = await session.command({ type: 'cipshut', form: 'execute' });
  expectTypeOf(shut.result).toEqualTypeOf<ShutOkMessage>();
  expectTypeOf(shut.responses).toEqualTypeOf<readonly never[]>();

  const send = await session.command({ type: 'cipsend', form: 'execute' }, bytesOf('x'));
  expectTypeOf(send.result).toEqualTypeOf<SendOkMessage | DataAcceptMessage>();

  const read = await session.ask({ type: 'ciprxget', form: 'write', mode: 2, length: 100 });
  expectTypeOf(read).toEqualTypeOf<CiprxgetReadMessage>();
  const mode = await session.command({ type: 'ciprxget', form: 'write', mode: 1 });
  expectTypeOf(mode.responses).toEqualTypeOf<readonly never[]>();

  const start = await session.command({ type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b', port: 80 });
  const started = await start.late();
  expectTypeOf(started.result).toEqualTypeOf<ConnectOkMessage | ConnectMessage>();
  expectTypeOf(started.responses).toEqualTypeOf<readonly StateMessage[]>();

  const status = await session.command({ type: 'cipstatus', form: 'execute' });
  const { result, responses } = await status.late();
  expectTypeOf(result).toEqualTypeOf<StateMessage>();
  expectTypeOf<ClientStatusMessage>().toExtend<(typeof responses)[number]>();

  const action = await session.command({ type: 'httpaction', form: 'write', method: 0 });
  expectTypeOf((await action.late()).result).toEqualTypeOf<HttpactionMessage>();
  expectTypeOf(await session.ask({ type: 'httpread', form: 'execute' })).toEqualTypeOf<HttpreadMessage>();

  const sms = await session.ask({ type: 'cmgs', form: 'write', number: '+31628870634' }, { data: bytesOf('x') });
  expectTypeOf(sms).toEqualTypeOf<CmgsMessage>();
  const stored = await session.command({ type: 'cmgr', form: 'write', index: 1 });
  expectTypeOf<CmgrMessage>().toExtend<(typeof stored.responses)[number]>();

  const unknown = await session.command({ type: 'unknown-command', bytes: bytesOf('AT+FROB') });
  expectTypeOf(unknown.responses).toEqualTypeOf<readonly Message[]>();
  const some: ParsedCommand = { type: 'csq', form: 'execute' } as ParsedCommand;
  expectTypeOf((await session.command(some)).result.type).toExtend<Message['type']>();
}

function refused(session: Session): void {
  // @ts-expect-error: there is no such command
  void session.command({ type: 'frob', form: 'execute' });
  // @ts-expect-error: a length of its own and a number that may be one
  void session.command({ type: 'cipsend', form: 'write', connectionOrLength: 5, length: 5 });
  // @ts-expect-error: only AT+CIPRXGET=2 and 3 have a length
  void session.command({ type: 'ciprxget', form: 'write', mode: 1, length: 5 });
  // @ts-expect-error: a password needs a user
  void session.command({ type: 'cstt', form: 'write', apn: 'internet', password: 'x' });
  // @ts-expect-error: what the host writes is no event
  session.on('echo', () => undefined);
}

async function events(session: Session): Promise<void> {
  session.on('ring', (event) => expectTypeOf(event).toEqualTypeOf<RingMessage>());
  expectTypeOf(await session.next('ring')).toEqualTypeOf<RingMessage>();
  for await (const event of session.events()) {
    expectTypeOf(event).toExtend<Message>();
    expectTypeOf(event.kind).toExtend<'final' | 'intermediate' | 'response' | 'urc' | 'unrecognized'>();
  }
}

describe('the types of a session', () => {
  it('are those of the command, of its shape, and of the event', () => {
    for (const check of [answers, refused, events]) expectTypeOf(check).toBeFunction();
  });
});
