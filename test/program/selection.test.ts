import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { compileC99, compileProgram, type Selection, SelectionError, type Source } from '../../src/compiler.js';

const radio: Source = {
  file: 'grammar/radio.at',
  text: `final ok "OK"
final error "ERROR"
response csq "+CSQ:" sp rssi:0..99 "," ber:0..99
urc ring "RING"
urc ring-end "RINGEND"
response read "+READ:" sp length:0..9 eol payload length bytes then ok
command csq "AT+CSQ" then csq
default ends ok, error
`,
};
const chosen = (selection: Selection): string[] => analyse([radio], selection).forms.map(({ type }) => type);

describe('a selection of forms', () => {
  it('is all of them if nothing is said', () => {
    expect(chosen({})).toEqual(['ok', 'error', 'csq', 'ring', 'ring-end', 'read']);
  });

  it.each([
    ['types', { forms: ['ring', 'ok'] }, ['ok', 'ring']],
    ['patterns', { forms: ['ring*'] }, ['ring', 'ring-end']],
    [
      'chapters, by the name of their file',
      { forms: ['radio'], without: ['csq', 'read'] },
      ['ok', 'error', 'ring', 'ring-end'],
    ],
  ])('names %s', (_, selection, types) => {
    expect(chosen(selection)).toEqual(types);
  });

  it('leaves out what refers to an absent form, and says so once for all places', () => {
    const { remarks } = compileC99([radio], { forms: ['error', 'read'] });
    expect(remarks).toEqual([
      'grammar/radio.at:6:69 and 1 more: `ok` is left out here: there is no such form',
      'grammar/radio.at:7:27: `csq` is left out here: there is no such form',
    ]);
  });

  it('refuses a name that is nothing, and one that leaves nothing', () => {
    expect(() => chosen({ forms: ['rign'] })).toThrow(
      "no form and no chapter is called \"rign\": expected a type, as 'csq', a pattern, as 'cip*', or one of the chapters radio",
    );
    expect(() => chosen({ without: ['radio'] })).toThrow('no form is left');
  });

  const commands: Source = {
    file: 'grammar/commands-radio.at',
    text: 'command csq-now "AT+CSQN"\n         execute\ncommand creg "AT+CREG"\n         read\n',
  };
  const commandsOf = (names: readonly string[]): string[] =>
    analyse([radio, commands], { commands: names }).commands.map(({ name }) => name);

  it.each([
    ['by name', ['creg'], ['creg']],
    ['by pattern', ['cs*'], ['csq', 'csq-now']],
    ['by chapter, which is a name of forms too', ['radio'], ['csq', 'csq-now', 'creg']],
    ['by the name of the file', ['commands-radio'], ['csq-now', 'creg']],
  ])('chooses commands %s', (_, names, wanted) => {
    expect(commandsOf(names)).toEqual(wanted);
  });

  it('refuses a command that is none', () => {
    expect(() => commandsOf(['crge'])).toThrow(
      new SelectionError(
        "no command and no chapter is called \"crge\": expected a command, as 'cipstart', a pattern, as 'cip*', or one of the chapters radio, commands-radio",
      ),
    );
  });

  it('is smaller with the canonical spellings alone', () => {
    const all = compileProgram([radio]).bytes.length;
    expect(compileProgram([radio], { strict: true }).bytes.length).toBeLessThan(all);
  });
});

describe('the files of C', () => {
  it('name forms and fields after the grammar', () => {
    const header = compileC99([radio], { forms: ['csq'] }).files.get('sim800_grammar.h');
    expect(header).toContain('SIM800_FORM_CSQ = 0,');
    expect(header).toContain('static inline int32_t sim800_csq_rssi(const sim800_message *m)');
  });
});
