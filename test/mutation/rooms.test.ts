/** A name that is no longer true would make `npm run mutate` ask other tests than it says, or none. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingOf, ROOMS, roomOf, testsOf } from './rooms.js';

const root = join(import.meta.dirname, '../..');
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}${name}`);

describe('the rooms of npm run mutate', () => {
  it.each(ROOMS)('$sources names files and folders that are there', (room) => {
    expect(missingOf(room)).toEqual([]);
    expect(testsOf(room).length).toBeGreaterThan(0);
  });

  it('are told by a file that has moved, a folder that is gone, and a folder without its slash', () => {
    const tests = ['test/spec/cases.test.ts', 'test/told/', 'test/runtime', 'test/spec/spec.test.ts'];
    expect(missingOf({ sources: 'src/parser/', tests })).toEqual(['src/parser/', ...tests.slice(0, 3)]);
  });

  it.each(['src/runtime/', 'src/compiler/', 'src/capture/'])('take in every source of %s', (folder) => {
    const files = sourcesIn(folder);
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) expect(() => roomOf(file)).not.toThrow();
  });

  it('begin with the special: no source is taken by a room before the one that names its folder', () => {
    const narrow = ROOMS.filter(({ sources }) => sources.split('/').length > 3);
    for (const room of narrow) expect(roomOf(`${room.sources}x.ts`)).toBe(room);
    expect(() => roomOf('src/cli/main.ts')).toThrow('no tests are known for src/cli/main.ts');
  });
});
