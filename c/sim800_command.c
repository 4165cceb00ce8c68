/*
 * Commands as tables, and the writer of them. See sim800_command.h.
 *
 * A shape, a command in one of its forms, is bytes in flash. *Shorts* are one byte up to 127, else two, the higher first with
 * its highest bit set; *places* are offsets from the first byte of the shape, as shorts.
 *
 *   flags             1: no CR follows
 *   parameters        a count, and each: its kind (80h: it may be missing), its offset in the struct (two bytes, the lower
 *                     first), and if it may be missing and is no text the offset of the member that says so
 *   head              the place of what the line begins with: a count, and bytes
 *   ways              a count, and each way to write it: how many bytes follow; what answers it, a place; which parameter
 *                     counts the data it asks for, one more than its index, and whether Ctrl-Z can end them all the same
 *                     (40h) or where nothing counts them (80h); a bit for each parameter that it has, and for each of these
 *                     that may be missing; then bytes of its text as they are (after FFh, those from 80h on), or 80h and the
 *                     index of a parameter, followed by the place of its type
 *   types, sets, answers, in any order
 *
 * The first way that has just the parameters that are there, with values of their types, is written.
 */
#include "sim800_command.h"

enum { SHAPE_WITHOUT_CR = 0x01 };
enum { PARAMETER_NUMBER, PARAMETER_ADDRESS, PARAMETER_TEXT, PARAMETER_OPTIONAL = 0x80 };
enum { TYPE_BYTE_NUMBER, TYPE_NUMBER, TYPE_ADDRESS, TYPE_WORDS, TYPE_TEXT };
enum { DATA_PARAMETER = 0x3f, DATA_CTRL_Z = 0x40, DATA_UNCOUNTED = 0x80 };
enum { WAY_PARAMETER = 0x80, WAY_ESCAPE = 0xff };

enum { CTRL_Z = 0x1a, ESC = 0x1b, LONGEST_LINE = 1024, LONGEST_UNKNOWN = 556 };

#define B(at) SIM800_FLASH_BYTE(at)

/* Not made part of its callers, whose stack would grow by what it needs. */
#ifdef __GNUC__
#define APART __attribute__((noinline))
#else
#define APART
#endif

/* A line that is being written. */
typedef struct {
  uint8_t *bytes;
  size_t size;
  size_t n; /* its length so far: more than `size` where there is no room */
  uint8_t last;
} output;

/* A member of the struct. */
typedef struct {
  uint8_t kind; /* PARAMETER_TEXT: there is no way to write the shape without it */
  const void *value;
  bool is_there;
} parameter;

static uint8_t next(const uint8_t **at) { return B((*at)++); }

static uint16_t next_short(const uint8_t **at) {
  uint16_t n = next(at);
  if (n >= 0x80u) n = (uint16_t)((n & 0x7fu) << 8 | next(at));
  return n;
}

static uint16_t next_word(const uint8_t **at) {
  uint16_t low = next(at);
  return (uint16_t)(low | (uint16_t)next(at) << 8);
}

static uint32_t next_long(const uint8_t **at) {
  uint32_t low = next_word(at);
  return low | (uint32_t)next_word(at) << 16;
}

static const uint8_t *next_place(const sim800_shape *shape, const uint8_t **at) { return shape + next_short(at); }

static void put(output *out, uint8_t c) {
  if (out->n < out->size) out->bytes[out->n] = c;
  out->last = c;
  out->n++;
}

/* ---- parameters ---- */

static const void *member(const void *values, uint16_t offset) { return (const uint8_t *)values + offset; }

static bool is_text(uint8_t kind) { return (kind & 0x7fu) == PARAMETER_TEXT; }

static parameter next_parameter(const uint8_t **at, const void *values) {
  parameter p = {next(at), NULL, true};
  p.value = member(values, next_word(at));
  if (is_text(p.kind)) p.is_there = *(const char *const *)p.value != NULL;
  else if ((p.kind & PARAMETER_OPTIONAL) != 0u) p.is_there = *(const bool *)member(values, next_word(at));
  return p;
}

static uint8_t parameter_size(uint8_t kind) { return (kind & PARAMETER_OPTIONAL) != 0u && !is_text(kind) ? 5 : 3; }

static parameter parameter_at(const sim800_shape *shape, uint8_t index, const void *values) {
  const uint8_t *at = shape + 2;
  parameter p = next_parameter(&at, values);
  while (index-- > 0u) p = next_parameter(&at, values);
  return p;
}

/* A bit for each parameter that is there; `*at` is then behind them. */
static uint32_t present_in(const uint8_t **at, const void *values) {
  uint32_t present = 0;
  uint8_t count = next(at);
  for (uint8_t i = 0; i < count; i++)
    if (next_parameter(at, values).is_there) present |= (uint32_t)1 << i;
  return present;
}

/* ---- values ---- */

static void put_digits(output *out, uint32_t value) {
  uint8_t digits[10];
  uint8_t n = 0;
  do {
    digits[n++] = (uint8_t)('0' + value % 10u);
    value /= 10u;
  } while (value > 0u);
  while (n > 0u) put(out, digits[--n]);
}

static bool put_number(output *out, int32_t value, int32_t min, int32_t max) {
  if (value < min || value > max) return false;
  if (value < 0) put(out, '-');
  put_digits(out, value < 0 ? 0u - (uint32_t)value : (uint32_t)value);
  return true;
}

static void put_address(output *out, uint32_t address) {
  for (uint8_t octet = 0; octet < 4u; octet++, address <<= 8) {
    if (octet > 0u) put(out, '.');
    put_digits(out, address >> 24);
  }
}

/* The words that can come here, each with its number among all that the parameter can be. */
static bool put_word(output *out, const uint8_t *at, int32_t value) {
  for (uint8_t count = next(&at); count > 0u; count--) {
    uint8_t number = next(&at);
    uint8_t length = next(&at);
    for (; number == value && length > 0u; length--) put(out, next(&at));
    if (number == value) return true;
    at += length;
  }
  return false;
}

static bool is_in_set(const uint8_t *set, uint8_t c) {
  for (uint8_t ranges = next(&set); ranges > 0u; ranges--) {
    uint8_t first = next(&set);
    if (c >= first && c <= B(set)) return true;
    set++;
  }
  return false;
}

static size_t length_of(const char *text) {
  size_t n = 0;
  while (n <= LONGEST_LINE && text[n] != '\0') n++;
  return n;
}

/*
 * A text is runs of bytes, each of a set, so many at least and at most. Each takes as many as it can and leaves enough for
 * those after it: the compiler sees to it that no other way to divide the text would do better.
 */
static APART bool put_text(output *out, const sim800_shape *shape, const uint8_t *at, const char *text) {
  uint8_t runs = next(&at);
  const uint8_t *barred = next_place(shape, &at);
  size_t least = next_short(&at);
  size_t left = length_of(text);
  if (left > next_short(&at) || left < least) return false;
  if (barred != shape && left > 0u && is_in_set(barred, (uint8_t)*text)) return false;
  for (; runs > 0u; runs--) {
    const uint8_t *set = next_place(shape, &at);
    uint16_t min = next_short(&at);
    uint16_t max = next_short(&at);
    uint16_t taken = 0;
    least -= min;
    for (; taken < max && left > least && is_in_set(set, (uint8_t)*text); taken++, left--) put(out, (uint8_t)*text++);
    if (taken < min) return false;
  }
  return left == 0u;
}

static bool put_value(output *out, const sim800_shape *shape, const uint8_t *type, parameter p) {
  uint8_t kind = next(&type);
  if (!p.is_there) return true;
  switch (kind) {
    case TYPE_BYTE_NUMBER: {
      uint8_t min = next(&type);
      return put_number(out, *(const int32_t *)p.value, min, B(type));
    }
    case TYPE_NUMBER: {
      int32_t min = (int32_t)next_long(&type);
      return put_number(out, *(const int32_t *)p.value, min, (int32_t)next_long(&type));
    }
    case TYPE_ADDRESS: put_address(out, *(const uint32_t *)p.value); return true;
    case TYPE_WORDS: return put_word(out, type, *(const int32_t *)p.value);
    default: return put_text(out, shape, type, *(const char *const *)p.value);
  }
}

/* ---- lines ---- */

/* A way to write a shape that has been chosen. */
typedef struct {
  const sim800_shape *answers;
  uint8_t data;
} way;

static uint32_t next_bits(const uint8_t **at, uint8_t count) {
  uint32_t bits = 0;
  for (uint8_t shift = 0; shift < count; shift = (uint8_t)(shift + 8u)) bits |= (uint32_t)next(at) << shift;
  return bits;
}

/* 1, or which parameter is at fault. */
static int put_pieces(output *out, const sim800_shape *shape, const uint8_t *at, const uint8_t *end, const void *values) {
  while (at < end) {
    uint8_t c = next(&at);
    if (c == WAY_ESCAPE) put(out, next(&at));
    else if (c < WAY_PARAMETER) put(out, c);
    else {
      uint8_t index = c & 0x7fu;
      const uint8_t *type = next_place(shape, &at);
      if (!put_value(out, shape, type, parameter_at(shape, index, values))) return SIM800_BAD_VALUE - index;
    }
  }
  return 1;
}

/* The way at `*at`, which is then behind it. SIM800_NO_SUCH_WAY: it has other parameters than those present. */
static int try_way(output *out, const sim800_shape *shape, const uint8_t **at, const void *values, way *chosen) {
  const uint8_t *parameters = shape + 1;
  uint8_t count = B(parameters);
  uint32_t present = present_in(&parameters, values);
  uint16_t length = next_short(at);
  const uint8_t *p = *at;
  *at += length;
  chosen->answers = next_place(shape, &p);
  chosen->data = next(&p);
  uint32_t known = next_bits(&p, count);
  uint32_t required = known & ~next_bits(&p, count);
  if ((present & ~known) != 0u || (required & ~present) != 0u) return SIM800_NO_SUCH_WAY;
  return put_pieces(out, shape, p, *at, values);
}

/* A text that every way needs. */
static int missing_text(const sim800_shape *shape, const void *values) {
  const uint8_t *at = shape + 1;
  uint8_t count = next(&at);
  for (uint8_t i = 0; i < count; i++) {
    parameter p = next_parameter(&at, values);
    if (p.kind == PARAMETER_TEXT && !p.is_there) return SIM800_BAD_VALUE - i;
  }
  return 1;
}

static const uint8_t *behind_parameters(const sim800_shape *shape) {
  const uint8_t *at = shape + 1;
  for (uint8_t count = next(&at); count > 0u; count--) at += parameter_size(B(at));
  return at;
}

static void put_head(output *out, const uint8_t *at) {
  for (uint8_t n = next(&at); n > 0u; n--) put(out, next(&at));
}

/* Without its CR. */
static int put_line(output *out, const sim800_shape *shape, const void *values, way *chosen) {
  const uint8_t *at = behind_parameters(shape);
  const uint8_t *head = next_place(shape, &at);
  int found = missing_text(shape, values);
  if (found < 0) return found;
  found = SIM800_NO_SUCH_WAY;
  for (uint16_t ways = next_short(&at); ways > 0u && found < 0; ways--) {
    out->n = 0;
    put_head(out, head);
    int tried = try_way(out, shape, &at, values, chosen);
    if (tried != SIM800_NO_SUCH_WAY && found == SIM800_NO_SUCH_WAY) found = tried;
    if (tried > 0) found = tried;
  }
  /* Blanks at the end of a command are nothing to the module, and longer lines are refused. */
  if (found > 0 && (out->last == ' ' || out->n > LONGEST_LINE)) return SIM800_NOT_READ_SO;
  return found;
}

static int length_or_error(const output *out) { return out->n <= out->size ? (int)out->n : (int)SIM800_NO_ROOM; }

int sim800_write(uint8_t *line, size_t size, const sim800_shape *shape, const void *values) {
  output out = {line, size, 0, 0};
  way chosen;
  int found = put_line(&out, shape, values, &chosen);
  if (found < 0) return found;
  if ((B(shape) & SHAPE_WITHOUT_CR) == 0u) put(&out, '\r');
  return length_or_error(&out);
}

int sim800_write_line(uint8_t *line, size_t size, const char *text) {
  output out = {line, size, 0, 0};
  size_t n = length_of(text);
  if (n > LONGEST_UNKNOWN || (text[0] != 'A' && text[0] != 'a') || (text[1] != 'T' && text[1] != 't')) return SIM800_BAD_VALUE;
  for (size_t i = 0; i < n; i++) {
    uint8_t c = (uint8_t)text[i];
    if (c < 0x20u || (c > 0x7eu && c < 0x80u)) return SIM800_BAD_VALUE;
    put(&out, c);
  }
  put(&out, '\r');
  return length_or_error(&out);
}

/* ---- answers ---- */

/*
 * What answers a command: flags (1: it asks for data), milliseconds in four bytes, then three lists of forms, shorts: its
 * information; its results, of which so many are successes; its late results, the same. A list is a count, how many of
 * them are successes, and these first.
 */
enum { ANSWERS_ASK = 0x01 };

static APART uint32_t announced(const sim800_shape *shape, const void *values, uint8_t data) {
  uint8_t index = data & DATA_PARAMETER;
  if (index == 0u) return 0;
  parameter p = parameter_at(shape, (uint8_t)(index - 1u), values);
  if (!p.is_there || (p.kind & 0x7fu) != PARAMETER_NUMBER) return 0;
  return (uint32_t)*(const int32_t *)p.value;
}

int sim800_answers_of(const sim800_shape *shape, const void *values, sim800_answers *answers) {
  output out = {NULL, 0, 0, 0};
  way chosen = {shape, 0};
  int found = put_line(&out, shape, values, &chosen);
  if (found < 0) return found;
  const uint8_t *at = chosen.answers;
  answers->asks_for_data = (next(&at) & ANSWERS_ASK) != 0u;
  answers->timeout_ms = next_long(&at);
  answers->row = at;
  answers->data_length = announced(shape, values, chosen.data);
  answers->ctrl_z = (chosen.data & (answers->data_length > 0u ? DATA_CTRL_Z : DATA_UNCOUNTED)) != 0u;
  return 1;
}

/* Looks for a form in the list at `*at`, which is then behind it: 0 it is not there, 1 a success, 2 another. */
static uint8_t find_form(const uint8_t **at, uint16_t form) {
  uint8_t count = next(at);
  uint8_t successes = next(at);
  uint8_t found = 0;
  for (uint8_t i = 0; i < count; i++)
    if (next_short(at) == form && found == 0u) found = i < successes ? 1u : 2u;
  return found;
}

uint8_t sim800_role(const sim800_answers *answers, uint16_t form) {
  const uint8_t *at = answers->row;
  uint8_t information = find_form(&at, form);
  uint8_t result = find_form(&at, form);
  uint8_t late = find_form(&at, form);
  if (result > 0u) return result == 1u ? SIM800_SUCCESS : SIM800_FAILURE;
  if (late > 0u) return late == 1u ? SIM800_LATE_SUCCESS : SIM800_LATE_FAILURE;
  return information > 0u ? SIM800_INFORMATION : SIM800_NO_ANSWER;
}

bool sim800_has_late_result(const sim800_answers *answers) {
  const uint8_t *at = answers->row;
  (void)find_form(&at, 0);
  (void)find_form(&at, 0);
  return B(at) > 0u;
}

bool sim800_is_data(const sim800_answers *answers, const uint8_t *data, size_t n) {
  if (!answers->asks_for_data || n == 0u) return false;
  if (answers->data_length > 0u && n == answers->data_length) return true;
  if (!answers->ctrl_z) return false;
  for (size_t i = 0; i < n; i++)
    if (data[i] == CTRL_Z || data[i] == ESC) return false;
  return true;
}
