/** The recipes of docs/cookbook.md compile, as strictly as a user's project may, and do what they say with a module. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sectionsOf } from '../markdown.js';

const root = join(import.meta.dirname, '../..');
const sections = sectionsOf(readFileSync(join(root, 'docs/cookbook.md'), 'utf8')).filter(
  ({ blocks }) => blocks.length > 0,
);
const run = promisify(execFile);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(root, 'node_modules', '.cookbook-'));
  for (const { heading, blocks } of sections) writeFileSync(fileOf(heading), blocks.map(({ text }) => text).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (heading: string): string => join(folder, `${heading.toLowerCase().replaceAll(' ', '-')}.mts`);

function problems(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files, include: [] }, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noUnusedLocals: false });
  // What they import is checked by `npm run types`.
  const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  return found.map(
    ({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

/** A page is served, every other peer sends back what it is sent, and half a minute passes while the network is found. */
const SIMULATED = `
import { Module, scriptedPeers, VirtualClock } from 'sim800-protocol/module';
import { Session } from 'sim800-protocol/session';
const clock = new VirtualClock();
const respond = () => ({ status: 200, head: 'HTTP/1.1 200 OK\\r\\n', body: Buffer.from('<p>Hello') });
const peers = scriptedPeers(clock, { respond });
let opened;
const module = new Module({ clock, peers, onBytes: (bytes) => opened?.receive(bytes) });
clock.advance(30_000);
const modem = opened = new Session((bytes) => module.write(bytes));
setInterval(() => clock.advance(100), 1);
const soon = (promise) => Promise.race([promise, new Promise((_, reject) => setTimeout(reject, 20_000, new Error('it hangs')))]);
const text = (bytes) => Buffer.from(bytes).toString();
`;

/** What is done with a recipe, and what it must lead to. */
const TRIALS: Readonly<Record<string, readonly [program: string, prints: readonly string[]]>> = {
  TCP: [
    `const heard = recipe.received(modem);
     const first = heard.next();
     await recipe.connect(modem, '203.0.113.10', 7000);
     await recipe.send(modem, Buffer.from('\\r\\nCLOSED'));
     console.log(JSON.stringify(text((await first).value)));`,
    ['"\\r\\nCLOSED"'],
  ],
  SMS: [
    `const heard = recipe.texts(modem);
     const first = heard.next();
     console.log(await recipe.sendText(modem, '+441632960961', 'Dobrý večer'));
     module.receiveMessage({ number: '+15550188', text: 'Dobré ráno' });
     const { from, at, text } = (await first).value;
     console.log(from, at instanceof Date, text);`,
    ['1', '+15550188 true Dobré ráno'],
  ],
  'SMS as PDUs': [
    `const arrived = modem.next('cmti');
     console.log(await recipe.sendLong(modem, '+15550100', 'Hello\\r\\nCLOSED'));
     console.log(JSON.stringify(await recipe.readPdu(modem, (await arrived).index)));
     console.log(await recipe.sendLong(modem, '+15550188', 'x'.repeat(400)));
     console.log(await recipe.readPdu(modem, 9));`,
    ['[ 1 ]', '{"from":"15550100","text":"Hello\\r\\nCLOSED"}', '[ 2, 3, 4, 5 ]', 'undefined'],
  ],
  HTTP: [
    `await recipe.openBearer(modem, 'internet');
     const { status, body } = await recipe.get(modem, 'http://example.com/');
     console.log(status, text(body));`,
    ['200 <p>Hello'],
  ],
  USSD: [`console.log(await recipe.ussd(modem, '*100#'));`, ['Your balance is 10.00']],
  'Begin again': [
    `const { Duplex } = await import('node:stream');
     const port = new Duplex({ read() {}, write(chunk, _, done) { module.write(chunk); done(); } });
     opened = { receive: (bytes) => port.push(bytes) };
     let times = 0;
     const kept = recipe.keepUp(port, async (session) => {
       console.log('set up', (await session.ask({ type: 'csq', form: 'execute' })).rssi);
       times += 1;
       if (times < 3) setTimeout(() => module.restart(), 50);
       else setTimeout(() => port.destroy(), 50);
     });
     await kept;
     console.log('closed');`,
    ['set up 20', 'set up 20', 'set up 20', 'closed'],
  ],
  'Web Serial': [
    `const readable = new ReadableStream({ start: (c) => void (opened = { receive: (bytes) => c.enqueue(bytes) }) });
     const writable = new WritableStream({ write: (chunk) => module.write(chunk) });
     console.log(await recipe.signalOf({ readable, writable }));`,
    ['20'],
  ],
};

async function printed(heading: string, trial: string): Promise<string[]> {
  const ours = (text: string): string =>
    text.replace(/'sim800-protocol(?:\/(\w+))?'/g, (_, entry = 'index') =>
      JSON.stringify(pathToFileURL(join(inject('javascript'), `src/${entry}.js`)).href),
    );
  const plain = await transform(ours(readFileSync(fileOf(heading), 'utf8')), { loader: 'ts', target: 'node20' });
  const recipe = fileOf(`run ${heading}`).replace('.mts', '.mjs');
  writeFileSync(recipe, plain.code);
  const program = fileOf(`try ${heading}`).replace('.mts', '.mjs');
  const body = `const recipe = await import(${JSON.stringify(pathToFileURL(recipe).href)});\nawait soon((async () => {${trial}})());`;
  writeFileSync(program, ours(`${SIMULATED}${body}\nprocess.exit();\n`));
  const { stdout } = await run(process.execPath, [program], { cwd: root });
  return stdout.trimEnd().split('\n');
}

describe('docs/cookbook.md', () => {
  it('has recipes for each of what a driver does', () =>
    expect(sections.map(({ heading }) => heading)).toEqual(Object.keys(TRIALS)));

  it('has recipes that compile', () => expect(problems(sections.map(({ heading }) => fileOf(heading)))).toEqual([]));

  it.each(Object.entries(TRIALS))('%s works with a simulated module', async (heading, [trial, prints]) =>
    expect(await printed(heading, trial)).toEqual(prints),
  );
});
