/* Reads what the host writes, byte by byte: which bytes are command lines, and which are prompt data. Part of sim800_dialogue.c. */
#ifndef SIM800_HOST_BYTES_H
#define SIM800_HOST_BYTES_H

#include "sim800_waiting.h"

enum { CTRL_Z = 0x1a, ESC = 0x1b };

/* Of a byte, besides what it is part of: a command line begins with the byte before, or ends with this one. */
enum { HOST_BEGINS = 0x10, HOST_ENDS = 0x20, HOST_PART = 0x0f };

static bool ends_data(uint8_t c) { return c == CTRL_Z || c == ESC; }

/* The command line has been read. */
static void forget_typed(sim800_dialogue *d) {
  d->typed = d->blanks = 0;
  d->repeats = false;
  d->is_fresh = true;
}

static void reach_length(sim800_dialogue *d) {
  d->may_be_whole = true;
  if (!d->ctrl_z) d->writes_data = false;
}

/*
 * Prompt data comes next: of so many bytes, or up to a Ctrl-Z. Where both can be meant it is whole as soon as it can be and
 * a command line follows. `asked`: the module has asked for it, so that it may begin with AT. `count` bytes were written.
 */
static APART void expect_data(sim800_dialogue *d, uint32_t length, bool ctrl_z, bool asked, uint32_t count) {
  d->asked = asked;
  if (asked) d->begun = d->line_ended = false;
  forget_typed(d);
  d->writes_data = true;
  d->data_length = length;
  d->ctrl_z = ctrl_z;
  d->data_count = count;
  d->may_be_whole = !asked;
  if (length > 0u && count >= length) reach_length(d);
}

/* What precedes the AT of a command line, but spaces, is no part of it (V.250 section 5.2.1). */
static void look_for_attention(sim800_dialogue *d, uint8_t c) {
  bool is_a = upper(c) == 'A';
  if (d->typed == 1u && upper(c) == 'T') {
    d->typed = 2;
    d->writes_data = false;
  } else if (d->typed == 1u && c == '/' && d->is_fresh && !d->writes_data) {
    d->typed = 2;
    d->repeats = true;
  } else {
    /* Only an A behind nothing but spaces and line ends may be that of A/. */
    d->is_fresh = (d->is_fresh && d->typed == 0u && is_a) || c == ' ' || is_line_end(c);
    if (d->typed == 1u || (!is_a && c != ' ')) d->blanks = 0;
    if (c == ' ') d->blanks++;
    d->typed = is_a ? 1 : 0;
  }
}

static uint8_t add_typed(sim800_dialogue *d, uint8_t c) {
  if (is_line_end(c)) {
    d->line_ended = c != LF;
    return PART_COMMAND | HOST_ENDS;
  }
  if (ends_data(c)) forget_typed(d);
  else if (d->typed < UINT16_MAX) d->typed++;
  return PART_COMMAND;
}

static uint8_t add_data(sim800_dialogue *d, uint8_t c) {
  bool ends = d->ctrl_z && ends_data(c);
  d->data_count++;
  d->may_be_whole = ends || (d->may_be_whole && (d->typed == 1u || c == ' ' || is_line_end(c)));
  if (ends && d->data_count > d->data_length) d->writes_data = false;
  d->taken_back = !d->writes_data && c == ESC;
  if (d->data_count == d->data_length) reach_length(d);
  return PART_DATA;
}

/* What the byte is part of. */
static uint8_t part_of_next(sim800_dialogue *d, uint8_t c) {
  bool behind_line = d->line_ended;
  d->line_ended = d->taken_back = false;
  if (d->typed > 1u) return add_typed(d, c);
  if (behind_line && c == LF) return PART_COMMAND;
  if (d->writes_data && !d->may_be_whole) return add_data(d, c);
  look_for_attention(d, c);
  if (d->repeats) return PART_COMMAND | HOST_BEGINS | HOST_ENDS;
  if (d->typed > 1u) return PART_COMMAND | HOST_BEGINS;
  return d->writes_data ? add_data(d, c) : (uint8_t)PART_NEITHER;
}

#endif
