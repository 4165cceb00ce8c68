/*
 * What holds for any bytes, for libFuzzer: `npm run fuzz:c:promises -- SECONDS`.
 *
 *   - No byte is lost or comes twice: what is reported is the input, piece by piece, and between two pieces there are only
 *     line ends, and the blank after a prompt.
 *   - Offsets rise, and reach the end of the input.
 *   - It makes no difference where the stream is cut.
 *
 * The first byte of an input is the options, the second seeds the cuts. Of the rest FDh and a byte are a call; with
 * SIM800_DIALOGUE FCh, a count and so many bytes are what the host sends.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim800_grammar.h"

enum { CALL = 0xfd, SENT = 0xfc, MOST_BYTES = 1 << 16 };

static sim800 modem;
static uint8_t stream[MOST_BYTES];
static uint32_t length; /* of the stream */
static struct {
  uint32_t at;
  uint8_t which;
  const uint8_t *sent; /* NULL: it is another call */
} calls[64];
static size_t call_count;

/* What a run has reported so far. */
static uint32_t reported; /* offset after the last thing */
static uint64_t hash;
static char last; /* the last event: pieces of one kind are one */
static bool whole_bytes; /* the stream is compared byte for byte: not where XON and XOFF are dropped */

#define CHECK(what)                                                                  \
  do {                                                                               \
    if (!(what)) {                                                                   \
      fprintf(stderr, "broken: %s, at %lu\n", #what, (unsigned long)reported);      \
      abort();                                                                       \
    }                                                                                \
  } while (0)

static void mix(uint8_t byte) { hash = (hash ^ byte) * 1099511628211u; }

static void mix_number(uint32_t n) {
  for (unsigned shift = 0; shift < 32u; shift += 8u) mix((uint8_t)(n >> shift));
}

static bool is_blank(uint8_t c) { return c == '\r' || c == '\n' || c == ' '; }

static void reach(uint32_t start, uint32_t end) {
  CHECK(start >= reported && end >= start && end <= length);
  if (whole_bytes)
    for (; reported < start; reported++) CHECK(is_blank(stream[reported]));
  reported = end;
}

static void piece(char event, const uint8_t *bytes, size_t n, bool joins) {
  uint32_t start = modem.cursor;
  if (!joins || last != event) mix((uint8_t)event);
  last = event;
  for (size_t i = 0; i < n; i++) mix(bytes[i]);
  if (whole_bytes) CHECK(start + n <= length && memcmp(stream + start, bytes, n) == 0);
  reach(start, whole_bytes ? start + (uint32_t)n : start);
}

static void mix_field(const sim800_message *m, sim800_field field) {
  uint16_t n;
  const uint8_t *text = sim800_text(m, field, &n);
  mix(sim800_has(m, field));
  mix_number((uint32_t)sim800_number(m, field));
  mix_number(sim800_address(m, field));
  for (uint16_t i = 0; i < n; i++) mix(text[i]);
}

static void on_message(void *user, const sim800_message *m) {
  (void)user;
  CHECK(m->form < SIM800_FORMS);
  last = 'm';
  mix('m');
  mix_number(m->form);
  mix_number(m->start);
  mix_number(m->end);
  for (uint8_t i = 0; i < sim800_form_names[m->form].count; i++) mix_field(m, sim800_form_names[m->form].fields[i].field);
  reach(m->start, m->end);
}
static void on_payload(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  piece('p', bytes, n, true);
}
static void on_payload_end(void *user, bool truncated) {
  (void)user;
  last = 'e';
  mix(truncated ? 'E' : 'e');
}
static void on_data(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  piece('d', bytes, n, true);
}
static void on_echo(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  piece('a', bytes, n, SIM800_DIALOGUE);
}
#if SIM800_DIALOGUE
static void on_echo_end(void *user) {
  (void)user;
  CHECK(last == 'a');
  last = 'A';
}
#endif
static void on_unrecognized(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  piece('u', bytes, n, false);
}

static const sim800_callbacks callbacks = {.on_message = on_message,
                                           .on_payload = on_payload,
                                           .on_payload_end = on_payload_end,
                                           .on_data = on_data,
                                           .on_echo = on_echo,
                                           .on_unrecognized = on_unrecognized,
#if SIM800_DIALOGUE
                                           .on_echo_end = on_echo_end
#endif
};

static void host_sends(const uint8_t *bytes, uint8_t n) {
#if SIM800_DIALOGUE
  sim800_sent(&modem, bytes, n);
  CHECK(sim800_commands_waiting(&modem) <= SIM800_IN_FLIGHT_MAX && sim800_echo_pending(&modem) <= SIM800_ECHO_MAX);
#else
  (void)bytes;
  (void)n;
#endif
}

static void do_call(uint8_t which) {
  switch (which % 5u) {
    case 0: sim800_flush(&modem); break;
    case 1: sim800_leave_transparent(&modem, false); break;
    case 2: sim800_leave_transparent(&modem, true); break;
    case 3: sim800_in_flight(&modem, "AT+CIPRXGET?"); break;
    default: sim800_numeric_results(&modem, (which & 8u) != 0u); break;
  }
  if (last != 'a') last = 'c'; /* an echo may go on */
}

/* In chunks exactly as large as they are, so that a read past one is seen. */
static void feed(uint32_t from, uint32_t to) {
  size_t n = to - from;
  uint8_t *chunk = (uint8_t *)malloc(n > 0u ? n : 1u);
  if (chunk == NULL) abort();
  memcpy(chunk, stream + from, n);
  sim800_feed(&modem, chunk, n);
  free(chunk);
}

/* Chunks of up to `most` bytes, and the calls where they belong. */
static uint64_t run(unsigned options, uint32_t seed, uint32_t most) {
  uint32_t at = 0;
  reported = 0;
  hash = 14695981039346656037u;
  last = 0;
  sim800_init(&modem, &callbacks, NULL, options);
  for (size_t next = 0; next <= call_count; next++) {
    uint32_t end = next < call_count ? calls[next].at : length;
    while (at < end) {
      seed = seed * 1664525u + 1013904223u;
      uint32_t n = 1u + (seed >> 8) % most;
      if (n > end - at) n = end - at;
      feed(at, at + n);
      at += n;
    }
    if (next == call_count) continue;
    if (calls[next].sent != NULL) host_sends(calls[next].sent, calls[next].which);
    else do_call(calls[next].which);
  }
  sim800_end(&modem);
  reach(length, length);
  /* An XOFF at the very end is part of nothing that comes. */
  CHECK(modem.cursor == length || modem.mode != 0 || !whole_bytes);
  return hash;
}

static void take_input(const uint8_t *data, size_t size) {
  length = 0;
  call_count = 0;
  for (size_t i = 0; i < size && length < MOST_BYTES; i++) {
    bool is_sent = SIM800_DIALOGUE && data[i] == SENT && i + 1 < size && i + 1 + data[i + 1] < size;
    if (!is_sent && (data[i] != CALL || i + 1 == size)) stream[length++] = data[i];
    else if (call_count < sizeof calls / sizeof *calls) {
      calls[call_count].at = length;
      calls[call_count].which = data[++i];
      calls[call_count].sent = is_sent ? data + i + 1 : NULL;
      call_count++;
      if (is_sent) i += data[i];
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  unsigned options = data[0] & (SIM800_DIALOGUE ? 63u : 15u);
  whole_bytes = (options & SIM800_FLOW_CONTROL) == 0u;
  take_input(data + 2, size - 2);
  uint64_t whole = run(options, 0, MOST_BYTES);
  CHECK(run(options, data[1], 1) == whole);
  CHECK(run(options, data[1], 2u + data[1] % 30u) == whole);
  return 0;
}
