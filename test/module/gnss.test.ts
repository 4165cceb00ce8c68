/** The GNSS note of the SIM868 and the GPS note of the SIM808: an engine that is switched on, and finds where it is. */
import { describe, expect, it } from 'vitest';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

/** For so many seconds it has been on. */
function on(seconds: number): Desk {
  const desk = new Desk();
  desk.module.setPosition({ latitude: 52.5, longitude: -4.25 });
  expect(desk.ask('AT+CGNSPWR=1', 0)).toBe('');
  desk.wait(seconds * 1000);
  return desk;
}

describe('the position', () => {
  it('is not known while the engine is off', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CGNSPWR?')).toBe(`\r\n+CGNSPWR: 0\r\n${OK}`);
    expect(desk.ask('AT+CGNSINF')).toBe(`\r\n+CGNSINF: 0${','.repeat(20)}\r\n${OK}`);
    for (const line of ['AT+CGPSSTATUS?', 'AT+CGPSINF=0', 'AT+CGNSHOT']) expect(desk.ask(line)).toBe(ERROR);
  });

  it('is not known until there is a fix', () => {
    expect(on(20).ask('AT+CGNSINF')).toMatch(/^\r\n\+CGNSINF: 1,0,20261127080020\.000,,,,,/);
    expect(on(20).ask('AT+CGPSSTATUS?')).toBe(`\r\n+CGPSSTATUS: Location Not Fix\r\n${OK}`);
  });

  it('is told: place, movement, satellites', () => {
    const said = on(30).ask('AT+CGNSINF');
    expect(said).toBe(
      `\r\n+CGNSINF: 1,1,20261127080030.000,52.500000,-4.250000,45.600,0.00,0.0,1,,1.1,1.4,0.9,,12,8,2,,38,,\r\n${OK}`,
    );
    expect(on(30).ask('AT+CGPSSTATUS?')).toBe(`\r\n+CGPSSTATUS: Location 3D Fix\r\n${OK}`);
    expect(on(30).ask('AT+CGPSINF=32')).toContain(
      '+CGPSINF: 32,080030.000,A,5230.0000,N,00415.0000,W,0.00,0.00,271126,',
    );
  });

  it('comes by itself, every so many fixes', () => {
    const desk = on(30);
    desk.ask('AT+CGNSURC=2', 100);
    expect(desk.wait(6000).match(/\+UGNSINF: 1,1,/g)).toHaveLength(3);
    desk.ask('AT+CGNSURC=0', 100);
    expect(desk.wait(6000)).toBe('');
  });

  it('comes as sentences of the engine, with the sum of their letters', () => {
    const desk = on(30);
    desk.ask('AT+CGNSTST=1', 100);
    const [, text = '', sum] = /\$(.*)\*(..)\r\n/.exec(desk.wait(1000)) ?? [];
    expect(text).toMatch(/^GNRMC,08003\d\.000,A,5230\.0000,N,00415\.0000,W,/);
    expect(Buffer.from(text).reduce((all, byte) => all ^ byte, 0)).toBe(Number.parseInt(sum ?? '', 16));
  });

  it('is lost with another start, and sooner found when that is a hot one', () => {
    const desk = on(30);
    expect(desk.ask('AT+CGNSCOLD', 5000)).toBe(OK);
    expect(desk.ask('AT+CGPSSTATUS?', 100)).toContain('Not Fix');
    expect(desk.ask('AT+CGNSHOT', 5000)).toBe(OK);
    expect(desk.ask('AT+CGPSSTATUS?', 100)).toContain('3D Fix');
  });

  it('is forgotten with the power', () => {
    const desk = on(30);
    desk.ask('AT+CGNSURC=1', 100);
    desk.module.restart();
    expect(desk.wait(20_000)).not.toContain('UGNSINF');
    expect(desk.ask('AT+CGNSPWR?')).toContain('+CGNSPWR: 0');
  });
});
