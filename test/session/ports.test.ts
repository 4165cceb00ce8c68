/** One line to open a session: over a Duplex of Node's, a socket, a pair of streams of the Web. */
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openSession, type Port, type Session } from '../../src/session.js';
import { bytesOf } from '../latin1.js';
import { fastModule, modulePort } from '../module/module-port.js';
import { failure, settled } from './talk.js';

const CSQ = { type: 'csq', form: 'execute' } as const;

describe('a session over a Duplex', () => {
  it('talks to the module', async () => {
    const { port, heard } = modulePort(3);
    const session = openSession(port);
    expect((await session.ask(CSQ)).rssi).toBe(20);
    expect(heard).toEqual(['AT+CSQ']);
  });

  it('ends with it, and with its error', async () => {
    for (const error of [undefined, new Error('unplugged')]) {
      const { port } = modulePort(3);
      const session = openSession(port);
      const waiting = failure(session.next('ring'));
      port.destroy(error);
      expect(await waiting).toMatchObject({ code: 'closed' });
    }
  });

  it('ends where it cannot be written to', async () => {
    const port = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done(new Error('no carrier')) });
    expect(await failure(openSession(port).command(CSQ))).toMatchObject({ message: 'the port is closed: no carrier' });
  });

  it('pauses it while nobody reads transparent data', async () => {
    const { port, resume } = await transparent();
    port.push(new Uint8Array(70_000));
    await settled();
    expect(port.isPaused()).toBe(true);
    await resume();
    expect(port.isPaused()).toBe(false);
  });
});

/** A port in transparent mode; `resume` takes what has come. */
async function transparent(): Promise<{ port: Duplex; resume: () => Promise<void> }> {
  const port = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const session = openSession(port);
  const asked = session.command({ type: 'dial', form: 'execute', number: '123' });
  port.push(bytesOf('\r\nCONNECT\r\n'));
  await asked;
  const reader = session.transparent().readable.getReader();
  return {
    port,
    resume: async () => {
      await reader.read();
      await settled();
    },
  };
}

describe('a session over a socket', () => {
  it('talks to the module at its other end', async () => {
    const server = createServer((socket) => {
      const { module } = fastModule((bytes) => socket.write(bytes));
      socket.on('data', (chunk) => module.write(chunk));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const socket = createConnection(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
    expect((await openSession(socket).ask(CSQ)).rssi).toBe(20);
    socket.destroy();
    server.close();
  });
});

/** What Web Serial gives for an open port. */
function webPort(): { port: Port; close: () => void } {
  const toHost = new TransformStream<Uint8Array, Uint8Array>();
  const writer = toHost.writable.getWriter();
  const { module } = fastModule((bytes) => void writer.write(bytes));
  const writable = new WritableStream<Uint8Array>({ write: (bytes) => module.write(bytes) });
  return { port: { readable: toHost.readable, writable }, close: () => void writer.close() };
}

describe('a session over streams of the Web', () => {
  it('talks to the module, and ends with them', async () => {
    const { port, close } = webPort();
    const session: Session = openSession(port);
    expect((await session.ask(CSQ)).rssi).toBe(20);
    const waiting = failure(session.next('ring'));
    close();
    expect(await waiting).toMatchObject({ code: 'closed' });
  });

  it('is refused while the port is not open', () =>
    expect(() => openSession({ readable: null, writable: null })).toThrow('the port has no streams: open it first'));
});
