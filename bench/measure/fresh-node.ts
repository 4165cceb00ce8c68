/** Starts a fresh Node for every measurement. */
import { execFileSync, spawnSync } from 'node:child_process';

export interface NodeCommand {
  readonly path: string;
  readonly version: string;
}

/** `npx -p node@24` is asked once where its Node lies, so that npx is not measured. */
export function findNode(major?: string): NodeCommand {
  const script = 'process.stdout.write(process.execPath)';
  const path = major
    ? execFileSync('npx', ['-y', '-p', `node@${major}`, 'node', '-e', script], { encoding: 'utf8' })
    : process.execPath;
  return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() };
}

/** Runs a bundle; what it prints is its answer. */
export function runFresh<T>(node: NodeCommand, flags: readonly string[], bundle: string, request: unknown): T {
  const run = spawnSync(node.path, [...flags, bundle, JSON.stringify(request)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${bundle} failed:\n${run.stderr || run.error}`);
  return JSON.parse(run.stdout) as T;
}
