/** `sim800 corpus`: streams for the tests of a driver, with what they are read as. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Specimen } from '../../arbitraries.js';
import { openContainer } from '../../capture/index.js';
import type { Message } from '../../index.js';
import { entriesOf } from '../decode/entries.js';
import type { Io } from '../io.js';
import { latin1 } from '../latin1.js';
import { JsonLines } from '../output/ndjson.js';
import { peer } from '../peer.js';
import { dictionaryOf } from './dictionary.js';

export interface CorpusChoice {
  readonly out?: string;
  readonly dictionary?: string;
  readonly seed: number;
  readonly count: number;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What `sim800 decode --container raw --format ndjson` prints of it. */
async function decoded(bytes: Uint8Array): Promise<Uint8Array> {
  const lines = new JsonLines('text');
  const capture = openContainer('raw', new Uint8Array());
  const ignored = () => undefined;
  const options = { withBytes: false, onRemark: ignored, onLine: ignored };
  for await (const batch of entriesOf({ capture, chunks: whole(bytes) }, options))
    for (const entry of batch) lines.add(entry);
  return lines.take();
}

/** As `sim800 simulate --record` writes what goes over the line. */
function recordOf(steps: NonNullable<Specimen<Message>['steps']>): string {
  const offsets = { host: 0, wire: 0 };
  const lines = steps.map(({ direction, bytes }) => {
    const what = direction === 'tx' ? 'host' : 'wire';
    const offset = offsets[what];
    offsets[what] += bytes.length;
    return `${JSON.stringify({ what, offset, bytes: latin1(bytes) })}\n`;
  });
  return lines.join('');
}

async function writeSpecimen(folder: string, name: string, { bytes, steps }: Specimen<Message>): Promise<void> {
  const write = (ending: string, content: string | Uint8Array): void =>
    writeFileSync(join(folder, `${name}.${ending}`), content);
  write('bin', bytes);
  write('ndjson', await decoded(bytes));
  if (steps) write('record.ndjson', recordOf(steps));
}

export async function corpus({ out, dictionary, seed, count }: CorpusChoice, { stdout }: Io): Promise<number> {
  const needing = out === undefined ? '--dictionary' : '--out';
  const { literals, specimens } = await peer(() => import('../../arbitraries.js'), 'fast-check', needing);
  if (dictionary !== undefined) writeFileSync(dictionary, dictionaryOf(literals));
  if (out === undefined) return 0;
  mkdirSync(out, { recursive: true });
  const numbers = new Map<string, number>();
  for (const specimen of specimens({ seed, count })) {
    const { kind } = specimen;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const folder = join(out, kind);
    mkdirSync(folder, { recursive: true });
    await writeSpecimen(folder, String(number).padStart(4, '0'), specimen);
  }
  stdout.write(`${[...numbers].map(([kind, number]) => `${kind}: ${number}`).join(', ')}\n`);
  return 0;
}
