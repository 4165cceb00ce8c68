/*
 * The interpreter of the byte program, a byte of the line at a time. Part of sim800_engine.c.
 *
 * `+CSQ: 20,0` in a program: 2B 43 53 51 3A are bytes that must come, A8 A8 two spaces that may, A7 a digit, 90 "a number
 * begins in slot 0 here", A3 more digits, 2C a comma, AA 00 "the number is in bound 0", and so on. What stands behind a
 * byte that has come is carried out at once, up to the next instruction that asks for one: that address is the state.
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

enum {
  /* carried out at once */
  OPERATION = 0xa0,
  SET,
  COUNT,
  GUARD,
  GUARD_ELSE,
  GOTO,
  WHILE,
  FOLLOW,
  LEAVE,
  ACCEPT,
  ACCEPT_ECHO,
  NOTHING,
  DEPTH,
  /* look at a byte */
  DIGITS = 0xb0,
  LOOP,
  MUST,
  TRY_SET,
  MUST_DIGIT,
  BLANK,
  LINE_END,
  TRY_LINE_END,
  FRAME,
  EITHER_CASE = 0xc0,
  SWITCH = 0xe0,
  SWITCH_EITHER_CASE = 0xe8
};

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

/* A guard: slot, kind and side in one byte, and a bound of four. */
static bool holds(const sim800 *s, uint8_t guard, sim800_index position) {
  place at = place_of((uint16_t)(SIM800_GUARDS + 5u * guard));
  uint8_t what = P(at);
  const sim800_slot *slot = &s->slots[s->aside ? SIM800_SLOTS : what & 0x1fu];
  uint32_t bound = word_at(at + 1) | (uint32_t)word_at(at + 3) << 16;
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

/* Looks for `c` among pairs of a byte and a target: `*at` is then where it leads, or behind the pairs. */
static bool find_pair(place *at, uint8_t count, uint8_t c) {
  place p = *at;
  for (; count > 0u; count--) {
    bool found = P(p++) == c;
    *at = p = choose(found, p);
    if (found) return true;
  }
  return false;
}


/* An instruction that needs no byte. GOES_ON: the next one is at `*at`. */
static uint8_t act(sim800 *s, uint8_t op, place *at, sim800_index position) {
  place p = *at;
  uint8_t operand = P(p);
  switch (op) {
    case OPERATION:
      operate(s, (uint8_t)(operand >> 6), operand & 0x3fu, position);
      p++;
      break;
    case SET:
      operate(s, FIRST, operand, P(p + 1u));
      p += 2;
      break;
    case COUNT:
      operate(s, FIRST, operand, (sim800_index)(s->slots[operand].number + 1u));
      p++;
      break;
    case GUARD:
      if (!holds(s, operand, position)) return NO_LINE;
      p++;
      break;
    case GUARD_ELSE: p = choose(!holds(s, operand, position), p + 1); break;
    case GOTO: p = target_at(p); break;
    case WHILE: p = choose(is_in_flight(s, operand), p + 1); break;
    case FOLLOW:
      if ((operand & followed_ends(s)) == 0u) return NO_LINE;
      p++;
      break;
    case DEPTH:
      s->depth = (uint8_t)(operand - 1u);
      p++;
      break;
    case LEAVE:
      s->accepted = word_at(p + 1);
      if ((operand & valid_ends(s)) != 0u) return IS_LINE;
      p += 3;
      break;
    case ACCEPT: s->accepted = word_at(p); return IS_LINE;
    case ACCEPT_ECHO: s->accepted = short_at(&p); return IS_ECHO_LINE;
    default: return NO_LINE; /* NOTHING */
  }
  *at = p;
  return GOES_ON;
}

/* What a test has found: the byte is not what must come here, another test follows, the byte has come, or the state stays. */
enum { FAILS, NEXT_TEST, TAKEN, STAYS };

static uint8_t must(bool yes) { return yes ? TAKEN : FAILS; }

static uint8_t may(bool yes, place *at) {
  *at = choose(yes, *at);
  return yes ? TAKEN : NEXT_TEST;
}

/* An instruction that looks at a byte. */
static uint8_t test(uint8_t op, uint8_t c, place *at) {
  switch (op) {
    case DIGITS: return is_digit(c) ? STAYS : NEXT_TEST;
    case LOOP: return is_in_set(c, P((*at)++)) ? STAYS : NEXT_TEST;
    case MUST: return must(is_in_set(c, P((*at)++)));
    case MUST_DIGIT: return must(is_digit(c));
    case LINE_END: return must(is_line_end(c));
    case BLANK: return c == ' ' ? TAKEN : NEXT_TEST;
    case TRY_SET: {
      bool yes = is_in_set(c, P((*at)++));
      return may(yes, at);
    }
    case TRY_LINE_END: return may(is_line_end(c), at);
    default: break;
  }
  if (op < SWITCH) return must((upper(c) | 0x80u) == op && c < 0x80u);
  return find_pair(at, (uint8_t)((op & 7u) + 1u), op < SWITCH_EITHER_CASE ? c : upper(c)) ? TAKEN : NEXT_TEST;
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

/*
 * The byte `c` at this index of the line. IS_LINE: `accepted` is the record of the line that ends here; IS_ECHO_LINE: it
 * is 1 + the command that is sent back, or 0.
 */
static uint8_t step(sim800 *s, uint8_t c, sim800_index position) {
  place at = place_of(s->state);
  bool taken = false; /* `c` has come: the next instruction that looks at a byte is the next state */
  for (;;) {
    place here = at;
    uint8_t op = P(at++);
    if (op >= 0x80u && op < OPERATION) {
      operate(s, op >> 3 & 3u, op & 7u, position);
      continue;
    }
    if (op >= OPERATION && op < DIGITS) {
      uint8_t outcome = act(s, op, &at, position);
      if (outcome != GOES_ON) return outcome;
      continue;
    }
    if (taken) {
      s->state = address_of(here);
      return GOES_ON;
    }
#if SIM800_FRAMES
    if (op == FRAME) {
      s->state = address_of(here);
      return frame(s, c, position, at);
    }
#endif
    if (op < 0x80u) {
      if (op != c) return NO_LINE;
      taken = true;
      continue;
    }
    switch (test(op, c, &at)) {
      case FAILS: return NO_LINE;
      case STAYS: s->state = address_of(here); return GOES_ON;
      case TAKEN: taken = true; break;
      default: break;
    }
  }
}

#endif
