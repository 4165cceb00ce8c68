/** Programs that a test needs and a machine may lack. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Where a program is. Where it is missing, `npm test` skips what needs it; the scripts that are there for such a test
 * (`npm run test:serial`, `npm run test:browser`) fail.
 */
export function findTool(...names: readonly string[]): string | undefined {
  // Daemons are where the path of a user does not lead.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined && process.env.TOOLS_REQUIRED) {
    throw new Error(`${names.join(' or ')} is missing: bash scripts/install-test-tools.sh ${names[0]}`);
  }
  return found;
}

/**
 * The Python that has a library: PYTHON, the first of the path, or Debian's own, which is the one that Debian's packages are for.
 * Called by tests that fail without it; `debian` is its package.
 */
export function pythonWith(library: string, debian: string): string {
  const all = [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter((one) => one !== undefined);
  const found = all.find((one) => spawnSync(one, ['-c', `import ${library}`]).status === 0);
  if (found === undefined) throw new Error(`no Python has ${library}: apt-get install ${debian}`);
  return found;
}
