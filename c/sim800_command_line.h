/*
 * Command lines of the host, and what the table says of them. Part of sim800_dialogue.c.
 *
 * The table: the address of the entry for commands of which nothing is said, how many heads there are, how many names, and
 * the address of the first name; two bytes each, the lower first. Then
 *
 *   heads    flags (1: patterns follow); a text: what command lines begin with, without AT; the address of its entry, 0
 *            where nothing is said of it; a bit for each of its patterns, two bytes. The longest that a command begins with
 *            holds; # is a number.
 *   entries  flags (1: late results, 2: settings, 4: it asks for data, 8: which Ctrl-Z ends); the addresses of lists of forms:
 *            its information, its results, its late results; its settings, two bytes; which parameter says how much data
 *            (counted from 1, from the end if below 0; 0: none does)
 *   lists    a count, how many of them are successes, and these first: numbers of forms, shorts
 *   names    texts: of all commands that the grammar knows, +CSQ
 *
 * A text is a count and bytes.
 */
#ifndef SIM800_COMMAND_LINE_H
#define SIM800_COMMAND_LINE_H

#include "sim800_dialogue_parts.h"
#include "sim800_echo_log.h"

/* Bytes of a command line: an array, or part of the queue of what the host has written. */
typedef struct {
  const uint8_t *bytes;
  uint16_t from;
  uint16_t mask;
} command_text;

static APART uint8_t text_at(const command_text *t, uint16_t i) { return t->bytes[(uint16_t)(t->from + i) & t->mask]; }

#define TEXT const command_text *
#define AT(t, i) text_at(t, (uint16_t)(i))

static uint16_t behind_digits(TEXT t, uint16_t p, uint16_t end) {
  while (p < end && is_digit(AT(t, p))) p++;
  return p;
}

#include "sim800_split.h"

#define T(at) SIM800_FLASH_BYTE(&sim800_dialogue_table[(uint16_t)(at)])

enum { TABLE_ANY, TABLE_HEADS = 2, TABLE_NAMES = 4, TABLE_FIRST_NAME = 6, TABLE_FIRST_HEAD = 8 };
enum { HEAD_PATTERNS = 0x01 };
enum { ENTRY_LATE = 0x01, ENTRY_SETS = 0x02, ENTRY_DATA = 0x04, ENTRY_CTRL_Z = 0x08 };
enum { IS_ECHOED = 0x01, IS_ALONE = 0x02, IS_PROMPTED = 0x04, IS_SENDING = 0x08, IS_FOREIGN = 0x10 };

static uint16_t table_word(uint16_t at) { return (uint16_t)(T(at) | (uint16_t)T(at + 1u) << 8); }

/* ---- entries ---- */

static uint16_t answers_of(uint16_t entry) { return table_word((uint16_t)(entry + 1u)); }
static uint16_t results_of(uint16_t entry) { return table_word((uint16_t)(entry + 3u)); }

static uint16_t behind_late(uint16_t entry) { return (uint16_t)(entry + ((T(entry) & ENTRY_LATE) != 0u ? 7u : 5u)); }

/* 0: it has none. */
static uint16_t late_results_of(uint16_t entry) {
  return (uint16_t)((T(entry) & ENTRY_LATE) != 0u ? table_word((uint16_t)(entry + 5u)) : 0u);
}

static uint16_t settings_of(uint16_t entry) {
  return (uint16_t)((T(entry) & ENTRY_SETS) != 0u ? table_word(behind_late(entry)) : 0u);
}

static int8_t data_parameter_of(uint16_t entry) {
  return (int8_t)T(behind_late(entry) + ((T(entry) & ENTRY_SETS) != 0u ? 2u : 0u));
}

/* Whether the form is in a list: which it is, from 1 on, or 0. */
static uint8_t index_in(uint16_t list, uint16_t form) {
  uint8_t count = T(list);
  uint16_t at = (uint16_t)(list + 2u);
  for (uint8_t i = 1; i <= count; i++) {
    uint16_t n = T(at++);
    if (n >= 0x80u) n = (uint16_t)((n & 0x7fu) << 8 | T(at++));
    if (n == form) return i;
  }
  return 0;
}

/* Where the grammar says of no command that it asks for data, any may. */
static bool asks_for_data(uint16_t entry) {
  return !SIM800_KNOWS_DATA || (entry != 0u && (T(entry) & ENTRY_DATA) != 0u);
}

static bool ends_at_ctrl_z(uint16_t entry) { return !SIM800_KNOWS_DATA || (T(entry) & ENTRY_CTRL_Z) != 0u; }

/* ---- heads and names ---- */

/* Behind the zeros before another digit: `02` is 2. */
static uint16_t behind_zeros(TEXT t, uint16_t p, uint16_t end) {
  while (p + 1u < end && AT(t, p) == '0' && is_digit(AT(t, p + 1u))) p++;
  return p;
}

/* How many bytes of the text a head takes up that it begins with; 0: it does not. A number may have nine digits. */
static uint16_t matched(const command_text *t, uint16_t p, uint16_t end, uint16_t at) {
  uint16_t from = p;
  uint8_t before = 0;
  for (uint8_t n = T(at++); n > 0u; n--) {
    uint8_t c = T(at++);
    if (p == end) return 0;
    if (is_digit(c) && (before == '=' || before == ',')) p = behind_zeros(t, p, end);
    before = c;
    if (c == '#') {
      uint16_t digits = behind_digits(t, p, end);
      if (digits == p || digits - p > 9) return 0;
      p = digits;
    } else if (upper(AT(t, p++)) != c) return 0;
  }
  return (uint16_t)(p - from);
}

/* The longest head that a command begins with: adds what it says to the line. Returns its entry, or 0. */
static uint16_t take_head(sim800_waiting *w, const command_text *t, uint16_t p, uint16_t end) {
  uint16_t at = TABLE_FIRST_HEAD;
  uint16_t found = 0;
  for (uint16_t heads = table_word(TABLE_HEADS); heads > 0u; heads--) {
    uint8_t length = T(at + 1u);
    bool longer = found == 0u || length > T(found + 1u);
    if (longer && matched(t, p, end, (uint16_t)(at + 1u)) > 0u) found = at;
    at = (uint16_t)(at + length + ((T(at) & HEAD_PATTERNS) != 0u ? 6u : 4u));
  }
  if (found == 0u) return table_word(TABLE_ANY);
  uint16_t behind = (uint16_t)(found + 2u + T(found + 1u));
  if ((T(found) & HEAD_PATTERNS) != 0u) w->patterns = (uint16_t)(w->patterns | table_word((uint16_t)(behind + 2u)));
  return table_word(behind);
}

static bool is_word_byte(uint8_t c) { return is_digit(c) || is_letter(c) || c == '_'; }

/* Where the name that begins here ends: +CSQ; where it begins, if there is none. */
static uint16_t name_end(const command_text *t, uint16_t p, uint16_t end) {
  uint16_t q = p;
  if (p == end || (AT(t, p) != '+' && AT(t, p) != '*')) return p;
  for (q++; q < end && is_word_byte(AT(t, q));) q++;
  return (uint16_t)(q - p > 1 ? q : p);
}

/* Where the table has this name; 0: the grammar does not know it. */
static uint16_t known_name(const command_text *t, uint16_t p, uint16_t end) {
  uint16_t at = table_word(TABLE_FIRST_NAME);
  for (uint16_t names = table_word(TABLE_NAMES); names > 0u; names--) {
    if (T(at) == end - p && matched(t, p, end, at) > 0u) return at;
    at = (uint16_t)(at + T(at) + 1u);
  }
  return 0;
}

/* ---- a line ---- */

static void add_settings(sim800_waiting *w, uint16_t settings) {
  /* Of ATE0E1 the last counts. */
  if ((settings & SETS_ECHO) != 0u) w->settings = (uint16_t)(w->settings & ~(unsigned)SETS_ECHO);
  if ((settings & SETS_NUMERIC) != 0u) w->settings = (uint16_t)(w->settings & ~(unsigned)SETS_NUMERIC);
  if ((settings & SETS_INCOMING) != 0u) w->settings = (uint16_t)(w->settings & ~(unsigned)SETS_INCOMING);
  w->settings = (uint16_t)(w->settings | settings);
  if ((settings & SETS_NUMERIC_ON) != 0u) w->settings |= SETS_NUMERIC_ONCE;
}

static void add_command(sim800_waiting *w, uint16_t entry, uint16_t name) {
  w->entry = entry;
  if (entry != 0u) add_settings(w, settings_of(entry));
  for (uint8_t i = 0; i < w->count; i++)
    if (w->commands[i].entry == entry && w->commands[i].name == name) return;
  if (w->count == SIM800_COMMANDS_MAX) {
    w->flags |= IS_FOREIGN;
    return;
  }
  w->commands[w->count].entry = entry;
  w->commands[w->count++].name = name;
}

/* Whether the line asks, and about which name: of several commands in it only the last is looked at. */
static void take_question_of(sim800_waiting *w, const command_text *t, uint16_t end) {
  w->asks = NO_QUESTION;
  while (end > 0u && (AT(t, end - 1u) == ' ' || AT(t, end - 1u) == CR)) end--;
  if (end < 2u || AT(t, end - 1u) != '?') return;
  bool is_test = AT(t, end - 2u) == '=';
  uint16_t last = (uint16_t)(end - (is_test ? 2u : 1u));
  uint16_t p = last;
  while (p > 0u && (is_digit(AT(t, p - 1u)) || is_letter(AT(t, p - 1u)))) p--;
  /* The sign, + or *. Without one, as in ATS0?, no name comes back. */
  if (p == 0u || p == last || last - p + 1u > SIM800_NAME_MAX) return;
  w->question = HASH_SEED;
  for (p--; p < last; p++) w->question = hash_with(w->question, upper(AT(t, p)));
  w->asks = is_test ? ASKS_TEST : ASKS_READ;
}

/* False if the line holds no command. `AT+CIFSR;E0` is two (V.250 section 5.2.4). */
static bool read_line(sim800_waiting *w, const command_text *t, uint16_t end) {
  uint16_t p = behind_attention(t, 0, end);
  if (p == 0u) return false;
  w->length = 0;
  w->patterns = w->settings = 0;
  w->count = w->flags = 0;
  take_question_of(w, t, end);
  p = next_command(t, p, end);
  if (p == end) add_command(w, table_word(TABLE_ANY), 0);
  while (p < end) {
    uint16_t behind = command_end(t, p, end);
    uint16_t name_behind = name_end(t, p, behind);
    uint16_t name = (uint16_t)(name_behind > p ? known_name(t, p, name_behind) : 0u);
    if (name_behind > p && name == 0u) w->flags |= IS_FOREIGN;
    add_command(w, take_head(w, t, p, behind), name);
    p = next_command(t, behind, end);
  }
  return true;
}

/* ---- a parameter ---- */

/* How many parameters the last command of a line has; `*found`: where the one of this index begins. */
static uint8_t parameters_in(const command_text *t, uint16_t end, int16_t index, uint16_t *found) {
  bool quoted = false;
  uint8_t count = 0;
  for (uint16_t p = 0; p < end; p++) {
    uint8_t c = AT(t, p);
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ';') count = 0;
    if (!((c == '=' && count == 0u) || (c == ',' && count > 0u)) || count == 0xffu) continue;
    if (count++ == index) *found = (uint16_t)(p + 1u);
  }
  return count;
}

/* The number that a parameter is, counted from 1, or from the end if below 0; 0 if it is none, or not there. */
static uint32_t parameter_of(const command_text *t, uint16_t end, int8_t which) {
  uint16_t p = 0;
  uint32_t value = 0;
  uint8_t count = parameters_in(t, end, -1, &p);
  int16_t index = (int16_t)(which < 0 ? count + which : which - 1);
  if (which == 0 || index < 0 || index >= count) return 0;
  (void)parameters_in(t, end, index, &p);
  while (p < end && AT(t, p) == ' ') p++;
  uint16_t first = p;
  for (; p < end && is_digit(AT(t, p)); p++) {
    value = value * 10u + (uint8_t)(AT(t, p) - '0');
    if (value > TOO_LARGE / 10u) value = TOO_LARGE / 10u;
  }
  bool has_digits = p > first;
  while (p < end && AT(t, p) == ' ') p++;
  return has_digits && (p == end || AT(t, p) == ',') ? value : 0u;
}

#endif
