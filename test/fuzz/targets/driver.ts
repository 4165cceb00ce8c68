/**
 * The driver of examples/driver, and with it the session of the package, at a simulated module that misbehaves: each call gets its
 * own answer or an error, what the peer has sent is handed out as it was, and nothing waits for ever.
 */
import { Duplex } from 'node:stream';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Coverage } from '../coverage.js';
import { type Act, type Dialogue, dialogue, minimisedDialogue, mutatedDialogue } from '../dialogue.js';
import { Random } from '../random.js';
import { type Counted, counted } from '../subject.js';
import { type Finding, type Target, thrown, toJson, type Verdict } from '../target.js';

type Modem = import('../../../examples/driver/modem.js').Modem;

export type DriverModule = typeof import('../../../examples/driver/modem.js') &
  Pick<typeof import('../../../src/module.js'), 'Module' | 'VirtualClock' | 'scriptedPeers'>;

/** Time passes in steps: small ones, and large ones once an answer is late. */
const STEP_MS = 50;
const LARGE_STEP_MS = 2000;
const LATE_MS = 15_000;
/** Longer than the longest time-out of the manual (AT+CIPSEND: 645 s), for as many commands as a call has. */
const MOST_MS = 8 * 700_000;

/** What succeeds whenever nothing has gone wrong. */
const ALWAYS: readonly Act['what'][] = ['signal', 'text'];

/** What a driver may reject with. */
const EXPECTED = ['CommandError', 'SessionError', 'EncodeError'];

type Outcome = { readonly value: unknown } | { readonly error: unknown };

const payload = (length: number, number: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => '\r\nOK\r\n+CIPRXGET: 2,5,0\r\n'.charCodeAt((i + number) % 24));

/** One driver at one module. */
class Bench {
  readonly faults: string[] = [];
  readonly received: Uint8Array[] = [];
  readonly handedOut: Uint8Array[] = [];
  readonly errors: unknown[] = [];
  private readonly clock;
  private readonly module;
  private readonly modem: Modem;
  private link: { send(bytes: Uint8Array): void } | undefined;

  constructor({ Module, Modem, VirtualClock, scriptedPeers }: DriverModule, { seed, rates }: Dialogue) {
    const clock = new VirtualClock();
    const port = new Duplex({
      read() {},
      write: (chunk: Uint8Array, _encoding, done) => {
        this.module.write(chunk);
        done();
      },
    });
    const peers = scriptedPeers(clock, {
      servers: {
        '*': (link) => {
          this.link = link;
          return () => {};
        },
      },
    });
    this.clock = clock;
    this.module = new Module({
      clock,
      peers,
      seed,
      chaos: { rates: Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, rate / 100])) },
      onBytes: (bytes) => void port.push(bytes),
      onEvent: (event) => {
        if (event.what === 'fault') this.faults.push(event.name);
        if (event.what === 'received') this.received.push(event.bytes);
      },
    });
    this.modem = new Modem(port);
    this.modem.on('data', (bytes) => this.handedOut.push(bytes));
    this.modem.on('error', (error) => this.errors.push(error));
  }

  /** What became of it; nothing: it was not over in time. */
  async outcome({ what, amount }: Act, number: number): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    this.do(what, amount, number).then(
      (value) => {
        outcome = { value };
      },
      (error: unknown) => {
        outcome = { error };
      },
    );
    for (let passed = 0; outcome === undefined && passed < MOST_MS; ) {
      const step = passed < LATE_MS ? STEP_MS : LARGE_STEP_MS;
      await this.pass(step, step);
      passed += step;
    }
    return outcome;
  }

  async pass(milliseconds: number, step = STEP_MS): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += step) {
      this.clock.advance(step);
      await turn();
      mock.timers.tick(step);
      await turn();
    }
  }

  end(): void {
    this.modem.session.end();
    this.module.switchOff();
  }

  private async do(what: Act['what'], amount: number, number: number): Promise<unknown> {
    const { module, modem } = this;
    switch (what) {
      case 'signal':
        module.setSignal(amount % 32);
        return (await modem.session.ask({ type: 'csq', form: 'execute' })).rssi;
      case 'connect':
        return modem.connect('203.0.113.10', 7000);
      case 'send':
        return modem.send(payload(Math.max(1, Math.min(1460, amount)), number));
      case 'close':
        return modem.close();
      case 'text':
        return modem.sendSms('+15550123', 'hello');
      case 'peer sends':
        return this.link?.send(payload(amount, number));
      case 'ring':
        return void module.ring('+15550199');
      case 'message':
        return void module.receiveMessage({ number: '+15550188', text: 'Hello' });
      case 'wait':
        return this.pass(amount);
    }
  }
}

const joined = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

/** Nothing but what the peer has sent, in order; some of it can be lost with a connection. */
function wrongData({ received, handedOut }: Bench): Finding | undefined {
  let sent = joined(received);
  for (const piece of handedOut) {
    const at = sent.indexOf(piece);
    if (at < 0)
      return { kind: 'data that the peer has not sent', detail: JSON.stringify(joined([piece]).toString('latin1')) };
    sent = sent.subarray(at + piece.length);
  }
  return undefined;
}

/** `isWell`: nothing has gone wrong so far, so it must have succeeded. */
function wrongOutcome({ what, amount }: Act, outcome: Outcome | undefined, isWell: boolean): Finding | undefined {
  if (outcome === undefined) return { kind: `${what} waits for ever`, detail: '' };
  if ('error' in outcome) {
    const name = outcome.error instanceof Error ? outcome.error.name : '';
    if (!EXPECTED.includes(name)) return thrown(outcome.error, what);
    return isWell && ALWAYS.includes(what)
      ? { kind: `${what} fails, and nothing went wrong`, detail: String(outcome.error) }
      : undefined;
  }
  if (what === 'signal' && outcome.value !== amount % 32)
    return { kind: "another's answer", detail: `${String(outcome.value)}, and the signal was ${amount % 32}` };
  return undefined;
}

class DriverTarget implements Target<Dialogue> {
  readonly coverage: Coverage;
  private readonly subject: DriverModule;

  constructor({ subject, coverage }: Counted<DriverModule>) {
    this.subject = subject;
    this.coverage = coverage;
  }

  seeds(seed: number, count: number): readonly Dialogue[] {
    const random = new Random(seed);
    return Array.from({ length: count }, () => dialogue(random));
  }

  mutated(one: Dialogue, random: Random, other: Dialogue): Dialogue {
    return mutatedDialogue(one, random, other);
  }

  async judge(one: Dialogue): Promise<Verdict> {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    try {
      return await this.played(one);
    } finally {
      mock.timers.reset();
    }
  }

  minimised(one: Dialogue, stillShown: (one: Dialogue) => Promise<boolean>): Promise<Dialogue> {
    return minimisedDialogue(one, stillShown);
  }

  size({ acts }: Dialogue): number {
    return acts.length;
  }

  written(one: Dialogue, { kind, detail }: Finding): string {
    return `## ${kind}\n\n${detail}\n\n\`\`\`json\n${toJson(one)}\`\`\`\n`;
  }

  private async played(one: Dialogue): Promise<Verdict> {
    const bench = new Bench(this.subject, one);
    try {
      for (const [number, act] of one.acts.entries()) {
        const outcome = await bench.outcome(act, number);
        const finding = wrongOutcome(act, outcome, bench.faults.length === 0) ?? wrongData(bench);
        if (finding) return finding;
      }
      await bench.pass(5000);
      return wrongData(bench);
    } finally {
      bench.end();
      await turn();
    }
  }
}

export const driver = (of: Counted<DriverModule>): Target<Dialogue> => new DriverTarget(of);

export const countedDriver = (): Promise<Counted<DriverModule>> =>
  counted(
    "export * from './examples/driver/modem.js'; export { Module, scriptedPeers, VirtualClock } from './src/module.js';",
  );

export const driverTarget = async (): Promise<Target<Dialogue>> => driver(await countedDriver());
