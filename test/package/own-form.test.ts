/** examples/own-form: what a user's own `compile` writes runs against the installed package. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, type UserProject, userProject } from './user-project.js';

let project: UserProject;
const example = (name: string): string => readFileSync(join(root, 'examples', 'own-form', name), 'utf8');
const CLI = 'node_modules/sim800-protocol/dist/cli.js';

beforeAll(() => {
  project = userProject();
  project.write({ 'tank.at': example('tank.at') });
});
afterAll(() => project.remove());

const WIRE = '\r\n+TANK: 7,LOW\r\n\r\n+IPD,9:\r\n+TANK:1\r\n+TANK:80\r\n+TANK: 101\r\n';

/** Everything before `tank.at` as a shell would write it. */
function shippedGrammar(): string[] {
  const folder = 'node_modules/sim800-protocol/grammar';
  const names = readdirSync(join(project.folder, folder)).filter((name) => name.endsWith('.at'));
  return names.sort().map((name) => `${folder}/${name}`);
}

function compileAndRun(grammar: readonly string[]): string {
  project.node(CLI, 'compile', ...grammar, 'tank.at', '--out', 'generated');
  project.write({
    'main.ts': example('main.ts'),
    'run.ts': `import { Readable } from 'node:stream';
      import { watch } from './main.js';
      await watch(Readable.from([Buffer.from(${JSON.stringify(WIRE)})]), console.log);`,
  });
  // The arbitraries it writes use types of fast-check, which this user has not installed.
  const strictest = { noUnusedLocals: true, noUnusedParameters: true, noUncheckedIndexedAccess: true };
  expect(project.typescript({ outDir: 'out', rootDir: '.', skipLibCheck: true, ...strictest })).toBe('');
  return project.node('out/run.js');
}

describe('examples/own-form', () => {
  it('alone', () => {
    expect(compileAndRun([])).toBe(
      ['tank: 7 %, LOW!', 'unrecognized', 'tank: 1 %', 'tank: 80 %', 'unrecognized', ''].join('\n'),
    );
  });

  it('together with the whole grammar of the package, in which its bytes can be payload', () => {
    const said = compileAndRun(shippedGrammar());
    expect(said).toBe(['tank: 7 %, LOW!', 'ipd', 'tank: 80 %', 'unrecognized', ''].join('\n'));
  }, 300_000); // everything is compiled twice: the grammar, and what is written for it

  it('writes code that imports the runtime and nothing else', () => {
    const folder = join(project.folder, 'out', 'generated');
    const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const imported = names.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, from]) => from),
    );
    expect(new Set(imported)).toEqual(new Set(['sim800-protocol/runtime']));
  });
});
