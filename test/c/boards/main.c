/*
 * Runs the calls of script.h on a board, and prints what the engine reports, an event a line, as JSON. Forms, fields and words
 * go by their numbers: there is no room for names. A line begins with @, so that it is told from what a simulator says.
 */
#include "board.h"
#include "script.h"
#include "sim800_grammar.h"

static sim800 modem;

static void put(const char *text) {
  while (*text != '\0') board_put(*text++);
}

static void put_number(uint32_t n) {
  char digits[11];
  uint8_t at = sizeof digits - 1u;
  digits[at] = '\0';
  do {
    digits[--at] = (char)('0' + n % 10u);
    n /= 10u;
  } while (n > 0u);
  put(&digits[at]);
}

static void put_hex(const uint8_t *bytes, size_t n) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < n; i++) {
    board_put(digits[bytes[i] >> 4]);
    board_put(digits[bytes[i] & 15u]);
  }
}

static void put_bytes(const char *event, const uint8_t *bytes, size_t n) {
  put("@{\"event\":\"");
  put(event);
  put("\",\"bytes\":\"");
  put_hex(bytes, n);
  put("\"}\n");
}

static void put_field(const sim800_message *m, sim800_field field) {
  uint16_t n;
  if ((field & 7u) <= 2u) {
    int32_t value = sim800_number(m, field);
    if (value < 0) board_put('-');
    put_number(value < 0 ? 0u - (uint32_t)value : (uint32_t)value);
  } else if ((field & 7u) == 4u) {
    put_number(sim800_address(m, field));
  } else {
    const uint8_t *text = sim800_text(m, field, &n);
    put("{\"text\":\"");
    put_hex(text, n);
    put("\"}");
  }
}

/* BOARD_KINDS: of each form how many fields it has, and what kind each is. */
static void put_fields(const sim800_message *m) {
  const uint8_t *at = BOARD_KINDS;
  for (uint16_t form = 0; form < m->form; form++) at += 1u + SIM800_FLASH_BYTE(at);
  uint8_t count = SIM800_FLASH_BYTE(at);
  bool first = true;
  for (uint8_t i = 0; i < count; i++) {
    sim800_field field = (sim800_field)((sim800_field)m->form << 8 | (sim800_field)i << 3 | SIM800_FLASH_BYTE(at + 1u + i));
    if (!sim800_has(m, field)) continue;
    put(first ? "\"" : ",\"");
    put_number(i);
    put("\":");
    put_field(m, field);
    first = false;
  }
}

static void on_message(void *user, const sim800_message *m) {
  (void)user;
  put("@{\"event\":\"message\",\"form\":");
  put_number(m->form);
  put(",\"start\":");
  put_number(m->start);
  put(",\"end\":");
  put_number(m->end);
  if (m->has_payload) {
    put(",\"payload\":");
    put_number(m->payload_length);
    put(m->hex_payload ? ",\"hex\":true" : ",\"hex\":false");
  }
  put(",\"fields\":{");
  put_fields(m);
  put("}}\n");
}

static void on_payload(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  put_bytes("payload", bytes, n);
}
static void on_payload_end(void *user, bool truncated) {
  (void)user;
  put("@{\"event\":\"payloadEnd\",\"truncated\":");
  put(truncated ? "true}\n" : "false}\n");
}
static void on_data(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  put_bytes("data", bytes, n);
}
static void on_echo(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  put_bytes("echo", bytes, n);
}
static void on_unrecognized(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  put_bytes("unrecognized", bytes, n);
}

static const sim800_callbacks callbacks = {on_message, NULL, on_payload, on_payload_end, on_data, on_echo, on_unrecognized};

/* As a UART hands them out: a few bytes at a time. */
static void feed(const uint8_t *at, uint16_t n) {
  uint8_t bytes[7];
  while (n > 0u) {
    uint8_t k = 0;
    for (; k < sizeof bytes && n > 0u; k++, n--) bytes[k] = SIM800_FLASH_BYTE(at++);
    sim800_feed(&modem, bytes, k);
  }
}

static void in_flight(const uint8_t *at, uint16_t n) {
  char line[64];
  uint16_t i = 0;
  for (; i < n && i + 1u < sizeof line; i++) line[i] = (char)SIM800_FLASH_BYTE(at + i);
  line[i] = '\0';
  sim800_in_flight(&modem, line);
}

int main(void) {
  board_begin();
  for (const uint8_t *at = BOARD_SCRIPT;;) {
    uint8_t call = SIM800_FLASH_BYTE(at);
    uint16_t n = (uint16_t)(SIM800_FLASH_BYTE(at + 1) | SIM800_FLASH_BYTE(at + 2) << 8);
    at += 3;
    switch (call) {
      case BOARD_INIT: sim800_init(&modem, &callbacks, NULL, n); continue;
      case BOARD_FEED: feed(at, n); break;
      case BOARD_FLIGHT: in_flight(at, n); break;
      case BOARD_FLUSH: sim800_flush(&modem); break;
      case BOARD_END: sim800_end(&modem); break;
      case BOARD_RESET: sim800_reset(&modem); break;
      case BOARD_LEAVE: sim800_leave_transparent(&modem, n != 0u); continue;
      case BOARD_DONE: put("@done\n"); break;
      default: board_exit();
    }
    at += n;
  }
}
