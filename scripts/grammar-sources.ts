import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What the TCP/IP application note is about, with what every line needs: results, errors, prompts, the basic commands. */
const TCPIP = [
  'commands-tcpip',
  'commands-v25ter',
  'errors',
  'fields',
  'received',
  'settings',
  'tcpip',
  'unprefixed',
  'v25ter',
];

/** The default grammar: every chapter in grammar/, not what is in grammar/extra/. */
export function grammarSources(): { file: string; text: string }[] {
  const names = readdirSync(join(root, 'grammar')).filter((name) => name.endsWith('.at'));
  return names.sort().map((name) => ({
    file: `grammar/${name}`,
    text: readFileSync(join(root, 'grammar', name), 'utf8'),
  }));
}

/** The chapters of `sim800-protocol/tcpip`. */
export const tcpipSources = (): { file: string; text: string }[] =>
  grammarSources().filter(({ file }) => TCPIP.some((chapter) => file === `grammar/${chapter}.at`));
