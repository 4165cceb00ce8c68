/** What a step of the automaton does beside reading a byte: the words that all parts of the automaton share. */

/** What a step does to the registers of a slot; `position` is that of the byte read. */
export type Operation =
  | { readonly do: 'open'; readonly slot: number } // start[slot] = position
  | { readonly do: 'close'; readonly slot: number } // end[slot] = position
  | { readonly do: 'mark'; readonly slot: number } // an optional field is there
  // number[slot] = digit | number[slot] * 10 + digit, out of all bounds past ten digits
  | { readonly do: 'first' | 'next'; readonly slot: number }
  | { readonly do: 'set'; readonly slot: number; readonly value: number } // number[slot] = value
  | { readonly do: 'count'; readonly slot: number } // number[slot] = number[slot] + 1
  | { readonly do: 'octet'; readonly slot: number } // end[slot] = end[slot] << 8 | number[slot]
  | Frame;

/**
 * start[slot] = position + 1, where a text begins. If CR LF comes after so many bytes as number[length] says, and these are no
 * more than `most`, all of them are passed over, line ends too: what is read next is that line end. Else nothing is passed
 * over. It does nothing else in its step, and every line that goes on there has it.
 */
export interface Frame {
  readonly do: 'frame';
  readonly slot: number;
  readonly length: number;
  readonly most: number;
}

/**
 * A step may be taken only if the number in a slot, the length captured so far, or the line ends counted in it (also
 * `number[slot]`) are in these bounds.
 */
export interface Guard {
  readonly on: 'number' | 'length' | 'lines';
  readonly slot: number;
  readonly min: number;
  readonly max: number;
}

export interface Jump {
  readonly to: number;
  readonly operations: readonly Operation[];
  readonly guards: readonly Guard[];
}
export interface Step extends Jump {
  readonly id: number;
  readonly from: number;
  readonly bytes: readonly number[];
}
