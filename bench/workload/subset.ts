/** A grammar of some of the forms: how the tokenizer's speed depends on the number of forms is measured with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../src/compiler.js';

const grammar = join(import.meta.dirname, '../../grammar');

const FORM = /^(?:fallback\s+)?(?:final|intermediate|response|urc|prompt|echo)\s+(\S+)/;
const CLAUSE = /\b(answers|ends|then)\s+([a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)/g;

/** The chapter with the order of the fallback forms comes last. */
function chapters(): Source[] {
  const names = readdirSync(grammar).filter((name) => name.endsWith('.at'));
  const ordered = [...names.filter((name) => name !== 'unprefixed.at').sort(), 'unprefixed.at'];
  return ordered.map((name) => ({ file: `grammar/${name}`, text: readFileSync(join(grammar, name), 'utf8') }));
}

/** An entry begins in the first column; comments stay with what follows them. */
function entries(text: string): string[] {
  return text.split(/\n(?=[^\s#])/).map((entry) => entry.replace(/\n#[^\n]*(?=\n|$)/g, '').replace(/\n\s*$/, ''));
}

/** A command speaks of forms: those that are gone it does not speak of. */
function commandOf(entry: string, has: (type: string) => boolean): string {
  return entry.replace(CLAUSE, (_, clause: string, names: string) => {
    const kept = names
      .split(',')
      .map((name) => name.trim())
      .filter(has);
    return kept.length > 0 ? `${clause} ${kept.join(', ')}` : '';
  });
}

function keep(entry: string, has: (type: string) => boolean): string | undefined {
  const [, type] = FORM.exec(entry) ?? [];
  if (type !== undefined) return has(type) ? entry : undefined;
  return /^(?:command|default)\b/.test(entry) ? commandOf(entry, has) : entry;
}

/** Types in the order of declaration. */
export function allTypes(): string[] {
  return chapters().flatMap(({ text }) => entries(text).flatMap((entry) => FORM.exec(entry)?.[1] ?? []));
}

const NOTE_CHAPTERS = ['tcpip.at', 'received.at', 'settings.at'];
const RESULTS = ['ok', 'error', 'connect', 'prompt', 'echo'];

/** The forms of the TCP/IP application note, and the results they need. */
export function noteTypes(): string[] {
  const blocks = chapters()
    .filter(({ file }) => NOTE_CHAPTERS.some((name) => file.endsWith(`/${name}`)))
    .flatMap(({ text }) => text.split('\n\n'))
    .filter((block) => block.includes('application note'));
  const named = blocks.flatMap((block) => block.split('\n').flatMap((line) => FORM.exec(line)?.[1] ?? []));
  return [...new Set([...RESULTS, ...named])];
}

/** The sources with those forms alone. */
export function subset(types: ReadonlySet<string>): Source[] {
  const has = (type: string): boolean => types.has(type);
  return chapters().map(({ file, text }) => {
    const kept = entries(`\n${text}`).flatMap((entry) => keep(entry, has) ?? []);
    return { file, text: `${kept.join('\n')}\n` };
  });
}
