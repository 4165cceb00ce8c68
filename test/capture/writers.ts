// Writes a stream as each container would show it: the other direction of src/capture, for tests only.

/** Bytes that came, or went, at once. */
export interface Chunk {
  readonly direction: 'rx' | 'tx';
  readonly bytes: Uint8Array;
  /** Seconds since the beginning. */
  readonly at: number;
}

/** A writer of a container, and whether the bytes survive it. */
export interface Writer {
  readonly container: string;
  /** Every line has a time. */
  readonly timed?: true;
  readonly write: (chunks: readonly Chunk[]) => string;
}

const hexOf = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
const dots = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');

const two = (n: number): string => String(n).padStart(2, '0');
export const clock = (at: number, sign = '.'): string =>
  `${two(Math.floor(at / 3600) + 6)}:${two(Math.floor(at / 60) % 60)}:${two(Math.floor(at) % 60)}${sign}${String(Math.round((at % 1) * 1000) % 1000).padStart(3, '0')}`;

function rowsOf(bytes: Uint8Array, size = 16): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

export const allOf = (chunks: readonly Chunk[]): Uint8Array => Buffer.concat(chunks.map(({ bytes }) => bytes));

/** Bytes as a string literal, every byte that does not print spelled by `spell`. */
export function literal(bytes: Uint8Array, quote: string, spell: (byte: number) => string): string {
  const short: Readonly<Record<number, string>> = {
    9: '\\t',
    10: '\\n',
    13: '\\r',
    92: '\\\\',
    [quote.charCodeAt(0)]: `\\${quote}`,
  };
  const inside = Array.from(
    bytes,
    (byte) => short[byte] ?? (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : spell(byte)),
  );
  return `${quote}${inside.join('')}${quote}`;
}

export const byHex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
const byUnicode = (byte: number): string => `\\u00${byte.toString(16).padStart(2, '0')}`;
const byOctal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;

const python = (bytes: Uint8Array): string => `b${literal(bytes, "'", byHex)}`;
const bare = (bytes: Uint8Array): string => literal(bytes, '"', byHex).slice(1, -1).replaceAll('\\"', '"');
/** Every byte that does not print, and those that would be read as such a sign. */
const shown =
  (left: string, right: string) =>
  (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) =>
      byte < 0x20 || byte > 0x7e || left.charCodeAt(0) === byte
        ? `${left}${byte.toString(16).toUpperCase().padStart(2, '0')}${right}`
        : String.fromCharCode(byte),
    ).join('');

const eachLine =
  (line: (chunk: Chunk) => string) =>
  (chunks: readonly Chunk[]): string =>
    chunks.map((chunk) => `${line(chunk)}\n`).join('');

export const upper = ({ direction }: Chunk): string => direction.toUpperCase();

const split = (row: Uint8Array): string =>
  `${hexOf(row.subarray(0, 8)).join(' ')}${row.length > 8 ? `  ${hexOf(row.subarray(8)).join(' ')}` : ''}`;
const eight = (text: string): string => `${text.slice(0, 8)}${text.length > 8 ? ` ${text.slice(8)}` : ''}`;

function espIdf({ direction, bytes, at }: Chunk): string {
  const rows = rowsOf(bytes).map((row, i) => {
    const address = (0x3ffb8458 + 16 * i).toString(16);
    return `D (${Math.round(at * 1000)}) uart-${direction}: 0x${address}   ${split(row).padEnd(49)} |${dots(row)}|`;
  });
  return ['I (1) main: a line between', ...rows].join('\n');
}

function zephyr({ direction, bytes, at }: Chunk): string {
  const rows = rowsOf(bytes).map((row) => `${' '.repeat(30)}${split(row).padEnd(48)} |${eight(dots(row).padEnd(16))}`);
  return [`[${clock(at)},000] <dbg> modem_uart: ${direction}`, ...rows].join('\n');
}

const xxd = (chunks: readonly Chunk[]): string =>
  rowsOf(allOf(chunks))
    .map((row, i) => {
      const groups = rowsOf(row, 2).map((pair) => hexOf(pair).join(''));
      return `${(16 * i).toString(16).padStart(8, '0')}: ${groups.join(' ').padEnd(39)}  ${dots(row)}\n`;
    })
    .join('');

function hexdump(chunks: readonly Chunk[]): string {
  const all = allOf(chunks);
  const rows = rowsOf(all).map(
    (row, i) => `${(16 * i).toString(16).padStart(8, '0')}  ${split(row).padEnd(48)}  |${dots(row)}|\n`,
  );
  return `${rows.join('')}${all.length.toString(16).padStart(8, '0')}\n`;
}

interface Byte {
  readonly byte: number;
  readonly at: number;
  readonly side: string;
}

const bytesIn = (chunks: readonly Chunk[]): Byte[] =>
  chunks.flatMap((chunk) =>
    Array.from(chunk.bytes, (byte, i) => ({ byte, at: chunk.at + i * 1e-4, side: upper(chunk) })),
  );

const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const asciiByte = (byte: number): string =>
  byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : `[${hexByte(byte)}]`;
const csvField = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const saleae = (chunks: readonly Chunk[]): string =>
  ['name,type,start_time,duration,"data"']
    .concat(
      bytesIn(chunks).map(({ byte, at, side }) => `"UART ${side}","data",${at.toFixed(6)},8.6e-05,0x${hexByte(byte)}`),
    )
    .join('\n');
const dsView = (chunks: readonly Chunk[]): string =>
  ['Id,Time[ns],0:UART: RX/TX']
    .concat(bytesIn(chunks).map(({ byte, at }, i) => `${i},${(at * 1e9).toFixed(2)},${csvField(asciiByte(byte))}`))
    .join('\n');
const sigrok = (chunks: readonly Chunk[]): string =>
  bytesIn(chunks)
    .map(({ byte, at, side }) => {
      const sample = Math.round(at * 1e6);
      return `${sample}-${sample + 9} UART: ${side}: Start bit\n${sample + 9}-${sample + 80} UART: ${side} data: ${asciiByte(byte)}\n`;
    })
    .join('');
const pulseView = (chunks: readonly Chunk[]): string =>
  ['"Sample","Time","Decoder","Ann Row","Ann Class","Value",']
    .concat(
      bytesIn(chunks).map(
        ({ byte, at, side }) =>
          `"${Math.round(at * 1e6)}","${at.toFixed(6)} s","UART","${side}","${side} data","${hexByte(byte)}",`,
      ),
    )
    .join('\n');

/** Containers that lose nothing. Where one has no direction, it is given the module's bytes only. */
export const WRITERS: readonly Writer[] = [
  { container: 'lines', write: eachLine(({ bytes }) => python(bytes)) },
  { container: 'lines', write: eachLine(({ bytes }) => literal(bytes, '"', byOctal)) },
  { container: 'lines', write: eachLine(({ bytes }) => literal(bytes, '"', byUnicode)) },
  { container: 'lines', write: eachLine(({ bytes }) => shown('[', ']')(bytes)) },
  { container: 'lines', write: eachLine(({ bytes }) => shown('<', '>')(bytes)) },
  { container: 'lines', write: eachLine(({ bytes }) => hexOf(bytes).join(' ')) },
  {
    container: 'lines',
    write: (chunks) =>
      rowsOf(allOf(chunks))
        .map((row) => `${hexOf(row).join(' ').padEnd(47)}  ${dots(row)}\n`)
        .join(''),
  },
  { container: 'lines', write: eachLine((chunk) => `${upper(chunk)}: ${bare(chunk.bytes)}`) },
  { container: 'lines', write: eachLine((chunk) => `[${upper(chunk)}] ${python(chunk.bytes)}`) },
  { container: 'lines', write: eachLine((chunk) => `${upper(chunk)}: ${hexOf(chunk.bytes).join(' ')}`) },
  {
    container: 'lines',
    timed: true,
    write: eachLine((chunk) =>
      `[${clock(chunk.at)}] ${upper(chunk)} ${shown('[', ']')(chunk.bytes)}`.replace(/\] (RX|TX) /, '] $1: '),
    ),
  },
  {
    container: 'lines',
    timed: true,
    write: eachLine(
      (chunk) => `[${clock(chunk.at)}] ${chunk.direction === 'rx' ? '<=' : '=>'} ${hexOf(chunk.bytes).join(' ')}`,
    ),
  },
  {
    container: 'lines',
    timed: true,
    write: eachLine((chunk) => `[${chunk.at.toFixed(3)}] ${upper(chunk)}: ${bare(chunk.bytes)}`),
  },
  {
    container: 'lines',
    timed: true,
    write: eachLine((chunk) => `${clock(chunk.at)} -> ${upper(chunk)}: ${python(chunk.bytes)}`),
  },
  {
    container: 'json+lines',
    timed: true,
    write: eachLine(
      ({ direction, bytes, at }) => `{"t":${at},"dir":"${direction}","data":${literal(bytes, '"', byUnicode)}}`,
    ),
  },
  {
    container: 'lines',
    timed: true,
    write: eachLine(
      (chunk) =>
        `2024-03-05 ${clock(chunk.at, ',')} - DEBUG - modem - ${chunk.direction === 'rx' ? 'read' : 'write'} ${python(chunk.bytes)}`,
    ),
  },
  { container: 'esp-idf', timed: true, write: eachLine(espIdf) },
  {
    container: 'stamped+esp-idf',
    timed: true,
    write: eachLine((chunk) =>
      espIdf(chunk)
        .split('\n')
        .map((line) => `${clock(chunk.at)} -> ${line}`)
        .join('\n'),
    ),
  },
  { container: 'zephyr', timed: true, write: eachLine(zephyr) },
  { container: 'xxd', write: xxd },
  { container: 'hexdump', write: hexdump },
  { container: 'saleae', timed: true, write: saleae },
  { container: 'sigrok-csv', timed: true, write: dsView },
  { container: 'sigrok-csv', timed: true, write: pulseView },
  { container: 'sigrok', timed: true, write: sigrok },
];
