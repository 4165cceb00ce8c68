/** The package serialport-gsm of npm, in a project of its own. */
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientBench, clientBench } from './bench.js';

const PROGRAM = `
const modem = require('serialport-gsm').Modem();
const call = (name, ...args) =>
  new Promise((resolve, reject) => modem[name]((result, error) => (error ? reject(error) : resolve(result.data)), ...args));
const open = (path) =>
  new Promise((resolve, reject) =>
    modem.open(path, { baudRate: 115200, pin: '', cnmiCommand: 'AT+CNMI=2,1,0,0,0' }, (error) => (error ? reject(error) : resolve())));
const send = (number, text) =>
  new Promise((resolve) => modem.sendSMS(number, text, false, ({ data }) => data.recipient && resolve(data.response)));
(async () => {
  await open(process.argv[2]);
  await call('initializeModem');
  await call('setModemMode', 'PDU');
  const answers = [await call('getModemSerial'), await call('getNetworkSignal'), await call('getOwnNumber')];
  const [{ sender, message }] = await call('getSimInbox');
  console.log(JSON.stringify([...answers, { sender, message }, await send('+15550123', 'hello')]));
  process.exit(0);
})();
`;

let bench: ClientBench;
beforeAll(async () => {
  bench = await clientBench();
  writeFileSync(join(bench.folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', 'serialport-gsm@^4.0.1'], { cwd: bench.folder });
  writeFileSync(join(bench.folder, 'program.cjs'), PROGRAM);
});
afterAll(() => bench.stop());

it('serialport-gsm asks who it is, reads a message and sends one', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['program.cjs', bench.place], { cwd: bench.folder });
  expect(JSON.parse(stdout)).toEqual([
    { modemSerial: '490154203237518' },
    { signalQuality: '20', signalStrength: 73 },
    { name: '', number: '+15550100' },
    { sender: '15550188', message: 'Hello' },
    'Message Successfully Sent',
  ]);
  expect(bench.record()).toContainEqual(expect.objectContaining({ what: 'sms-sent', text: 'hello' }));
});
