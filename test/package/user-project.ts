/** An empty folder with the packed package installed, as a user has it; compilers come from this repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, type Packed, pack } from '../../scripts/pack.js';

export const root = join(import.meta.dirname, '..', '..');

export interface UserProject {
  readonly folder: string;
  readonly packed: Packed;
  write(files: Readonly<Record<string, string>>): void;
  /** Checks and compiles the sources in there; returns what the compiler has to say. */
  typescript(options?: Readonly<Record<string, unknown>>, include?: readonly string[]): string;
  /** Runs a file, and returns what it prints. */
  node(file: string, ...args: string[]): string;
  remove(): void;
}

const COMPILER_OPTIONS = {
  strict: true,
  skipLibCheck: false,
  target: 'es2022',
  module: 'nodenext',
  types: ['node'],
  typeRoots: [join(root, 'node_modules', '@types')],
};

export function userProject(): UserProject {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-user-'));
  const packed = pack(folder);
  install(packed.tarball, folder);
  const write: UserProject['write'] = (files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  return {
    folder,
    packed,
    write,
    typescript(options = {}, include = ['.']) {
      write({ 'tsconfig.json': JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, ...options }, include }) });
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
    },
    node: (file, ...args) =>
      execFileSync(process.execPath, [join(folder, file), ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
