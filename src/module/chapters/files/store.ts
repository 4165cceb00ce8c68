/** The files of the module: a drive, C, with directories. What is on it outlasts a restart. */

const ROOT = 'C:\\';
/** What FTP gets is kept here. */
const USER_FOLDER = 'C:\\User\\FTP\\';
/** Bytes, as the file application note shows them. */
const ROOM = 1_527_808;

export const DRIVE = 'C';

export const inUserFolder = (name: string): string => (name.startsWith(ROOT) ? name : `${USER_FOLDER}${name}`);

const asFolder = (path: string): string => (path.endsWith('\\') ? path : `${path}\\`);
const parentOf = (path: string): string => path.replace(/[^\\]*\\?$/, '');

export class FileStore {
  private readonly files = new Map<string, Uint8Array>();
  private readonly folders = new Set([ROOT, 'C:\\User\\', USER_FOLDER]);

  get free(): number {
    return ROOM - [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }

  read(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }

  /** False: there is no such directory, or no room. */
  write(path: string, bytes: Uint8Array): boolean {
    const isFolder = path.endsWith('\\') || this.folders.has(asFolder(path));
    const gone = this.files.get(path)?.length ?? 0;
    if (isFolder || !this.folders.has(parentOf(path)) || bytes.length > this.free + gone) return false;
    this.files.set(path, bytes);
    return true;
  }

  remove(path: string): boolean {
    return this.files.delete(path);
  }

  rename(path: string, other: string): boolean {
    const bytes = this.files.get(path);
    if (!bytes || this.files.has(other) || !this.folders.has(parentOf(other))) return false;
    this.files.delete(path);
    return this.write(other, bytes);
  }

  makeFolder(path: string): boolean {
    const folder = asFolder(path);
    if (this.folders.has(folder) || this.files.has(path) || !this.folders.has(parentOf(folder))) return false;
    this.folders.add(folder);
    return true;
  }

  removeFolder(path: string): boolean {
    const folder = asFolder(path);
    return folder !== ROOT && this.list(folder)?.length === 0 && this.folders.delete(folder);
  }

  /** Directories with a backslash after them. Nothing: there is no such directory. */
  list(path: string): readonly string[] | undefined {
    const folder = asFolder(path);
    if (!this.folders.has(folder)) return undefined;
    const all = [...this.folders, ...this.files.keys()];
    return all.filter((one) => one !== folder && parentOf(one) === folder).map((one) => one.slice(folder.length));
  }
}
