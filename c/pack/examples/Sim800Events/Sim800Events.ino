/*
 * Asks the modem every ten seconds, and prints which forms it sends, by their numbers in sim800_grammar.h. The modem is at
 * Serial1, or at any Stream.
 */
#include <Arduino.h>
#include <sim800_command.h>
#include <sim800_grammar.h>

static sim800 modem;
static sim800_callbacks on;

static void onMessage(void *user, const sim800_message *m) {
  (void)user;
  Serial.print("form ");
  Serial.println((unsigned)m->form);
}

static void feed(Stream &stream) {
  while (stream.available() > 0) {
    const uint8_t byte = (uint8_t)stream.read();
    sim800_feed(&modem, &byte, 1);
  }
}

static void ask(Stream &stream) {
  uint8_t line[16];
  const int n = sim800_write_line(line, sizeof line, "AT+CREG?");
  if (n > 0) stream.write(line, (size_t)n);
}

void setup() {
  Serial.begin(115200);
  Serial1.begin(9600);
  on.on_message = onMessage;
  sim800_init(&modem, &on, NULL, 0);
}

void loop() {
  static unsigned long asked;
  feed(Serial1);
  if (millis() - asked < 10000ul) return;
  asked = millis();
  ask(Serial1);
}
