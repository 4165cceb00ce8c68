/** What package.json promises, checked by the tools that know every way to read one: publint, and "are the types wrong?". */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './pack.js';

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');

function ask(name: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(join(bin, name), args, { encoding: 'utf8' });
  if (status !== 0) process.exitCode = 1;
  console.log(status === 0 ? `${name}: nothing to say` : `${name}:\n${stdout}${stderr}`);
}

const folder = mkdtempSync(join(tmpdir(), 'sim800-manifest-'));
try {
  const { tarball } = pack(folder);
  ask('publint', ['run', tarball, '--strict']);
  ask('attw', [tarball, '--format', 'ascii']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
