/** Chapters 3.2.42, 6.2.2 and 18.3: it is switched on and off, starts anew, and watches its supply. */
import type { Chapter } from '../chapter.js';
import type { Device } from '../device.js';
import type { Outgoing } from '../outgoing.js';

/** From the start to RDY, and from there to the SIM and the network. */
const TO_READY = 1500;
const TO_CALLS = 3000;
const TO_MESSAGES = 800;

export interface Power extends Chapter {
  boot(milliseconds: number): void;
  /** Its code was given: what waited for that goes on. */
  simIsReady(): void;
  /** The supply changes; outside 3.4 V to 4.4 V it is told, far outside the module switches off (hardware design 4.2.2). */
  setSupply(millivolts: number): void;
}

/** What a voltage does, lowest first. */
const SUPPLY: readonly (readonly [below: number, message: Outgoing, isEnd: boolean])[] = [
  [3300, { type: 'under-voltage-power-down' }, true],
  [3450, { type: 'under-voltage-warning' }, false],
];
const HIGH: readonly (readonly [above: number, message: Outgoing, isEnd: boolean])[] = [
  [4400, { type: 'over-voltage-power-down' }, true],
  [4300, { type: 'over-voltage-warning' }, false],
];

export function power(device: Device): Power {
  const { surroundings, settings } = device;
  let functionality = 1;

  function sayReady(): void {
    // A module that finds the line's speed by itself says nothing until the host has.
    if (settings.get('ipr').rate === 0) return;
    device.event({ type: 'rdy' });
    device.event({ type: 'cfun', functionality });
    device.event({ type: 'cpin', code: surroundings.sim });
    if (surroundings.sim === 'READY') awaitCallReady();
  }

  const awaitCallReady = (): void => void device.after(TO_CALLS, sayCallReady);

  function sayCallReady(): void {
    if (settings.get('ciurc').mode === 1) device.event({ type: 'call-ready' });
    device.after(TO_MESSAGES, () => device.event({ type: 'sms-ready' }));
  }

  function react(millivolts: number): void {
    const [, message, isEnd] =
      SUPPLY.find(([below]) => millivolts < below) ?? HIGH.find(([above]) => millivolts > above) ?? [];
    if (message === undefined) return;
    device.event(message);
    if (isEnd) device.switchOff();
  }

  return {
    boot: (milliseconds) => void device.after(milliseconds + TO_READY, sayReady),
    simIsReady: awaitCallReady,
    setSupply: (millivolts) => {
      surroundings.millivolts = millivolts;
      react(millivolts);
    },
    restart: () => {
      functionality = 1;
    },
    handlers: {
      cfun: {
        read: (_, exchange) => {
          exchange.respond({ type: 'cfun', functionality });
          exchange.end();
        },
        write: (command, exchange) => {
          exchange.end();
          if (command.reset === 1) return device.restart(0);
          if (functionality === command.functionality) return;
          functionality = command.functionality;
          surroundings.registration = functionality === 1 && surroundings.sim === 'READY' ? 1 : 0;
          device.event({ type: 'cpin', code: functionality === 1 ? surroundings.sim : 'NOT READY' });
        },
      },
      cpowd: {
        write: ({ mode }, exchange) => {
          if (mode === 1) exchange.end({ type: 'normal-power-down' });
          else exchange.endSilently();
          device.switchOff();
        },
      },
      cbc: {
        execute: (_, exchange) => {
          const { millivolts } = surroundings;
          const bcl = Math.max(0, Math.min(100, Math.round((millivolts - 3400) / 8)));
          exchange.respond({ type: 'cbc', bcs: 0, bcl, voltage: millivolts });
          exchange.end();
        },
      },
      cadc: {
        read: (_, exchange) => {
          exchange.respond({ type: 'cadc', status: 1, value: 1250 });
          exchange.end();
        },
      },
    },
  };
}
