/** What `npm pack` holds: what a user needs, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRIES } from '../../scripts/entries.js';
import { root, type UserProject, userProject } from './user-project.js';

let project: UserProject;
beforeAll(() => {
  project = userProject();
});
afterAll(() => project.remove());

const ALLOWED: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  new RegExp(`^dist/(${ENTRIES.join('|')})\\.(js|cjs|d\\.ts|d\\.cts)$`),
  /^dist\/[\w-]+\.js$/, // what entries share, and what the command line does not load at once
  /^dist\/types\/[\w/-]+\.d\.cts$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^grammar\/(extra\/)?([\w-]+\.at|README\.md)$/,
  /^vectors\/(cases|captures)\/[\w-]+\.json$/,
  /^docs\/(forms\/)?[\w-]+\.(md|1)$/,
  /^c\/([\w-]+\.(?:c|h|hpp)|README\.md)$/,
  /^examples\/([\w-]+\/)*[\w-]+\.(ts|js|html|py|at|bin|log|lua|md)$/,
  /^integrations\/[\w-]+\/[\w-]+\.py$/,
];

describe('the packed package', () => {
  it('holds nothing else', () => {
    expect(project.packed.files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds every entry in both forms, with types', () => {
    const wanted = ENTRIES.flatMap((entry) => ['js', 'cjs', 'd.ts', 'd.cts'].map((end) => `dist/${entry}.${end}`));
    expect(project.packed.files).toEqual(expect.arrayContaining([...wanted, 'dist/cli.js', 'README.md', 'LICENSE']));
  });

  it('holds every file of the grammar', () => {
    const files = readdirSync(join(root, 'grammar')).filter((name) => name.endsWith('.at'));
    expect(project.packed.files).toEqual(expect.arrayContaining(files.map((name) => `grammar/${name}`)));
  });

  it('has no dependencies, and brings none along', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest.dependencies).toBeUndefined();
    const optional = Object.keys(manifest.peerDependencies ?? {}).map((name) => [name, { optional: true }]);
    expect(manifest.peerDependenciesMeta).toEqual(Object.fromEntries(optional));
    const installed = readdirSync(join(project.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['sim800-protocol']);
  });

  it('has the licence of every library it has taken in', () => {
    const text = readFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['nearley', 'moo', 'commander', 'picocolors', 'uplot', 'csv-stringify', 'fzstd', 'string-width'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text.match(/^Copyright/gm)?.length).toBeGreaterThanOrEqual(4);
  });

  it('lets its files be found by name', () => {
    project.write({ 'find.mjs': "console.log(import.meta.resolve('sim800-protocol/grammar/tcpip.at'));" });
    expect(project.node('find.mjs').trim()).toMatch(/\/node_modules\/sim800-protocol\/grammar\/tcpip\.at$/);
  });
});
