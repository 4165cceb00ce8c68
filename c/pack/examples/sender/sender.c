/*
 * Sends a text over a connection that is open, and says what became of it: commands go to standard output, what the modem
 * sends comes from standard input, as from a UART. Build with -DSIM800_DIALOGUE=1.
 *
 * The text is echoed, and may be anything: "SEND OK", a prompt, an event. Because the engine is told what was sent, none of it
 * is taken for one.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim800_commands.h"
#include "sim800_grammar.h"

static sim800 modem;
static sim800_answers answers;
static const char *text;
static int outcome = -1; /* 0: it was sent */

/* All that is written is said, before the modem can answer it. */
static void write_to_modem(const uint8_t *bytes, size_t n) {
  sim800_sent(&modem, bytes, n);
  if (write(STDOUT_FILENO, bytes, n) != (ssize_t)n) outcome = 2;
}

static void on_prompt(void *user, const sim800_message *m) {
  (void)user;
  (void)m;
  write_to_modem((const uint8_t *)text, strlen(text));
}

static void on_message(void *user, const sim800_message *m) {
  (void)user;
  switch (sim800_role(&answers, m->form)) {
    case SIM800_SUCCESS: outcome = 0; break;
    case SIM800_FAILURE: outcome = 1; break;
    default: fprintf(stderr, "event %u\n", (unsigned)m->form); break;
  }
}

int main(int argc, char **argv) {
  static const sim800_callbacks on = {.on_message = on_message, .on_prompt = on_prompt};
  uint8_t bytes[64];
  ssize_t got;
  text = argc > 1 ? argv[1] : "";
  const sim800_at_cipsend_write send = {.has_connection_or_length = true, .connection_or_length = (int32_t)strlen(text)};
  int n = sim800_write_at_cipsend_write(bytes, sizeof bytes, &send);
  if (n < 0 || sim800_answers_at_cipsend_write(&send, &answers) < 0) return 2;
  sim800_init(&modem, &on, NULL, 0);
  write_to_modem(bytes, (size_t)n);
  while (outcome < 0 && (got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0) sim800_feed(&modem, bytes, (size_t)got);
  fprintf(stderr, outcome == 0 ? "sent\n" : "not sent\n");
  return outcome < 0 ? 1 : outcome;
}
