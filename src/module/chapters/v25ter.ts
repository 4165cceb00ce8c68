/** Chapter 2: the line, and who the module is. */
import type { Chapter, Handlers } from '../chapter.js';
import type { Device } from '../device.js';
import type { Exchange } from '../line/exchange.js';
import type { LineModes } from '../line/modes.js';
import type { Outgoing } from '../outgoing.js';

const REGISTERS: readonly (readonly [string, number])[] = [
  ['ats0', 0],
  ['ats3', 13],
  ['ats4', 10],
  ['ats5', 8],
  ['ats6', 2],
  ['ats7', 60],
  ['ats8', 2],
  ['ats10', 15],
];

/** What a module was seen to answer, the serial number one that no module has. */
const IDENTITY = {
  product: 'SIM800 R14.18',
  maker: 'SIMCOM_Ltd',
  model: 'SIMCOM_SIM800L',
  revision: 'Revision:1418B05SIM800L24',
  imei: '490154203237518',
} as const;

export function resetLine(modes: LineModes): void {
  modes.echo = true;
  modes.numeric = false;
  modes.quiet = false;
  modes.dtr = 0;
  modes.dcd = 1;
  for (const [name, value] of REGISTERS) modes.registers.set(name, value);
}

const text = (line: string): Outgoing => ({ type: 'text', text: line });

type Step = (command: unknown, exchange: Exchange) => void;

const accept: Step = (_, exchange) => exchange.end();

const show =
  (...lines: readonly string[]): Step =>
  (_, exchange) => {
    for (const line of lines) exchange.respond(text(line));
    exchange.end();
  };

function register(modes: LineModes, name: string): NonNullable<Handlers['ats0']> {
  return {
    read: (_, exchange) => show(String(modes.registers.get(name)).padStart(3, '0'))(_, exchange),
    write: ({ value }, exchange) => {
      modes.registers.set(name, value);
      exchange.end();
    },
  };
}

const registers = (modes: LineModes): Handlers =>
  Object.fromEntries(REGISTERS.map(([name]) => [name, register(modes, name)]));

/** Commands that show who the module is. */
const IDENTITIES: Handlers = {
  ati: { execute: show(IDENTITY.product) },
  gmi: { execute: show(IDENTITY.maker) },
  cgmi: { execute: show(IDENTITY.maker) },
  gmm: { execute: show(IDENTITY.model) },
  cgmm: { execute: show(IDENTITY.model) },
  gmr: { execute: show(IDENTITY.revision) },
  cgmr: { execute: show(IDENTITY.revision) },
  goi: { execute: show('SIM800') },
  gsn: { execute: show(IDENTITY.imei) },
  cgsn: { execute: show(IDENTITY.imei) },
  gsv: { execute: show(IDENTITY.maker, IDENTITY.model, IDENTITY.revision) },
  gcap: {
    execute: (_, exchange) => {
      exchange.respond({ type: 'gcap', capabilities: '+CGSM' });
      exchange.end();
    },
  },
};

/** Kept for form's sake, here as in the module. */
const WITHOUT_EFFECT: Handlers = {
  at: { execute: accept },
  atx: { execute: accept },
  atl: { execute: accept },
  atm: { execute: accept },
  atp: { execute: accept },
  att: { execute: accept },
  'at-w': { execute: accept },
};

export function v25ter(device: Device, modes: LineModes): Chapter {
  const reset = (): void => {
    resetLine(modes);
    device.settings.set({ type: 'cmee', mode: 0 });
  };
  const resetAll: Step = (_, exchange) => {
    reset();
    exchange.end();
  };
  const change =
    (mode: 'echo' | 'numeric' | 'quiet', on: number) =>
    ({ value = 0 }: { readonly value?: number }, exchange: Exchange): void => {
      modes[mode] = value === on;
      exchange.end();
    };
  const lineMode = (line: 'dcd' | 'dtr') => ({
    execute: ({ value = 0 }: { readonly value?: number }, exchange: Exchange): void => {
      modes[line] = value;
      exchange.end();
    },
  });
  const page = (): string[] => [
    'ACTIVE PROFILE',
    `&C: ${modes.dcd}`,
    `&D: ${modes.dtr}`,
    `E: ${modes.echo ? 1 : 0}`,
    `V: ${modes.numeric ? 0 : 1}`,
    ...REGISTERS.map(([name]) => `${name.slice(2).toUpperCase()}: ${modes.registers.get(name)}`),
  ];
  /** Back to the data that the host has escaped from. */
  const goOn: Step = (_, exchange) => {
    const { heldLink } = device;
    if (!heldLink?.isAlive()) return exchange.end({ type: 'no-carrier' });
    exchange.beginData(() => device.beginTransparent(heldLink));
    exchange.end({ type: 'connect' });
  };
  return {
    restart: reset,
    handlers: {
      ...IDENTITIES,
      ...WITHOUT_EFFECT,
      ...registers(modes),
      ate: { execute: change('echo', 1) },
      atv: { execute: change('numeric', 0) },
      atq: { execute: change('quiet', 1) },
      'at-c': lineMode('dcd'),
      'at-d': lineMode('dtr'),
      atz: { execute: resetAll },
      'at-f': { execute: resetAll },
      ato: { execute: goOn },
      'at-v': { execute: (_, exchange) => show(...page())(_, exchange) },
    },
  };
}
