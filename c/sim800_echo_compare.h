/* Compares what comes with what the host wrote, and finds where a damaged echo goes on. Part of sim800_engine.c. */
#ifndef SIM800_ECHO_COMPARE_H
#define SIM800_ECHO_COMPARE_H

#include "sim800_echo_log.h"

/* UNCERTAIN: a byte that has not come yet decides. */
enum { DIFFERS, AGREES, UNCERTAIN };

/* So many bytes after the damage have to agree; of data that ends before, a line end or the next command after it. */
enum { EVIDENCE = 16 };

/* How many bytes of the module and of the host are passed over where a byte is flipped, lost, doubled; the last two put right
   what in a run of equal pairs was taken for another fault. */
typedef struct {
  uint8_t received, sent;
} echo_fault;
enum { SINGLE_FAULTS = 3, FAULTS = 5, NO_FAULT = FAULTS, FAULT_UNCERTAIN };

static echo_fault fault_of(uint8_t index) {
  static const echo_fault faults[FAULTS] = {{1, 1}, {0, 1}, {1, 0}, {0, 2}, {2, 0}};
  return faults[index];
}

/* The byte that is expected so many bytes from now. */
static uint8_t log_at(const sim800_dialogue *d, uint16_t index) { return log_byte(d, d->position + index); }

/* What is expected next is a command line. */
static bool log_is_command(const sim800_dialogue *d) {
  return log_size(d) > 0u && (log_part(d, d->position) & PART_COMMAND) != 0u;
}

static void log_take(sim800_dialogue *d, uint16_t count) { log_skip_to(d, d->position + count); }

static bool log_begins(const sim800_dialogue *d, uint16_t index) {
  return index < log_size(d) && log_part(d, d->position + index) == PART_BEGINS;
}

static bool log_expects_at(const sim800_dialogue *d, uint16_t index, uint8_t c) {
  return index < log_size(d) && log_at(d, index) == c;
}

/* Whether `c` is the byte expected so many bytes after those that were compared with, and others are after it. */
static bool log_expects(const sim800_dialogue *d, uint16_t index, uint8_t c) {
  uint16_t i = (uint16_t)(d->lead + index);
  return !d->uncertain && i + 1 < (int32_t)log_size(d) && log_at(d, i) == c && (index == 0u || !log_begins(d, i));
}

/* How many line ends are expected next: those that were counted before are not counted again. */
static uint16_t count_lead(sim800_dialogue *d) {
  if (is_behind(d->position, d->line_ends_until)) d->line_ends_until = d->position;
  while (d->line_ends_until != d->total && is_line_end(log_byte(d, d->line_ends_until))) d->line_ends_until++;
  return (uint16_t)(d->line_ends_until - d->position);
}

/* Compares a line with what is expected; `agreed` says how far they agree. */
static uint8_t compare_line(sim800_dialogue *d, const uint8_t *b, sim800_index end) {
  uint16_t lead = count_lead(d);
  uint16_t most = (uint16_t)(log_size(d) - lead);
  sim800_index n = 0;
  if (most > end) most = end;
  while (n < most && b[n] == log_at(d, (uint16_t)(lead + n)) && !is_line_end(b[n])) {
    if (n > 0u && log_begins(d, (uint16_t)(lead + n))) break;
    n++;
  }
  d->lead = lead;
  d->agreed = n;
  if (n == 0u) return DIFFERS;
  if (n >= end) return UNCERTAIN;
  /* The whole line, the rest of prompt data, or a piece that something cut off; else the next command follows at once. */
  uint16_t next = (uint16_t)(lead + n);
  return is_line_end(b[n]) || (log_begins(d, next) && b[n] == log_at(d, next)) ? AGREES : DIFFERS;
}

/* What agrees is all that is expected of that line. */
static bool agrees_whole(const sim800_dialogue *d) {
  uint16_t next = (uint16_t)(d->lead + d->agreed);
  return next == log_size(d) || is_line_end(log_at(d, next)) || log_begins(d, next);
}

/* What agrees has come back; of a line end a module may send back less than the host wrote. */
static void take_agreed(sim800_dialogue *d) {
  uint8_t part = log_part(d, d->position + d->lead);
  if (part == PART_BEGINS) part = PART_COMMAND;
  log_take(d, (uint16_t)(d->lead + d->agreed));
  while (log_size(d) > 0u && is_line_end(log_at(d, 0)) && log_part(d, d->position) == part) d->position++;
}

/* How many bytes are the next ones of the prompt data. */
static sim800_index agree_data(sim800_dialogue *d, const uint8_t *b, sim800_index end) {
  sim800_index n = 0;
  d->lead = 0;
  while (n < end && log_is_data(d, n) && b[n] == log_at(d, n)) n++;
  return n;
}

/* What is expected begins with `c`, perhaps after line ends that do not come back: those are passed over. */
static bool log_begins_with(sim800_dialogue *d, uint8_t c) {
  if (log_at(d, 0) == c) return true;
  d->lead = count_lead(d);
  bool found = log_expects_at(d, d->lead, c);
  if (found) log_take(d, d->lead);
  return found;
}

/* ---- damage ---- */

static uint8_t is_byte(const uint8_t *b, sim800_index p, sim800_index end, uint8_t c) {
  if (p >= end) return UNCERTAIN;
  return b[p] == c ? AGREES : DIFFERS;
}

/* AGREES: what comes from `p` on is what is expected, `ahead` bytes from now. */
static uint8_t goes_on(const sim800_dialogue *d, uint16_t ahead, const uint8_t *b, sim800_index p, sim800_index end) {
  uint8_t n = 0;
  for (; n < EVIDENCE && log_is_data(d, (uint16_t)(ahead + n)); n++) {
    uint8_t answer = is_byte(b, (sim800_index)(p + n), end, log_at(d, (uint16_t)(ahead + n)));
    if (answer != AGREES) return answer;
  }
  p = (sim800_index)(p + n);
  if (n == EVIDENCE || (n > 0u && p < end && log_expects_at(d, (uint16_t)(ahead + n), b[p]))) return AGREES;
  uint8_t answer = is_byte(b, p, end, CR);
  return answer == AGREES ? is_byte(b, (sim800_index)(p + 1u), end, LF) : answer;
}

/* A line end that was not sent begins a line of the module's own, unless it is a byte that was doubled. */
static bool is_possible(const sim800_dialogue *d, uint16_t ahead, uint8_t c, echo_fault fault) {
  if (fault.sent > 0u) return log_is_data(d, fault.received > 0u ? ahead : (uint16_t)(ahead + fault.sent));
  return !is_line_end(c) || (fault.received == 1u && c == log_byte(d, d->position + ahead - 1u));
}

/*
 * Which of the faults is at `p`, where the echo differs from what is expected so many bytes from now: its index, NO_FAULT or
 * FAULT_UNCERTAIN. With more bytes the answer is the same, so that it does not depend on where the stream is cut.
 */
static uint8_t fault_at(const sim800_dialogue *d, uint16_t ahead, const uint8_t *b, sim800_index p, sim800_index end) {
  uint8_t most = d->damaged ? FAULTS : SINGLE_FAULTS;
  for (uint8_t i = 0; i < most; i++) {
    echo_fault fault = fault_of(i);
    if (!is_possible(d, ahead, b[p], fault)) continue;
    uint8_t answer = goes_on(d, (uint16_t)(ahead + fault.sent), b, (sim800_index)(p + fault.received), end);
    if (answer == UNCERTAIN) return FAULT_UNCERTAIN;
    if (answer == AGREES) return i;
  }
  return NO_FAULT;
}

#endif
