/*
 * What the host has written and the module may still send back: a bounded queue of bytes, each with what it is part of. Part
 * of sim800_engine.c and of sim800_dialogue.c.
 */
#ifndef SIM800_ECHO_LOG_H
#define SIM800_ECHO_LOG_H

#include "sim800_program.h"

/* Neither: prompt data that nothing has asked for yet, or what is no command. The first byte of a command line begins it. */
enum { PART_NEITHER, PART_COMMAND, PART_DATA, PART_BEGINS };

#define LOG_MASK (SIM800_ECHO_MAX - 1u)

/* Positions count on and on; their difference is what tells which is first. */
static bool is_behind(uint32_t position, uint32_t other) { return (int32_t)(position - other) > 0; }

static uint16_t log_size(const sim800_dialogue *d) { return (uint16_t)(d->total - d->position); }

static uint8_t log_byte(const sim800_dialogue *d, uint32_t position) { return d->bytes[position & LOG_MASK]; }

static APART uint8_t log_part(const sim800_dialogue *d, uint32_t position) {
  uint16_t i = (uint16_t)(position & LOG_MASK);
  return (uint8_t)((unsigned)d->parts[i >> 2] >> (2u * (i & 3u)) & 3u);
}

static bool log_is_data(const sim800_dialogue *d, uint16_t index) {
  return index < log_size(d) && log_part(d, d->position + index) == PART_DATA;
}

/* What the host wrote before this position does not come back any more. */
static void log_skip_to(sim800_dialogue *d, uint32_t position) {
  if (is_behind(position, d->total)) position = d->total;
  if (is_behind(position, d->position)) d->position = position;
}

#endif
