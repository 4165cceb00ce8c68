/** Texts of many spellings are refused in the time it takes to see that they are too many. */
import { describe, expect, it } from 'vitest';
import { product } from '../../src/compiler/model/spellings.js';

describe('the spellings of a text', () => {
  it('are every one of a row of parts', () => {
    expect(product([['a', 'A'], ['b'], ['', ' ']])).toEqual(['ab', 'ab ', 'Ab', 'Ab ']);
  });

  it('of ten thousand letters in either case are not made: where there are too many, the rest is not looked at', () => {
    let looked = 0;
    const letter = new Proxy(['o', 'O'], {
      get: (target, key) => {
        looked++;
        return Reflect.get(target, key);
      },
    });
    expect(product(Array.from({ length: 10_000 }, () => letter)).length).toBeGreaterThan(729);
    expect(looked).toBeLessThan(20_000);
  });
});
