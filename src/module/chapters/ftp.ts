/** Chapter 12: FTP, by parts: AT+FTPGET, AT+FTPPUT, AT+FTPLIST and what is about one file or directory. */
import { bytesOf, joined } from '../bytes.js';
import type { Chapter, Handlers } from '../chapter.js';
import type { Device } from '../device.js';
import { NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { Outgoing } from '../outgoing.js';
import type { FileServer } from '../peers/peers.js';
import { type AppBearers, OPENING } from './app-bearer.js';

/** As the module gives them; 1: there is data, or room for it. */
const DONE = 0;
const MORE = 1;
const NETWORK_ERROR = 61;
const OPERATION_FAILED = 77;

/** So many bytes are taken at a time. */
const MOST_PUT = 1360;

/** What the module leaves the factory with; the others are empty, which is not shown. */
const DEFAULTS = { ftpport: '21', ftpmode: '0', ftptype: 'I', ftpputopt: 'STOR', ftpcid: '1', ftprest: '0' } as const;

const SETTINGS = [
  'ftpport',
  'ftpmode',
  'ftptype',
  'ftpputopt',
  'ftpcid',
  'ftprest',
  'ftpserv',
  'ftpun',
  'ftppw',
  'ftpgetname',
  'ftpgetpath',
  'ftpputname',
  'ftpputpath',
  'ftptimeout',
] as const;
type Setting = (typeof SETTINGS)[number];

/** What is got, with what of it has not been read. */
interface Download {
  readonly line: 'ftpget' | 'ftplist';
  left: Uint8Array;
}

class Ftp {
  readonly values = new Map<Setting, string>();
  private readonly device: Device;
  private readonly bearers: AppBearers;
  private download: Download | undefined;
  private upload: Uint8Array | undefined;

  constructor(device: Device, bearers: AppBearers) {
    this.device = device;
    this.bearers = bearers;
    this.restart();
  }

  restart(): void {
    this.values.clear();
    for (const [name, value] of Object.entries(DEFAULTS)) this.values.set(name as Setting, value);
    this.end();
  }

  end(): void {
    this.download = undefined;
    this.upload = undefined;
  }

  get isBusy(): boolean {
    return this.download !== undefined || this.upload !== undefined;
  }

  /** Begins something: OK at once, and what became of it later. */
  begin(exchange: Exchange, fail: (result: number) => Outgoing, step: (server: FileServer) => void) {
    if (this.isBusy || !this.values.has('ftpserv')) return exchange.refuse(NOT_ALLOWED);
    exchange.end();
    const { files } = this.device.peers;
    const isUp = files !== undefined && this.bearers.isOpen(Number(this.values.get('ftpcid')));
    if (isUp) step(files);
    else this.device.after(OPENING, () => this.device.event(fail(NETWORK_ERROR)));
  }

  /** A directory and a name in it. */
  path(kind: 'get' | 'put'): string {
    const [path = '/', name = ''] = [this.values.get(`ftp${kind}path`), this.values.get(`ftp${kind}name`)];
    return `${path}${path.endsWith('/') ? '' : '/'}${name}`;
  }

  get host(): string {
    return this.values.get('ftpserv') ?? '';
  }

  /** The bytes have come; the host is told that it can read them. */
  got(line: Download['line'], bytes: Uint8Array | undefined) {
    if (bytes === undefined) return this.device.event({ type: line, result: OPERATION_FAILED });
    if (bytes.length === 0) return this.device.event({ type: line, result: DONE });
    this.download = { line, left: bytes };
    this.device.event({ type: line, result: MORE });
  }

  read(line: Download['line'], most: number, exchange: Exchange) {
    const { download } = this;
    if (download?.line !== line) return exchange.refuse(NOT_ALLOWED);
    const payload = download.left.slice(0, most);
    download.left = download.left.slice(payload.length);
    exchange.respond({ type: `${line}-read`, length: payload.length, payload });
    exchange.end();
    if (download.left.length > 0) return;
    this.download = undefined;
    this.device.event({ type: line, result: DONE });
  }

  room(): void {
    this.upload ??= new Uint8Array();
    this.device.event({ type: 'ftpput-ready', maxLength: MOST_PUT });
  }

  put(length: number, exchange: Exchange) {
    const { upload } = this;
    if (upload === undefined || length > MOST_PUT) return exchange.refuse(NOT_ALLOWED);
    if (length === 0) return this.store(upload, exchange);
    exchange.ask({ length, prompt: { type: 'ftpput-data', length } }, (given) => {
      if ('bytes' in given) this.upload = joined(upload, given.bytes);
      exchange.end();
      this.room();
    });
  }

  private store(bytes: Uint8Array, exchange: Exchange): void {
    exchange.end();
    this.device.peers.files?.put(this.host, this.path('put'), bytes, (isDone) => {
      this.upload = undefined;
      this.device.event({ type: 'ftpput', result: isDone ? DONE : OPERATION_FAILED });
    });
  }
}

/** The first parameter, whatever it is called, is the value. */
function settingHandlers({ values }: Ftp): Handlers {
  const show = (type: Setting) => (_: unknown, exchange: Exchange) => {
    const value = values.get(type);
    exchange.respond({ type, ...(value !== undefined && value !== '' && { value }) });
    exchange.end();
  };
  const set =
    (type: Setting) =>
    ({ type: _type, form: _form, ...fields }: { type: string; form: string }, exchange: Exchange) => {
      values.set(type, String(Object.values(fields)[0] ?? ''));
      exchange.end();
    };
  return Object.fromEntries(SETTINGS.map((type) => [type, { read: show(type), write: set(type) }]));
}

function transferHandlers(ftp: Ftp): Handlers {
  const failed =
    (type: 'ftpget' | 'ftpput' | 'ftplist') =>
    (result: number): Outgoing => ({ type, result });
  return {
    ftpget: {
      write: (command, exchange) => {
        if (command.mode === 2) return ftp.read('ftpget', command.length, exchange);
        ftp.begin(exchange, failed('ftpget'), (files) =>
          files.get(ftp.host, ftp.path('get'), (bytes) => ftp.got('ftpget', bytes)),
        );
      },
    },
    ftplist: {
      write: (command, exchange) => {
        if (command.mode === 2) return ftp.read('ftplist', command.length, exchange);
        ftp.begin(exchange, failed('ftplist'), (files) =>
          files.list(ftp.host, ftp.path('get'), (lines) =>
            ftp.got('ftplist', lines && bytesOf(lines.map((line) => `${line}\r\n`).join(''))),
          ),
        );
      },
    },
    ftpput: {
      write: (command, exchange) => {
        if (command.mode === 2) ftp.put(command.length, exchange);
        else ftp.begin(exchange, failed('ftpput'), () => ftp.room());
      },
    },
  };
}

function fileHandlers(ftp: Ftp, device: Device): Handlers {
  type Line = 'ftpdele' | 'ftpmkd' | 'ftprmd';
  const change = (type: Line, change: 'remove' | 'makeDirectory' | 'removeDirectory') => ({
    execute: (_: unknown, exchange: Exchange) =>
      ftp.begin(
        exchange,
        (result) => ({ type, result }),
        (files) =>
          files[change](ftp.host, ftp.path('get'), (isDone) =>
            device.event({ type, result: isDone ? DONE : OPERATION_FAILED }),
          ),
      ),
  });
  const size = (result: number, bytes = 0): Outgoing => ({ type: 'ftpsize', result, size: bytes });
  return {
    ftpdele: change('ftpdele', 'remove'),
    ftpmkd: change('ftpmkd', 'makeDirectory'),
    ftprmd: change('ftprmd', 'removeDirectory'),
    ftpsize: {
      execute: (_, exchange) =>
        ftp.begin(exchange, size, (files) =>
          files.get(ftp.host, ftp.path('get'), (bytes) =>
            device.event(bytes ? size(DONE, bytes.length) : size(OPERATION_FAILED)),
          ),
        ),
    },
    ftpstate: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'ftpstate', state: ftp.isBusy ? 1 : 0 });
        exchange.end();
      },
    },
    ftpquit: {
      execute: (_, exchange) => {
        if (!ftp.isBusy) return exchange.refuse(NOT_ALLOWED);
        ftp.end();
        exchange.end();
      },
    },
  };
}

export function ftp(device: Device, bearers: AppBearers): Chapter {
  const session = new Ftp(device, bearers);
  return {
    restart: () => session.restart(),
    handlers: { ...settingHandlers(session), ...transferHandlers(session), ...fileHandlers(session, device) },
  };
}
