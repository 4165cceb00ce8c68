/**
 * `npm run check:node`: the packed package under every Node it is for, and under Bun and Deno: imported, required, a
 * recorded session decoded. The runtimes are packages of the npm registry; `check:node node@20 bun` asks for these only.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, pack } from './pack.js';

const root = join(import.meta.dirname, '..');
const ALL = ['node@20', 'node@22', 'node@24', 'bun', 'deno'];
const SESSION = 'tcp-client.bin';

const BODY = `
const bytes = new Uint8Array(readFileSync('${SESSION}'));
const types = decode(bytes).map((message) => message.type);
const read = async () => {
  const piped = [];
  for await (const { type } of Readable.from([bytes.subarray(0, 99), bytes.subarray(99)]).pipe(new DecoderDuplex())) piped.push(type);
  const web = [];
  for await (const { type } of new Blob([bytes]).stream().pipeThrough(new DecoderStream())) web.push(type);
  if (web.join() !== types.join() || piped.join() !== types.join()) throw new Error('the streams read something else');
  if (!compile([{ file: 'a.at', text: 'urc a "A"\\n' }]).has('protocol.ts')) throw new Error('nothing compiled');
  if (decodeOfTcpip(new TextEncoder().encode('\\r\\nOK\\r\\n'))[0].type !== 'ok') throw new Error('tcpip reads something else');
  const clock = new VirtualClock();
  const module = new Module({ clock, onBytes: (answer) => session.receive(answer) });
  const session = new Session((command) => module.write(command));
  const ticking = setInterval(() => clock.advance(100), 1);
  const { rssi } = await session.ask({ type: 'csq', form: 'execute' });
  clearInterval(ticking);
  if (rssi !== 20 || dBmOf(rssi) !== -73) throw new Error('the session was answered otherwise');
  console.log(types.join(' '));
};
read();
`;

const NAMES: Readonly<Record<string, string>> = {
  'node:fs': 'readFileSync',
  'node:stream': 'Readable',
  'sim800-protocol': 'decode',
  'sim800-protocol/node': 'DecoderDuplex',
  'sim800-protocol/streams': 'DecoderStream',
  'sim800-protocol/compiler': 'compile',
  'sim800-protocol/session': 'Session',
  'sim800-protocol/module': 'Module, VirtualClock',
  'sim800-protocol/values': 'dBmOf',
  'sim800-protocol/tcpip': 'decode: decodeOfTcpip',
};

function programs(): Record<string, string> {
  const names = Object.entries(NAMES);
  const imported = names.map(([from, name]) => `import { ${name.replace(':', ' as')} } from '${from}';`);
  const required = names.map(([from, name]) => `const { ${name} } = require('${from}');`);
  return { 'imported.mjs': `${imported.join('\n')}${BODY}`, 'required.cjs': `${required.join('\n')}${BODY}` };
}

/** How a runtime from the registry is called, in a folder of its own. */
function fetched(runtime: string, into: string): { command: string; args: readonly string[] } {
  const name = runtime.replace(/@.*/, '');
  mkdirSync(into);
  writeFileSync(join(into, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', runtime], {
    cwd: into,
    stdio: 'inherit',
  });
  return {
    command: join(into, 'node_modules', '.bin', name),
    args: name === 'deno' ? ['run', '--no-prompt', '--allow-read', '--allow-env'] : [],
  };
}

function check(runtime: string, folder: string, expected: string): boolean {
  const { command, args } = fetched(runtime, join(folder, runtime));
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).split('\n')[0];
  const cwd = join(folder, 'user');
  const wrong = Object.keys(programs()).filter((file) => {
    const output = execFileSync(command, [...args, file], { cwd, encoding: 'utf8' });
    return output.trim() !== expected;
  });
  console.log(`${runtime} (${version}): ${wrong.length === 0 ? 'imported, required, decoded' : `wrong: ${wrong}`}`);
  return wrong.length === 0;
}

const folder = mkdtempSync(join(tmpdir(), 'sim800-runtimes-'));
try {
  const user = join(folder, 'user');
  install(pack(folder).tarball, user);
  for (const [name, text] of Object.entries(programs())) writeFileSync(join(user, name), text);
  copyFileSync(join(root, 'examples', 'captures', SESSION), join(user, SESSION));
  const expected = execFileSync(process.execPath, ['imported.mjs'], { cwd: user, encoding: 'utf8' }).trim();
  const named = process.argv.slice(2);
  const failed = (named.length > 0 ? named : ALL).filter((runtime) => !check(runtime, folder, expected));
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
