/** A terminal for a SIM800 in a page: what it says comes as messages, one a line. */
import { parseCommand } from 'sim800-protocol';
import { openSession } from 'sim800-protocol/session';

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

function fail(error) {
  at('problem').textContent = String(error);
}

async function connect() {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: 115200 });
  const modem = openSession(port, { onMessage: show });
  at('command').onsubmit = (event) => {
    event.preventDefault();
    at('problem').textContent = '';
    const line = new TextEncoder().encode(new FormData(event.target).get('line'));
    modem.command(parseCommand(line)).catch(fail);
  };
}

at('connect').onclick = () => connect().catch(fail);
