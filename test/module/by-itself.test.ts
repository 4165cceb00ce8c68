/** What comes in time, without a command. */
import { expect, it } from 'vitest';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';

it('is ready for calls and messages once the code of the SIM was given', () => {
  const desk = new Desk({ pin: '1234' });
  desk.ask('AT+CREG=1');
  expect(desk.ask('AT+CPIN="1234"', 1000)).toBe(`${OK}\r\n+CPIN: READY\r\n\r\n+CREG: 1\r\n`);
  expect(desk.wait(10_000)).toBe('\r\nCall Ready\r\n\r\nSMS Ready\r\n');
});

it('rings for a minute; then the network gives up', () => {
  const desk = new Desk();
  desk.module.ring('+15550199');
  expect(desk.wait(59_000)).toBe('\r\nRING\r\n'.repeat(20));
  expect(desk.wait(10_000)).toBe('\r\nNO CARRIER\r\n');
  expect(desk.ask('AT+CPAS')).toBe(`\r\n+CPAS: 0\r\n${OK}`);
  // Another one may call.
  desk.module.ring('+15550188');
  expect(desk.wait(3500)).toBe('\r\nRING\r\n'.repeat(2));
});
