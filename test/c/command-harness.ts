/**
 * A program in C that writes commands: it fills in the struct of each and calls the functions that were generated for it,
 * which are so compiled all of them.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/grammar-sources.js';
import type { Model } from '../../src/compiler/model/model.js';
import { type CMember, type CShape, cShapes } from '../../src/compiler/targets/c99/members.js';
import { shapeTables } from '../../src/compiler/targets/c99/shapes.js';
import { runLines, STRICT } from './engine.js';
import { wholeFolder } from './whole.js';

const fill = ({ name, type, flag }: CMember, i: number): string => {
  const take = type.endsWith('*') ? 'text' : type.startsWith('uint32_t') ? 'address' : 'number';
  return `  c.${name} = ${take}(v[${i}]);\n${flag ? `  c.${flag} = is_there(v[${i}]);\n` : ''}`;
};

function runner({ name, members }: CShape): string {
  if (members.length === 0) {
    return `static void run_${name}(char **v) {
  sim800_answers a;
  (void)v;
  printed(sim800_write_${name}(room, size));
  answered(sim800_answers_${name}(&a), &a);
}
`;
  }
  return `static void run_${name}(char **v) {
  sim800_${name} c;
  sim800_answers a;
${members.map(fill).join('')}  printed(sim800_write_${name}(room, size, &c));
  answered(sim800_answers_${name}(&c, &a), &a);
}
`;
}

/** The room for a line is exactly as large as the second number of a request says, so that a write behind it is seen. */
const HARNESS = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sim800_commands.h"
#include "sim800_grammar.h"

static uint8_t *room;
static size_t size;

static bool is_there(const char *v) { return v[0] != '-'; }
static int32_t number(const char *v) { return is_there(v) ? (int32_t)strtol(v + 1, NULL, 10) : 0; }
static uint32_t address(const char *v) { return is_there(v) ? (uint32_t)strtoul(v + 1, NULL, 10) : 0; }
static char *text(const char *v) {
  size_t n = strlen(v) / 2;
  char *bytes;
  if (!is_there(v)) return NULL;
  bytes = (char *)malloc(n + 1);
  for (size_t i = 0; i < n; i++) {
    char digits[3] = {v[1 + 2 * i], v[2 + 2 * i], 0};
    bytes[i] = (char)strtoul(digits, NULL, 16);
  }
  bytes[n] = 0;
  return bytes;
}
static void printed(int n) {
  printf("%d ", n);
  for (int i = 0; i < n; i++) printf("%02x", room[i]);
}
static void answered(int n, const sim800_answers *a) {
  printf(" %d", n);
  if (n > 0) {
    printf(" %lu %d %lu %d %d", (unsigned long)a->timeout_ms, a->asks_for_data, (unsigned long)a->data_length, a->ctrl_z,
           sim800_has_late_result(a));
    for (uint16_t form = 0; form < SIM800_FORMS; form++)
      if (sim800_role(a, form) != SIM800_NO_ANSWER) printf(" %u:%u", form, sim800_role(a, form));
  }
  putchar('\\n');
}
`;

const MAIN = `int main(void) {
  static char line[100000];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char *v[40];
    int count = 0;
    for (char *word = strtok(line, " \\n"); word != NULL && count < 40; word = strtok(NULL, " \\n")) v[count++] = word;
    if (count < 2) continue;
    size = (size_t)atoi(v[1]);
    room = (uint8_t *)malloc(size > 0 ? size : 1);
    if (room == NULL) abort();
    if (strcmp(v[0], "line") == 0) {
      char *given = text(v[2]);
      printed(sim800_write_line(room, size, given));
      putchar('\\n');
      free(given);
    } else runners[atoi(v[0])](v + 2);
    free(room);
  }
  return 0;
}
`;

export interface Harness {
  readonly program: string;
  readonly shapes: readonly CShape[];
}

/** Texts of the host are not given back: the sanitizer must not look for them. */
const SANITIZED = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

export function buildHarness(model: Model, compiler = 'gcc'): Harness {
  const folder = wholeFolder();
  const shapes = cShapes(shapeTables(model));
  const table = `static void (*const runners[])(char **) = {${shapes.map(({ name }) => `run_${name}`).join(', ')}};\n`;
  writeFileSync(join(folder, 'harness.c'), [HARNESS, ...shapes.map(runner), table, MAIN].join(''));
  const program = join(folder, `harness-${compiler}`);
  const sources = [join(root, 'c/sim800_command.c'), join(folder, 'sim800_commands.c'), join(folder, 'harness.c')];
  const flags = ['-std=c99', ...STRICT, ...SANITIZED, `-I${join(root, 'c')}`, `-I${folder}`];
  execFileSync(compiler, [...flags, ...sources, '-o', program], { stdio: ['ignore', 'inherit', 'inherit'] });
  return { program, shapes };
}

export interface Request {
  /** Of a shape, or `line`. */
  readonly shape: number | 'line';
  /** How many bytes there are for the line. */
  readonly room: number;
  /** `-`: not there. */
  readonly values: readonly string[];
}

export interface Written {
  /** Its length, or an error. */
  readonly result: number;
  readonly hex: string;
  /** What sim800_answers_of says, 1 or an error; then what is in its struct, and `form:role` of each form that answers. */
  readonly answers: readonly string[];
}

export function write({ program }: Harness, requests: readonly Request[]): Written[] {
  const lines = requests.map(({ shape, room, values }) => [shape, room, ...values].join(' '));
  return runLines(program, lines, { ASAN_OPTIONS: 'detect_leaks=0' }).map((line) => {
    const [result = '', hex = '', ...answers] = line.split(' ');
    return { result: Number(result), hex, answers };
  });
}
