/** Files that change: told once for several changes at a time, and for what an editor does to replace a file. */
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in steps. */
const SETTLED = 50;

/** Watches from the moment it is made, so that what changes during a check is not missed. */
export class FileWatch {
  private hasChanged = false;
  private wake: (() => void) | undefined;
  private readonly watchers: readonly FSWatcher[];

  constructor(files: readonly string[]) {
    this.watchers = watchersOf(files, () => {
      this.hasChanged = true;
      this.wake?.();
    });
  }

  /** Resolves once one of the files has changed since the last time. */
  async change(): Promise<void> {
    if (!this.hasChanged) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    this.hasChanged = false;
  }

  close(): void {
    for (const watcher of this.watchers) watcher.close();
  }
}

/** A file that is replaced is another file: its folder is watched. */
function watchersOf(files: readonly string[], onChange: () => void): FSWatcher[] {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = dirname(file);
    folders.set(folder, (folders.get(folder) ?? new Set()).add(basename(file)));
  }
  return Array.from(folders, ([folder, names]) =>
    watch(folder, (_, name) => {
      if (name === null || names.has(name)) onChange();
    }),
  );
}
