/** The writer of commands in C writes what encodeCommand writes, refuses what it refuses, and says what answersTo says. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandOf } from '../../src/arbitraries.js';
import type { CMember } from '../../src/compiler/targets/c99/members.js';
import { answersTo, type Command, encodeCommand } from '../../src/index.js';
import { grammarModel } from '../targets/grammar-model.js';
import { buildHarness, type Harness, type Request, write } from './command-harness.js';

const SEED = 17;
const EACH = 8;
const LARGE = 2000;

const model = grammarModel();
let harness: Harness;
let sampled: readonly Values[] = [];
beforeAll(() => {
  sampled = sample();
  harness = buildHarness(model);
}, 180_000);

type Values = Readonly<Record<string, unknown>>;

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

function spelt({ field, words }: CMember, value: unknown): string {
  if (value === undefined) return '-';
  if (words.length > 0) return `n${words.findIndex(({ text }) => text === value)}`;
  if (field.types[0]?.kind === 'text') return `t${hex(String(value))}`;
  if (field.types[0]?.kind !== 'ipv4') return `n${value}`;
  return `a${String(value)
    .split('.')
    .reduce((sum, octet) => sum * 256 + Number(octet), 0)}`;
}

const shapeOf = ({ type, form }: Values): number =>
  harness.shapes.findIndex(({ shape }) => shape.command.name === type && shape.form === form);

function request(command: Values, room = LARGE): Request {
  const shape = shapeOf(command);
  const members = harness.shapes[shape]?.members ?? [];
  return { shape, room, values: members.map((member) => spelt(member, command[member.field.name])) };
}

/** The bytes in hex, or `refused`. */
function encoded(command: Values): string {
  try {
    return Buffer.from(encodeCommand(command as unknown as Command)).toString('hex');
  } catch {
    return 'refused';
  }
}

/** Of each command some, without those that the arbitrary makes and encodeCommand refuses all the same. */
function sample(): Values[] {
  const types = model.commands.filter(({ shapes }) => shapes.length > 0).map(({ name }) => name as Command['type']);
  const drawn = types.flatMap((type, i) => fc.sample(commandOf(type), { seed: SEED + i, numRuns: EACH }));
  return drawn.map((command) => ({ ...command })).filter((command) => encoded(command) !== 'refused');
}

const ROLES = ['', 'information', 'success', 'failure', 'late success', 'late failure'];

/** As the harness prints them. */
function expectedAnswers(command: Values): string[] {
  const all = answersTo(command as unknown as Command);
  const { timeout = 0, promptData } = all;
  const facts = [timeout, promptData ? 1 : 0, promptData?.length ?? 0, promptData?.ctrlZ ? 1 : 0].map(String);
  const role = (type: string): string => {
    const [results, late, answers] = [all.results, all.lateResults, all.answers] as ReadonlySet<string>[];
    const [successes, lateSuccesses] = [all.successes, all.lateSuccesses] as ReadonlySet<string>[];
    if (results?.has(type)) return successes?.has(type) ? 'success' : 'failure';
    if (late?.has(type)) return lateSuccesses?.has(type) ? 'late success' : 'late failure';
    return answers?.has(type) ? 'information' : '';
  };
  const roles = model.forms.flatMap(({ type }, i) => (role(type) === '' ? [] : [`${i}:${ROLES.indexOf(role(type))}`]));
  return ['1', ...facts, all.lateResults.size > 0 ? '1' : '0', ...roles];
}

/** Values that are next to those allowed, or have in them what ends a text, a line or a command. */
function near({ field, words }: CMember, value: unknown): unknown[] {
  if (words.length > 0) return ['no such word'];
  const [type] = field.types;
  if (type?.kind === 'text') {
    const text = String(value ?? 'x');
    const ends = ['"', '\r', '\n', '\x1a', '\x1b', ';', ',', ' ', '\x7f', '\xe9', '='];
    return ['', text + text, text.repeat(200), ...ends.flatMap((c) => [text + c, c + text, c])];
  }
  if (type?.kind === 'ipv4') return [];
  return field.types.flatMap((each) =>
    each.kind === 'number' ? [each.min - 1, each.min, each.max, each.max + 1, -1, 2_000_000_000] : [],
  );
}

function changed(command: Values): Values[] {
  const members = harness.shapes[shapeOf(command)]?.members ?? [];
  return members.flatMap((member) => {
    const { name } = member.field;
    const canMiss = member.flag !== undefined || member.type.endsWith('*');
    const values = [...near(member, command[name]), ...(canMiss ? [undefined] : [])];
    return values.map((value) => ({ ...command, [name]: value }));
  });
}

describe('the writer of commands in C', () => {
  it('writes every command as encodeCommand does', () => {
    const written = write(
      harness,
      sampled.map((command) => request(command)),
    );
    const differing = sampled.flatMap((command, i) => {
      const [wanted, got] = [encoded(command), written[i]?.hex];
      return wanted === got && written[i]?.result === wanted.length / 2 ? [] : [{ command, wanted, got: written[i] }];
    });
    expect(differing).toEqual([]);
    expect(sampled.length).toBeGreaterThan(2000);
  });

  it('refuses what encodeCommand refuses: values next to the bounds, texts that would end, parameters that are missing', () => {
    const all = sampled.filter((_, i) => i % 4 === 0).flatMap(changed);
    const written = write(
      harness,
      all.map((command) => request(command)),
    );
    const differing = all.flatMap((command, i) => {
      const wanted = encoded(command);
      const got = (written[i]?.result ?? 0) < 0 ? 'refused' : written[i]?.hex;
      return wanted === got ? [] : [{ command, wanted, got: written[i] }];
    });
    expect(differing.slice(0, 5)).toEqual([]);
    expect(written.filter(({ result }) => result < 0).length).toBeGreaterThan(all.length / 4);
  });

  it('knows what answers each, in what role, and for how long', () => {
    const written = write(
      harness,
      sampled.map((command) => request(command)),
    );
    const differing = sampled.flatMap((command, i) => {
      const [wanted, got] = [expectedAnswers(command).join(' '), written[i]?.answers.join(' ')];
      return wanted === got ? [] : [{ command, wanted, got }];
    });
    expect(differing.slice(0, 5)).toEqual([]);
  });

  const cipstart = { type: 'cipstart', form: 'write', mode: 'TCP', address: 'example.org', port: 80 };
  const only = (command: Values, room?: number) => write(harness, [request(command, room)])[0];

  it('says that there is no room, and writes nothing past it', () => {
    const length = encoded(cipstart).length / 2;
    expect(only(cipstart, length)?.result).toBe(length);
    expect(only(cipstart, length - 1)?.result).toBe(-1);
    expect(only(cipstart, 0)?.result).toBe(-1);
  });

  it('says which parameter is at fault, counted in the order of the struct', () => {
    const members = harness.shapes[shapeOf(cipstart)]?.members.map(({ name }) => name);
    expect(members).toEqual(['mode', 'address', 'port', 'connection']);
    expect(only({ ...cipstart, port: 65536 })?.result).toBe(-16 - 2);
    expect(only({ ...cipstart, address: 'a"b' })?.result).toBe(-16 - 1);
    expect(only({ ...cipstart, address: undefined })?.result).toBe(-16 - 1);
    expect(only({ ...cipstart, connection: 8 })?.result).toBe(-16 - 3);
  });

  it('says that parameters do not go together', () => {
    expect(only({ type: 'cstt', form: 'write', apn: 'internet', password: 'secret' })?.result).toBe(-2);
  });

  it('refuses a line that would be read as another, because it ends with a space', () => {
    expect(only({ type: 'bthost', form: 'write', name: 'a ' })?.result).toBe(-3);
  });

  it.each([
    ['AT+CSQ;+CREG?', '41542b4353513b2b435245473f0d'],
    [`AT${'x'.repeat(554)}`, `4154${'78'.repeat(554)}0d`],
    [`AT${'x'.repeat(555)}`, undefined],
    ['CSQ', undefined],
    ['', undefined],
    ['AT+CSQ\rAT', undefined],
    ['AT\x1a', undefined],
  ])('writes a line as it is: %j', (text, wanted) => {
    const [written] = write(harness, [{ shape: 'line', room: LARGE, values: [`t${hex(text)}`] }]);
    expect(written).toMatchObject(wanted ? { hex: wanted } : { result: -16, hex: '' });
  });
});
