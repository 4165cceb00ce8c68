import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The default grammar: every chapter in grammar/, not what is in grammar/extra/. */
export function grammarSources(): { file: string; text: string }[] {
  const names = readdirSync(join(root, 'grammar')).filter((name) => name.endsWith('.at'));
  return names.sort().map((name) => ({
    file: `grammar/${name}`,
    text: readFileSync(join(root, 'grammar', name), 'utf8'),
  }));
}
