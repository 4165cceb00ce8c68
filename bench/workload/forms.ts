/** Which forms there are: how the tokenizer's speed depends on their number is measured with grammars of some of them. */
import { grammarSources } from '../../scripts/grammar-sources.js';

const FORMS = /^(?:fallback[ ]+)?(?:final|intermediate|response|urc|prompt|echo)[ ]+(\S+)/gm;

const typesIn = (text: string): string[] => [...text.matchAll(FORMS)].map(([, type = '']) => type);

/** Types in the order of declaration. */
export const allTypes = (): string[] => grammarSources().flatMap(({ text }) => typesIn(text));

const NOTE_CHAPTERS = ['tcpip.at', 'received.at', 'settings.at'];
const RESULTS = ['ok', 'error', 'connect', 'prompt', 'echo'];

/** The forms of the TCP/IP application note, and the results they need. */
export function noteTypes(): string[] {
  const named = grammarSources()
    .filter(({ file }) => NOTE_CHAPTERS.some((name) => file.endsWith(`/${name}`)))
    .flatMap(({ text }) => text.split('\n\n'))
    .filter((block) => block.includes('application note'))
    .flatMap(typesIn);
  return [...new Set([...RESULTS, ...named])];
}
