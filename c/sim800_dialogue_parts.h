/* What sim800_engine.c and sim800_dialogue.c ask of each other. */
#ifndef SIM800_DIALOGUE_PARTS_H
#define SIM800_DIALOGUE_PARTS_H

#include "sim800_program.h"

#if SIM800_DIALOGUE

/* Bits of `settings`: what commands change. The compiler numbers them so. */
enum {
  SETS_ECHO_ON = 0x01,
  SETS_ECHO_OFF = 0x02,
  SETS_ECHO_UNKNOWN = 0x04,
  SETS_QUIET_ON = 0x08,
  SETS_QUIET_OFF = 0x10,
  SETS_NUMERIC_ON = 0x20,
  SETS_NUMERIC_OFF = 0x40,
  SETS_INCOMING_ON = 0x80,
  SETS_INCOMING_OFF = 0x100,
  SETS_NUMERIC_ONCE = 0x200, /* numbers are on for a while, in ATV0V1 too */
  SETS_ECHO = SETS_ECHO_ON | SETS_ECHO_OFF | SETS_ECHO_UNKNOWN,
  SETS_NUMERIC = SETS_NUMERIC_ON | SETS_NUMERIC_OFF,
  SETS_INCOMING = SETS_INCOMING_ON | SETS_INCOMING_OFF
};

#define HASH_SEED 5381u
static inline uint32_t hash_with(uint32_t hash, uint8_t c) { return (hash << 5) + hash + c; }

/* The host has written this. True if there was a command line in it and none of it comes back. */
bool sim800_host_wrote(sim800 *s, const uint8_t *bytes, size_t n);
/* A form has come that ends commands, or is a late result; by a number of ATV0. */
void sim800_on_result(sim800 *s, uint16_t form, uint8_t kind, bool by_number);
void sim800_on_prompt(sim800 *s);
/* A line has come that begins with AT. False: it may be a line of prompt data. */
bool sim800_on_echo_line(sim800 *s, const uint8_t *line, uint16_t n, bool prompted);
/* The line of a command that was compared has come back. */
void sim800_on_line_complete(sim800 *s);
/* Transparent mode has begun: nothing that was written before comes back. */
void sim800_forget_sent(sim800 *s);
/* The host does not wait for any answer. */
void sim800_forget_waiting(sim800 *s);
/* The module has begun anew, or nothing is known of it. */
void sim800_restart_dialogue(sim800 *s);
/* Some command in flight is answered with the form, whose line is held, or has its name, or is none that the grammar knows. */
bool sim800_awaits(const sim800 *s, uint16_t form);
/* What a command in flight asks about the name with this hash. */
uint8_t sim800_question_about(const sim800 *s, uint32_t hash);

#endif
#endif
