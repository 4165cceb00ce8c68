/**
 * Runs in the page of examples/web-serial: puts a simulated module where the browser would offer a port, uses the page as
 * somebody would, and reports what it shows.
 */
import { Module, scriptedPeers, VirtualClock } from '/node_modules/sim800-protocol/dist/module.js';

const bytesOf = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));

let say = () => {};
let link;
const clock = new VirtualClock();
const server = (one) => {
  link = one;
  return () => {};
};
const module = new Module({
  clock,
  peers: scriptedPeers(clock, { servers: { '*': server } }),
  onBytes: (bytes) => say(bytes),
});

// It is connected before anybody looks.
for (const line of ['AT+CIPRXGET=1', 'AT+CIPSTART="TCP","203.0.113.10",7000']) {
  module.write(bytesOf(`${line}\r`));
  clock.advance(5000);
}
setInterval(() => clock.advance(100), 5);

const port = {
  open: async ({ baudRate }) => {
    if (baudRate !== 115200) throw new Error(`opened with ${baudRate}`);
    port.readable = new ReadableStream({
      start: (controller) => {
        say = (bytes) => controller.enqueue(bytes);
      },
    });
    port.writable = new WritableStream({ write: (chunk) => module.write(chunk) });
  },
};
Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => port } });

const at = (id) => document.getElementById(id);
const rows = () => Array.from(at('messages').children, (row) => row.textContent);

async function until(condition) {
  for (let tries = 0; !condition() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function send(line, answers) {
  at('command').elements.line.value = line;
  at('command').requestSubmit();
  await until(() => rows().length >= answers);
}

at('connect').click();
await until(() => at('command').onsubmit);
await send('AT+CSQ', 3);
link.send(bytesOf('<b>\r\nOK\r\n')); // what a peer can send: it is neither markup nor a result
await until(() => rows().length >= 4);
await send('AT+CIPRXGET=2,20', 7);
await fetch('/report', { method: 'POST', body: JSON.stringify({ rows: rows(), problem: at('problem').textContent }) });
