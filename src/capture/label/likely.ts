/**
 * How likely lines without a sign are the module's, and the most likely labelling of a run of them: each line by what it
 * says, and by its neighbours, which are sooner of the same sort than not.
 */

import { awaits } from '../read/direction.js';

/** In favour of the module, in nats; below 0 for the application. */
export type Odds = number;

/** From here on a line decides by itself. */
export const CERTAIN = 2;
/** A line is so much sooner of the sort of the one before. */
const STICKY = 0.5;

/** Viterbi over two states; the line before the run has been decided. */
export function labelled(odds: readonly Odds[], before: boolean): boolean[] {
  let module = before ? 0 : -STICKY;
  let application = before ? -STICKY : 0;
  const from: [boolean, boolean][] = [];
  for (const odd of odds) {
    const stays = module >= application - STICKY;
    const leaves = module - STICKY > application;
    const [was, other] = [module, application];
    module = (stays ? was : other - STICKY) + odd / 2;
    application = (leaves ? was - STICKY : other) - odd / 2;
    from.push([stays, leaves]);
  }
  const labels: boolean[] = [];
  let isModule = module >= application;
  for (let i = odds.length - 1; i >= 0; i--) {
    labels.unshift(isModule);
    isModule = (from[i] as [boolean, boolean])[isModule ? 0 : 1];
  }
  return labels;
}

const clamp = (odds: number, most: number): number => Math.max(-most, Math.min(most, odds));

/** What a text that is no form looks like: words of a sentence are the application's, digits and capitals the module's. */
const LOOKS: readonly (readonly [RegExp, Odds])[] = [
  [/[a-z]{2,} [a-z]{2,}/, -1.5],
  [/(?:!|\.\.\.)$/, -1],
  [/^[^\w+*"(]/, -1.5],
  [/^(?:AT|at)[^+&]/, -2],
  [/^[\dA-F]{8,}$/, 1],
  [/^[^a-z]*$/, 0.4],
];

const SHARE = 0.7;
/** In favour of a text that the command in flight may be answered with, and against one that none asks for. */
const AWAITED = 1.2;
const UNASKED = -0.5;
/** Against one that begins with what says that something is waited for. */
const WAITS = -3;
const NEAR = 12;
const FRONT = 200;

/** The odds of unknown text where so many lines of its shape were known, and so many not. */
export function unknownOdds(text: string, known: number, unknown: number, isAwaited: boolean): Odds {
  const share = clamp(Math.log((known + 0.5) / (unknown + 0.5)), CERTAIN);
  const front = text.slice(0, FRONT);
  const looks = LOOKS.reduce((sum, [sign, odds]) => sum + (sign.test(front) ? odds : 0), 0);
  return SHARE * share + (isAwaited ? AWAITED : UNASKED) + looks + (awaits(text.slice(0, NEAR)) ? WAITS : 0);
}
