/*
 * sim800_command: writes command lines, and knows what answers them.
 *
 * The commands themselves are in sim800_commands.h, which `sim800 compile --target c99` writes from the grammar: a struct for
 * the parameters of each, and functions of its own for what is here.
 *
 *   uint8_t line[64];
 *   const sim800_at_cstt_write cstt = { .apn = "internet" };
 *   int n = sim800_write_at_cstt_write(line, sizeof line, &cstt);     AT+CSTT="internet" and CR
 *   if (n > 0) uart_write(line, (size_t)n);
 *
 * Nothing is written that the grammar does not allow: a number out of its bounds, a text with a quotation mark, CR, Ctrl-Z or
 * whatever else would end it, its line or its command. Nothing is kept, so there is nothing to begin with.
 */
#ifndef SIM800_COMMAND_H
#define SIM800_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim800_config.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A command in one of its forms, as a table in flash: sim800_command.c says what its bytes mean. */
typedef uint8_t sim800_shape;

/* Why a command is not written; 1 and more is the length of its line. */
enum sim800_write_error {
  SIM800_NO_ROOM = -1,     /* the line is longer than the buffer; some of it may hold the line's beginning */
  SIM800_NO_SUCH_WAY = -2, /* there is no way to write the command with just these parameters */
  SIM800_NOT_READ_SO = -3, /* the module would read it as something else: its last parameter ends with a space */
  SIM800_BAD_VALUE = -16   /* and below: a value the grammar does not allow, or a text that is missing */
};

/* Of an error of SIM800_BAD_VALUE or below, which parameter it is: 0 is the first in the struct. */
#define SIM800_BAD_PARAMETER(error) (SIM800_BAD_VALUE - (error))

/*
 * Writes a line, its CR included. `values` is the struct that belongs to the shape, NULL if it has none: the functions of
 * sim800_commands.h give each its own. Returns its length, or an error.
 */
int sim800_write(uint8_t *line, size_t size, const sim800_shape *shape, const void *values);

/*
 * Writes a line that the grammar does not know, or one of several commands: "AT+CSQ;+CREG?". It has to begin with AT and is
 * at most 556 printable characters (AT manual 1.4.4); nothing else is asked of it. Returns its length, CR included, or an
 * error: SIM800_NO_ROOM, SIM800_BAD_VALUE.
 */
int sim800_write_line(uint8_t *line, size_t size, const char *text);

/* What answers a command. */
typedef struct {
  const sim800_shape *row;
  uint32_t timeout_ms; /* the longest response time that is documented, of the late result if it has any; 0: none is */
  uint32_t data_length; /* bytes of data that it announces, to be written after the prompt; 0: as many as Ctrl-Z ends */
  bool asks_for_data;   /* there will be a prompt */
  bool ctrl_z;          /* Ctrl-Z (1Ah) can end the data */
} sim800_answers;

/* 1, or the error that sim800_write has for these values. */
int sim800_answers_of(const sim800_shape *shape, const void *values, sim800_answers *answers);

enum sim800_role {
  SIM800_NO_ANSWER,    /* something else, an event perhaps */
  SIM800_INFORMATION,  /* +CSQ: 20,0 after AT+CSQ; the prompt after AT+CIPSEND */
  SIM800_SUCCESS,      /* it has ended, as it should; a late result may follow */
  SIM800_FAILURE,      /* it has ended otherwise */
  SIM800_LATE_SUCCESS, /* CONNECT OK, after the OK of AT+CIPSTART */
  SIM800_LATE_FAILURE  /* CONNECT FAIL; or information that belongs to a late result */
};

/* What a message of this form is to the command. */
uint8_t sim800_role(const sim800_answers *answers, uint16_t form);

/* Whether a late result follows its success. */
bool sim800_has_late_result(const sim800_answers *answers);

/* Whether these can be the data it asks for: as many as announced, or without Ctrl-Z and ESC, which would end them. */
bool sim800_is_data(const sim800_answers *answers, const uint8_t *data, size_t n);

/* For the tables of sim800_commands.c: a member of a struct. */
#define SIM800_AT_PLACE(type, member) \
  (uint8_t)(offsetof(type, member) & 0xffu), (uint8_t)(offsetof(type, member) >> 8)

#ifdef __cplusplus
}
#endif
#endif
