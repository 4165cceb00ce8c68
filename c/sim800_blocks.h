/* Payload and the data of transparent mode among the bytes that are held. Part of sim800_engine.c. */
#ifndef SIM800_BLOCKS_H
#define SIM800_BLOCKS_H

#include "sim800_report.h"

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
  sim800_index n = real(s, s->held);
  sim800_index k = (sim800_index)payload_in(s, s->line, n);
  report_payload(s, s->line, k);
  consume(s, n == 0u ? s->held : k);
  if (s->left == 0u || k < n) end_payload(s, s->left > 0u);
}

/* Both may have been reported as data before: what is left of the line's beginning. */
static sim800_index kept(const sim800 *s) { return (sim800_index)(s->depth > s->given ? s->depth - s->given : 0); }

static void leave_transparent(sim800 *s, sim800_index next) {
  sim800_index line = (sim800_index)(s->depth - 2u);
  s->mode = MODE_LINES;
  s->marks = 0;
  /* The line end in front is framing; some of the line may have been given out as data. */
  if (next > line) s->cursor = s->base + real(s, (sim800_index)(next - line));
  accept(s, next);
}

/*
 * The byte behind those held back, which are the beginning of a line that ends the mode: with it they still are, or some of
 * them are data. Of "\r\nCLO" before "\r\nCLOSED\r\n" the last two bytes are kept.
 */
static void look_at_data(sim800 *s, uint8_t c) {
  uint8_t before = s->depth;
  uint8_t outcome = step(s, c, 0);
  sim800_index next = (sim800_index)(s->scan + 1u);
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
  sim800_index out = (sim800_index)(next - kept(s));
  report_data(s, s->line, real(s, out));
  consume(s, out);
  s->scan = kept(s);
}

#endif
