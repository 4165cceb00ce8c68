import type { FileServer } from './peers.js';

/** A directory is what paths of files begin with, or was made. */
const inside = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** The same files for every host; `answer` takes the time of the network. */
export function fileServer(files: Map<string, Uint8Array>, answer: (step: () => void) => void): FileServer {
  const made = new Set(['/']);
  const isDirectory = (path: string): boolean =>
    made.has(inside(path)) || [...files.keys()].some((file) => file.startsWith(inside(path)));
  const namesIn = (path: string): string[] =>
    [...files.keys()].flatMap((file) => (file.startsWith(inside(path)) ? [file.slice(inside(path).length)] : []));
  return {
    get: (_, path, done) => answer(() => done(files.get(path))),
    put: (_, path, bytes, done) =>
      answer(() => {
        files.set(path, bytes);
        done(true);
      }),
    remove: (_, path, done) => answer(() => done(files.delete(path))),
    makeDirectory: (_, path, done) =>
      answer(() => {
        const isNew = !isDirectory(path);
        made.add(inside(path));
        done(isNew);
      }),
    removeDirectory: (_, path, done) => answer(() => done(namesIn(path).length === 0 && made.delete(inside(path)))),
    list: (_, path, done) => answer(() => done(isDirectory(path) ? namesIn(path) : undefined)),
  };
}
