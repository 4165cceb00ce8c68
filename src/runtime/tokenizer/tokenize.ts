/** The tokens of an input that is whole in memory, as spans. */
import type { Machine } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { Tokenizer } from './tokenizer.js';
import type { View } from './view.js';

/** A span of the input, `end` exclusive; `type` is missing where the bytes belong to no message. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly type?: string;
}

export function tokenizeWith<V extends View>(machine: Machine<V>, bytes: Uint8Array, options?: Options): Token[] {
  const tokens: Token[] = [];
  let open: { start: number; kind: string; type: string } | undefined;
  const close = (end: number): void => {
    if (open) tokens.push({ start: open.start, end, kind: open.kind, type: open.type });
    open = undefined;
  };
  const tokenizer = new Tokenizer<V>(
    machine,
    {
      form({ start, end, kind, type, payloadLength }) {
        open = { start, kind, type };
        if (payloadLength === undefined) close(end);
      },
      payloadEnd: (_truncated, offset) => close(offset),
      echo: (_b, _start, _end, offset) => {
        open ??= { start: offset, kind: 'echo', type: 'echo' };
      },
      echoEnd: close,
      data: (_b, start, end, offset) =>
        tokens.push({ start: offset, end: offset + end - start, kind: 'data', type: 'data' }),
      unrecognized: (_b, _start, _end, start, end) =>
        tokens.push({ start, end, kind: 'unrecognized', type: 'unrecognized' }),
      blank: (start, end) => tokens.push({ start, end, kind: 'blank' }),
    },
    options,
  );
  tokenizer.write(bytes);
  tokenizer.end();
  return tokens;
}
