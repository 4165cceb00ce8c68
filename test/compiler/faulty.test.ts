/** Every grammar in faulty/ carries what is wrong with it: comment lines `# LINE:COLUMN message`, all of them, in order. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { GrammarError } from '../../src/compiler/notation/errors.js';

const folder = new URL('faulty/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.at'));

function expectedIn(text: string): string[] {
  return Array.from(text.matchAll(/^# (\d+:\d+ .*)$/gm), ([, expected]) => expected ?? '');
}

function findingsOf(file: string, text: string): string[] {
  try {
    analyse([{ file, text }]);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    return error.findings.map(({ location, message }) => `${location.line}:${location.column} ${message}`);
  }
  return [];
}

describe('a faulty grammar is refused with all that is wrong with it', () => {
  it.each(files)('%s', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(expectedIn(text)).not.toEqual([]);
    expect(findingsOf(file, text)).toEqual(expectedIn(text));
  });
});
