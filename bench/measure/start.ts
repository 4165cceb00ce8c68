/** The inside of a fresh Node: from the import of the library to the first message. */
import type * as library from '../../src/index.js';

export async function runStart(): Promise<void> {
  const request = JSON.parse(process.argv[2] as string) as { readonly library: string };
  const bytes = Buffer.from('\r\n+CSQ: 21,0\r\n');
  const started = performance.now();
  const { Decoder } = (await import(request.library)) as typeof library;
  let elapsed = 0;
  new Decoder(() => {
    elapsed = performance.now() - started;
  }).write(bytes);
  process.stdout.write(JSON.stringify(elapsed));
}
