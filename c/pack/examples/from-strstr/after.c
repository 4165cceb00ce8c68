/* The same stream, by the grammar: what a peer has sent is payload, and it does not matter where reads are cut. */
#include <stdio.h>
#include <string.h>

#include "sim800_grammar.h"
#include "stream.h"

static void on_message(void *user, const sim800_message *m) {
  (void)user;
  if (m->form == SIM800_FORM_CLOSED) puts("connection closed");
  if (m->form == SIM800_FORM_OK) puts("read answered");
}

static void on_payload(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  printf("received %.*s\n", (int)n, (const char *)bytes);
}

int main(void) {
  static const sim800_callbacks on = {.on_message = on_message, .on_payload = on_payload};
  static sim800 modem;
  sim800_init(&modem, &on, NULL, 0);
  for (int i = 0; i < 2; i++) sim800_feed(&modem, (const uint8_t *)READS[i], strlen(READS[i]));
  return 0;
}
