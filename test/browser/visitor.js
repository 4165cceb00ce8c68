/**
 * Runs in the page of examples/web-serial: puts a scripted module where the browser would offer a port, uses the page as
 * somebody would, and reports what it shows.
 */
import { ScriptedModule } from './scripted-module.js';

const latin1 = (bytes) => Array.from(bytes, (b) => String.fromCharCode(b)).join('');
const bytesOf = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));

let module;
const port = {
  open: async ({ baudRate }) => {
    if (baudRate !== 115200) throw new Error(`opened with ${baudRate}`);
    port.readable = new ReadableStream({
      start: (controller) => {
        module = new ScriptedModule(
          (text) => controller.enqueue(bytesOf(text)),
          () => '',
        );
      },
    });
    port.writable = new WritableStream({ write: (chunk) => module.receive(latin1(chunk)) });
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
module.arrive('<b>\r\nOK\r\n'); // what a peer can send: it is neither markup nor a result
await send('AT+CIPRXGET=2,20', 7);
await fetch('/report', { method: 'POST', body: JSON.stringify({ rows: rows(), problem: at('problem').textContent }) });
