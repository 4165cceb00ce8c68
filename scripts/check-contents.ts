/** What the package holds, beyond what its manifest promises: every link of a page that is packed leads to a packed file. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenLinks } from './links.js';

const root = join(import.meta.dirname, '..');
const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
  cwd: root,
  encoding: 'utf8',
});
const [{ files }] = JSON.parse(output) as [{ files: readonly { path: string }[] }];
const paths = files.map(({ path }) => path);

for (const { page, link } of brokenLinks(paths, (page) => readFileSync(join(root, page), 'utf8'))) {
  console.error(`${page}: the link ${link} leads to nothing in the package`);
  process.exitCode = 1;
}
if (!process.exitCode) console.log(`${paths.length} files, and every link of a page leads to one of them`);
