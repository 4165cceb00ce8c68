/** What package.json promises, asked of those who know every way to read one: publint, and "are the types wrong?". */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './pack.js';

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');
const folder = mkdtempSync(join(tmpdir(), 'sim800-manifest-'));
try {
  const { tarball } = pack(folder);
  execFileSync(join(bin, 'publint'), ['run', tarball, '--strict'], { stdio: 'inherit' });
  execFileSync(join(bin, 'attw'), [tarball, '--format', 'ascii'], { stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
