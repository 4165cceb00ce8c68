/** A port to a scripted module, without a serial line between them. */
import { Duplex } from 'node:stream';
import { bytesOf, textOf } from '../latin1.js';
import { ScriptedModule } from './scripted-module.js';

export interface ModulePort {
  readonly port: Duplex;
  readonly module: ScriptedModule;
}

/** What the module says comes in pieces of `size` bytes, each in a turn of its own. */
export function modulePort(peer: (data: string) => string, size: number): ModulePort {
  const out: Buffer[] = [];
  const port = new Duplex({
    read() {
      const piece = out.shift();
      if (piece) setImmediate(() => port.push(piece));
      else waiting = true;
    },
    write(chunk: Buffer, _, done) {
      module.receive(textOf(chunk));
      done();
    },
  });
  let waiting = false;
  const module = new ScriptedModule((text) => {
    const bytes = Buffer.from(bytesOf(text));
    for (let at = 0; at < bytes.length; at += size) out.push(bytes.subarray(at, at + size));
    if (waiting) {
      waiting = false;
      port._read(0);
    }
  }, peer);
  return { port, module };
}
