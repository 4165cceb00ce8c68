// Writes the bytes of each session in test/spec/captures/*.md next to it, for tools that read raw logs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases, received } from '../test/spec/read-cases.js';

const folder = join(import.meta.dirname, '../test/spec/captures');
for (const { name, cases } of readCases(folder)) {
  const bytes = Buffer.concat(cases.map(received));
  writeFileSync(join(folder, `${name}.bin`), bytes);
  console.log(`test/spec/captures/${name}.bin  ${bytes.length} bytes`);
}
