/** `npm run docs:cli`: writes docs/cli.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliReference } from './cli-reference.js';

writeFileSync(join(import.meta.dirname, '../docs/cli.md'), cliReference());
