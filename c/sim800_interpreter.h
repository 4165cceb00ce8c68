/*
 * The interpreter of the byte program, a byte of the line at a time. Part of sim800_engine.c.
 *
 * `+CSQ: 20,0` in a program: 2B 43 53 51 3A are bytes that must come, B5 B5 two spaces that may, B4 a digit, 90 "a number
 * begins in slot 0 here", B0 more digits, 2C a comma, A3 00 "the number is in bound 0", and so on. What stands behind a
 * byte that has come is carried out at once, up to the next instruction that asks for one: that address is the state.
 */
#ifndef SIM800_INTERPRETER_H
#define SIM800_INTERPRETER_H

#include "sim800_recognise.h"

/* A guard: that byte, and a bound of four. */
static bool holds(const sim800 *s, uint8_t guard, sim800_index position) {
  place at = place_of((uint16_t)(SIM800_GUARDS + 5u * guard));
  return is_within(s, P(at), word_at(at + 1) | (uint32_t)word_at(at + 3) << 16, position);
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

/*
 * The bytes of a line from index `*position` on, one at least, as far as they are read at once: `*position` is then the index of
 * the byte that has decided, or while the line goes on that of the next.
 */
static uint8_t walk(sim800 *s, const uint8_t *byte, sim800_index *position, sim800_index end) {
  uint8_t outcome = step(s, *byte, *position);
  (void)end;
  if (outcome == GOES_ON) ++*position;
  return outcome;
}

#endif
