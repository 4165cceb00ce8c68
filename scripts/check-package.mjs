// The built package as its users meet it: by its own name, imported and required, and on the command line.
import { equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const manifest = JSON.parse(read('package.json'));
const require = createRequire(import.meta.url);
const wire = '\r\n+CIPRXGET: 2,0,5,0\r\nhello\r\nOK\r\n';

/** What every import of "." leads to inside dist, the entry included. */
function bundle(entry, seen = new Set([entry])) {
  for (const [, file] of read(`dist/${entry}`).matchAll(/(?:from|import|require)\s*\(?\s*["']\.\/([^"']+)["']/g)) {
    if (!seen.has(file)) bundle(file, seen.add(file));
  }
  return [...seen];
}

function checkEntry({ decode, encode }) {
  const messages = decode(Buffer.from(wire, 'latin1'));
  equal(messages.map((m) => m.type).join(), 'ciprxget-read,ok');
  equal(Buffer.from(messages[0].payload).toString(), 'hello');
  equal(Buffer.from(encode(messages[1])).toString(), '\r\nOK\r\n');
}

const entries = Object.keys(manifest.exports).filter((path) => manifest.exports[path].import);
for (const path of entries) {
  const name = `${manifest.name}${path.slice(1)}`;
  const [imported, required] = [await import(name), require(name)];
  equal(Object.keys(required).sort().join(), Object.keys(imported).sort().join(), `${name}: import and require differ`);
  for (const condition of ['import', 'require']) ok(read(manifest.exports[path][condition].types).length > 0);
}
checkEntry(await import(manifest.name));
checkEntry(require(manifest.name));

ok((await import(`${manifest.name}/runtime`)).EncodeError === (await import(manifest.name)).EncodeError);
ok(require(`${manifest.name}/runtime`).EncodeError === require(manifest.name).EncodeError);

for (const file of [...bundle('index.js'), ...bundle('index.cjs')]) {
  for (const foreign of ['nearley', 'GrammarError', 'commander'])
    ok(!read(`dist/${file}`).includes(foreign), `${file} holds ${foreign}`);
}
equal(manifest.dependencies, undefined, 'the package has no dependencies');

const bin = fileURLToPath(new URL(manifest.bin.sim800, root));
const run = spawnSync(process.execPath, [bin, 'decode', '--format', 'ndjson'], { input: wire, encoding: 'utf8' });
equal(run.status, 0, run.stderr);
equal(run.stdout.split('\n').length, 3);
equal(JSON.parse(run.stdout.split('\n')[0]).payload, 'hello');

console.log(`${manifest.name} ${manifest.version}: ${entries.join(' ')} import, require and run`);
