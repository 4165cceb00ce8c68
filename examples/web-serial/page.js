/** A terminal for a SIM800 in a page: what it says comes as messages, one a line. */
import { DecoderStream } from 'sim800-protocol/streams';

const at = (id) => document.getElementById(id);
const text = (bytes) => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

function show(message) {
  const row = document.createElement('li');
  const { type, kind, ...fields } = message;
  row.dataset.type = type;
  // Whatever is received is text, never markup.
  row.textContent = `${kind} ${type} ${JSON.stringify(fields, (_, v) => (v instanceof Uint8Array ? text(v) : v))}`;
  at('messages').append(row);
}

async function read(stream) {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) show(next.value);
}

async function connect() {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: 115200 });
  const decoder = new DecoderStream();
  const writer = port.writable.getWriter();
  at('command').onsubmit = (event) => {
    event.preventDefault();
    const bytes = new TextEncoder().encode(`${new FormData(event.target).get('line')}\r`);
    decoder.sent(bytes); // so that its echo is told apart from results, and what answers it is known
    writer.write(bytes);
  };
  await read(port.readable.pipeThrough(decoder));
}

at('connect').onclick = () =>
  connect().catch((error) => {
    at('problem').textContent = String(error);
  });
