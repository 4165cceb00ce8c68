/** A grammar for the C engine: its byte program as a table, and names for what it holds. */
import type { Model } from '../../model/model.js';
import { type Program, writeProgram } from '../../program/program.js';
import { hasFrames, headerEnds, longestLine } from '../../tables/machine.js';
import { banner } from './banner.js';
import { emitCode } from './code.js';
import { emitCommands } from './commands.js';
import { dialogueTable } from './dialogue.js';
import { type CField, type CForm, cForms } from './fields.js';
import { comment, cString } from './names.js';

const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}u`;

/** Of a pattern, by its number; -1: there is none. */
const bit = (pattern: number): string => (pattern < 0 ? '0u' : `0x${(1 << pattern).toString(16)}u`);

function marksType(slots: number): string {
  if (slots <= 8) return 'uint8_t';
  return slots <= 16 ? 'uint16_t' : 'uint32_t';
}

/** A condition for a byte `c`. */
const isOne = (bytes: readonly number[]): string =>
  bytes.length === 0 ? '((void)(c), false)' : `(${bytes.map((byte) => `(c) == ${byte}u`).join(' || ')})`;

function emitConfig(program: Program, dialogue: Uint8Array, encoding: Encoding): string {
  const { model, parts, slots, usual, knowsData, machine } = program;
  const numbers: [name: string, value: string][] = [
    ['PRIMARY', hex(parts.primary)],
    ['FALLBACK', hex(parts.fallback)],
    ['NUMERIC', hex(parts.numeric)],
    ['ENDS', hex(parts.ends)],
    ['SETS', hex(parts.sets)],
    ['GUARDS', hex(parts.guards)],
    ['COMMANDS', hex(parts.commands)],
    ['READINGS', hex(parts.readings)],
    ['FRAMES', hasFrames(machine) ? '1' : '0'],
    ['CODE', encoding === 'code' ? '1' : '0'],
    ['TEST_PATTERN', bit(machine.readingPatterns.test)],
    ['READ_PATTERN', bit(machine.readingPatterns.read)],
    ['ROW_PATTERNS', `${machine.readingPatterns.rows.map(bit).join(' + ') || '0u'}`],
    ['USUAL_COMMAND', `${usual}u`],
    ['KNOWS_DATA', knowsData ? 'true' : 'false'],
    ['SLOTS', `${slots}u`],
    ['LONGEST_LINE', `${longestLine(machine)}u`],
    ['PROGRAM_SIZE', `${program.bytes.length}u`],
  ];
  const fieldType = model.forms.length <= 256 ? 'uint16_t' : 'uint32_t';
  return `${banner(model)}#ifndef SIM800_CONFIG_H
#define SIM800_CONFIG_H

#include <stdint.h>

/* Where the parts of the program begin, and how large the engine's tables have to be. */
${numbers.map(([name, value]) => `#define SIM800_${name} ${value.includes('+') ? `(${value})` : value}`).join('\n')}

/* Whether a form without a line end can end with this byte. */
#define SIM800_HEADER_END(c) ${isOne(headerEnds(machine))}

/* A bit for each slot; a field's constant. */
typedef ${marksType(slots)} sim800_marks;
typedef ${fieldType} sim800_field;

#ifdef __cplusplus
extern "C" {
#endif
extern const uint8_t sim800_program[SIM800_PROGRAM_SIZE];
extern const uint8_t sim800_dialogue_table[${dialogue.length}]; /* only with SIM800_DIALOGUE */
#ifdef __cplusplus
}
#endif

/* An AVR reads its flash otherwise than its memory. */
#ifdef __AVR__
#include <avr/pgmspace.h>
#define SIM800_IN_FLASH PROGMEM
#define SIM800_FLASH_BYTE(at) pgm_read_byte(at)
#else
#define SIM800_IN_FLASH
#define SIM800_FLASH_BYTE(at) (*(at))
#endif
#define SIM800_PROGRAM_BYTE(at) SIM800_FLASH_BYTE(&sim800_program[(uint16_t)(at)])

#endif
`;
}

const docOf = ({ form }: CForm): string => (form.doc.length > 0 ? ` /* ${comment(form.doc.join(' '))} */` : '');

function formEnum(forms: readonly CForm[]): string {
  const members = forms.map((one, number) => `  ${one.name} = ${number},${docOf(one)}`);
  return `enum sim800_form {\n${members.join('\n')}\n  SIM800_FORMS = ${forms.length}\n};\n`;
}

function fieldConstants({ form, fields }: CForm, wide: boolean): string {
  if (fields.length === 0) return '';
  const suffix = wide ? 'ul' : 'u';
  const defines = fields.map(({ name, value }) => `#define ${name} ${value}${suffix}`);
  const words = fields
    .filter(({ words }) => words.length > 0)
    .map((field) => `enum {\n${field.words.map((word, i) => `  ${word.name} = ${i}`).join(',\n')}\n};\n`);
  return `\n/* ${comment(form.type)} */\n${defines.join('\n')}\n${words.join('')}${fields.map(accessor).join('')}`;
}

const lower = (name: string): string => name.toLowerCase();

function accessor({ name, kind }: CField): string {
  const head = `${lower(name)}(const sim800_message *m`;
  switch (kind) {
    case 'number':
    case 'signed':
    case 'word':
      return `static inline int32_t ${head}) { return sim800_number(m, ${name}); }\n`;
    case 'address':
      return `static inline uint32_t ${head}) { return sim800_address(m, ${name}); }\n`;
    default:
      return `static inline const uint8_t *${head}, uint16_t *n) { return sim800_text(m, ${name}, n); }\n`;
  }
}

function emitHeader(model: Model, forms: readonly CForm[]): string {
  const wide = forms.length > 256;
  return `${banner(model)}#ifndef SIM800_GRAMMAR_H
#define SIM800_GRAMMAR_H

#include "sim800_engine.h"

#ifdef __cplusplus
extern "C" {
#endif

${formEnum(forms)}${forms.map((form) => fieldConstants(form, wide)).join('')}
#ifdef SIM800_NAMES
/* For those who print messages: names as the grammar has them. */
typedef struct {
  const char *name;
  sim800_field field;
  uint8_t kind; /* 0 number, 1 with a sign, 2 one of the words, 3 text, 4 address, 5 bytes */
  const char *const *words;
} sim800_field_name;
typedef struct {
  const char *type;
  const sim800_field_name *fields;
  uint8_t count;
} sim800_form_name;
extern const sim800_form_name sim800_form_names[SIM800_FORMS];
#endif

#ifdef __cplusplus
}
#endif
#endif
`;
}

const KIND_NUMBERS = ['number', 'signed', 'word', 'text', 'address', 'bytes'];

function namesOf(forms: readonly CForm[]): string {
  const words = forms.flatMap(({ fields }) => fields).filter((field) => field.words.length > 0);
  const lists = words.map(
    ({ name, words }) =>
      `static const char *const ${lower(name)}_words[] = {${words.map(({ text }) => cString(text)).join(', ')}};\n`,
  );
  const fields = forms
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => {
      const rows = fields.map(
        (f) =>
          `  {${cString(f.field.name)}, ${f.name}, ${KIND_NUMBERS.indexOf(f.kind)}, ${f.words.length > 0 ? `${lower(f.name)}_words` : '0'}}`,
      );
      return `static const sim800_field_name ${lower(name)}_fields[] = {\n${rows.join(',\n')}\n};\n`;
    });
  const rows = forms.map(({ form, name, fields }) =>
    fields.length > 0
      ? `  {${cString(form.type)}, ${lower(name)}_fields, ${fields.length}}`
      : `  {${cString(form.type)}, 0, 0}`,
  );
  return `${lists.join('')}${fields.join('')}const sim800_form_name sim800_form_names[SIM800_FORMS] = {\n${rows.join(',\n')}\n};\n`;
}

function rowsOf(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let i = 0; i < bytes.length; i += 24) rows.push(`  ${[...bytes.subarray(i, i + 24)].join(',')}`);
  return rows.join(',\n');
}

function emitSource({ model, bytes }: Program, dialogue: Uint8Array, forms: readonly CForm[]): string {
  return `${banner(model)}#include "sim800_grammar.h"

const uint8_t sim800_program[SIM800_PROGRAM_SIZE] SIM800_IN_FLASH = {
${rowsOf(bytes)}
};

#if SIM800_DIALOGUE
const uint8_t sim800_dialogue_table[${dialogue.length}] SIM800_IN_FLASH = {
${rowsOf(dialogue)}
};
#endif

#ifdef SIM800_NAMES
${namesOf(forms)}#endif
`;
}

/** How the forms are written down: as a table that the engine reads, or as code, which is faster and larger. */
export const ENCODINGS = ['table', 'code'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The files that appear beside those of c/: sim800_commands.h and .c only matter to those who write commands. */
export function emitC99(model: Model, encoding: Encoding = 'table'): Map<string, string> {
  const program = writeProgram(model);
  const forms = cForms(model);
  const dialogue = dialogueTable(model, program.machine.patterns);
  return new Map([
    ['sim800_config.h', emitConfig(program, dialogue, encoding)],
    ['sim800_grammar.h', emitHeader(model, forms)],
    ['sim800_grammar.c', emitSource(program, dialogue, forms)],
    ...(encoding === 'code' ? [['sim800_code.h', emitCode(program)] as const] : []),
    ...emitCommands(model),
  ]);
}
