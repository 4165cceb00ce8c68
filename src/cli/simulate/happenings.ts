/** `--when "3 message +15550188 Hello"`: what happens to the module, and after how many seconds. */
import { type Clock, type Module, type Outgoing, refuseNonEvents } from '../../module.js';
import { messageOf, parseObject } from '../encode/line.js';

type Happen = (module: Module, rest: string) => void;

const HAPPENINGS: Readonly<Record<string, Happen>> = {
  ring: (module, number) => void module.ring(number),
  'hang-up': (module) => module.hangUp(),
  message: (module, rest) => {
    const [number = '', ...words] = rest.split(' ');
    module.receiveMessage({ number, text: words.join(' ') });
  },
  registration: (module, stat) => module.setRegistration(Number(stat)),
  signal: (module, rssi) => module.setSignal(Number(rssi)),
  supply: (module, millivolts) => module.setSupply(Number(millivolts)),
  sim: (module, where) => module.insertSim(where === 'in'),
  'lose-bearer': (module) => module.loseBearer(),
  restart: (module) => module.restart(),
  'drop-dtr': (module) => module.dropDtr(),
};

/** `3 event {"type":"csqn","rssi":12,"ber":0}`. Throws SyntaxError, and EncodeError for what no module says by itself. */
function event(json: string): (module: Module) => void {
  const message = messageOf(parseObject(json), { payload: 'text' }) as unknown as Outgoing;
  // Before anything is started.
  refuseNonEvents(message);
  return (module) => module.say(message);
}

export const HAPPENING_NAMES = [...Object.keys(HAPPENINGS), 'event'];

export interface Happening {
  /** As it was asked for. */
  readonly text: string;
  readonly seconds: number;
  readonly happen: (module: Module) => void;
}

/** Nothing: it is not spelled so. Throws what `event` throws. */
export function happeningOf(text: string): Happening | undefined {
  const [, seconds, name = '', rest = ''] = /^(\d+(?:\.\d+)?) ([a-z-]+)(?: (.+))?$/.exec(text) ?? [];
  if (seconds !== undefined && name === 'event') return { text, seconds: Number(seconds), happen: event(rest) };
  const happen = HAPPENINGS[name];
  return seconds !== undefined && happen
    ? { text, seconds: Number(seconds), happen: (module) => happen(module, rest) }
    : undefined;
}

export function schedule(happenings: readonly Happening[], clock: Clock, module: Module): void {
  for (const { seconds, happen } of happenings) clock.after(seconds * 1000, () => happen(module));
}
