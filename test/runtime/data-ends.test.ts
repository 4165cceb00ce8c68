/** What a grammar can say of the data that commands ask for, and of a module that begins anew. */
import { describe, expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import type { Message } from '../../src/index.js';
import { type PromptDataEnd, RESTARTS } from '../../src/runtime/contract/machine.js';
import { Decoder, type Options } from '../../src/runtime.js';
import { bytesOf } from '../latin1.js';

const SIZES = [1, 3, 1000];

/** How the prompt data of each of these commands ends; no other asks for one. */
const ENDS: Readonly<Record<string, PromptDataEnd>> = {
  'AT+CIPSEND': { length: -1, ctrlZ: true },
  'AT+CTTS=': { length: 1, ctrlZ: false },
};
const DOWNLOAD = machine.types.indexOf('download');
const RDY = machine.types.indexOf('rdy');

const machineWithEnds = {
  ...machine,
  heads: machine.heads.map((head) => {
    const promptData = ENDS[head.text];
    if (!promptData || !head.command) return head;
    const answers = [...head.command.answers, DOWNLOAD];
    return { ...head, command: { ...head.command, answers, promptData } };
  }),
  traits: machine.traits.map((traits, code) => (machine.forms[code] === RDY ? traits | RESTARTS : traits)),
};

type Step = { readonly rx: string } | { readonly tx: string };
const rx = (text: string): Step => ({ rx: text });
const tx = (text: string): Step => ({ tx: text });

function types(steps: readonly Step[], size: number, options: Options = {}): string[] {
  const seen: string[] = [];
  const decoder = new Decoder<Message>(machineWithEnds, (message) => seen.push(message.type), options);
  for (const step of steps) {
    if ('tx' in step) decoder.sent(bytesOf(step.tx));
    else for (let p = 0; p < step.rx.length; p += size) decoder.write(bytesOf(step.rx.slice(p, p + size)));
  }
  decoder.end();
  return seen;
}

describe.each(SIZES)('in pieces of %i bytes: a grammar that says which commands ask for prompt data', (size) => {
  it('knows prompt data without its prompt', () => {
    const steps = [
      tx('AT+CIPSEND=7\rATI\r\nOK'),
      rx('AT+CIPSEND=7\r\n'),
      rx('ATI\r\nOK\r\nSEND OK\r\n'),
      tx('AT+CIPRXGET?\r'),
      rx('AT+CIPRXGET?\r\r\n+CIPRXGET: 1\r\n\r\nOK\r\n\r\nstray\r\n'),
    ];
    expect(types(steps, size).slice(-5)).toEqual(['send-ok', 'echo', 'ciprxget', 'ok', 'unrecognized']);
  });

  it('lets a host give up waiting for the prompt', () => {
    const steps = [
      tx('AT+CIPSEND=7\r'),
      rx('AT+CIPSEND=7\r'),
      tx('AT+CIPRXGET?\r'),
      rx('AT+CIPRXGET?\r\r\n+CIPRXGET: 1\r\n\r\nOK\r\n'),
    ];
    expect(types(steps, size)).toEqual(['echo', 'echo', 'ciprxget', 'ok']);
  });

  it('counts the parameter that the machine names', () => {
    const steps = [
      tx('AT+CTTS=5,1000\r'),
      rx('\r\nDOWNLOAD\r\n'),
      tx('hello'),
      tx('AT+CIPRXGET?\r'),
      rx('\r\nOK\r\n\r\n+CIPRXGET: 1\r\n\r\nOK\r\n\r\n+CIPRXGET: 1\r\n'),
    ];
    const seen = types(steps, size, { echo: false });
    expect(seen).toEqual(['download', 'ok', 'ciprxget', 'ok', 'ciprxget-data']);
  });

  it('takes a prompt for the answer of a command that asks: those before it are over', () => {
    const steps = [tx('AT&K0\r'), tx('AT+CIPSEND=3\r'), rx('\r\n> '), tx('abc'), rx('\r\nSEND OK\r\n\r\nstray\r\n')];
    expect(types(steps, size, { echo: false })).toEqual(['prompt', 'send-ok', 'unrecognized']);
  });
});

describe.each(SIZES)('in pieces of %i bytes: a form with which the module begins anew', (size) => {
  it('ends what was in flight, and what commands had set', () => {
    const steps = [
      tx('ATE0V0\r'),
      rx('ATE0V0\r0\r'),
      tx('AT+CIPSEND=20\r'),
      rx('\r\n> '),
      tx('half of it'),
      rx('\r\nRDY\r\n\r\n0\r\n\r\nstray\r\n'),
      tx('AT+CIPSEND=8\r'),
      rx('AT+CIPSEND=8\r\r\n> '),
      tx('\r\nBUSY\r\n'),
      rx('\r\nBUSY\r\n\r\nSEND OK\r\n'),
    ];
    expect(types(steps, size)).toEqual([
      ...['echo', 'ok', 'prompt', 'rdy', 'unrecognized', 'unrecognized', 'echo', 'prompt', 'echo', 'send-ok'],
    ]);
  });
});
