/** After the build of the ES modules: what `require` finds, and the types. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDeclarations } from './declarations.js';
import { ENTRIES } from './entries.js';

const dist = join(import.meta.dirname, '..', 'dist');

// The same module, which Node loads by require() from 20.19 on: one copy of the code, and of each class.
for (const entry of ENTRIES) writeFileSync(join(dist, `${entry}.cjs`), `module.exports = require('./${entry}.js');\n`);
writeDeclarations(ENTRIES);
