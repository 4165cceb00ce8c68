/** The forms of the application note alone: what is theirs they read as all forms together do. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tcpipSources } from '../../scripts/grammar-sources.js';
import * as all from '../../src/index.js';
import * as tcpip from '../../src/tcpip.js';
import { bytesOf, textOf } from '../latin1.js';
import { messageText } from '../spec/message-text.js';
import { type Case, readCases, type Step } from '../spec/read-cases.js';
import { grammarModel } from '../targets/grammar-model.js';

const root = join(import.meta.dirname, '../spec');
const own = new Set<string>([...tcpip.messageTypes, 'data', 'unrecognized']);

/** Lines that no form has are read by what they look like, and by which command is in flight: `information`, `text`. */
const FALLBACKS = ['information', 'text', 'test-response'];

/** The bytes of a step as text; a call has none. */
const bytesIn = (step: Step): string => (step.kind === 'call' ? '' : textOf(step.bytes));

/** A damaged line of another chapter is `unrecognized` where its name is known, and else `information`. */
const knowsNames = (text: string): boolean =>
  [...text.matchAll(/\+([A-Z][A-Z0-9]+)/g)].every(([, name = '']) =>
    tcpip.messageTypes.some((type) => type.startsWith(name.toLowerCase())),
  );

/** Which command is in flight decides what some lines are. */
const knowsCommands = (text: string): boolean =>
  [...text.matchAll(/AT[+*&]?[A-Z0-9]+[^\r\n]*/g)].every(([line]) => {
    const bytes = bytesOf(line);
    return messageText(all.parseCommandLine(bytes)) === messageText(tcpip.parseCommandLine(bytes));
  });

/** All that happens is a matter of these chapters. */
const isOwn = ({ messages, steps }: Case): boolean =>
  messages.every(({ type }) => own.has(String(type)) && !FALLBACKS.includes(String(type))) &&
  steps.every((step) => knowsNames(bytesIn(step)) && knowsCommands(bytesIn(step)));

function replayed({ steps, options }: Case, size: number): tcpip.Message[] {
  const messages: tcpip.Message[] = [];
  const decoder = new tcpip.Decoder((message) => messages.push(message), options);
  for (const step of steps) {
    if (step.kind === 'call')
      (decoder as unknown as Record<string, (argument: unknown) => void>)[step.method]?.(step.argument);
    else if (step.kind === 'tx') decoder.sent(step.bytes);
    else for (let at = 0; at < step.bytes.length; at += size) decoder.write(step.bytes.subarray(at, at + size));
  }
  decoder.end();
  return messages;
}

const cases = ['cases', 'captures']
  .flatMap((folder) => readCases(join(root, folder)))
  .flatMap((file) =>
    file.cases.filter(isOwn).map((one) => [`${one.name} (${file.name}.md:${one.line})`, one] as const),
  );

describe('sim800-protocol/tcpip', () => {
  it('is proved by more than a hundred and fifty cases', () => expect(cases.length).toBeGreaterThan(150));

  it.each(cases)('%s', (_, one) => {
    for (const size of [1, 3, 4096]) expect(messageText(replayed(one, size))).toBe(messageText(one.messages));
  });

  it('has the API of the whole, but for texts of what it does not have', () =>
    expect(Object.keys(all).filter((name) => !(name in tcpip))).toEqual(['registrationStates']));

  it('has every form and command of its chapters, and no others', () => {
    const files = new Set(tcpipSources().map(({ file }) => file));
    const { forms } = grammarModel();
    const ours = forms.filter(({ location }) => files.has(location.file)).map(({ type }) => type);
    expect([...tcpip.messageTypes].sort()).toEqual(ours.sort());
  });

  it('reads a line of another chapter as information', () =>
    expect(tcpip.decode(bytesOf('\r\n+CSQ: 20,0\r\n'))).toEqual([
      { type: 'information', kind: 'response', name: 'CSQ', text: '20,0' },
    ]));

  it('writes messages and commands', () => {
    const closed = { type: 'closed', kind: 'urc', connection: 3 } as const;
    expect(tcpip.decode(tcpip.encode(closed))).toEqual([closed]);
    const command = { type: 'cipstart', form: 'write', mode: 'TCP', address: 'example.com', port: 80 } as const;
    expect(tcpip.encodeCommand(command)).toEqual(all.encodeCommand(command));
    expect([...tcpip.answersTo(command).lateSuccesses]).toEqual([...all.answersTo(command).lateSuccesses]);
  });
});
