/** The files of a folder of cases. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CaseFile<C> {
  /** Without its ending. */
  readonly name: string;
  readonly cases: readonly C[];
}

export function readFolder<C>(folder: string, parse: (markdown: string) => C[]): CaseFile<C>[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return names.sort().map((file) => {
    try {
      return { name: file.slice(0, -'.md'.length), cases: parse(readFileSync(join(folder, file), 'utf8')) };
    } catch (error) {
      throw new Error(`${join(folder, file)}: ${(error as Error).message}`, { cause: error });
    }
  });
}
