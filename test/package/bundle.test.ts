/** Bundled for a browser, and run where there is nothing but the language. */
import { createContext, Script } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decoded, sessions } from '../streams/wires.js';
import { type UserProject, userProject } from './user-project.js';

let project: UserProject;
beforeAll(() => {
  project = userProject();
});
afterAll(() => project.remove());

async function bundle(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: project.folder },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'bundled',
  });
  expect(result.warnings).toEqual([]);
  return result.outputFiles[0]?.text ?? '';
}

describe('bundled for a browser', () => {
  it('decodes without anything of Node or of the Web', async () => {
    const code = await bundle("export { decode, encode } from 'sim800-protocol';");
    const context = createContext({ sessions: sessions.map(([, bytes]) => [...bytes]) });
    new Script(code).runInContext(context);
    const decode = 'JSON.stringify(sessions.map((bytes) => bundled.decode(Uint8Array.from(bytes))))';
    const found: unknown = JSON.parse(new Script(decode).runInContext(context) as string);
    expect(found).toEqual(JSON.parse(JSON.stringify(sessions.map(([, bytes]) => decoded([bytes])))));
  });

  it('streams with what the Web has', async () => {
    const code = await bundle("export { DecoderStream, messages } from 'sim800-protocol/streams';");
    const context = createContext({ TransformStream, ReadableStream, setTimeout, clearTimeout });
    new Script(code).runInContext(context);
    const read = `(async () => {
      const source = new ReadableStream({ start: (c) => { c.enqueue(Uint8Array.of(13, 10, 79, 75, 13, 10)); c.close(); } });
      for await (const message of bundled.messages(source.pipeThrough(new TransformStream()))) return message.type;
    })()`;
    expect(await new Script(read).runInContext(context)).toBe('ok');
  });

  it('leaves out what is not used: an error class does not bring the grammar along', async () => {
    const whole = await bundle("export { decode } from 'sim800-protocol';");
    const small = await bundle("export { EncodeError, StateError } from 'sim800-protocol';");
    expect(small.length).toBeLessThan(5_000);
    expect(whole.length).toBeGreaterThan(100_000);
    const runtime = await bundle("export * from 'sim800-protocol/runtime';");
    expect(runtime.length).toBeLessThan(90_000);
  });
});
