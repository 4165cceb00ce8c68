/** Annotations of sigrok's UART decoder, one a line: `1384257-1385433 UART: RX data: 0D`, `12-345 uart-1: RX: A`. */
import type { Direction, Emit, Piece, Rows, RowsContainer } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import { shareOf } from '../../read/text.js';
import { type Radix, radixOf, uartByte } from './uart-value.js';

const LINE = /^(?:(\d+)-\d+ )?uart[\w-]*: (?:((?:RX|TX)(?: data)?): )?(.*)$/is;
/** Rows beside the data: bits, and what the decoder has to say of a byte. */
const BESIDE =
  /^(?:(?:RX|TX) (?:bits?|warnings?|breaks?|packets?|start bits?|stop bits?|parity.*)\b|.*\b(?:start bit|stop bit|parity|break)\b)/i;

interface Annotation {
  readonly at: string | undefined;
  readonly label: string | undefined;
  readonly value: string;
}

function annotation(line: string): Annotation | undefined {
  const [, at, label, value] = LINE.exec(line) ?? [];
  return value === undefined || BESIDE.test(value) ? undefined : { at, label, value };
}

class SigrokRows implements Rows {
  private readonly emit: Emit;
  private readonly radix: Radix;
  private readonly labelled: boolean;

  constructor(emit: Emit, radix: Radix, labelled: boolean) {
    this.emit = emit;
    this.radix = radix;
    this.labelled = labelled;
  }

  row(piece: Piece): boolean {
    const found = annotation(piece.text);
    if (found === undefined) return LINE.test(piece.text);
    if (this.labelled && found.label === undefined) return true;
    const byte = uartByte(found.value, this.radix);
    if (byte === undefined) return true;
    const direction: Direction = directionIn(found.label ?? '') ?? 'rx';
    const at = piece.at ?? found.at;
    this.emit({ direction, bytes: Uint8Array.of(byte), ...(at !== undefined && { at }) });
    return true;
  }

  end(): void {}
}

export const sigrok: RowsContainer = {
  kind: 'rows',
  name: 'sigrok',
  says: "annotations of sigrok's UART decoder: 1384257-1385433 UART: RX data: 0D",
  losses: [],
  evidence: (sample) => shareOf(sample, (line) => LINE.test(line)),
  open: (sample) => {
    const found = sample.map(annotation).filter((entry) => entry !== undefined);
    const labelled = found.some(({ label }) => label !== undefined);
    const values = found.filter(({ label }) => !labelled || label !== undefined).map(({ value }) => value);
    // Without labels single bits appear among the bytes.
    const radix = radixOf(labelled ? values : values.filter((value) => value.length > 1));
    return (emit) => new SigrokRows(emit, radix, labelled);
  },
};
