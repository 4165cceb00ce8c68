/** `npm run docs:cli`: writes docs/cli.md and the manual page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manualPage } from './cli-man.js';
import { cliReference } from './cli-reference.js';

writeFileSync(join(import.meta.dirname, '../docs/cli.md'), cliReference());
writeFileSync(join(import.meta.dirname, '../docs/sim800.1'), manualPage());
