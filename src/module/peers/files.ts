/** Servers of files, as far as FTP needs them. */

/** Where a session leads, and as whom. */
export interface FileSite {
  readonly host: string;
  /** Of the control connection. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Files are sent as text: lines end as the other side ends them. */
  readonly isText: boolean;
  /** So many milliseconds it may be silent. */
  readonly timeout: number;
}

/** What went wrong; the module has a number for each. */
export type FileFailure =
  | 'network'
  /** There is no such name. */
  | 'name'
  | 'connection'
  /** It was silent for too long. */
  | 'timeout'
  /** It takes no sessions. */
  | 'server'
  | 'user'
  | 'password'
  | 'type'
  /** It cannot begin in the middle of a file. */
  | 'restart'
  /** There is no connection for the data. */
  | 'passive'
  /** The server has refused what it was asked for: there is no such file. */
  | 'operation'
  /** The connection for the data ended early. */
  | 'upload'
  | 'download';

export type FileOutcome<T> = { readonly value: T } | { readonly failure: FileFailure };
export type FileDone<T> = (outcome: FileOutcome<T>) => void;

/** STOR: in the place of what is there; APPE: after its end; STOU: under a name of the server's. */
export type PutOption = 'STOR' | 'APPE' | 'STOU';

/** One at a time; paths are those of the server. */
export interface FileSession {
  /** From this byte on. */
  get(path: string, from: number, done: FileDone<Uint8Array>): void;
  put(path: string, bytes: Uint8Array, option: PutOption, done: FileDone<undefined>): void;
  size(path: string, done: FileDone<number>): void;
  remove(path: string, done: FileDone<undefined>): void;
  makeDirectory(path: string, done: FileDone<undefined>): void;
  removeDirectory(path: string, done: FileDone<undefined>): void;
  /** As the server lists it. */
  list(path: string, done: FileDone<Uint8Array>): void;
  /** Whatever goes on comes to nothing. */
  close(): void;
}

export interface FileServers {
  /** Connects and logs in. */
  open(site: FileSite, done: FileDone<FileSession>): void;
}
