import { BYTES_A_PIECE, type Way } from './ways.js';

export interface Speed {
  /** 10^6 bytes of payload a second of the processor. */
  readonly megabytes: number;
  /** The same as a part of what a copy of these bytes reaches, measured directly before. */
  readonly ofCopying: number;
}

function seconds(step: () => void): number {
  const start = process.cpuUsage();
  step();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function copy(pieces: number): number {
  const piece = new Uint8Array(BYTES_A_PIECE);
  // Many times: processor time is known to a millisecond.
  const times = 50;
  const took = seconds(() => {
    for (let i = 0; i < pieces * times; i++) piece.slice();
  });
  return (pieces * times * BYTES_A_PIECE) / took / 1e6;
}

/** The best of some rounds; throws if payload was lost. */
export function speedOf({ name, pass }: Way, pieces: number, rounds: number): Speed {
  const payload = pieces * BYTES_A_PIECE;
  const all = Array.from({ length: rounds }, (): Speed => {
    const copied = copy(pieces);
    let passed = 0;
    const took = seconds(() => {
      passed = pass(pieces);
    });
    if (passed < payload) throw new Error(`${name}: ${passed} of ${payload} bytes passed`);
    const megabytes = payload / took / 1e6;
    return { megabytes, ofCopying: megabytes / copied };
  });
  return all.reduce((best, one) => (one.megabytes > best.megabytes ? one : best));
}
