/*
 * Reads a script, a call a line, and prints what the engine reports, an event a line, as JSON. Bytes are hex digits.
 *
 *   init 0        options         feed 4f4b0d0a      flight 41542b   a command line
 *   flush  end  reset  leave  leave-ok  numeric 1
 *
 * Only with SIM800_DIALOGUE:
 *
 *   sent 41540d    forget     counters (prints them)
 *   react 3:41540d            sent from inside the callback of the fourth message, pieces of data not counted
 *   done          prints "done", so that many scripts can be told apart
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim800_grammar.h"

static sim800 modem;

/* Exactly as large as the chunk, so that a read behind its end is seen. */
static uint8_t *bytes_of(const char *hex, size_t *n) {
  *n = strlen(hex) / 2;
  uint8_t *bytes = (uint8_t *)malloc(*n > 0 ? *n : 1);
  for (size_t i = 0; bytes != NULL && i < *n; i++) {
    char digits[3] = {hex[2 * i], hex[2 * i + 1], 0};
    bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
  }
  return bytes;
}

#if SIM800_DIALOGUE
static unsigned long messages;
static struct {
  unsigned long at;
  char *hex;
} reactions[16];

static void sent(const char *hex) {
  size_t n;
  uint8_t *bytes = bytes_of(hex, &n);
  sim800_sent(&modem, bytes, n);
  free(bytes);
}

/* A message is over: what was to be sent then is sent, in the order in which it was said. */
static void react(void) {
  unsigned long number = messages++;
  for (size_t i = 0; i < sizeof reactions / sizeof *reactions; i++)
    if (reactions[i].hex != NULL && reactions[i].at == number) sent(reactions[i].hex);
}

static void add_reaction(const char *argument) {
  char *hex;
  size_t i = 0;
  while (reactions[i].hex != NULL) i++;
  reactions[i].at = strtoul(argument, &hex, 10);
  reactions[i].hex = (char *)malloc(strlen(hex));
  if (reactions[i].hex == NULL) abort();
  strcpy(reactions[i].hex, hex + 1);
}

static void forget_reactions(void) {
  messages = 0;
  for (size_t i = 0; i < sizeof reactions / sizeof *reactions; i++) {
    free(reactions[i].hex);
    reactions[i].hex = NULL;
  }
}
#else
static void react(void) {}
#endif

static void print_hex(const uint8_t *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) printf("%02x", bytes[i]);
}

static void print_bytes(const char *event, const uint8_t *bytes, size_t n) {
  printf("{\"event\":\"%s\",\"bytes\":\"", event);
  print_hex(bytes, n);
  printf("\"}\n");
}

static void print_string(const char *text) {
  putchar('"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') putchar('\\');
    putchar(*text);
  }
  putchar('"');
}

static void print_field(const sim800_message *m, const sim800_field_name *f) {
  uint16_t n;
  const uint8_t *text;
  uint32_t address;
  switch (f->kind) {
    case 0:
    case 1: printf("%ld", (long)sim800_number(m, f->field)); break;
    case 2: print_string(f->words[sim800_number(m, f->field)]); break;
    case 4:
      address = sim800_address(m, f->field);
      printf("\"%u.%u.%u.%u\"", (unsigned)(address >> 24), (unsigned)(address >> 16 & 255u), (unsigned)(address >> 8 & 255u),
             (unsigned)(address & 255u));
      break;
    default:
      text = sim800_text(m, f->field, &n);
      printf("{\"text\":\"");
      print_hex(text, n);
      printf("\"}");
  }
}

static void on_message(void *user, const sim800_message *m) {
  static const char *const kinds[] = {"final", "intermediate", "response", "urc", "prompt", "echo"};
  const sim800_form_name *form = &sim800_form_names[m->form];
  const char *between = "";
  (void)user;
  printf("{\"event\":\"message\",\"type\":\"%s\",\"kind\":\"%s\",\"start\":%lu,\"end\":%lu", form->type, kinds[m->kind],
         (unsigned long)m->start, (unsigned long)m->end);
#if SIM800_DIALOGUE
  uint32_t begins;
  if (sim800_ends_command(&modem, &begins)) printf(",\"ends\":%lu", (unsigned long)begins);
#endif
  if (m->has_payload) printf(",\"payload\":%lu,\"hex\":%s", (unsigned long)m->payload_length, m->hex_payload ? "true" : "false");
  printf(",\"fields\":{");
  for (uint8_t i = 0; i < form->count; i++) {
    if (!sim800_has(m, form->fields[i].field)) continue;
    printf("%s\"%s\":", between, form->fields[i].name);
    print_field(m, &form->fields[i]);
    between = ",";
  }
  printf("}}\n");
  if (!m->has_payload) react();
}

static void on_payload(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes("payload", bytes, n);
}
static void on_payload_end(void *user, bool truncated) {
  (void)user;
  printf("{\"event\":\"payloadEnd\",\"truncated\":%s}\n", truncated ? "true" : "false");
  react();
}
static void on_data(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes("data", bytes, n);
}
static void on_echo(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes(SIM800_DIALOGUE ? "echoPart" : "echo", bytes, n);
}
static void on_unrecognized(void *user, const uint8_t *bytes, size_t n) {
  (void)user;
  print_bytes("unrecognized", bytes, n);
  react();
}

#if SIM800_DIALOGUE
static void on_echo_end(void *user) {
  (void)user;
  printf("{\"event\":\"echoEnd\"}\n");
  react();
}
static const sim800_callbacks callbacks = {on_message, NULL,    on_payload,      on_payload_end,
                                           on_data,    on_echo, on_unrecognized, on_echo_end};
#else
static const sim800_callbacks callbacks = {on_message, NULL, on_payload, on_payload_end, on_data, on_echo, on_unrecognized};
#endif

static void feed(const char *hex) {
  size_t n;
  uint8_t *bytes = bytes_of(hex, &n);
  sim800_feed(&modem, bytes, n);
  free(bytes);
}

static void in_flight(const char *hex) {
  size_t n;
  uint8_t *bytes = bytes_of(hex, &n);
  char *line = (char *)malloc(n + 1);
  if (line == NULL || bytes == NULL) abort();
  memcpy(line, bytes, n);
  line[n] = 0;
  sim800_in_flight(&modem, line);
  free(line);
  free(bytes);
}

/* What has been reported of an echo that goes on is forgotten too. */
static void reset(void) {
  sim800_reset(&modem);
  puts("{\"event\":\"reset\"}");
}

#if SIM800_DIALOGUE
static void print_counters(void) {
  const sim800_dialogue *d = &modem.dialogue;
  printf("{\"event\":\"counters\",\"waiting\":%u,\"pending\":%u,\"echoGivenUp\":%lu,\"commandsGivenUp\":%lu,\"unrequested\":%lu}\n",
         (unsigned)sim800_commands_waiting(&modem), (unsigned)sim800_echo_pending(&modem), (unsigned long)d->echo_given_up,
         (unsigned long)d->commands_given_up, (unsigned long)d->unrequested);
}

static bool call_dialogue(const char *name, const char *argument) {
  if (strcmp(name, "sent") == 0) sent(argument);
  else if (strcmp(name, "forget") == 0) sim800_forget_commands(&modem);
  else if (strcmp(name, "counters") == 0) print_counters();
  else if (strcmp(name, "react") == 0) add_reaction(argument);
  else return false;
  return true;
}
#endif

static void call(const char *name, const char *argument) {
#if SIM800_DIALOGUE
  if (call_dialogue(name, argument)) return;
  if (strcmp(name, "init") == 0) forget_reactions();
#endif
  if (strcmp(name, "init") == 0) sim800_init(&modem, &callbacks, NULL, (unsigned)atoi(argument));
  else if (strcmp(name, "feed") == 0) feed(argument);
  else if (strcmp(name, "flight") == 0) in_flight(argument);
  else if (strcmp(name, "flush") == 0) sim800_flush(&modem);
  else if (strcmp(name, "end") == 0) sim800_end(&modem);
  else if (strcmp(name, "reset") == 0) reset();
  else if (strcmp(name, "leave") == 0) sim800_leave_transparent(&modem, false);
  else if (strcmp(name, "leave-ok") == 0) sim800_leave_transparent(&modem, true);
  else if (strcmp(name, "numeric") == 0) sim800_numeric_results(&modem, atoi(argument) != 0);
  else if (strcmp(name, "done") == 0) puts("done");
  else abort();
}

int main(void) {
  static char line[4000000];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char *name = strtok(line, " \r\n");
    char *argument = strtok(NULL, " \r\n");
    if (name != NULL) call(name, argument != NULL ? argument : "");
  }
  return 0;
}
