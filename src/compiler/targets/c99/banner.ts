import type { Model } from '../../model/model.js';

/** The first line of each file. */
export const banner = ({ sources }: Model): string =>
  `/* Generated from ${sources.map((file) => file.replace(/^.*\//, '')).join(', ')} by sim800 compile --target c99. Do not edit. */\n`;
