/** Comments that say what a field means: in the notation, in what is made of them, and how many the grammar lacks. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { standsFor } from '../../src/compiler/model/meanings.js';
import type { Form } from '../../src/compiler/model/model.js';
import { compile } from '../../src/compiler.js';
import { grammarModel } from '../targets/grammar-model.js';

const GRAMMAR = `# Signal.
# rssi: how well the network is received,
#   99 not known.
# Source: AT manual 3.2.35
response  csq   "+CSQ:" sp rssi:0..99 "," sp0 ber:error-rate

# The class of the bit error rate.
# Source: AT manual 3.2.35
field     error-rate  percent
field     percent     0..99

# Bytes of a peer.
# payload: what the peer sent.
urc       sent  "+D:" sp length:0..9 eol payload length bytes

default   ends csq

# Sets it.
# level: how loud.
command   loud  "AT+LOUD"
          write level:0..9
`;

const model = analyse([{ file: 'x.at', text: GRAMMAR }]);
const docsOf = ({ fields }: Pick<Form, 'fields'>): unknown =>
  Object.fromEntries(fields.map(({ name, doc }) => [name, doc]));

describe('what is said of a field', () => {
  const [csq, sent] = model.forms as [Form, Form];

  it('is in the comment of its form, on a line that begins with its name, and on those indented further', () => {
    expect(docsOf(csq)).toMatchObject({ rssi: ['how well the network is received,', '99 not known.'] });
    expect(csq.doc).toEqual(['Signal.', 'Source: AT manual 3.2.35']);
  });

  it('is else in the comment of its type, without the source, or in that of the type this stands for', () => {
    expect(docsOf(csq)).toMatchObject({ ber: ['The class of the bit error rate.'] });
    const [form] = analyse([{ file: 'x.at', text: 'urc a "A" b:c\nfield c d\n# D.\nfield d 0..9\n' }]).forms as [Form];
    expect(docsOf(form)).toEqual({ b: ['D.'] });
  });

  it('is said of the payload too', () => {
    expect(sent.payloadDoc).toEqual(['what the peer sent.']);
  });

  it('is said of a parameter where it is said of the field of its name in an answer, that to AT+X? before others', () => {
    const text = `# n: how many.
response  told    "+LOUD:" sp n:0..9 "," sp0 mode
# n: another.
response  other   "+OTHER:" sp n:0..9 "," sp0 sort:0..9
# 0 no, 1 yes.
field     mode    0..1
default   ends told
# sort: which.
command   loud    "AT+LOUD"
          read answers told  write n:0..9 "," sp0 mode "," sp0 sort:0..9 answers other
# n: what it says itself.
command   quiet   "AT+QUIET"
          read answers told  write n:0..9
`;
    const { commands } = analyse([{ file: 'x.at', text }]);
    expect(commands.map(({ shapes }) => shapes.filter(({ form }) => form === 'write').map(docsOf))).toEqual([
      [{ n: ['how many.'], mode: ['0 no, 1 yes.'], sort: ['which.'] }],
      [{ n: ['what it says itself.'] }],
    ]);
  });

  it('is said of the parameters of a command', () => {
    expect(model.commands.flatMap(({ shapes }) => shapes.map(docsOf))).toEqual([{ level: ['how loud.'] }]);
  });
});

describe('what is made of it', () => {
  const files = compile([{ file: 'x.at', text: GRAMMAR }]);

  it('is a comment of the member in TypeScript, before the shape', () => {
    expect(files.get('messages.ts')).toContain(
      '  /**\n   * how well the network is received,\n   * 99 not known.\n   * 0..99.\n   */\n  readonly rssi: number;',
    );
    expect(files.get('messages.ts')).toContain('   * what the peer sent.\n');
    expect(files.get('commands.ts')).toContain('   * how loud.\n');
  });

  it('is a sentence in the pages', () => {
    expect(files.get('docs/forms/x.md')).toContain(
      '- `rssi`: 0..99. how well the network is received, 99 not known.\n',
    );
    expect(files.get('docs/forms/x.md')).toContain('- `write` `level`: 0..9. how loud.\n');
  });

  it('is not in the code that runs', () => {
    const code = [...files].filter(([name]) =>
      /^(protocol|views|recogniser|encoder|command-lines|tables)\.ts$/.test(name),
    );
    expect(code).toHaveLength(6);
    for (const [, text] of code) expect(text).not.toMatch(/how well the network|how loud|class of the bit error rate/);
  });
});

describe('what is said of values one by one', () => {
  const fieldsOf = (text: string): unknown => {
    const code =
      compile([{ file: 'x.at', text }], { targets: ['typescript'] })
        .get('commands.ts')
        ?.split('/** What is no command')[0] ?? '';
    return Array.from(
      code.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export interface (\w+)|readonly (\w+))/g),
      (found) => [found[2] ?? found[3], (found[1] ?? '').replaceAll(/\s*\*\s*/g, ' ').trim()],
    ).filter(([name]) => name !== 'CommandHead');
  };

  it('is said in each row of a command of the values it has, and of a row that has one by the row itself', () => {
    const text = `final ok "OK"\ndefault ends ok\n# Fetches.\n# mode: 0 pushed, 1 fetched, 2 fetches it. Not for all.
command get "AT+GET"\n write mode:0..1\n write mode:2..2 "," n:0..9\n`;
    expect(fieldsOf(text)).toEqual([
      ['GetWrite1Command', '`AT+GET=<mode>`'],
      ['mode', '0 pushed, 1 fetched. Not for all. 0..1.'],
      ['GetWrite2Command', '`AT+GET=<mode>,<n>` 2 fetches it. Not for all.'],
      ['mode', '2 fetches it. Not for all. 2.'],
      ['n', '0..9.'],
    ]);
  });

  it.each(['2 to 5 the louder ones, 0 off.', '0 and 1 the same, 2 other.', 'how many, 0 none.', '7 seven, 8 eight.'])(
    'stays where not each value is named by itself: %s',
    (doc) => {
      const text = `final ok "OK"\ndefault ends ok\n# Sets.\n# mode: ${doc}\ncommand set "AT+SET"\n write mode:1..2\n`;
      expect(fieldsOf(text)).toContainEqual(['mode', `${doc} 1..2.`]);
    },
  );

  it('says of each number by which a row of the grammar is told what it stands for', () => {
    const unsaid = grammarModel().commands.flatMap(({ name, shapes }) =>
      shapes.flatMap((shape) => {
        const one = shape.fields.filter(
          ({ types: [type], types }) => types.length === 1 && type?.kind === 'number' && type.min === type.max,
        );
        return one.length > standsFor(shape).length ? [`${name} ${one.map((field) => field.name).join()}`] : [];
      }),
    );
    // Of AT+CRLP the number is a time, and the only one that a module takes.
    expect(unsaid).toEqual(['crlp t4']);
  });
});

describe('the shipped grammar', () => {
  const { forms, commands } = grammarModel();
  const chapterOf = ({ location }: Form): string => location.file.replace(/^grammar\/(.*)\.at$/, '$1');
  const undescribed = forms.flatMap((form) =>
    form.fields.filter(({ doc }) => doc.length === 0).map(({ name }) => `${chapterOf(form)}: ${form.type}.${name}`),
  );

  it('describes every field', () => {
    expect(undescribed).toEqual([]);
  });

  it('describes every parameter of a command, but for those of which no document at hand says enough', () => {
    const names = commands.flatMap(({ name, shapes }) =>
      shapes.flatMap(({ fields }) =>
        fields.filter(({ doc }) => doc.length === 0).map((field) => `${name}.${field.name}`),
      ),
    );
    expect(new Set(names)).toEqual(
      new Set([
        ...['operation', 'system', 'action', 'flags'].map((name) => `cgnsaid.${name}`),
        'clbs.locationType',
        ...['stkcall', 'stksms', 'stkss', 'stkussd', 'stkdtmf'].map((name) => `${name}.command`),
      ]),
    );
  });
});
