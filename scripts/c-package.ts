/** The C engine with one grammar, as what the tools of firmware take: the folder c/pack, filled. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './grammar-sources.js';

/** Its sources; of the headers it needs all. */
const ENGINE = ['sim800_engine.c', 'sim800_fields.c', 'sim800_dialogue.c', 'sim800_command.c'];

function filesUnder(folder: string): [path: string, text: string][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
  });
}

function engineFiles(): [path: string, text: string][] {
  const c = join(root, 'c');
  const names = readdirSync(c).filter((name) => ENGINE.includes(name) || /\.(h|hpp)$/.test(name));
  return names.map((name) => [`src/${name}`, readFileSync(join(c, name), 'utf8')]);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** `grammar`: what `compileC99` made. Texts by their path in the folder. */
export function cPackage(grammar: ReadonlyMap<string, string>): Map<string, string> {
  const templates = filesUnder(join(root, 'c', 'pack'));
  return new Map([
    ...templates.map(([path, text]): [string, string] => [path, text.replaceAll('@VERSION@', version())]),
    ...engineFiles(),
    ...Array.from(grammar, ([name, text]): [string, string] => [`src/${name}`, text]),
    ['LICENSE', readFileSync(join(root, 'LICENSE'), 'utf8')],
  ]);
}
