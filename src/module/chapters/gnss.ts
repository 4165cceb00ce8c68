/** The position: the GNSS note of the SIM868, the GPS note of the SIM808. */
import type { Chapter, Handlers } from '../chapter.js';
import type { Cancel } from '../clock/clock.js';
import type { Device } from '../device.js';
import { NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { Outgoing } from '../outgoing.js';

/** From a start to a fix, in milliseconds. */
const COLD = 28_000;
const WARM = 12_000;
const HOT = 1000;
/** The engine says something every second. */
const EVERY = 1000;
/** The layouts of AT+CGPSINF: the engine's own, and RMC. */
const OWN_LAYOUT = 0;
const RMC_LAYOUT = 32;

export interface Position {
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface Gnss extends Chapter {
  setPosition(position: Position): void;
}

type Report = Omit<Extract<Outgoing, { readonly type: 'cgnsinf' }>, 'type'>;

const two = (value: number): string => String(value).padStart(2, '0');

/** `26112708:30:00` without its signs, in the order that is asked for. */
function timeOf(milliseconds: number): { readonly date: string; readonly day: string; readonly clock: string } {
  const time = new Date(milliseconds);
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()];
  return {
    date: `${year}${two(month)}${two(day)}`,
    day: `${two(day)}${two(month)}${two(year % 100)}`,
    clock: `${[time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join('')}.000`,
  };
}

/** Degrees and minutes, as NMEA 0183 has them: `5128.6687,N`. */
function degrees(value: number, width: number, signs: readonly [string, string]): string {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  const minutes = ((size - whole) * 60).toFixed(4).padStart(7, '0');
  return `${String(whole).padStart(width, '0')}${minutes},${value < 0 ? signs[1] : signs[0]}`;
}

/** The sum of a sentence: all its letters, exclusively or. */
const sumOf = (text: string): string =>
  [...text]
    .reduce((sum, letter) => sum ^ letter.charCodeAt(0), 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0');

class Engine {
  position: Position = { latitude: 51.477811, longitude: -0.001475 };
  private readonly device: Device;
  private fixAt = Number.POSITIVE_INFINITY;
  private seconds = 0;
  private stop: Cancel = () => {};

  constructor(device: Device) {
    this.device = device;
  }

  get isOn(): boolean {
    return this.fixAt < Number.POSITIVE_INFINITY;
  }

  get hasFix(): boolean {
    return this.device.clock.now() >= this.fixAt;
  }

  start(untilFix: number): void {
    this.end();
    this.fixAt = this.device.clock.now() + untilFix;
    this.seconds = 0;
    this.stop = this.device.after(EVERY, () => this.tick());
  }

  end(): void {
    this.stop();
    this.fixAt = Number.POSITIVE_INFINITY;
  }

  report(): Report {
    if (!this.isOn) return { runStatus: 0 };
    const { date, clock } = timeOf(this.device.clock.now());
    const running = { runStatus: 1, fixStatus: this.hasFix ? 1 : 0, utc: `${date}${clock}` } as const;
    if (!this.hasFix) return running;
    const { latitude, longitude } = this.position;
    const place = { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6), altitude: '45.600' };
    const movement = { speed: '0.00', course: '0.0', fixMode: 1, hdop: '1.1', pdop: '1.4', vdop: '0.9' };
    return { ...running, ...place, ...movement, satellitesInView: 12, satellitesUsed: 8, glonassUsed: 2, cn0: 38 };
  }

  /** Time, whether it holds, place, speed, course, date. */
  sentence(): string {
    const { day, clock } = timeOf(this.device.clock.now());
    const { latitude, longitude } = this.position;
    const place = `${degrees(latitude, 2, ['N', 'S'])},${degrees(longitude, 3, ['E', 'W'])}`;
    const text = `GNRMC,${clock},${this.hasFix ? `A,${place},0.00,0.00` : 'V,,,,,,'},${day},,,A`;
    return `$${text}*${sumOf(text)}`;
  }

  private tick(): void {
    const { device } = this;
    this.seconds += 1;
    const { every } = device.settings.get('cgnsurc');
    if (every > 0 && this.seconds % every === 0) device.event({ type: 'ugnsinf', ...this.report() });
    if (device.settings.get('cgnstst').mode === 1) device.event({ type: 'nmea', sentence: this.sentence() });
    this.stop = device.after(EVERY, () => this.tick());
  }
}

function startHandlers(engine: Engine): Handlers {
  const again = (untilFix: number) => (_: unknown, exchange: Exchange) => {
    if (!engine.isOn) return exchange.refuse(NOT_ALLOWED);
    engine.start(untilFix);
    exchange.end();
  };
  return {
    cgnscold: { execute: again(COLD) },
    cgnswarm: { execute: again(WARM) },
    cgnshot: { execute: again(HOT) },
    cgpsrst: { write: ({ mode }, exchange) => again([COLD, HOT, WARM][mode] ?? COLD)(undefined, exchange) },
  };
}

export function gnss(device: Device): Gnss {
  const engine = new Engine(device);

  /** The same engine, by the commands of either note. */
  function power(type: 'cgnspwr' | 'cgpspwr') {
    return {
      read: (_: unknown, exchange: Exchange) => {
        exchange.respond({ type, mode: engine.isOn ? 1 : 0 });
        exchange.end();
      },
      write: ({ mode }: { readonly mode: number }, exchange: Exchange) => {
        if (mode === 0) engine.end();
        else if (!engine.isOn) engine.start(COLD);
        exchange.end();
      },
    };
  }

  function show(layout: number, exchange: Exchange) {
    if (!engine.isOn || (layout !== OWN_LAYOUT && layout !== RMC_LAYOUT)) return exchange.refuse(NOT_ALLOWED);
    const { latitude, longitude } = engine.position;
    const own = `${longitude.toFixed(6)},${latitude.toFixed(6)},45.600,${engine.report().utc},28,8,0.00,0.00`;
    const report = layout === OWN_LAYOUT ? own : engine.sentence().replace(/^\$GNRMC,|\*..$/g, '');
    exchange.respond({ type: 'cgpsinf', layout, report });
    exchange.end();
  }

  return {
    setPosition: (position) => {
      engine.position = position;
    },
    restart: () => engine.end(),
    handlers: {
      ...startHandlers(engine),
      cgnspwr: power('cgnspwr'),
      cgpspwr: power('cgpspwr'),
      cgnsinf: {
        execute: (_, exchange) => {
          exchange.respond({ type: 'cgnsinf', ...engine.report() });
          exchange.end();
        },
      },
      cgpsinf: { write: ({ layout }, exchange) => show(layout, exchange) },
      cgpsstatus: {
        read: (_, exchange) => {
          if (!engine.isOn) return exchange.refuse(NOT_ALLOWED);
          exchange.respond({ type: 'cgpsstatus', status: engine.hasFix ? '3D Fix' : 'Not Fix' });
          exchange.end();
        },
      },
    },
  };
}
