/* The engine in C over a stream, so many times: prints messages, the sum of their numbers, and MB/s. */
#define _POSIX_C_SOURCE 199309L
#include "sim800_grammar.h"
#include "stream.h"

static uint64_t messages, sum;

static void on_message(void *user, const sim800_message *m) {
  const sim800_form_name *form = &sim800_form_names[m->form];
  (void)user;
  messages++;
  for (uint8_t i = 0; i < form->count; i++) {
    if (form->fields[i].kind > 1) continue;
    int32_t number = sim800_number(m, form->fields[i].field);
    if (number != SIM800_ABSENT) sum += (uint64_t)number;
  }
}

static void on_echo(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  (void)bytes;
  sum += n;
}

static void pass(const uint8_t *bytes, size_t n) {
  static const sim800_callbacks on = {.on_message = on_message, .on_echo = on_echo};
  static sim800 modem;
  sim800_init(&modem, &on, NULL, 0);
  for (size_t at = 0; at < n; at += CHUNK) sim800_feed(&modem, bytes + at, n - at < CHUNK ? n - at : CHUNK);
}

int main(int count, char **arguments) { return measured(count, arguments, pass, &messages, &sum); }
