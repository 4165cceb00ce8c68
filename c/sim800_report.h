/*
 * The line that is held, and what is reported of it: how a token that ends changes what comes after it. Part of
 * sim800_engine.c.
 */
#ifndef SIM800_REPORT_H
#define SIM800_REPORT_H

#include "sim800_in_flight.h"

/* A record: the form's number, these flags, and what they announce. */
enum {
  RECORD_KIND = 0x07,
  RECORD_ENDS_COMMAND = 0x08,
  RECORD_RESTARTS = 0x10,
  RECORD_AT_ONCE = 0x20,
  RECORD_MORE = 0x40,
  RECORD_FIELDS = 0x80,
  MORE_PAYLOAD = 0x01,
  MORE_HEX = 0x02,
  MORE_TRANSPARENT = 0x04,
  MORE_CR = 0x08,
  MORE_TRAILER = 0x10,
  MORE_TAIL = 0x20,
  MORE_ANSWERS_TEST = 0x40
};

enum { CTRL_Z = 0x1a, ESC = 0x1b };

/* ---- the held line ---- */

static void begin_stage(sim800 *s, uint8_t stage) {
  s->stage = stage;
  s->scan = 0;
  s->marks = 0;
  s->accepted = 0;
  switch (stage) {
    case STAGE_NUMERIC: s->state = SIM800_NUMERIC; break;
    case STAGE_FALLBACK: s->state = SIM800_FALLBACK; break;
#if SIM800_READINGS
    case STAGE_READING: s->state = SIM800_READINGS; break;
#endif
    default: s->state = SIM800_PRIMARY; break;
  }
}

/* As what it looks like. */
static void begin_plain(sim800 *s) {
#if SIM800_READINGS
  s->row = false;
#endif
  begin_stage(s, s->numeric ? STAGE_NUMERIC : STAGE_PRIMARY);
}

static void begin_line(sim800 *s) { begin_stage(s, s->in_long_line ? STAGE_REST : STAGE_FRESH); }

/* So many bytes of the stream are in line[]: not those that were appended at its end. */
static sim800_index real(const sim800 *s, sim800_index n) {
  sim800_index most = (sim800_index)(s->held - s->appended);
  return n < most ? n : most;
}

/* The first `n` bytes held have been reported: what is behind them moves up. */
static void consume(sim800 *s, sim800_index n) {
  s->base += real(s, n);
  s->cursor = s->base;
  s->held = (sim800_index)(s->held - n);
  if (s->held < s->appended) s->appended = (uint8_t)s->held;
  uint8_t *to = s->line;
  const uint8_t *from = to + n;
  for (sim800_index left = s->held; left > 0u; left--) *to++ = *from++;
}

/* The end of a line without up to two CR in front of its LF. */
static sim800_index without_cr(const sim800 *s, sim800_index end) {
  for (uint8_t n = 0; n < 2u && end > 0u && s->line[end - 1u] == CR; n++) end--;
  return end;
}

/* ---- reports ---- */

static void report_payload(sim800 *s, const uint8_t *bytes, size_t n) {
  s->left -= (uint32_t)n;
  if (n > 0u && s->on->on_payload) s->on->on_payload(s->user, bytes, n);
}

static void end_payload(sim800 *s, bool truncated) {
  s->mode = MODE_LINES;
  s->left = 0;
  begin_line(s);
  if (s->on->on_payload_end) s->on->on_payload_end(s->user, truncated);
}

static void report_data(sim800 *s, const uint8_t *bytes, size_t n) {
  if (n > 0u && s->on->on_data) s->on->on_data(s->user, bytes, n);
}

static void report_echo(sim800 *s, sim800_index end, sim800_index next) {
  uint8_t last = (uint8_t)(end > 0u ? s->line[end - 1u] : 0u);
  s->behind_prompt = false;
  s->data_ended = s->prompted && (last == CTRL_Z || last == ESC);
  if (s->on->on_echo) s->on->on_echo(s->user, s->line, end);
  consume(s, next);
  begin_line(s);
#if SIM800_DIALOGUE
  if (s->on->on_echo_end) s->on->on_echo_end(s->user);
#endif
}

static void skip(sim800 *s, sim800_index n) {
  consume(s, n);
  begin_line(s);
}

/* A line that no form matches. Behind a prompt it is the echo of data. */
static void report_line(sim800 *s, sim800_index end, sim800_index next) {
  if (s->prompted) {
    report_echo(s, end, next);
    return;
  }
  if (end > 0u) {
    s->behind_prompt = false;
    if (s->on->on_unrecognized) s->on->on_unrecognized(s->user, s->line, end);
  }
  skip(s, next);
}

/* A command has come back; behind a prompt what looks like one is data, until Ctrl-Z or ESC has ended these. */
static void accept_echo(sim800 *s, sim800_index next) {
  sim800_index end = (sim800_index)(next - 1u);
  bool may_be_data = s->prompted && !s->data_ended;
#if SIM800_DIALOGUE
  if (sim800_on_echo_line(s, s->line, end, may_be_data)) s->prompted = false;
#else
  if (!may_be_data) {
    s->prompted = false;
    begin_command(s, s->accepted, s->line, end);
  }
#endif
  report_echo(s, end, next);
}

/* What a form changes about the bytes behind it. */
static place follow(sim800 *s, sim800_message *m, place at) {
  uint8_t more = P(at++);
  if ((more & MORE_PAYLOAD) != 0u) {
    m->has_payload = true;
    m->hex_payload = (more & MORE_HEX) != 0u;
    const sim800_slot *length = &s->slots[P(at++)];
    m->payload_length = sim800_digits(s->line, length->number, s->held);
    s->left = m->hex_payload ? 2u * m->payload_length : m->payload_length;
    s->mode = m->hex_payload ? MODE_HEX : MODE_PAYLOAD;
  }
  if ((more & MORE_TRAILER) != 0u) (void)short_at(&at);
  if ((more & MORE_TAIL) != 0u) s->tail = P(at++);
  if ((more & MORE_TRANSPARENT) != 0u) {
    s->mode = MODE_TRANSPARENT;
    s->leaving = s->data_open = false;
    s->depth = s->given = 0;
#if SIM800_DIALOGUE
    sim800_forget_sent(s);
#endif
  }
  return at;
}

static void report_message(sim800 *s, const sim800_message *m) {
  if (m->kind == SIM800_PROMPT && s->on->on_prompt) s->on->on_prompt(s->user, m);
  else if (s->on->on_message) s->on->on_message(s->user, m);
}

static void report_result(sim800 *s, const sim800_message *m) {
#if SIM800_DIALOGUE
  sim800_on_result(s, m->form, m->kind, s->stage == STAGE_NUMERIC);
#else
  end_command(s, m->form);
#endif
}

static void report_prompt(sim800 *s) {
  s->prompted = s->behind_prompt = true;
  s->data_ended = false;
#if SIM800_DIALOGUE
  sim800_on_prompt(s);
#else
  ask_for_data(s);
#endif
}

/* The form whose record is `accepted` ends in front of index `next`. */
static void accept(sim800 *s, sim800_index next) {
  place at = place_of(s->accepted);
  sim800_message m = {s, 0, 0, 0, s->cursor, s->base + real(s, next), 0, false, false};
  m.form = short_at(&at);
  uint8_t flags = P(at++);
  m.kind = flags & RECORD_KIND;
  s->prompted = s->behind_prompt = false;
  s->begun = (uint16_t)(s->patterns | s->owing);
#if SIM800_DIALOGUE
  s->dialogue.has_ended = false;
#endif
  if ((flags & RECORD_RESTARTS) != 0u) {
    forget_command(s);
    s->asking = 0;
    s->data_open = false;
    s->numeric = (s->options & SIM800_NUMERIC_RESULTS) != 0u;
#if SIM800_DIALOGUE
    sim800_restart_dialogue(s);
#endif
  } else if ((flags & RECORD_ENDS_COMMAND) != 0u) report_result(s, &m);
  if (m.kind == SIM800_PROMPT) report_prompt(s);
  if ((flags & RECORD_MORE) != 0u) at = follow(s, &m, at);
  m.fields = (uint16_t)((flags & RECORD_FIELDS) != 0u ? address_of(at) : 0u);
  report_message(s, &m);
  consume(s, next);
  begin_stage(s, STAGE_FRESH);
  if (s->mode == MODE_TRANSPARENT) s->state = SIM800_ENDS;
  if (s->left == 0u && (s->mode == MODE_PAYLOAD || s->mode == MODE_HEX)) end_payload(s, false);
}

#endif
