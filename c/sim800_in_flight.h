/*
 * Commands in flight, as far as their echo tells: a line that comes back takes the place of the one before. Some forms are
 * alive only while such a command waits for its answer: `+CIPRXGET: 1` answers AT+CIPRXGET? and is an event else.
 * Part of sim800_engine.c; with SIM800_DIALOGUE the dialogue knows all of that.
 */
#ifndef SIM800_IN_FLIGHT_H
#define SIM800_IN_FLIGHT_H

#include "sim800_readings.h"

static void forget_command(sim800 *s) {
  s->command = 0;
  s->patterns = s->owing = 0;
}

#if !SIM800_DIALOGUE

#define TEXT const uint8_t *
#define AT(t, i) (t)[i]
#define behind_digits digits_end
#include "sim800_split.h"

enum { COMMAND_OWES = 0x01, COMMAND_ASKS = 0x02, COMMAND_PATTERNS = 0x04 };

static place command_at(uint16_t index) { return place_of(word_at(place_of((uint16_t)(SIM800_COMMANDS + 2u * index)))); }

static bool command_ends_with(uint16_t index, uint16_t form) {
  place at = command_at(index);
  if ((P(at++) & COMMAND_PATTERNS) != 0u) at += P(at) + 1u;
  for (uint8_t n = P(at++); n > 0u; n--)
    if (short_at(&at) == form) return true;
  return false;
}

static uint16_t patterns_of(uint16_t index) {
  place at = command_at(index);
  uint16_t patterns = 0;
  if ((P(at++) & COMMAND_PATTERNS) == 0u) return 0;
  for (uint8_t n = P(at++); n > 0u; n--) patterns = (uint16_t)(patterns | 1u << (P(at++) - 1u));
  return patterns;
}

/* Asks the recogniser, as if the command were an echo by itself; 1 + its index, or 0. */
static uint16_t command_in(sim800 *s, const uint8_t *bytes, sim800_index n) {
  s->state = SIM800_PRIMARY;
  uint8_t outcome = step(s, 'A', 0);
  if (outcome == GOES_ON) outcome = step(s, 'T', 1);
  for (sim800_index i = 0; i <= n && outcome == GOES_ON; i++) {
    uint8_t c = CR;
    if (i < n) c = bytes[i] == ';' ? ',' : bytes[i]; /* a quoted one ends nothing */
    outcome = step(s, c, (sim800_index)(i + 2u));
  }
  return outcome == IS_ECHO_LINE ? s->accepted : 0;
}

static void take_command(sim800 *s, uint16_t command) {
  s->command = command;
  s->owing = 0;
}

/* A line of one command or of several: the last of them says what ends it. */
static void read_commands(sim800 *s, const uint8_t *b, uint16_t end) {
  uint16_t p = behind_attention(b, 0, end);
  uint16_t last = SIM800_USUAL_COMMAND + 1u;
  uint16_t patterns = 0;
  if (p == 0u) {
    if (end == 2u && b[1] == '/') take_command(s, last); /* A/ repeats one: taken for any */
    return;
  }
  for (;;) {
    p = next_command(b, p, end);
    if (p >= end) break;
    uint16_t behind = command_end(b, p, end);
    last = command_in(s, b + p, (sim800_index)(behind - p));
    if (last == 0u) last = SIM800_USUAL_COMMAND + 1u;
    patterns = (uint16_t)(patterns | patterns_of((uint16_t)(last - 1u)));
    p = behind;
  }
  take_command(s, last);
  s->patterns = patterns;
}

/* `AT+X...` and no other command: what the recogniser does not know of it need not be looked up. */
static bool is_one_command(const uint8_t *line, uint16_t n) {
  if (!SIM800_CODE || n < 3u || line[2] != '+') return false;
  for (uint16_t p = 3; p < n; p++)
    if (line[p] == ';') return false;
  return true;
}

/* A line of one command alone is known by its record. */
static void begin_command(sim800 *s, uint16_t command, const uint8_t *line, uint16_t n) {
  take_question(s, line, n);
  if (command == 0u && is_one_command(line, n)) command = SIM800_USUAL_COMMAND + 1u;
  if (command == 0u) {
    read_commands(s, line, n);
    return;
  }
  take_command(s, command);
  s->patterns = patterns_of((uint16_t)(command - 1u));
}

/*
 * A result has come: the command in flight is over if it can end so. What it still sends may need it to be known. Data that
 * were asked for are over with what ends the command that asked, or any where none is known to have.
 */
static void end_command(sim800 *s, uint16_t form) {
  bool over = s->command != 0u && command_ends_with((uint16_t)(s->command - 1u), form);
  if (over) {
    uint16_t owing = (uint16_t)((P(command_at((uint16_t)(s->command - 1u))) & COMMAND_OWES) != 0u ? s->patterns : 0u);
    forget_command(s);
    s->owing = owing;
  }
  if (s->command == 0u) over = over || command_ends_with(SIM800_USUAL_COMMAND, form);
  if (over || (s->asking != 0u && command_ends_with((uint16_t)(s->asking - 1u), form))) {
    s->data_open = false;
    s->asking = 0;
  }
}

/* The module waits for data, if the command in flight is one that asks for it. From here on nothing is in flight. */
static void ask_for_data(sim800 *s) {
  if (s->data_open) return;
  if (s->command != 0u) {
    bool asks = (P(command_at((uint16_t)(s->command - 1u))) & COMMAND_ASKS) != 0u;
    if (SIM800_KNOWS_DATA && !asks) return;
  }
  s->asking = s->command;
  s->command = 0;
  s->patterns = 0;
  s->data_open = true;
}

#endif
#endif
