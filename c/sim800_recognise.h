/*
 * What a line is tried as, and what is written down of it on the way. The program itself is read by sim800_interpreter.h, or is
 * code that `--encoding code` has made of it. Part of sim800_engine.c.
 */
#ifndef SIM800_RECOGNISE_H
#define SIM800_RECOGNISE_H

#include "sim800_program.h"

enum { MODE_LINES, MODE_PAYLOAD, MODE_HEX, MODE_TRANSPARENT, MODE_ECHO };

/* What a line is tried as, one after the other. */
enum { STAGE_FRESH, STAGE_NUMERIC, STAGE_PRIMARY, STAGE_NOISE, STAGE_FALLBACK, STAGE_REST };

/* As an answer, where one is asked for: what it looks like, whether it has the name that was asked about, the answer. */
enum { STAGE_ROW = STAGE_REST + 1, STAGE_ROW_ECHO, STAGE_NAME, STAGE_READING };

/* As what the host has written and the module sends back. */
enum { STAGE_ECHO = STAGE_READING + 1 };

enum { OPEN, CLOSE, FIRST, MARK }; /* operations on a slot */

enum { LEAVES_ALWAYS = 1, LEAVES_ASKED = 2 };

/* What a byte has made of the line. GOES_BACK: what is looked at next is the byte at `behind`. */
enum { GOES_ON, NO_LINE, IS_LINE, IS_ECHO_LINE, GOES_BACK };

static bool is_in_set(uint8_t c, uint8_t set) {
  place at = place_of(word_at(place_of((uint16_t)(SIM800_SETS + 2u * set))));
  for (uint8_t ranges = P(at++); ranges > 0u; ranges--, at += 2)
    if (c >= P(at) && c <= P(at + 1u)) return true;
  return false;
}

/* What is bounded: slot, kind and side in one byte. */
static inline bool is_within(const sim800 *s, uint8_t what, uint32_t bound, sim800_index position) {
  const sim800_slot *slot = &s->slots[s->aside ? SIM800_SLOTS : what & 0x1fu];
  uint32_t value;
  switch (what >> 5 & 3u) {
    case 0: value = sim800_digits(s->line, slot->number, position); break;
    case 1: value = (sim800_index)(position - slot->start); break;
    default: value = slot->number; break;
  }
  return (what & 0x80u) != 0u ? value >= bound : value <= bound;
}

static void operate(sim800 *s, uint8_t what, uint8_t index, sim800_index position) {
  sim800_slot *slot = &s->slots[s->aside ? SIM800_SLOTS : index];
  switch (what) {
    case OPEN: slot->start = position; break;
    case CLOSE: slot->end = position; break;
    case FIRST: slot->number = position; break;
    default:
      if (!s->aside) s->marks = (sim800_marks)(s->marks | (sim800_marks)1 << index);
      break;
  }
}

/*
 * Behind a prompt a line is echo before it is the answer of the command in flight. In transparent mode the command counts that
 * has begun it: NO CARRIER ends a call, and is data of a TCP connection.
 */
static bool is_in_flight(const sim800 *s, uint8_t pattern) {
  if (pattern == 0u) return s->command != 0u && !(s->prompted && s->stage == STAGE_FALLBACK);
  unsigned patterns = s->mode == MODE_TRANSPARENT ? s->begun : (unsigned)(s->patterns | s->owing);
#if SIM800_READINGS
  if (s->stage == STAGE_READING) patterns |= s->asked;
#endif
  return (patterns >> (pattern - 1u) & 1u) != 0u;
}

/* Which lines end transparent mode now. */
static uint8_t valid_ends(const sim800 *s) {
  unsigned always = (s->options & SIM800_HOST_ENDS_TRANSPARENT) != 0u ? 0u : 1u * LEAVES_ALWAYS;
  return (uint8_t)(s->leaving ? always | LEAVES_ASKED : always);
}

/* While none does, those are followed that will once the host has asked. */
static uint8_t followed_ends(const sim800 *s) {
  uint8_t ends = valid_ends(s);
  if (ends == 0u) return LEAVES_ASKED;
  return ends;
}

#if SIM800_FRAMES
/*
 * `at` is behind FRAME: the text begins one behind `start` of its slot. If CR LF comes where its size says that it is over, the
 * bytes up to there are of it, whatever they are; else it is read from its first byte on, and ends at the first line end.
 */
static uint8_t begin_text(sim800 *s, place at, sim800_index index) {
  sim800_slot *text = &s->slots[P(at)];
  text->start++;
  s->behind = index;
  s->state = address_of(at + 4u);
  return GOES_BACK;
}

static uint8_t frame(sim800 *s, uint8_t c, sim800_index position, place at) {
  sim800_index from = (sim800_index)(s->slots[P(at)].start + 1u);
  uint32_t size = sim800_digits(s->line, s->slots[P(at + 1u)].number, from);
  if (size > word_at(at + 2u)) return begin_text(s, at, from);
  sim800_index end = (sim800_index)(from + size);
  if (position < end || (c == CR && position < end + 2u)) return GOES_ON;
  return begin_text(s, at, c == LF && position > end ? end : from);
}

/* Nothing more comes, and the end of a text would tell how it is framed. */
static bool is_in_frame(const sim800 *s) { return P(place_of(s->state)) == FRAME; }

static void leave_frame(sim800 *s) {
  place at = place_of(s->state) + 1;
  (void)begin_text(s, at, (sim800_index)(s->slots[P(at)].start + 1u));
}
#endif

#if SIM800_CODE
#include "sim800_code.h"

/* One byte, which stands at this index of a line. */
static uint8_t step(sim800 *s, uint8_t c, sim800_index position) {
  return walk(s, &c, &position, (sim800_index)(position + 1u));
}
#else
#include "sim800_interpreter.h"
#endif

#endif
