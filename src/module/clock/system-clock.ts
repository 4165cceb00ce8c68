import type { Clock } from './clock.js';

/** The time of the day. At a speed of 10 a minute of the module passes in six seconds. */
export function systemClock(speed = 1): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    after: (milliseconds, step) => {
      const timer = setTimeout(step, milliseconds / speed);
      return () => clearTimeout(timer);
    },
  };
}
