/*
 * What a line is only because of the command that it answers: `+CREG: (0-2)` after AT+CREG=?, the rows of AT&V. Part of
 * sim800_engine.c; nothing of it is there in a grammar without such lines.
 */
#ifndef SIM800_READINGS_H
#define SIM800_READINGS_H

#include "sim800_dialogue_parts.h"
#include "sim800_recognise.h"

#if SIM800_READINGS

static bool is_name_byte(uint8_t c) { return is_digit(c) || (uint8_t)(upper(c) - 'A') < 26u; }

#if !SIM800_DIALOGUE
/* Whether the line asks, and about which name: of several commands in it only the last is looked at. */
static void take_question(sim800 *s, const uint8_t *b, uint16_t end) {
  uint16_t name_end;
  uint16_t p;
  s->question = NO_QUESTION;
  while (end > 0u && (b[end - 1u] == ' ' || b[end - 1u] == CR)) end--;
  if (end < 2u || b[end - 1u] != '?') return;
  bool is_test = b[end - 2u] == '=';
  p = name_end = (uint16_t)(end - (is_test ? 2u : 1u));
  while (p > 0u && is_name_byte(b[p - 1u])) p--;
  /* The sign, + or *. Without one, as in ATS0?, no name comes back. */
  if (p == 0u || p == name_end || name_end - p + 1u > SIM800_NAME_MAX) return;
  p--;
  s->name_length = (uint8_t)(name_end - p);
  for (uint8_t i = 0; i < s->name_length; i++) s->name[i] = upper(b[p + i]);
  s->question = is_test ? ASKS_TEST : ASKS_READ;
}
#endif

static bool asks(const sim800 *s) { return s->command != 0u && s->question != NO_QUESTION; }

static bool prints_rows(const sim800 *s) { return s->command != 0u && (s->patterns & SIM800_ROW_PATTERNS) != 0u; }

/* Answers are tried before anything else that the line looks like. */
static bool is_asked_for_rows(const sim800 *s) { return (asks(s) && s->question == ASKS_TEST) || prints_rows(s); }

/* Byte by byte: whether the line begins with the name that the question is about, and a colon. */
enum { NAME_DIFFERS, NAME_GOES_ON, NAME_IS_IT };

#if SIM800_DIALOGUE
static uint8_t compare_name(sim800 *s, uint8_t c) {
  uint32_t hash = HASH_SEED;
  if (c != ':') return s->scan < SIM800_NAME_MAX && (s->scan == 0u || is_name_byte(c)) ? NAME_GOES_ON : NAME_DIFFERS;
  for (sim800_index i = 0; i < s->scan; i++) hash = hash_with(hash, s->line[i]);
  uint8_t asks = sim800_question_about(s, hash);
  if (asks == NO_QUESTION) return NAME_DIFFERS;
  s->asked = asks == ASKS_TEST ? SIM800_TEST_PATTERN : SIM800_READ_PATTERN;
  return NAME_IS_IT;
}
#else
static uint8_t compare_name(sim800 *s, uint8_t c) {
  if (s->scan < s->name_length) return c == s->name[s->scan] ? NAME_GOES_ON : NAME_DIFFERS;
  if (c != ':') return NAME_DIFFERS;
  s->asked = s->question == ASKS_TEST ? SIM800_TEST_PATTERN : SIM800_READ_PATTERN;
  return NAME_IS_IT;
}
#endif

#elif !SIM800_DIALOGUE

static void take_question(sim800 *s, const uint8_t *b, uint16_t end) {
  (void)s;
  (void)b;
  (void)end;
}

#endif
#endif
