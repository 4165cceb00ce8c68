/** Servers of files over real sockets. The data come over passive connections, whatever AT+FTPMODE says. */
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client, FTPError } from 'basic-ftp';
import type { FileDone, FileFailure, FileServers, FileSession, FileSite, PutOption } from '../../module.js';

/** The server wants to be told the password (RFC 959 section 4.2). */
const NEEDS_PASSWORD = 331;
/** It does not do what it was asked for with this file; what else it says to REST is about that. */
const NOT_TAKEN = 550;

/** A failure that is known better where it happens than by its error. */
class Failed extends Error {
  readonly failure: FileFailure;

  constructor(failure: FileFailure) {
    super(failure);
    this.failure = failure;
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Timeout');

/** `broken`: what else than a refusal or a silence of the server it is. */
function failureOf(error: unknown, broken: FileFailure): FileFailure {
  if (error instanceof Failed) return error.failure;
  if (error instanceof FTPError) return 'operation';
  return isTimeout(error) ? 'timeout' : broken;
}

function ofConnection(error: unknown): FileFailure {
  if (error instanceof FTPError) return 'server';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  return failureOf(error, 'connection');
}

/** A failure of its own for what the server refuses here. */
async function refusedAs<T>(failure: FileFailure, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw error instanceof FTPError ? new Failed(failure) : error;
  }
}

class FtpClient extends Client {
  constructor(timeout: number) {
    super(timeout);
    // A byte of the module's is a letter of a name, and back.
    this.ftp.encoding = 'latin1';
    this.ftp.ipFamily = 4;
    this.availableListCommands = ['LIST'];
    // It takes the data from no other host than the one of the commands.
    const { prepareTransfer } = this;
    this.prepareTransfer = (context) =>
      prepareTransfer(context).catch((error: unknown) => {
        throw isTimeout(error) ? error : new Failed('passive');
      });
  }

  async open({ host, port, user, password, isText }: FileSite): Promise<void> {
    try {
      await this.connect(host, port);
    } catch (error) {
      throw new Failed(ofConnection(error));
    }
    const { code } = await refusedAs('user', this.send(`USER ${user === '' ? 'anonymous' : user}`));
    if (code === NEEDS_PASSWORD) await refusedAs('password', this.send(`PASS ${password}`));
    await refusedAs('type', this.send(isText ? 'TYPE A' : 'TYPE I'));
  }

  async get(path: string, from: number): Promise<Uint8Array> {
    const stream = new PassThrough();
    const got = this.downloadTo(stream, path, from).catch((error: unknown) => {
      const isOfRestart = from > 0 && error instanceof FTPError && error.code !== NOT_TAKEN;
      throw isOfRestart ? new Failed('restart') : error;
    });
    const [bytes] = await Promise.all([buffer(stream), got]);
    return bytes;
  }

  async listing(path: string): Promise<Uint8Array> {
    let raw = '';
    this.parseList = (text) => {
      raw = text;
      return [];
    };
    await this.list(path);
    return Buffer.from(raw, 'latin1');
  }

  async put(path: string, bytes: Uint8Array, option: PutOption): Promise<void> {
    // The library knows no STOU, which is sent as the other two are.
    await this._uploadFromStream(Readable.from([Buffer.from(bytes)]), path, option as 'STOR');
  }
}

function sessionOf(client: FtpClient): FileSession {
  let isOpen = true;
  function give<T>(done: FileDone<T>, broken: FileFailure, step: Promise<T>): void {
    step.then(
      (value) => isOpen && done({ value }),
      (error: unknown) => isOpen && done({ failure: failureOf(error, broken) }),
    );
  }
  const change = (done: FileDone<undefined>, step: Promise<unknown>): void =>
    give(
      done,
      'network',
      step.then(() => undefined),
    );
  return {
    get: (path, from, done) => give(done, 'download', client.get(path, from)),
    put: (path, bytes, option, done) =>
      give(
        done,
        'upload',
        client.put(path, bytes, option).then(() => undefined),
      ),
    size: (path, done) => give(done, 'network', client.size(path)),
    list: (path, done) => give(done, 'download', client.listing(path)),
    remove: (path, done) => change(done, client.remove(path)),
    makeDirectory: (path, done) => change(done, client.send(`MKD ${path}`)),
    removeDirectory: (path, done) => change(done, client.removeEmptyDir(path)),
    close: () => {
      isOpen = false;
      client.close();
    },
  };
}

export function ftpServers(isAllowed: (host: string) => boolean): FileServers {
  return {
    open: (site, done) => {
      if (!isAllowed(site.host)) return void setImmediate(() => done({ failure: 'connection' }));
      const client = new FtpClient(site.timeout);
      client.open(site).then(
        () => done({ value: sessionOf(client) }),
        (error: unknown) => {
          client.close();
          done({ failure: failureOf(error, 'network') });
        },
      );
    },
  };
}
