/* The calls, and whose turn it is to look at what is held: lines, payload, data of transparent mode. See sim800_engine.h. */
#include "sim800_engine.h"

#include "sim800_blocks.h"
#include "sim800_lines.h"
#if SIM800_DIALOGUE
#include "sim800_echo.h"
#endif

enum { XON = 0x11, XOFF = 0x13 };

uint32_t sim800_digits(const uint8_t *line, sim800_index from, sim800_index end) {
  uint32_t value = 0;
  for (sim800_index p = from; p < end && is_digit(line[p]); p++) {
    if (value >= TOO_LARGE / 10u || p - from >= 10) return TOO_LARGE;
    value = value * 10u + (uint8_t)(line[p] - '0');
  }
  return value;
}

/* Looks at what is held until all of it has been reported or has to wait. */
static void look_at_held(sim800 *s) {
  while (s->held > 0u) {
    if (s->mode == MODE_PAYLOAD || s->mode == MODE_HEX) {
      take_held_payload(s);
      continue;
    }
#if SIM800_DIALOGUE
    if (s->mode == MODE_ECHO || (s->mode == MODE_LINES && s->stage == STAGE_ECHO)) {
      if (read_as_echo(s)) return;
      continue;
    }
#endif
    if (s->scan < s->held) {
      uint8_t c = s->line[s->scan];
      if (s->mode == MODE_TRANSPARENT) look_at_data(s, c);
      else if (s->stage == STAGE_FRESH) look_at_first(s, c);
      else if (s->stage == STAGE_REST) look_for_end(s, c);
      else recognise(s);
    } else if (s->mode == MODE_LINES && (s->settling || s->held == SIM800_LINE_MAX)) stop_waiting(s);
    else return;
  }
}

static void run(sim800 *s) {
#if SIM800_DIALOGUE
  s->dialogue.is_running = true;
  look_at_held(s);
  s->dialogue.is_running = false;
#else
  look_at_held(s);
#endif
}

/* Bytes are lines, or come back: they are held. Of others what stands in the caller's chunk is reported from there. */
static bool is_held(const sim800 *s) {
#if SIM800_DIALOGUE
  if (s->mode == MODE_ECHO) return true;
#endif
  return s->mode == MODE_LINES;
}

#if SIM800_CODE
/* Up to a line end, behind which they may be something else and would be moved up. */
static size_t hold(sim800 *s, const uint8_t *bytes, size_t n) {
  size_t room = (size_t)SIM800_LINE_MAX - s->held;
  size_t most = n < room ? n : room;
  uint8_t *to = s->line + s->held;
  size_t k = 0;
  while (k < most) {
    uint8_t c = to[k] = bytes[k];
    k++;
    if (c == LF) break;
  }
  s->held = (sim800_index)(s->held + k);
  run(s);
  return k;
}
#else
static size_t hold(sim800 *s, const uint8_t *bytes, size_t n) {
  (void)n;
  s->line[s->held++] = *bytes;
  run(s);
  return 1;
}
#endif

#if SIM800_DIALOGUE
/* What is held is read as far as it goes: bytes that may be echo are not looked at one by one. */
static void catch_up(sim800 *s) {
  if (s->dialogue.is_running) return;
  s->dialogue.waits = false;
  run(s);
}

/* Once more, with what is known now; a callback's line is over before the next is looked at. */
static void look_again(sim800 *s) {
  if (s->dialogue.is_running) return;
  s->dialogue.waits = false;
  s->scan = 0;
  if (s->mode == MODE_LINES) begin_line(s);
}
#endif

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
    size_t k = is_held(s) ? 0 : take_block(s, bytes, n);
    if (k == 0u && is_held(s)) k = hold(s, bytes, n);
    else if (k == 0u && s->mode == MODE_TRANSPARENT) k = hold(s, bytes, 1);
    bytes += k;
    n -= k;
  }
}

void sim800_feed(sim800 *s, const uint8_t *bytes, size_t n) {
  bool drops = (s->options & SIM800_FLOW_CONTROL) != 0u;
  while (n > 0u) {
    size_t k = drops ? 0 : n;
    while (k < n && bytes[k] != XON && bytes[k] != XOFF) k++;
    feed(s, bytes, k);
    if (k < n) {
      s->base++;
      k++;
    }
    bytes += k;
    n -= k;
  }
}

/* What is held back of an end line is data, and still counts towards the line. */
static void give_out(sim800 *s) {
  sim800_index n = s->scan;
  report_data(s, s->line, real(s, n));
  consume(s, n);
  s->given = s->depth;
  s->scan = 0;
}

void sim800_flush(sim800 *s) {
  if (is_held(s)) {
    s->settling = true;
    run(s);
    s->settling = false;
  }
  if (s->mode == MODE_TRANSPARENT) give_out(s);
#if SIM800_DIALOGUE
  else if (s->mode == MODE_ECHO) end_echo(s);
#endif
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
      (void)hold(s, &line_end[i], 1);
    }
    if (is_end) return;
  }
}

void sim800_end(sim800 *s) {
  static const uint8_t line_end = LF;
  if (is_held(s) && s->held > 0u) {
    s->appended = 1;
    (void)hold(s, &line_end, 1);
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
  sim800_index n = 0;
  while (line[n] != '\0' && n + 3u < SIM800_LINE_MAX) n++;
#if SIM800_DIALOGUE
  if (!s->dialogue.active) (void)sim800_on_echo_line(s, (const uint8_t *)line, n, false);
#else
  uint16_t state = s->state;
  uint16_t accepted = s->accepted;
  take_question(s, (const uint8_t *)line, n);
  s->aside = true;
  read_commands(s, (const uint8_t *)line, n);
  s->aside = false;
  s->accepted = accepted;
  s->state = state;
#endif
}

void sim800_numeric_results(sim800 *s, bool on) { s->numeric = on; }

void sim800_reset(sim800 *s) {
#if SIM800_DIALOGUE
  catch_up(s);
#endif
  s->base += s->held;
  s->cursor = s->base;
  s->held = 0;
  s->mode = MODE_LINES;
  s->left = 0;
  s->tail = 0;
  s->appended = 0;
  s->prompted = s->behind_prompt = s->data_ended = s->data_open = s->leaving = s->in_long_line = false;
  s->settling = s->aside = false;
  s->depth = s->given = 0;
  s->asking = 0;
  forget_command(s);
#if SIM800_READINGS
  s->row = false;
  s->question = NO_QUESTION;
#endif
#if SIM800_DIALOGUE
  s->dialogue.is_framed = s->dialogue.has_own_line = s->dialogue.has_echo_end = s->dialogue.in_pieces = false;
  sim800_restart_dialogue(s);
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
#if SIM800_DIALOGUE
  uint8_t *dialogue = (uint8_t *)&s->dialogue;
  for (size_t i = 0; i < sizeof s->dialogue; i++) dialogue[i] = 0;
#endif
  sim800_reset(s);
}

#if SIM800_DIALOGUE
void sim800_sent(sim800 *s, const uint8_t *bytes, size_t n) {
  catch_up(s);
  if (s->mode == MODE_TRANSPARENT) return;
  if (sim800_host_wrote(s, bytes, n)) s->prompted = false;
  look_again(s);
}

void sim800_forget_commands(sim800 *s) {
  catch_up(s);
  sim800_forget_waiting(s);
  look_again(s);
}
#endif
