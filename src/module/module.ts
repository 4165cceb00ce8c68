import type { Chapter } from './chapter.js';
import { appBearers } from './chapters/app-bearer.js';
import { calls } from './chapters/calls.js';
import { files } from './chapters/files/files.js';
import { FileStore } from './chapters/files/store.js';
import { ftp } from './chapters/ftp/ftp.js';
import { type Gnss, gnss, type Position } from './chapters/gnss.js';
import { http } from './chapters/http.js';
import { network, type Ussd } from './chapters/network.js';
import { power } from './chapters/power.js';
import { sim } from './chapters/sim.js';
import { simFiles } from './chapters/sim-files.js';
import type { ShortText } from './chapters/sms/pdu.js';
import { sms } from './chapters/sms/sms.js';
import { tcpip } from './chapters/tcpip/tcpip.js';
import { Toolkit } from './chapters/tcpip/toolkit.js';
import { resetLine, v25ter } from './chapters/v25ter.js';
import type { Clock } from './clock/clock.js';
import { systemClock } from './clock/system-clock.js';
import { Core, type Latency } from './core.js';
import { dispatcher } from './dispatch.js';
import { refuseNonEvents } from './events.js';
import { type Chaos, type FaultKind, seededFaults } from './faults/faults.js';
import { seededRandom } from './faults/random.js';
import { Output } from './line/output.js';
import type { Observed } from './observed.js';
import type { Outgoing } from './outgoing.js';
import type { Peers } from './peers/peers.js';
import { scriptedPeers } from './peers/scripted-peers.js';

export interface ModuleOptions {
  /** What the module writes to the host. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** What really happened: commands, messages, data, faults. */
  readonly onEvent?: (event: Observed) => void;
  /** Default: 1. With the same seed, the same bytes at the same times give the same answers. */
  readonly seed?: number;
  /** Default: the time of the day. */
  readonly clock?: Clock;
  /** Who is behind the network. Default: every host and port sends back what it is sent. */
  readonly peers?: Peers;
  /** Bits a second of the line. Default 0: no bytes wait. */
  readonly baud?: number;
  /** How long commands take. Default: `typical`. */
  readonly latency?: Latency;
  /** The SIM asks for this code. Default: it asks for none. */
  readonly pin?: string;
  /** What goes wrong. Default: nothing. */
  readonly chaos?: Chaos;
  /** What the network answers to USSD requests. */
  readonly ussd?: Ussd;
}

const PUK = '12345678';

const noUssd: Ussd = (request) => (request === '*100#' ? 'Your balance is 10.00' : undefined);

/**
 * A SIM800 without a SIM800: the host's bytes go in, the module's come out. What is not in the grammar is answered with an
 * error, and so is what the manual describes and this does not do.
 */
export class Module {
  private readonly core: Core;
  private readonly power: ReturnType<typeof power>;
  private readonly sim: ReturnType<typeof sim>;
  private readonly network: ReturnType<typeof network>;
  private readonly sms: ReturnType<typeof sms>;
  private readonly calls: ReturnType<typeof calls>;
  private readonly toolkit: Toolkit;
  private readonly gnss: Gnss;

  constructor(options: ModuleOptions) {
    if (typeof options?.onBytes !== 'function')
      throw new TypeError('a module needs the option onBytes: a function of the bytes that it writes to the host');
    const { clock = systemClock(), seed = 1, baud = 0, latency = 'typical', pin, ussd = noUssd } = options;
    const random = seededRandom(seed);
    const observe = options.onEvent ?? (() => {});
    const faults = seededFaults(options.chaos ?? {}, random, (name) => observe({ what: 'fault', name }));
    const output = new Output({ clock, baud, faults, emit: options.onBytes });
    const core = new Core({
      clock,
      random,
      faults,
      peers: options.peers ?? scriptedPeers(clock),
      latency,
      output: (bytes) => output.write(bytes),
      observe,
    });
    this.core = core;
    this.power = power(core);
    this.sim = sim(core, { pin: pin ?? '0000', puk: PUK }, () => {
      this.network.setRegistration(1);
      this.power.simIsReady();
    });
    this.network = network(core, ussd);
    this.sms = sms(core, () => this.network.time());
    this.calls = calls(core, core.modes);
    this.toolkit = new Toolkit(core);
    this.gnss = gnss(core);
    const bearers = appBearers(core);
    const store = new FileStore();
    this.start(
      [
        v25ter(core, core.modes),
        this.power,
        this.sim,
        simFiles(core),
        this.network,
        this.sms,
        this.calls,
        bearers,
        http(core, bearers),
        ftp(core, bearers, store),
        files(store),
        this.gnss,
        tcpip(this.toolkit),
      ],
      pin,
    );
  }

  private start(chapters: readonly Chapter[], pin: string | undefined): void {
    const { core } = this;
    const lock = (): void => {
      if (pin === undefined || core.surroundings.sim === 'NOT INSERTED') return;
      core.surroundings.sim = 'SIM PIN';
      core.surroundings.registration = 0;
    };
    resetLine(core.modes);
    lock();
    core.onPerform = dispatcher(chapters, core);
    core.onFault = (kind) => (kind === 'bearer-lost' ? this.loseBearer() : this.somethingHappens(kind));
    core.onOff = () => {
      for (const { restart } of chapters) restart?.();
    };
    core.onRestart = (milliseconds) => {
      core.settings.restart();
      core.onOff();
      lock();
      this.power.boot(milliseconds);
    };
  }

  /** What nobody asked for. */
  private somethingHappens(kind: FaultKind): void {
    const { faults } = this.core;
    const all = [
      () => this.receiveMessage({ number: '+15550188', text: 'Hello' }),
      () => this.ring('+15550199'),
      () => this.core.event({ type: 'under-voltage-warning' }),
      () => this.core.event({ type: 'cgev', event: 'NW DETACH' }),
      () => this.core.event({ type: 'ciev-indicator', indicator: 'SIGNAL', value: 3 }),
      () => this.core.event({ type: 'ctzv', timezone: '+04', dst: 0 }),
    ];
    all[faults.pick(kind, 0, all.length - 1)]?.();
  }

  /** What the host writes. */
  write(bytes: Uint8Array): void {
    this.core.write(bytes);
  }

  /** False: it was switched off. */
  get isOn(): boolean {
    return this.core.isSwitchedOn;
  }

  /** PWRKEY, or a reset: it starts anew, with RDY and what follows. */
  restart(): void {
    this.core.restart(0);
  }

  /** It is taken from its supply: nothing more comes of it until `restart()`. */
  switchOff(): void {
    this.core.switchOff();
  }

  /** The host's line DTR goes off: AT&D says whether that leaves transparent mode, or ends the connection as well. */
  dropDtr(): void {
    this.core.dropDtr();
  }

  /** The module's line DCD: on while there is a transparent connection or a data call; with AT&C0 always. */
  get isCarrierOn(): boolean {
    return this.core.isCarrierOn;
  }

  /** Somebody calls. False: the line is taken. */
  ring(number: string): boolean {
    return this.calls.ring(number);
  }

  /** The other end of a call hangs up. */
  hangUp(): void {
    this.calls.hangUp();
  }

  /** A short message arrives. False: there is no room for it. */
  receiveMessage(message: ShortText): boolean {
    return this.sms.deliver(message);
  }

  /** As AT+CREG? has it: 1 at home, 2 searching, 5 roaming. */
  setRegistration(stat: number): void {
    this.network.setRegistration(stat);
  }

  /** As AT+CSQ has it: 0 to 31, 99. */
  setSignal(rssi: number): void {
    this.network.setSignal(rssi);
  }

  setSupply(millivolts: number): void {
    this.power.setSupply(millivolts);
  }

  /** Where it is, for the commands of the GNSS engine. */
  setPosition(position: Position): void {
    this.gnss.setPosition(position);
  }

  /**
   * Says an event of the grammar by itself, whatever brought it about: `{ type: 'csqn', rssi: 12, ber: 0 }`. Throws EncodeError
   * for what is no message, and for one that is no event.
   */
  say(message: Outgoing): void {
    refuseNonEvents(message);
    this.core.event(message);
  }

  insertSim(isInserted: boolean): void {
    this.sim.insert(isInserted);
  }

  /** The network takes the bearer of the TCP/IP toolkit away. */
  loseBearer(): void {
    this.toolkit.loseBearer();
  }
}
