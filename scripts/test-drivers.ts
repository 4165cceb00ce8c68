/** `npm run test:drivers -- DIR`: drivers that others have published, built from the checkouts in DIR, against the simulated module. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0) {
  console.error('npm run test:drivers -- DIR: a folder with checkouts of drivers, or one of them (docs/simulate.md)');
  process.exit(2);
}
const args = ['vitest', 'run', '--config', 'vitest.tools.config.ts', 'test/drivers'];
const { status } = spawnSync('npx', args, { stdio: 'inherit', env: { ...process.env, DRIVERS: resolve(folder) } });
process.exitCode = status ?? 1;
