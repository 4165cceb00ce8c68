import { bytesOf, joined } from '../bytes.js';
import type { FileDone, FileFailure, FileOutcome, FileServers, FileSession, PutOption } from './files.js';

/** A directory is what paths of files begin with, or was made. */
const inside = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

const DONE: FileOutcome<undefined> = { value: undefined };
const REFUSED = { failure: 'operation' } as const;
const doneIf = (isDone: boolean): FileOutcome<undefined> => (isDone ? DONE : REFUSED);

/** The files of a server, with the directories that were made. */
class Tree {
  private readonly files: Map<string, Uint8Array>;
  private readonly made = new Set(['/']);

  constructor(files: Map<string, Uint8Array>) {
    this.files = files;
  }

  get(path: string, from: number): FileOutcome<Uint8Array> {
    const bytes = this.files.get(path);
    return bytes ? { value: bytes.subarray(from) } : REFUSED;
  }

  put(path: string, bytes: Uint8Array, option: PutOption): FileOutcome<undefined> {
    const old = this.files.get(path);
    if (option === 'STOU' && old) return this.put(`${path}.1`, bytes, option);
    this.files.set(path, option === 'APPE' && old ? joined(old, bytes) : bytes);
    return DONE;
  }

  size(path: string): FileOutcome<number> {
    const bytes = this.files.get(path);
    return bytes ? { value: bytes.length } : REFUSED;
  }

  list(path: string): FileOutcome<Uint8Array> {
    return this.isDirectory(path)
      ? {
          value: bytesOf(
            this.namesIn(path)
              .map((name) => `${name}\r\n`)
              .join(''),
          ),
        }
      : REFUSED;
  }

  remove(path: string): FileOutcome<undefined> {
    return doneIf(this.files.delete(path));
  }

  makeDirectory(path: string): FileOutcome<undefined> {
    const isNew = !this.isDirectory(path);
    this.made.add(inside(path));
    return doneIf(isNew);
  }

  removeDirectory(path: string): FileOutcome<undefined> {
    return doneIf(this.namesIn(path).length === 0 && this.made.delete(inside(path)));
  }

  private isDirectory(path: string): boolean {
    return this.made.has(inside(path)) || [...this.files.keys()].some((file) => file.startsWith(inside(path)));
  }

  private namesIn(path: string): string[] {
    const start = inside(path);
    return [...this.files.keys()].flatMap((file) => (file.startsWith(start) ? [file.slice(start.length)] : []));
  }
}

/** What takes the time of the network. */
type Answer = (step: () => void) => void;

function sessionOf(tree: Tree, answer: Answer): FileSession {
  let isOpen = true;
  const give = <T>(done: FileDone<T>, outcome: () => FileOutcome<T>): void =>
    answer(() => {
      if (isOpen) done(outcome());
    });
  return {
    get: (path, from, done) => give(done, () => tree.get(path, from)),
    put: (path, bytes, option, done) => give(done, () => tree.put(path, bytes, option)),
    size: (path, done) => give(done, () => tree.size(path)),
    list: (path, done) => give(done, () => tree.list(path)),
    remove: (path, done) => give(done, () => tree.remove(path)),
    makeDirectory: (path, done) => give(done, () => tree.makeDirectory(path)),
    removeDirectory: (path, done) => give(done, () => tree.removeDirectory(path)),
    close: () => {
      isOpen = false;
    },
  };
}

/** The same files on every host; `refuses` says why there is no session with a host. */
export function scriptedFiles(
  files: Map<string, Uint8Array>,
  answer: Answer,
  refuses: (host: string) => FileFailure | undefined,
): FileServers {
  const tree = new Tree(files);
  return {
    open: ({ host }, done) =>
      answer(() => {
        const failure = refuses(host);
        done(failure ? { failure } : { value: sessionOf(tree, answer) });
      }),
  };
}
