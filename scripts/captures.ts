// Writes the bytes of each session in test/spec/captures/*.md into examples/captures, for tools that read raw logs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases, received } from '../test/spec/read-cases.js';

const root = join(import.meta.dirname, '..');
for (const { name, cases } of readCases(join(root, 'test/spec/captures'))) {
  const bytes = Buffer.concat(cases.map(received));
  writeFileSync(join(root, `examples/captures/${name}.bin`), bytes);
  console.log(`examples/captures/${name}.bin  ${bytes.length} bytes`);
}
