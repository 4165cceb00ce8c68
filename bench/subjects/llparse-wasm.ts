import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Subject } from '../measure/subject.js';
import type { BuiltMachine } from '../rivals/llparse/build.js';
import { type Machine, WasmReading } from '../rivals/llparse/reading.js';

/** As much of WebAssembly as is needed: its types come with those of browsers only. */
interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

let machine: Machine | undefined;
let built: BuiltMachine | undefined;

export const subject: Subject = {
  name: 'llparse-wasm',
  about: 'a machine of llparse for these lines alone, compiled to WebAssembly; numbers only',
  claim: 'numbers',
  workloads: ['lines', 'lines-fresh'],
  async prepare(directory) {
    const { buildMachine } = await import('../rivals/llparse/build.js');
    return buildMachine(join(directory, 'llparse'));
  },
  open(sink, { stream, plan }) {
    const folder = join(dirname(stream), 'llparse');
    machine ??= new Instance(new Module(readFileSync(join(folder, 'lines.wasm')))).exports as Machine;
    built ??= JSON.parse(readFileSync(join(folder, 'lines.json'), 'utf8')) as BuiltMachine;
    return new WasmReading(machine, built.endings, plan, sink);
  },
};
