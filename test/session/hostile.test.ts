/**
 * The driver at a hostile module: answers come late, twice or not at all, events come between, and the port cuts everything
 * anywhere. Each call gets its own answer or an error, never another's; each event comes once, in order.
 */
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError, Session, SessionError } from '../../src/session.js';
import { bytesOf, textOf } from '../latin1.js';

/** What becomes of the answer to a command. */
type Fate = 'well' | 'twice' | 'late' | 'half' | 'never' | 'never taken';
const fates = fc.constantFrom<Fate>('well', 'well', 'well', 'twice', 'late', 'half', 'never', 'never taken');

interface Step {
  readonly fate: Fate;
  readonly command: 'csq' | 'cmgf' | 'cpin';
  /** An event before the answer, one inside of it, one after it. */
  readonly events: readonly boolean[];
  readonly seed: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  fate: fates,
  command: fc.constantFrom('csq', 'cmgf', 'cpin'),
  events: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  seed: fc.array(fc.nat(40), { maxLength: 12 }),
});

const TIMEOUT = 1000;
const LATE = TIMEOUT + 500;

/** A module that takes one line after the other, and does with each what its fate says. */
class HostileModule {
  readonly events: number[] = [];
  private held = '';
  private asked = 0;
  private count = 0;
  private readonly steps: readonly Step[];
  private readonly say: (text: string, seed: readonly number[]) => void;
  /** Lines are answered one after the other: nothing is before the answer of an earlier one. */
  private busyUntil = 0;
  private readonly echo: boolean;

  constructor(steps: readonly Step[], echo: boolean, say: (text: string, seed: readonly number[]) => void) {
    this.steps = steps;
    this.echo = echo;
    this.say = say;
  }

  receive(text: string): void {
    this.held += text;
    for (let end = this.held.indexOf('\r'); end >= 0; end = this.held.indexOf('\r')) {
      const line = this.held.slice(0, end);
      this.held = this.held.slice(end + 1);
      this.take(line);
    }
  }

  private take(line: string): void {
    const probe = /^AT\+(IPR|IFC|ICF)\?$/.exec(line)?.[1];
    if (probe)
      this.answer(line, `\r\n+${probe}: ${probe === 'IPR' ? '0' : probe === 'IFC' ? '0,0' : '3,3'}\r\n`, 0, []);
    else this.carryOut(line, this.steps[this.asked++] as Step);
  }

  private carryOut(line: string, { fate, command, events, seed }: Step): void {
    if (fate === 'never taken') return;
    const number = this.asked;
    const information = { csq: `\r\n+CSQ: ${number % 32},0\r\n`, cpin: '', cmgf: '' }[command];
    const [before, inside, after] = events.map((on) => (on ? this.event() : '')) as [string, string, string];
    const result = command === 'cpin' ? '\r\n+CME ERROR: 10\r\n' : '\r\nOK\r\n';
    const results: Readonly<Record<Fate, string>> = {
      well: result,
      late: result,
      twice: result + result,
      half: '',
      never: '',
      'never taken': '',
    };
    const text = `${before}${fate === 'never' ? '' : information}${inside}${results[fate]}${after}`;
    // What comes twice comes in one piece: the second could not be told from the answer to the next command otherwise.
    this.answer(line, text, fate === 'late' ? LATE : 0, fate === 'twice' ? [] : seed, '');
  }

  private event(): string {
    this.events.push(++this.count % 100);
    return `\r\n+CMTI: "SM",${this.count % 100}\r\n`;
  }

  private answer(line: string, text: string, after: number, seed: readonly number[], end = '\r\nOK\r\n'): void {
    const at = Math.max(this.busyUntil, Date.now() + after);
    this.busyUntil = at;
    setTimeout(() => this.say(`${this.echo ? `${line}\r` : ''}${text}${end}`, seed), at - Date.now());
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** In pieces of these sizes, over and over. */
function* pieces(text: string, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes.length === 0 ? text.length : Math.max(1, sizes[i % sizes.length] as number);
    yield bytesOf(text.slice(at, at + size));
    at += size;
  }
}

async function outcomeOf(session: Session, { command }: Step): Promise<string> {
  try {
    if (command === 'csq')
      return `csq ${(await session.ask({ type: 'csq', form: 'execute' }, { timeout: TIMEOUT })).rssi}`;
    if (command === 'cpin') await session.command({ type: 'cpin', form: 'write', pin: '0000' }, { timeout: TIMEOUT });
    else await session.command({ type: 'cmgf', form: 'write', mode: 1 }, { timeout: TIMEOUT });
    return 'ok';
  } catch (error) {
    if (error instanceof CommandError) return `failed ${error.result.type}`;
    return error instanceof SessionError ? error.code : String(error);
  }
}

function expected({ fate, command }: Step, i: number): string {
  if (fate !== 'well' && fate !== 'twice') return 'timeout';
  return { csq: `csq ${(i + 1) % 32}`, cpin: 'failed cme-error', cmgf: 'ok' }[command];
}

async function played(steps: readonly Step[], echo: boolean, atOnce: boolean) {
  let module: HostileModule | undefined;
  const session = new Session((bytes) => module?.receive(textOf(bytes)));
  module = new HostileModule(steps, echo, (text, sizes) => {
    for (const piece of pieces(text, sizes)) session.receive(piece);
  });
  const events: string[] = [];
  const listen = (async () => {
    // A result that comes twice answers nothing the second time.
    for await (const event of session.events())
      if (event.kind !== 'final') events.push(event.type === 'cmti' ? String(event.index) : event.type);
  })();
  const outcomes: Promise<string>[] = [];
  for (const one of steps) {
    outcomes.push(outcomeOf(session, one));
    if (!atOnce) await vi.advanceTimersByTimeAsync(2 * LATE);
  }
  await vi.advanceTimersByTimeAsync(steps.length * 4 * LATE);
  const settled = await Promise.all(outcomes);
  session.end();
  await listen;
  return { outcomes: settled, events, sent: module.events.map(String) };
}

describe('a session with a hostile module', () => {
  it('gives each command its own answer or an error, and each event once and in order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.boolean(), fc.boolean(), async (steps, echo, atOnce) => {
        const { outcomes, events, sent } = await played(steps, echo, atOnce);
        expect(outcomes).toEqual(steps.map(expected));
        expect(events).toEqual(sent);
      }),
      { seed: 18, numRuns: 300 },
    ));
});
