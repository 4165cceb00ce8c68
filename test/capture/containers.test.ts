import { describe, expect, it } from 'vitest';
import { CONTAINERS, openContainer, SAMPLE_SIZE } from '../../src/capture/index.js';
import { type ContainerCase, eventsOf, printCase, printEvents, printMessages, readCases } from './casebook.js';

const cases = readCases();
const title = ({ file, name }: ContainerCase): string => `${file}: ${name}`;

describe('a container', () => {
  it('has a case each', () => {
    const files = new Set(cases.map(({ file }) => file));
    const missing = CONTAINERS.filter(
      ({ name, kind }) => kind !== 'stream' && kind !== 'lines' && name !== 'stamped' && !files.has(name),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(cases.map((of) => [title(of), of] as const))('%s', (_, of) => {
    // A case need not tell the events: the messages say enough.
    const isTold = (block: string): boolean => block !== 'events' || 'events' in of.expected;
    const printed = Object.entries(printCase(of)).filter(([block, text]) => text !== '' && isTold(block));
    expect(Object.fromEntries(printed)).toEqual(of.expected);
  });
});

describe('cuts', () => {
  it.each(cases.map((of) => [title(of), of] as const))('%s', (_, of) => {
    const capture = openContainer(of.asked, of.log);
    const whole = printEvents(eventsOf(capture, of.log));
    for (const cut of [1, 2, 3, 7, 16, 61]) expect(printEvents(eventsOf(capture, of.log, cut))).toBe(whole);
    expect(printMessages(capture, of.log, 1)).toBe(of.expected.messages ?? '');
  });
});

const auto = cases.filter(({ asked, log }) => asked === 'auto' && log.length > 0);
const named = (of: ContainerCase): string => of.expected.container?.split('\n')[0] ?? '';

/** As long a log as one likes: rows that begin with an offset are left as they are, one dump is not two. */
function repeated({ log }: ContainerCase, size: number): Uint8Array {
  return Buffer.concat(Array.from({ length: Math.ceil(size / log.length) }, () => log));
}

describe('recognition', () => {
  it.each(auto.map((of) => [title(of), named(of), of] as const))('%s is %s', (_, container, of) => {
    expect(openContainer('auto', of.log).container).toBe(container);
  });

  it.each(auto.map((of) => [title(of), of] as const))('of a log that goes on: %s', (_, of) => {
    // A mark of UTF-8 appears once, before it.
    if (of.name.includes('mark')) return;
    expect(openContainer('auto', repeated(of, 12_000).subarray(0, 9_999)).container).toBe(named(of));
  });

  it('looks at the first 256 KiB', () => {
    const tagged = auto.find(({ file }) => file === 'tagged') as ContainerCase;
    const log = Buffer.concat([repeated(tagged, SAMPLE_SIZE), Buffer.alloc(200_000, '\xff\n')]);
    expect(openContainer('auto', log).container).toBe('lines');
  });

  it('is the same for a log with the line ends of Windows', () => {
    const changed = auto
      // These are told by what their line ends are.
      .filter(({ expected }) => !/^(?:raw|terminal)/.test(expected.container ?? ''))
      .filter((of) => {
        const log = Buffer.from(Buffer.from(of.log).toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
        return openContainer('auto', log).container !== named(of);
      });
    expect(changed.map(title)).toEqual([]);
  });
});

describe('a name', () => {
  it('that is none is refused', () => {
    expect(() => openContainer('morse', new Uint8Array())).toThrow(new RangeError('no such container: morse'));
    expect(() => openContainer('tagged+morse', new Uint8Array())).toThrow(RangeError);
  });

  it.each(auto.map((of) => [title(of), of] as const))('that recognition gives reads the same: %s', (_, of) => {
    const name = named(of);
    // One that names a side's spelling is not for asking.
    if (name.includes(':')) return;
    const asked = openContainer(name, of.log);
    const found = openContainer('auto', of.log);
    expect(printEvents(eventsOf(asked, of.log))).toBe(printEvents(eventsOf(found, of.log)));
  });

  it.each(CONTAINERS.map(({ name }) => name))('%s reads any bytes', (name) => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 3)) & 255);
    for (const sample of [noise, new Uint8Array(), Buffer.from('RING\r\n')]) {
      expect(() => eventsOf(openContainer(name, sample), sample, 33)).not.toThrow();
    }
  });
});
