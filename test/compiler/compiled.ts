/** Runs what `compile()` writes, without writing it anywhere. */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compile, type Source } from '../../src/compiler.js';

export type Plain = Readonly<Record<string, unknown>>;
export interface Compiled {
  decode(bytes: Uint8Array, options?: object): Plain[];
  encode(message: Plain): Uint8Array;
  readonly files: ReadonlyMap<string, string>;
}

const runtime = fileURLToPath(new URL('../../src/runtime.ts', import.meta.url));

function inMemory(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'in-memory',
    setup(b) {
      b.onResolve({ filter: /^sim800-protocol\/runtime$/ }, () => ({ path: runtime }));
      b.onResolve({ filter: /^\.\/[\w-]+\.(js|ts)$/, namespace: 'compiled' }, ({ path }) => ({
        path: path.slice(2).replace(/js$/, 'ts'),
        namespace: 'compiled',
      }));
      b.onLoad({ filter: /.*/, namespace: 'compiled' }, ({ path }) => ({
        contents: files.get(path) ?? '',
        loader: 'ts',
        resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      }));
      b.onResolve({ filter: /^(protocol|command-lines)\.ts$/ }, ({ path }) => ({ path, namespace: 'compiled' }));
    },
  };
}

async function load(files: ReadonlyMap<string, string>, entry: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [inMemory(files)],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

export async function compiled(sources: readonly Source[]): Promise<Compiled> {
  const files = compile(sources);
  const { decode, encode } = (await load(files, 'protocol.ts')) as Omit<Compiled, 'files'>;
  return { decode, encode, files };
}

export interface CompiledCommands {
  parseCommand(line: Uint8Array): Plain;
  encodeCommand(command: Plain): Uint8Array;
}

export async function compiledCommands(sources: readonly Source[]): Promise<CompiledCommands> {
  return (await load(compile(sources), 'command-lines.ts')) as CompiledCommands;
}
