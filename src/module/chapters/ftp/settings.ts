/** 12.2.1 to 12.2.16: where FTP goes, and how. */
import type { Handlers } from '../../chapter.js';
import type { Exchange } from '../../line/exchange.js';
import type { FileSite, PutOption } from '../../peers/files.js';

const SETTINGS = [
  'ftpserv',
  'ftpport',
  'ftpun',
  'ftppw',
  'ftpcid',
  'ftpmode',
  'ftptype',
  'ftpputopt',
  'ftprest',
  'ftpgetname',
  'ftpgetpath',
  'ftpputname',
  'ftpputpath',
  'ftptimeout',
] as const;
type Setting = (typeof SETTINGS)[number];

/** What the module leaves the factory with; the others are empty, which is not shown. */
const DEFAULTS: readonly (readonly [Setting, string])[] = [
  ['ftpport', '21'],
  ['ftpmode', '0'],
  ['ftptype', 'I'],
  ['ftpputopt', 'STOR'],
  ['ftpcid', '1'],
  ['ftprest', '0'],
];

/** Seconds, without AT+FTPTIMEOUT: what the manual has for each command. */
const DEFAULT_TIMEOUT = 75;

export class FtpSettings {
  private values = new Map(DEFAULTS);
  /** What AT+FTPSCONT has kept for the next start. */
  private kept: ReadonlyMap<Setting, string> | undefined;

  restart(): void {
    this.values = new Map(this.kept ?? DEFAULTS);
  }

  get hasServer(): boolean {
    return this.text('ftpserv') !== '';
  }

  get bearer(): number {
    return Number(this.text('ftpcid'));
  }

  get putOption(): PutOption {
    return this.text('ftpputopt') as PutOption;
  }

  /** From which byte on a file is got. */
  get restartsAt(): number {
    return Number(this.text('ftprest'));
  }

  get site(): FileSite {
    return {
      host: this.text('ftpserv'),
      port: Number(this.text('ftpport')),
      user: this.text('ftpun'),
      password: this.text('ftppw'),
      isText: this.text('ftptype') === 'A',
      timeout: Number(this.text('ftptimeout') || DEFAULT_TIMEOUT) * 1000,
    };
  }

  /** What is made, removed or listed: it has no name besides (12.2.11). */
  get directory(): string {
    return this.folder('get');
  }

  /** A directory and a name in it. */
  path(kind: 'get' | 'put'): string {
    return `${this.folder(kind)}${this.text(`ftp${kind}name`)}`;
  }

  handlers(): Handlers {
    return {
      ...Object.fromEntries(SETTINGS.map((type) => [type, { read: this.shower(type), write: this.setter(type) }])),
      ftpscont: {
        read: (_, exchange) => {
          exchange.respond({ type: 'ftpscont', mode: this.kept ? 0 : 1 });
          for (const type of SETTINGS) this.show(type, exchange);
          exchange.end();
        },
        execute: (_, exchange) => {
          this.kept = new Map(this.values);
          exchange.end();
        },
      },
    };
  }

  private text(setting: Setting): string {
    return this.values.get(setting) ?? '';
  }

  private folder(kind: 'get' | 'put'): string {
    const path = this.text(`ftp${kind}path`);
    return path.endsWith('/') ? path : `${path}/`;
  }

  private show(type: Setting, exchange: Exchange) {
    const value = this.text(type);
    exchange.respond({ type, ...(value !== '' && { value }) });
  }

  private shower(type: Setting) {
    return (_: unknown, exchange: Exchange) => {
      this.show(type, exchange);
      exchange.end();
    };
  }

  /** The first parameter, whatever it is called, is the value. */
  private setter(type: Setting) {
    return ({ type: _type, form: _form, ...fields }: { type: string; form: string }, exchange: Exchange) => {
      this.values.set(type, String(Object.values(fields)[0] ?? ''));
      exchange.end();
    };
  }
}
