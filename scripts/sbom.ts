/** npm run sbom: the package and what is bundled into it, as CycloneDX, to standard output or `--out FILE`. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');

interface Component {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly purl: string;
}

export interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** What a build has written down beside the licences: `nearley 2.20.1 (MIT)`. */
function bundled(): Set<string> {
  const text = readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  return new Set(Array.from(text.matchAll(/^-{80}\n(\S+) (\S+) \(/gm), ([, name, version]) => `${name}@${version}`));
}

/** npm knows everything installed, with hashes and licences; of that, what was bundled is part of the package. */
export function sbom(): Bom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library'];
  const said = execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const all = JSON.parse(said) as Bom;
  const names = bundled();
  const components = all.components.filter(({ name, version }) => names.has(`${name}@${version}`));
  if (components.length !== names.size) throw new Error(`npm does not know all of ${[...names].join(', ')}`);
  const refs = components.map((component) => component['bom-ref']);
  // npm calls it after the folder that it appears in.
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  const component = { ...all.metadata.component, name };
  return {
    ...all,
    metadata: { ...all.metadata, component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: refs }, ...refs.map((ref) => ({ ref, dependsOn: [] }))],
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const text = `${JSON.stringify(sbom(), undefined, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
}
