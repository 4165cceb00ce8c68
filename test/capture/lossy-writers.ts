// Writes a stream as containers of lines show it.
import { allOf, byHex, type Chunk, clock, literal, upper, type Writer } from './writers.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** The lines of a chunk, their line ends gone. */
const linesOf = (bytes: Uint8Array): string[] =>
  text(bytes)
    .replace(/\r+\n|\r/g, '\n')
    .replace(/\n$/, '')
    .split('\n');

const timedLines =
  (line: (chunk: Chunk, text: string) => string) =>
  (chunks: readonly Chunk[]): string =>
    chunks.flatMap((chunk) => linesOf(chunk.bytes).map((one) => `${line(chunk, one)}\n`)).join('');

/** Containers of lines of text: line ends are lost, and with them some bytes of payloads. */
export const LOSSY_WRITERS: readonly Writer[] = [
  { container: 'terminal', write: (chunks) => text(allOf(chunks)).replace(/\r+\n|\r/g, '\n') },
  {
    container: 'terminal',
    write: (chunks) =>
      text(allOf(chunks))
        .replace(/\r+\n|\r/g, '\n')
        .replace(/\n\n+/g, '\n')
        .replace(/^\n/, ''),
  },
  { container: 'lines', timed: true, write: timedLines(({ at }, line) => `${clock(at)} -> ${line}`) },
  { container: 'lines', timed: true, write: timedLines(({ at }, line) => `[${clock(at)}] ${line}`) },
  { container: 'lines', timed: true, write: timedLines(({ at }, line) => `[${at.toFixed(3)}] ${line}`) },
  { container: 'lines', write: timedLines((chunk, line) => `${upper(chunk)}: ${line}`) },
  { container: 'lines', write: timedLines(({ direction }, line) => `${direction === 'rx' ? '<=' : '=>'} ${line}`) },
  {
    container: 'lines',
    write: timedLines(({ direction }, line) => `${direction === 'rx' ? '\t<---' : '\t--->'} ${line}`),
  },
  {
    container: 'lines',
    timed: true,
    write: timedLines((chunk, line) => `[${clock(chunk.at)}] ${upper(chunk)}: ${line}`),
  },
  {
    container: 'lines',
    write: timedLines(
      ({ direction }, line) => `modem.c:${direction === 'rx' ? '184 received' : '120 sending'}: ${line}`,
    ),
  },
  {
    container: 'lines',
    timed: true,
    write: (chunks) =>
      chunks
        .flatMap(({ direction, bytes, at }) =>
          direction === 'tx'
            ? [`${clock(at, ':')} ---- Sent utf8 encoded message: ${literal(bytes, '"', byHex)} ----\n`]
            : linesOf(bytes).map((line) => `${clock(at, ':')} -> ${line}\n`),
        )
        .join(''),
  },
];
