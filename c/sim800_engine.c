/* The framing: which bytes are lines, payload, data of transparent mode. See sim800_engine.h. */
#include "sim800_engine.h"

#include "sim800_in_flight.h"
#include "sim800_readings.h"
#include "sim800_recognise.h"

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

enum { XON = 0x11, XOFF = 0x13, CTRL_Z = 0x1a, ESC = 0x1b };

static void run(sim800 *s);

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
static uint16_t real(const sim800 *s, uint16_t n) {
  uint16_t most = (uint16_t)(s->held - s->appended);
  return n < most ? n : most;
}

/* The first `n` bytes held have been reported: what is behind them moves up. */
static void consume(sim800 *s, uint16_t n) {
  s->base += real(s, n);
  s->cursor = s->base;
  s->held = (uint16_t)(s->held - n);
  if (s->held < s->appended) s->appended = (uint8_t)s->held;
  for (uint16_t i = 0; i < s->held; i++) s->line[i] = s->line[n + i];
}

/* The end of a line without up to two CR in front of its LF. */
static uint16_t without_cr(const sim800 *s, uint16_t end) {
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

static void report_echo(sim800 *s, uint16_t end, uint16_t next) {
  uint8_t last = (uint8_t)(end > 0u ? s->line[end - 1u] : 0u);
  s->behind_prompt = false;
  s->data_ended = s->prompted && (last == CTRL_Z || last == ESC);
  if (s->on->on_echo) s->on->on_echo(s->user, s->line, end);
  consume(s, next);
  begin_line(s);
}

static void skip(sim800 *s, uint16_t n) {
  consume(s, n);
  begin_line(s);
}

/* A line that no form matches. Behind a prompt it is the echo of data. */
static void report_line(sim800 *s, uint16_t end, uint16_t next) {
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
static void accept_echo(sim800 *s, uint16_t next) {
  uint16_t end = (uint16_t)(next - 1u);
  if (!s->prompted || s->data_ended) {
    s->prompted = false;
    begin_command(s, s->accepted, s->line, end);
  }
  report_echo(s, end, next);
}

/* What a form changes about the bytes behind it. */
static uint16_t follow(sim800 *s, sim800_message *m, uint16_t at) {
  uint8_t more = P(at++);
  if ((more & MORE_PAYLOAD) != 0u) {
    m->has_payload = true;
    m->hex_payload = (more & MORE_HEX) != 0u;
    const sim800_slot *length = &s->slots[P(at++)];
    m->payload_length = digits(s->line, length->number, digits_end(s->line, length->number, s->held));
    s->left = m->hex_payload ? 2u * m->payload_length : m->payload_length;
    s->mode = m->hex_payload ? MODE_HEX : MODE_PAYLOAD;
  }
  if ((more & MORE_TRAILER) != 0u) (void)short_at(&at);
  if ((more & MORE_TAIL) != 0u) s->tail = P(at++);
  if ((more & MORE_TRANSPARENT) != 0u) {
    s->mode = MODE_TRANSPARENT;
    s->leaving = s->data_open = false;
    s->depth = s->given = 0;
  }
  return at;
}

static void report_message(sim800 *s, const sim800_message *m) {
  if (m->kind == SIM800_PROMPT && s->on->on_prompt) s->on->on_prompt(s->user, m);
  else if (s->on->on_message) s->on->on_message(s->user, m);
}

/* The form whose record is `accepted` ends in front of index `next`. */
static void accept(sim800 *s, uint16_t next) {
  uint16_t at = s->accepted;
  sim800_message m = {s, 0, 0, 0, s->cursor, s->base + real(s, next), 0, false, false};
  m.form = short_at(&at);
  uint8_t flags = P(at++);
  m.kind = flags & RECORD_KIND;
  s->prompted = s->behind_prompt = false;
  s->begun = (uint16_t)(s->patterns | s->owing);
  if ((flags & RECORD_RESTARTS) != 0u) {
    forget_command(s);
    s->asking = 0;
    s->data_open = false;
    s->numeric = (s->options & SIM800_NUMERIC_RESULTS) != 0u;
  } else if ((flags & RECORD_ENDS_COMMAND) != 0u) end_command(s, m.form);
  if (m.kind == SIM800_PROMPT) ask_for_data(s);
  if ((flags & RECORD_MORE) != 0u) at = follow(s, &m, at);
  m.fields = (uint16_t)((flags & RECORD_FIELDS) != 0u ? at : 0u);
  report_message(s, &m);
  consume(s, next);
  begin_stage(s, STAGE_FRESH);
  if (s->mode == MODE_TRANSPARENT) s->state = SIM800_ENDS;
  if (s->left == 0u && (s->mode == MODE_PAYLOAD || s->mode == MODE_HEX)) end_payload(s, false);
}

/* ---- a line, byte by byte ---- */

static uint8_t flags_of(uint16_t record) {
  (void)short_at(&record);
  return P(record);
}

static bool ends_at_cr(uint16_t record) {
  (void)short_at(&record);
  return (P(record) & RECORD_MORE) != 0u && (P(record + 1u) & MORE_CR) != 0u;
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
  uint16_t n = 0;
  while (is_noise(s->line[n])) n++;
  report_line(s, n, n);
}

#if SIM800_READINGS
/* What is a result, or what only a test is answered with, is no row of a page. */
static bool is_no_row(uint16_t record) {
  (void)short_at(&record);
  uint8_t flags = P(record);
  bool answers_test = (flags & RECORD_MORE) != 0u && (P(record + 1u) & MORE_ANSWERS_TEST) != 0u;
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

/* Behind a prompt nothing stands at the beginning of a line: `>` is no prompt there. */
static void accept_line(sim800 *s, uint16_t next) {
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
  } else if (is_prompt && s->behind_prompt) begin_stage(s, STAGE_FALLBACK);
  else accept(s, next);
}

/* A form has ended at the byte in hand: in front of it, if that begins a line end. */
static void end_form(sim800 *s, uint8_t c) {
  bool whole = (flags_of(s->accepted) & RECORD_AT_ONCE) != 0u || c == LF || ends_at_cr(s->accepted);
  s->behind = s->scan++;
  if (whole) accept_line(s, s->scan);
}

/* CR LF or CR CR LF: the first CR has come. */
static void end_line_end(sim800 *s, uint8_t c) {
  if (c == CR && s->scan == s->behind + 1u) s->scan++;
  else if (c == LF) accept_line(s, (uint16_t)(s->scan + 1u));
  else next_stage(s);
}

static void recognise(sim800 *s, uint8_t c) {
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
  switch (step(s, c, s->scan)) {
    case GOES_ON: s->scan++; break;
    case IS_LINE: end_form(s, c); break;
    case IS_ECHO_LINE:
#if SIM800_READINGS
      if (s->stage == STAGE_ROW) {
        end_row_echo(s, c);
        break;
      }
#endif
      if (s->stage == STAGE_NOISE || (s->options & SIM800_NO_ECHO) != 0u) next_stage(s);
      else accept_echo(s, (uint16_t)(s->scan + 1u));
      break;
    default: next_stage(s); break;
  }
}

/* The first byte of a line: a line end is none, nor is the space behind a prompt. */
static void look_at_first(sim800 *s, uint8_t c) {
  uint8_t tail = s->tail;
  s->tail = 0;
  if (tail != 0u && c == tail) skip(s, 1);
  else if (is_line_end(c)) {
    s->behind_prompt = false;
    skip(s, 1);
#if SIM800_READINGS
  } else if (is_asked_for_rows(s)) {
    s->row = true;
    begin_stage(s, STAGE_ROW);
#endif
  } else begin_plain(s);
}

/* Of a line without a form only the end is looked for. */
static void look_for_end(sim800 *s, uint8_t c) {
  uint16_t lf = s->scan++;
  if (c != LF) return;
  uint16_t end = without_cr(s, lf);
  s->in_long_line = false;
  if (end == 0u) skip(s, (uint16_t)(lf + 1u));
  else report_line(s, end, (uint16_t)(lf + 1u));
}

/* The held line cannot get longer, or nothing more comes. */
static void stop_waiting(sim800 *s) {
  if (s->stage != STAGE_REST) {
    next_stage(s);
    return;
  }
  bool whole = s->held < SIM800_LINE_MAX;
  if (!whole && !s->in_long_line && !s->prompted) s->long_lines++;
  s->in_long_line = !whole;
  report_line(s, whole ? without_cr(s, s->held) : s->held, s->held);
}

/* ---- payload and transparent data among the bytes held ---- */

static bool is_hex_digit(uint8_t c) { return is_digit(c) || (uint8_t)(upper(c) - 'A') < 6u; }

/* How many of these bytes are payload. */
static size_t payload_in(const sim800 *s, const uint8_t *bytes, size_t n) {
  size_t most = n < s->left ? n : (size_t)s->left;
  size_t k = 0;
  if (s->mode == MODE_PAYLOAD) return most;
  while (k < most && is_hex_digit(bytes[k])) k++;
  return k;
}

static void take_held_payload(sim800 *s) {
  uint16_t n = real(s, s->held);
  uint16_t k = (uint16_t)payload_in(s, s->line, n);
  report_payload(s, s->line, k);
  consume(s, n == 0u ? s->held : k);
  if (s->left == 0u || k < n) end_payload(s, s->left > 0u);
}

/* Both may have been reported as data before: what is left of the line's beginning. */
static uint16_t kept(const sim800 *s) { return (uint16_t)(s->depth > s->given ? s->depth - s->given : 0); }

static void leave_transparent(sim800 *s, uint16_t next) {
  uint16_t line = (uint16_t)(s->depth - 2u);
  s->mode = MODE_LINES;
  s->marks = 0;
  /* The line end in front is framing; some of the line may have been given out as data. */
  if (next > line) s->cursor = s->base + real(s, (uint16_t)(next - line));
  accept(s, next);
}

/*
 * The byte behind those held back, which are the beginning of a line that ends the mode: with it they still are, or some of
 * them are data. Of "\r\nCLO" before "\r\nCLOSED\r\n" the last two bytes are kept.
 */
static void look_at_data(sim800 *s, uint8_t c) {
  uint8_t before = s->depth;
  uint8_t outcome = step(s, c, 0);
  uint16_t next = (uint16_t)(s->scan + 1u);
  if (outcome == NO_LINE) {
    s->state = SIM800_ENDS;
    s->depth = 0;
    /* It may be the first byte of another one. */
    if (before > 0u) outcome = step(s, c, 0);
  }
  if (outcome != NO_LINE) s->depth++;
  uint8_t gone = (uint8_t)(before + 1u - s->depth);
  s->given = (uint8_t)(s->given > gone ? s->given - gone : 0);
  if (outcome == IS_LINE) {
    leave_transparent(s, next);
    return;
  }
  bool anything_counts = s->leaving || (s->options & SIM800_HOST_ENDS_TRANSPARENT) == 0u;
  if (!anything_counts) s->given = s->depth;
  uint16_t out = (uint16_t)(next - kept(s));
  report_data(s, s->line, real(s, out));
  consume(s, out);
  s->scan = kept(s);
}

/* Looks at what is held until all of it has been reported or has to wait. */
static void run(sim800 *s) {
  while (s->held > 0u) {
    if (s->mode == MODE_PAYLOAD || s->mode == MODE_HEX) {
      take_held_payload(s);
      continue;
    }
    if (s->scan < s->held) {
      uint8_t c = s->line[s->scan];
      if (s->mode == MODE_TRANSPARENT) look_at_data(s, c);
      else if (s->stage == STAGE_FRESH) look_at_first(s, c);
      else if (s->stage == STAGE_REST) look_for_end(s, c);
      else recognise(s, c);
    } else if (s->mode == MODE_LINES && (s->settling || s->held == SIM800_LINE_MAX)) stop_waiting(s);
    else return;
  }
}

static void append(sim800 *s, uint8_t c) {
  s->line[s->held++] = c;
  run(s);
}

/* ---- the calls ---- */

/* Bytes that stand in the caller's chunk are reported from there. */
static size_t take_block(sim800 *s, const uint8_t *bytes, size_t n) {
  size_t k = 0;
  bool is_data = s->mode == MODE_TRANSPARENT;
  if (is_data) {
    if (s->depth > 0u) return 0;
    while (k < n && bytes[k] != CR) k++;
    report_data(s, bytes, k);
  } else {
    k = payload_in(s, bytes, n);
    report_payload(s, bytes, k);
  }
  s->base += (uint32_t)k;
  s->cursor = s->base;
  if (!is_data && (s->left == 0u || k < n)) end_payload(s, s->left > 0u);
  return k;
}

static void feed(sim800 *s, const uint8_t *bytes, size_t n) {
  while (n > 0u) {
    size_t k = s->mode == MODE_LINES ? 0 : take_block(s, bytes, n);
    if (k == 0u && (s->mode == MODE_LINES || s->mode == MODE_TRANSPARENT)) {
      append(s, *bytes);
      k = 1;
    }
    bytes += k;
    n -= k;
  }
}

void sim800_feed(sim800 *s, const uint8_t *bytes, size_t n) {
  size_t from = 0;
  if ((s->options & SIM800_FLOW_CONTROL) == 0u) {
    feed(s, bytes, n);
    return;
  }
  for (size_t i = 0; i <= n; i++) {
    if (i < n && bytes[i] != XON && bytes[i] != XOFF) continue;
    feed(s, bytes + from, i - from);
    if (i < n) s->base++;
    from = i + 1u;
  }
}

/* What is held back of an end line is data, and still counts towards the line. */
static void give_out(sim800 *s) {
  uint16_t n = s->scan;
  report_data(s, s->line, real(s, n));
  consume(s, n);
  s->given = s->depth;
  s->scan = 0;
}

void sim800_flush(sim800 *s) {
  if (s->mode == MODE_LINES) {
    s->settling = true;
    run(s);
    s->settling = false;
  }
  if (s->mode == MODE_TRANSPARENT) give_out(s);
  else if (s->mode != MODE_LINES) end_payload(s, true);
}

/* At the end of a stream a line end is added that an end line lacks: LF, or CR LF. */
static APART void complete_end(sim800 *s) {
  static const uint8_t line_end[] = {CR, LF};
  uint16_t state = s->state;
  uint8_t depth = s->depth;
  for (uint8_t from = 2; from-- > 0u;) {
    uint8_t outcome = GOES_ON;
    for (uint8_t i = from; i < 2u && outcome == GOES_ON; i++) outcome = step(s, line_end[i], 0);
    bool is_end = outcome == IS_LINE;
    s->state = state;
    s->depth = depth;
    for (uint8_t i = from; is_end && i < 2u; i++) {
      s->appended++;
      append(s, line_end[i]);
    }
    if (is_end) return;
  }
}

void sim800_end(sim800 *s) {
  if (s->mode == MODE_LINES && s->held > 0u) {
    s->appended = 1;
    append(s, LF);
  }
  if (s->mode == MODE_TRANSPARENT) complete_end(s);
  sim800_flush(s);
  s->appended = 0;
}

void sim800_leave_transparent(sim800 *s, bool until_ok) {
  if (s->mode != MODE_TRANSPARENT) return;
  if (until_ok) {
    s->leaving = true;
    return;
  }
  give_out(s);
  s->mode = MODE_LINES;
  begin_line(s);
}

void sim800_in_flight(sim800 *s, const char *line) {
  uint16_t n = 0;
  uint16_t state = s->state;
  uint16_t accepted = s->accepted;
  sim800_marks marks = s->marks;
  sim800_slot slots[SIM800_SLOTS];
  while (line[n] != '\0' && n + 3u < SIM800_LINE_MAX) n++;
  for (uint8_t i = 0; i < SIM800_SLOTS; i++) slots[i] = s->slots[i];
  take_question(s, (const uint8_t *)line, n);
  read_commands(s, (const uint8_t *)line, n);
  for (uint8_t i = 0; i < SIM800_SLOTS; i++) s->slots[i] = slots[i];
  s->marks = marks;
  s->accepted = accepted;
  s->state = state;
}

void sim800_numeric_results(sim800 *s, bool on) { s->numeric = on; }

void sim800_reset(sim800 *s) {
  s->base += s->held;
  s->cursor = s->base;
  s->held = 0;
  s->mode = MODE_LINES;
  s->left = 0;
  s->tail = 0;
  s->appended = 0;
  s->prompted = s->behind_prompt = s->data_ended = s->data_open = s->leaving = s->in_long_line = false;
  s->settling = false;
  s->depth = s->given = 0;
  s->asking = 0;
  forget_command(s);
#if SIM800_READINGS
  s->row = false;
  s->question = NO_QUESTION;
#endif
  s->numeric = (s->options & SIM800_NUMERIC_RESULTS) != 0u;
  begin_line(s);
}

void sim800_init(sim800 *s, const sim800_callbacks *on, void *user, unsigned options) {
  s->on = on;
  s->user = user;
  s->options = (uint8_t)options;
  s->base = s->long_lines = 0;
  s->held = 0;
  sim800_reset(s);
}
