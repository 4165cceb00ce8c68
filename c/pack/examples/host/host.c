/*
 * Prints what a modem sends that is read from standard input: a serial port, a pty or a log.
 *
 * Bytes go through a ring buffer, as they do in firmware: an interrupt fills it, the main loop empties it.
 */
#include <stdio.h>
#include <unistd.h>

#include "sim800_grammar.h"

#define RING 256u /* a power of two */

static struct {
  uint8_t bytes[RING];
  unsigned head, tail; /* counted on and on: their difference is how many bytes are in it */
} ring;

/* What a UART's interrupt does. */
static bool ring_put(uint8_t byte) {
  if (ring.head - ring.tail == RING) return false;
  ring.bytes[ring.head++ % RING] = byte;
  return true;
}

/* Hands over what is there, in one piece or in two. */
static void ring_feed(sim800 *modem) {
  while (ring.tail != ring.head) {
    unsigned from = ring.tail % RING;
    unsigned n = ring.head - ring.tail;
    if (n > RING - from) n = RING - from;
    sim800_feed(modem, ring.bytes + from, n);
    ring.tail += n;
  }
}

static void print_bytes(const char *what, const uint8_t *bytes, size_t n) {
  printf("%s ", what);
  fwrite(bytes, 1, n, stdout);
  putchar('\n');
}

static void on_message(void *user, const sim800_message *m) {
  const sim800_form_name *form = &sim800_form_names[m->form];
  (void)user;
  printf("%s", form->type);
  for (unsigned i = 0; i < form->count; i++) {
    const sim800_field_name *field = &form->fields[i];
    uint16_t n;
    if (!sim800_has(m, field->field)) continue;
    printf(" %s=", field->name);
    if (field->kind <= 1) printf("%ld", (long)sim800_number(m, field->field));
    else if (field->kind == 2) printf("%s", field->words[sim800_number(m, field->field)]);
    else if (field->kind == 4) printf("%08lx", (unsigned long)sim800_address(m, field->field));
    else {
      const uint8_t *text = sim800_text(m, field->field, &n);
      fwrite(text, 1, n, stdout);
    }
  }
  putchar('\n');
}

static void on_payload(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes("payload", bytes, n);
}

static void on_unrecognized(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes("unrecognized", bytes, n);
}

int main(void) {
  static const sim800_callbacks on = {
      .on_message = on_message, .on_payload = on_payload, .on_unrecognized = on_unrecognized};
  static sim800 modem;
  uint8_t chunk[64];
  ssize_t n;
  sim800_init(&modem, &on, NULL, 0);
  while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) > 0) {
    for (ssize_t i = 0; i < n; i++)
      if (!ring_put(chunk[i])) fputs("the ring buffer is full: a byte is lost\n", stderr);
    ring_feed(&modem);
    fflush(stdout);
  }
  sim800_end(&modem);
  return n < 0;
}
