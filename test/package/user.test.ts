/** Tried as a new user would: an empty folder, the packed package, TypeScript strict, ten lines. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, type UserProject, userProject } from './user-project.js';

let project: UserProject;

const BODY = `
const seen: [number, string][] = [];
const decoder = new Decoder((message: Message, start) => {
  if (message.type !== 'ciprxget-read') return;
  seen.push([start + message.remaining, String.fromCharCode(...message.payload)]);
  // @ts-expect-error: the message has no such field
  seen.push(message.rssi);
});
decoder.write(new TextEncoder().encode('\\r\\n+CIPRXGET: 2,0,5,7\\r\\nhello\\r\\nOK\\r\\n'));
console.log(JSON.stringify(seen));
`;
const SEEN = '[[9,"hello"],null]\n';

/** The first program of the README, and what it says it prints. */
function fromReadme(): { program: string; prints: string } {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const program = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const prints = [...program.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
  return { program, prints };
}

const FROM_NODE = `
import { Readable } from 'node:stream';
import { DecoderDuplex } from 'sim800-protocol/node';
import { messages } from 'sim800-protocol/streams';
const port = (): Readable => Readable.from([Buffer.from('\\r\\n+CSQ: 20,0\\r\\n')]);
port().pipe(new DecoderDuplex()).on('data', (message) => {
  if (message.type === 'csq') console.log(message.rssi + 0);
});
for await (const message of messages(port())) if (message.type === 'csq') console.log(message.rssi + 1);
for await (const message of port().pipe(new DecoderDuplex())) {
  if (message.type === 'csq') console.log(message.rssi + 2);
  // @ts-expect-error: there is no such type
  if (message.type === 'no-such-type') console.log();
}
`;

const FOR_THE_WEB = `
import type { Message } from 'sim800-protocol';
import { DecoderStream, messages } from 'sim800-protocol/streams';
export const piped = (from: ReadableStream<Uint8Array>): ReadableStream<Message> => from.pipeThrough(new DecoderStream());
export const iterated = (from: Response): AsyncIterable<Message> => messages(from.body as ReadableStream<Uint8Array>);
`;

const IMPORTED = `import { Decoder, type Message } from 'sim800-protocol';${BODY}`;
const REQUIRED = `import sim800 = require('sim800-protocol');
const { Decoder } = sim800;
type Message = sim800.Message;${BODY}`;

let problems = '';
beforeAll(() => {
  project = userProject();
  project.write({
    'user.mts': IMPORTED,
    'user.cts': REQUIRED,
    'readme.mts': fromReadme().program,
    'node.mts': FROM_NODE,
  });
  problems = project.typescript();
});
afterAll(() => project.remove());

describe('a new user', () => {
  it('has no problem with the types, in strict mode and without skipLibCheck', () => expect(problems).toBe(''));

  it('imports it', () => expect(project.node('user.mjs')).toBe(SEEN));

  it('requires it', () => expect(project.node('user.cjs')).toBe(SEEN));

  it('runs the first program of the README', () => {
    const { prints } = fromReadme();
    expect(prints).not.toBe('');
    expect(project.node('readme.mjs')).toBe(prints);
  });

  it('has typed messages from the streams of Node', () => {
    expect(project.node('node.mjs').split('\n').sort()).toEqual(['', '20', '21', '22']);
  });

  it('has types for a bundler too, and needs none of Node where nothing of Node is used', () => {
    const options = { module: 'esnext', moduleResolution: 'bundler', noEmit: true, types: [], lib: ['es2022', 'dom'] };
    project.write({ 'web/user.mts': IMPORTED, 'web/streams.mts': FOR_THE_WEB });
    expect(project.typescript(options, ['web'])).toBe('');
  });

  it('is told what is missing where an optional peer is not installed', () => {
    project.write({ 'peer.mjs': "import 'sim800-protocol/arbitraries';" });
    expect(() => project.node('peer.mjs')).toThrow(/fast-check/);
  });
});
