/* What the line is that is held: it is tried as one kind after the other, byte by byte. Part of sim800_engine.c. */
#ifndef SIM800_LINES_H
#define SIM800_LINES_H

#include "sim800_report.h"
#if SIM800_DIALOGUE
#include "sim800_echo_log.h"
#endif

/* The flags of a record, and more of them where the first announce these. */
static place flags_at(uint16_t record) {
  place at = place_of(record);
  (void)short_at(&at);
  return at;
}

static uint8_t flags_of(uint16_t record) { return P(flags_at(record)); }

static bool ends_at_cr(uint16_t record) {
  place at = flags_at(record);
  return (P(at) & RECORD_MORE) != 0u && (P(at + 1) & MORE_CR) != 0u;
}

static bool is_noise(uint8_t c) { return c == 0u || c == 0xffu; }

#if SIM800_READINGS
/* As an answer: of the name that was asked about, if any was. */
static void begin_answer(sim800 *s) {
  s->asked = 0;
  begin_stage(s, asks(s) ? STAGE_NAME : STAGE_READING);
}

static void next_stage_of_answer(sim800 *s) {
  if (s->stage == STAGE_ROW) begin_answer(s);
  else if (s->stage == STAGE_NAME && s->row) begin_stage(s, STAGE_READING);
  else if (s->row) begin_plain(s);
  else begin_stage(s, STAGE_FALLBACK);
}
#endif

/* No line of this kind begins with what is held: the next kind is tried from its first byte on. */
static void next_stage(sim800 *s) {
#if SIM800_READINGS
  bool is_noise_next = s->stage == STAGE_PRIMARY && is_noise(s->line[0]) && !s->prompted;
  if (s->stage >= STAGE_ROW) {
    next_stage_of_answer(s);
    return;
  }
  if ((s->stage == STAGE_NOISE || (s->stage == STAGE_PRIMARY && !is_noise_next)) && asks(s)) {
    begin_answer(s);
    return;
  }
#endif
  bool skips_noise = s->stage == STAGE_PRIMARY && (!is_noise(s->line[0]) || s->prompted);
  begin_stage(s, (uint8_t)(s->stage + (skips_noise ? 2u : 1u)));
}

/* Bytes of a wrong speed before a line that can be read (00 "0, CLOSED"): they are unrecognized by themselves. */
static void cut_off_noise(sim800 *s) {
  sim800_index n = 0;
  while (is_noise(s->line[n])) n++;
  report_line(s, n, n);
}

#if SIM800_READINGS
/* What is a result, or what only a test is answered with, is no row of a page. */
static bool is_no_row(uint16_t record) {
  place at = flags_at(record);
  uint8_t flags = P(at);
  bool answers_test = (flags & RECORD_MORE) != 0u && (P(at + 1) & MORE_ANSWERS_TEST) != 0u;
  return (flags & RECORD_KIND) == SIM800_FINAL || (flags & RECORD_RESTARTS) != 0u || answers_test;
}

/* What is asked for looks like a line of its own. */
static void end_row(sim800 *s) {
  if (is_no_row(s->accepted)) begin_plain(s);
  else begin_answer(s);
}

/* The CR of an echo is followed by the CR LF of an answer, that of a row (`AT+CACM` of AT+CLAC) by its LF. */
static void end_row_echo(sim800 *s, uint8_t c) {
  if (!prints_rows(s)) begin_plain(s);
  else if (c != CR) begin_answer(s);
  else {
    s->stage = STAGE_ROW_ECHO;
    s->accepted = 0;
    s->scan++;
  }
}

static void recognise_answer(sim800 *s, uint8_t c) {
  if (s->stage == STAGE_ROW_ECHO) {
    if (c == LF) begin_answer(s);
    else next_stage(s);
    return;
  }
  switch (compare_name(s, c)) {
    case NAME_GOES_ON: s->scan++; break;
    case NAME_IS_IT: begin_stage(s, STAGE_READING); break;
    default: next_stage(s); break;
  }
}
#endif

#if SIM800_DIALOGUE
/*
 * A line in the text of an SMS can look like one that changes how the bytes behind it are read: `CONNECT`, `> `,
 * `+HTTPREAD: 319488`. Once the host says what it writes, the first two count only as answers; docs/forgery.md.
 */
static bool is_awaited(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  place at = place_of(s->accepted);
  uint16_t form = short_at(&at);
  uint8_t flags = P(at);
  uint8_t more = (uint8_t)((flags & RECORD_MORE) != 0u ? P(at + 1) : 0u);
  bool is_prompt = (flags & RECORD_KIND) == SIM800_PROMPT;
  bool is_payload = (more & MORE_PAYLOAD) != 0u;
  bool begins_transparent = (more & MORE_TRANSPARENT) != 0u;
  if (!d->active || (flags & RECORD_KIND) == SIM800_URC || !(is_prompt || is_payload || begins_transparent)) return true;
  if ((begins_transparent && d->incoming) || sim800_awaits(s, form)) return true;
  bool is_sending = d->writes_data || (d->echo != SIM800_ECHO_IS_OFF && log_is_data(d, 0));
  d->unrequested++;
  return is_payload && !is_sending && (s->options & SIM800_REFUSE_PAYLOAD) == 0u;
}
#endif

/* Behind a prompt, or an echo without a line end, nothing stands at the beginning of a line: `>` is no prompt there. */
static bool is_mid_line(const sim800 *s) {
#if SIM800_DIALOGUE
  if (s->dialogue.has_echo_end && s->dialogue.echo_end == s->cursor) return true;
#endif
  return s->behind_prompt;
}

static void accept_line(sim800 *s, sim800_index next) {
  bool is_prompt = (flags_of(s->accepted) & RECORD_KIND) == SIM800_PROMPT;
#if SIM800_READINGS
  if (s->stage == STAGE_ROW) {
    end_row(s);
    return;
  }
#endif
  if (s->stage == STAGE_NOISE) {
    if (is_prompt) next_stage(s);
    else cut_off_noise(s);
  } else if (is_prompt && is_mid_line(s)) begin_stage(s, STAGE_FALLBACK);
#if SIM800_DIALOGUE
  else if (!is_awaited(s)) begin_stage(s, STAGE_REST);
#endif
  else accept(s, next);
}

/* A form has ended at the byte in hand: in front of it, if that begins a line end. */
static APART void end_form(sim800 *s, uint8_t c) {
  bool whole = (flags_of(s->accepted) & RECORD_AT_ONCE) != 0u || c == LF || ends_at_cr(s->accepted);
  s->behind = s->scan++;
  if (whole) accept_line(s, s->scan);
}

/* CR LF or CR CR LF: the first CR has come. */
static void end_line_end(sim800 *s, uint8_t c) {
  if (c == CR && s->scan == s->behind + 1u) s->scan++;
  else if (c == LF) accept_line(s, (sim800_index)(s->scan + 1u));
  else next_stage(s);
}

/* The held bytes from `scan` on, as far as they say something: one at least. */
static void recognise(sim800 *s) {
  uint8_t c = s->line[s->scan];
  if (s->accepted != 0u) {
    end_line_end(s, c);
    return;
  }
#if SIM800_READINGS
  if (s->stage == STAGE_NAME || s->stage == STAGE_ROW_ECHO) {
    recognise_answer(s, c);
    return;
  }
#endif
  if (s->stage == STAGE_NOISE && s->state == SIM800_PRIMARY && is_noise(c)) {
    s->scan++;
    return;
  }
  switch (walk(s, s->line + s->scan, &s->scan, s->held)) {
    case GOES_ON: break;
#if SIM800_FRAMES
    case GOES_BACK: s->scan = s->behind; break;
#endif
    case IS_LINE: end_form(s, s->line[s->scan]); break;
    case IS_ECHO_LINE:
#if SIM800_READINGS
      if (s->stage == STAGE_ROW) {
        end_row_echo(s, s->line[s->scan]);
        break;
      }
#endif
      if (s->stage == STAGE_NOISE || (s->options & SIM800_NO_ECHO) != 0u) next_stage(s);
      else accept_echo(s, (sim800_index)(s->scan + 1u));
      break;
    default: next_stage(s); break;
  }
}

/* How many line ends the held bytes begin with; where they are held one at a time, one. */
static inline sim800_index line_ends(const sim800 *s) {
  sim800_index n = 1;
  while (SIM800_CODE && n < s->held && is_line_end(s->line[n])) n++;
  return n;
}

/* The first byte of a line, which is no echo: a line end begins none. */
static void begin_at(sim800 *s, uint8_t c) {
  if (is_line_end(c)) {
    s->behind_prompt = false;
    skip(s, line_ends(s));
#if SIM800_READINGS
  } else if (is_asked_for_rows(s)) {
    s->row = true;
    begin_stage(s, STAGE_ROW);
#endif
  } else begin_plain(s);
}

/* The first byte that is not known: it may be the space behind a prompt, or what the host has written. */
static void look_at_first(sim800 *s, uint8_t c) {
  uint8_t tail = s->tail;
  s->tail = 0;
  if (tail != 0u && c == tail) skip(s, 1);
#if SIM800_DIALOGUE
  else if (sim800_echo_pending(s) > 0u) {
    s->stage = STAGE_ECHO;
    s->dialogue.waits = false;
  }
#endif
  else begin_at(s, c);
}

/* Of a line without a form only the end is looked for. */
static void look_for_end(sim800 *s, uint8_t c) {
  sim800_index lf = s->scan++;
  if (c != LF) return;
  sim800_index end = without_cr(s, lf);
  s->in_long_line = false;
  if (end == 0u) skip(s, (sim800_index)(lf + 1u));
  else report_line(s, end, (sim800_index)(lf + 1u));
}

/* The held line cannot get longer, or nothing more comes. */
static void stop_waiting(sim800 *s) {
#if SIM800_FRAMES
  if (is_in_frame(s)) {
    leave_frame(s);
    s->scan = s->behind;
    return;
  }
#endif
  if (s->stage != STAGE_REST) {
    next_stage(s);
    return;
  }
  bool whole = s->held < SIM800_LINE_MAX;
  if (!whole && !s->in_long_line && !s->prompted) s->long_lines++;
  s->in_long_line = !whole;
  report_line(s, whole ? without_cr(s, s->held) : s->held, s->held);
}

#endif
