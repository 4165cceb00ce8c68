import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { example } from '../../src/compiler/model/example.js';
import { emitDiagrams } from '../../src/compiler/targets/docs/diagrams.js';
import { emitFormPages } from '../../src/compiler/targets/docs/form-pages.js';
import { emitMessages } from '../../src/compiler/targets/typescript/messages.js';
import { grammarModel } from './grammar-model.js';
import { sampleModel } from './sample-model.js';

const exampleOf = (type: string) => sampleModel.forms.filter((form) => form.type === type).map(example);

/** The anchors of a page as they come in it: of two alike the second has a number. */
function anchorsIn(page: string): string[] {
  const counts = new Map<string, number>();
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** The links of all pages that lead to no heading. */
function deadLinks(pages: ReadonlyMap<string, string>): string[] {
  const anchors = new Map([...pages].map(([path, text]) => [path, new Set(anchorsIn(text))]));
  return [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/\]\((?!\w+:)([^)#]*\.md)?(?:#([^)]*))?\)/g)].flatMap(([link, file, anchor]) => {
      const target = file === undefined ? path : join(dirname(path), file);
      const headings = anchors.get(target);
      if (headings === undefined) return target.startsWith('docs/') ? [`${path}: ${link}`] : [];
      return anchor === undefined || headings.has(anchor) ? [] : [`${path}: ${link}`];
    }),
  );
}

describe('the pages of forms', () => {
  const pages = emitFormPages(sampleModel);
  const index = pages.get('docs/forms.md') ?? '';
  const text = pages.get('docs/forms/sample.md') ?? '';

  it('says everything of a form', () => {
    expect(text).toContain(
      [
        '### ciprxget-read',
        '',
        'Kind `response`. As many bytes as `length` says follow.',
        '',
        '```',
        '+CIPRXGET: 2,[<connection>,]<length>,<remaining><CR><LF><payload>',
        '```',
        '',
        '- `connection`: 0..7, optional',
        '- `length`: 0..1460',
        '- `remaining`: 0..999999999',
        '',
        'Example: `"\\r\\n+CIPRXGET: 2,1,5,1\\r\\nhello"`',
        '',
      ].join('\n'),
    );
    expect(text).toContain('Kind `final`. With ATV0: 0.\n\nThe command was carried out.\n');
    expect(text).toContain('Source: AT manual 2.2.25\n');
  });

  it('has alternatives, commands known in flight, and tables', () => {
    expect(text).toContain('+CME ERROR: {<code>|<text>}');
    expect(text).toContain('| `AT+CIPSTATUS` |  | [ok](#ok) | [state](#state) |  |');
    expect(index).toContain('| 4 | a \\| b |');
  });

  it('says everything of a command', () => {
    const finals = '[send-ok](#send-ok), [cme-error](#cme-error)';
    expect(text).toContain(
      [
        '### AT+CIPSEND',
        '',
        'Type `cipsend`. Sends.',
        '',
        '| form | line | answers | ends with | then | within |',
        '| --- | --- | --- | --- | --- | --- |',
        '| `test` | `AT+CIPSEND=?` | [ciprxget-pending](#ciprxget-pending) | [ok](#ok) |  |  |',
        `| \`write\` | \`AT+CIPSEND=<connection>,<length>\` | [prompt](#prompt) | ${finals} |  | 645 s |`,
        `| \`execute\` | \`AT+CIPSEND\` | [prompt](#prompt) | ${finals} |  | 645 s |`,
        '',
        '- `write` `connection`: 0..7',
        '- `write` `length`: 1..1460',
        '',
        'Data follows its prompt: `length` counts it, Ctrl-Z ends it, as the shape says.',
        '',
        'Example: `"AT+CIPSEND=1,1\\r"`',
        '',
        'Source: AT manual 8.2.3',
        '',
      ].join('\n'),
    );
  });

  it('says which commands a form answers', () => {
    expect(text).toMatch(/### state\n[^#]*\nAnswers \[`AT\+CIPSTATUS`\]\(#atcipstatus\)\.\n/);
  });

  it('says how much of a chapter is typed', () => {
    expect(index).toContain('| chapter | commands | typed | test | read | write, execute |');
    expect(index).toMatch(/\| \[sample\]\(forms\/sample\.md\) \| \d+ \| \d+ \| 1 of 1 \|/);
  });

  it('have no link to nowhere', () => {
    expect(deadLinks(pages)).toEqual([]);
    expect(deadLinks(emitFormPages(grammarModel()))).toEqual([]);
  });
});

describe('docs/grammar.html', () => {
  const html = emitDiagrams(sampleModel);

  it('has a diagram for every form and every shape of a command, and loads nothing', () => {
    const shapes = sampleModel.commands.flatMap((command) => command.shapes);
    expect(html.match(/<svg /g)?.length).toBe(sampleModel.forms.length + shapes.length);
    expect(html).not.toMatch(/<script|<link|src=|href="(?!#)/);
  });

  it('links to what is there, once', () => {
    const ids = [...html.matchAll(/id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('shows spaces and escapes markup', () => {
    expect(html).toContain('\u2423SEND\u2423OK'.slice(1));
    expect(html).not.toMatch(/<text[^>]*>[^<]*<(?!\/text)/);
  });
});

describe('generated/messages.ts', () => {
  const text = emitMessages(sampleModel);

  it('has an interface a form, fields with their bounds', () => {
    expect(text).toContain(
      [
        'export interface SendOkMessage {',
        "  readonly type: 'send-ok';",
        "  readonly kind: 'final';",
        '  /** 0..7. */',
        '  readonly connection?: number;',
        '}',
      ].join('\n'),
    );
    expect(text).toContain("  readonly state: 'IP INITIAL' | 'CONNECT OK';");
    expect(text).toContain('  readonly bytes: Uint8Array;');
  });

  it('has the union', () => {
    for (const name of ['OkMessage', 'DataMessage', 'UnrecognizedMessage']) expect(text).toContain(`\n  | ${name}`);
  });
});

describe('examples', () => {
  it.each([
    ['ok', '\r\nOK\r\n'],
    ['cme-error', '\r\n+CME ERROR: 1\r\n'],
    ['connect', '\r\nCONNECT 123\r\n'],
    ['prompt', '\r\n> '],
    ['ciprxget-hex', '\r\n+CIPRXGET: 3,5,1\r\n68656C6C6F'],
    ['cmt', '\r\n+CMT: 1\r\n12345\r\n'],
    ['information', '\r\n+NAME: text\r\n'],
    ['echo', 'AT\r'],
  ])('%s', (type, expected) => expect(exampleOf(type)).toEqual([expected]));
});
