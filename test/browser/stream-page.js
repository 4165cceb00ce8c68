/** Runs in the browser: what the Web stream and the iterator make of captures, and of a reader that takes its time. */
import { DecoderStream, messages } from 'sim800-protocol/streams';

const plain = (of) => JSON.parse(JSON.stringify(of, (_, v) => (v instanceof Uint8Array ? [...v] : v)));

async function all(stream) {
  const found = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) found.push(next.value);
  return found;
}

const bodyOf = async (name) => (await fetch(`/examples/captures/${name}`)).body;

async function fromFetch(names) {
  const found = {};
  for (const name of names) {
    const piped = await all((await bodyOf(name)).pipeThrough(new DecoderStream()));
    const iterated = [];
    for await (const message of messages(await bodyOf(name))) iterated.push(message);
    found[name] = { piped: plain(piped), iterated: plain(iterated) };
  }
  return found;
}

async function pulledAhead() {
  let pulled = 0;
  const chunk = new TextEncoder().encode('\r\nOK\r\n');
  const endless = new ReadableStream({ pull: (c) => c.enqueue(chunk, pulled++) }, { highWaterMark: 0 });
  const reader = endless.pipeThrough(new DecoderStream({ highWaterMark: 4 })).getReader();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ahead = pulled;
  await reader.cancel();
  return ahead;
}

async function truncatedAfterSilence() {
  const half = new TextEncoder().encode('\r\n+CIPRXGET: 2,1,5,0\r\nhel');
  const silent = new ReadableStream({ start: (c) => c.enqueue(half) });
  const reader = silent.pipeThrough(new DecoderStream({ idlePayloadMs: 20 })).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return plain(value);
}

async function run() {
  const names = await (await fetch('/captures.json')).json();
  return {
    captures: await fromFetch(names),
    ahead: await pulledAhead(),
    silence: await truncatedAfterSilence(),
    isTransform: new DecoderStream() instanceof TransformStream,
  };
}

const report = await run().catch((error) => ({ error: String(error?.stack ?? error) }));
await fetch('/report', { method: 'POST', body: JSON.stringify(report) });
