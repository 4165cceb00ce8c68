/** Whole lines for engines that read a line at a time. */
import type { Reading } from '../measure/subject.js';

export function lineReading(onLine: (line: string) => void): Reading {
  let rest = '';
  return {
    write(chunk) {
      const text = rest + chunk.toString('latin1');
      let start = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
        if (at - start > 1) onLine(text.slice(start, at + 1));
        start = at + 1;
      }
      rest = text.slice(start);
    },
    end() {
      if (rest.length > 1) onLine(rest);
    },
  };
}
