/* What comes back of the host's own bytes: compared byte for byte with what it has said it wrote. Part of sim800_engine.c. */
#ifndef SIM800_ECHO_H
#define SIM800_ECHO_H

#include "sim800_dialogue_parts.h"
#include "sim800_echo_compare.h"
#include "sim800_lines.h"

/*
 * IS_A_LINE: what is held is read as a line. IS_TAKEN: some of it has been reported, or it is looked at anew. WAITS: for more
 * bytes. IS_ECHO: nothing else explains it.
 */
enum { IS_A_LINE, IS_TAKEN, WAITS, IS_ECHO };
/* Whether what is held is a line of the module's own. */
enum { OWN_NONE, OWN_UNKNOWN_YET, OWN_LINE };

/* Bytes of the stream that are held: a line end that was added at its end is none. */
static sim800_index stream_held(const sim800 *s) { return real(s, s->held); }

static bool may_wait_from(const sim800 *s, sim800_index from) { return !s->settling && (sim800_index)(s->held - from) < SIM800_LINE_MAX; }

/* The same for what may be an echo: it is looked at again at a byte that differs from what the host wrote. */
static bool may_expect_from(sim800 *s, sim800_index from) {
  s->dialogue.expecting = may_wait_from(s, from);
  return s->dialogue.expecting;
}

/* Until the line is whole, or a form may end without a line end. */
static bool may_wait_for_line(sim800 *s, sim800_index from) {
  s->dialogue.any_end = may_wait_from(s, from);
  return s->dialogue.any_end;
}

/* ---- lines of the module's own ---- */

/* Behind CR LF or CR CR LF, whose first byte is here. */
static uint8_t own_line_end(const sim800 *s, sim800_index p, sim800_index *next) {
  if (s->line[p] == CR) p++;
  if (p < s->held && s->line[p] == CR) p++;
  if (p >= s->held) return OWN_UNKNOWN_YET;
  *next = (sim800_index)(p + 1u);
  return s->line[p] == LF ? OWN_LINE : OWN_NONE;
}

/* Whether the module writes the line that is held from here on; `*next`: behind it. Echo is none of its own. */
static uint8_t own_line(sim800 *s, sim800_index from, sim800_index *next) {
  uint8_t outcome = GOES_ON;
  sim800_index p = from;
  s->state = SIM800_PRIMARY;
  s->marks = 0;
  while (p < s->held && outcome == GOES_ON) {
    outcome = walk(s, s->line + p, &p, s->held);
#if SIM800_FRAMES
    if (p == s->held && s->settling && outcome == GOES_ON && is_in_frame(s)) {
      leave_frame(s);
      outcome = GOES_BACK;
    }
    if (outcome == GOES_BACK) {
      p = s->behind;
      outcome = GOES_ON;
    }
#endif
  }
  if (outcome == GOES_ON) return OWN_UNKNOWN_YET;
  if (outcome != IS_LINE) return OWN_NONE;
  *next = ++p;
  if ((flags_of(s->accepted) & RECORD_AT_ONCE) != 0u || ends_at_cr(s->accepted)) return OWN_LINE;
  return own_line_end(s, (sim800_index)(p - 1u), next);
}

static bool is_own_prompt(sim800 *s) {
  sim800_index next;
  if (own_line(s, 0, &next) != OWN_LINE) return false;
  uint8_t flags = flags_of(s->accepted);
  return (flags & RECORD_KIND) == SIM800_PROMPT && (flags & RECORD_AT_ONCE) != 0u;
}

/* ---- reports ---- */

static void end_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (s->mode != MODE_ECHO) return;
  s->mode = MODE_LINES;
  d->has_echo_end = true;
  d->echo_end = s->cursor;
  begin_line(s);
  if (d->in_pieces && s->on->on_echo_end) s->on->on_echo_end(s->user);
  d->in_pieces = false;
}

/* A piece of prompt data; `sent`: so many bytes of the host's are in it, which differs where the echo is damaged. */
static uint8_t report_piece(sim800 *s, sim800_index next, uint16_t sent) {
  sim800_dialogue *d = &s->dialogue;
  d->begun = true;
  log_take(d, sent);
  d->in_pieces = true;
  s->behind_prompt = false;
  if (s->on->on_echo) s->on->on_echo(s->user, s->line, next);
  consume(s, next);
  if (!log_is_data(d, 0)) end_echo(s);
  return IS_TAKEN;
}

static uint8_t leave_echo(sim800 *s, sim800_index next) {
  if (next > 0u) (void)report_piece(s, next, next);
  s->behind_prompt = false;
  end_echo(s);
  return IS_TAKEN;
}

/* ---- prompt data that comes back ---- */

static uint8_t find_fault(sim800 *s, sim800_index p, uint16_t ahead) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t fault = fault_at(d, ahead, s->line, p, stream_held(s));
  d->uncertain = fault == FAULT_UNCERTAIN && may_expect_from(s, p);
  return fault == FAULT_UNCERTAIN && !d->uncertain ? (uint8_t)NO_FAULT : fault;
}

/* The fault behind what agrees is passed over. */
static uint8_t pass_fault(sim800 *s, sim800_index next, uint8_t index) {
  sim800_dialogue *d = &s->dialogue;
  echo_fault fault = fault_of(index);
  d->damaged = true;
  if (next + fault.received > 0) return report_piece(s, (sim800_index)(next + fault.received), (uint16_t)(next + fault.sent));
  d->begun = true;
  log_take(d, fault.sent);
  return IS_TAKEN;
}

/* Where the last line begins of what agrees; `next` if it holds no line end. */
static sim800_index last_line(const sim800 *s, sim800_index next) {
  const sim800_dialogue *d = &s->dialogue;
  sim800_index line = next;
  while (line > 0u && !is_line_end(s->line[line - 1u])) line--;
  return line > 0u || (d->begun && is_line_end(log_byte(d, d->position - 1u))) ? line : next;
}

/* The last line of what agrees is held back: what begins like it may be a line that cuts in. */
static uint8_t hold_last_line(sim800 *s, sim800_index next) {
  sim800_index line = last_line(s, next);
  sim800_index to = line < next && may_expect_from(s, line) ? line : next;
  return to > 0u ? report_piece(s, to, to) : (uint8_t)WAITS;
}

/* At `next` the echo is not what is expected, and not damaged: it is cut into there, or before that line. */
static uint8_t cut_data(sim800 *s, sim800_index next) {
  sim800_dialogue *d = &s->dialogue;
  sim800_index line = last_line(s, next);
  sim800_index behind = 0;
  /* A line end begins what cuts in; another byte may be one of a line that began like that of the data. */
  if (line == next || is_line_end(s->line[next])) return leave_echo(s, next);
  uint8_t own = own_line(s, line, &behind);
  if (own == OWN_UNKNOWN_YET && may_wait_for_line(s, line)) return line > 0u ? report_piece(s, line, line) : (uint8_t)WAITS;
  if (own != OWN_LINE || behind <= next) return leave_echo(s, next);
  d->has_own_line = true;
  d->own_line_at = s->base + line;
  return leave_echo(s, line);
}

/* In mode echo. */
static uint8_t read_on(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  sim800_index end = stream_held(s);
  if (end == 0u || !log_is_data(d, 0)) return leave_echo(s, 0);
  sim800_index count = agree_data(d, s->line, end);
  if (!log_is_data(d, count)) return report_piece(s, count, count);
  if (count == end) return hold_last_line(s, count);
  uint8_t fault = find_fault(s, count, count);
  if (fault == FAULT_UNCERTAIN) return hold_last_line(s, count);
  return fault < NO_FAULT ? pass_fault(s, count, fault) : cut_data(s, count);
}

static uint8_t go_on(sim800 *s) {
  s->mode = MODE_ECHO;
  return IS_TAKEN;
}

/* Directly behind its prompt the data comes back byte for byte, whatever it holds. */
static uint8_t begin_data(sim800 *s) {
  if (log_begins_with(&s->dialogue, s->line[0])) return go_on(s);
  uint8_t fault = find_fault(s, 0, 0);
  if (fault == FAULT_UNCERTAIN) return WAITS;
  if (fault == NO_FAULT) return IS_A_LINE;
  s->mode = MODE_ECHO;
  return pass_fault(s, 0, fault);
}

/* ---- lines that come back ---- */

/* An echo that another line cuts into without a line end: that line must be one the grammar knows. */
static uint8_t cut_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  sim800_index next;
  if (d->agreed == 0u) return IS_A_LINE;
  uint8_t own = own_line(s, d->agreed, &next);
  if (own == OWN_NONE) return IS_A_LINE;
  if (own == OWN_UNKNOWN_YET) return may_wait_for_line(s, 0) ? WAITS : IS_A_LINE;
  d->begun = log_is_data(d, 0);
  log_take(d, (uint16_t)(d->lead + d->agreed));
  report_echo(s, d->agreed, d->agreed);
  return IS_TAKEN;
}

static bool is_framed(const sim800 *s) { return s->dialogue.is_framed && s->dialogue.framed == s->cursor; }

static uint8_t read_command_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (is_line_end(s->line[0])) return IS_A_LINE;
  /* Data that is ahead of its prompt may begin like one, which is known at its first byte. */
  if (!log_is_command(d) && is_own_prompt(s)) return IS_A_LINE;
  uint8_t comparison = compare_line(d, s->line, s->held);
  if (comparison == UNCERTAIN && may_expect_from(s, 0)) return WAITS;
  /* A piece of an echo that is cut off does not follow a line end of the module's. */
  if (is_framed(s) && !agrees_whole(d)) return IS_A_LINE;
  if (comparison == DIFFERS) return cut_echo(s);
  sim800_index end = d->agreed;
  take_agreed(d);
  sim800_on_line_complete(s);
  s->prompted = false;
  report_echo(s, end, end < s->held && s->line[end] == CR ? (sim800_index)(end + 1u) : end);
  return IS_TAKEN;
}

/* IS_A_LINE: it is one of the module's own. WAITS: it may be one. IS_ECHO: it is none. */
static uint8_t look_for_own_line(sim800 *s) {
  sim800_index next;
  uint8_t own = own_line(s, 0, &next);
  if (own == OWN_LINE) return IS_A_LINE;
  return own == OWN_UNKNOWN_YET && may_wait_for_line(s, 0) ? WAITS : IS_ECHO;
}

/* A line that differs from what is expected is the module's own before it is a damaged echo. */
static uint8_t read_damaged_line(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  sim800_index agreed = d->agreed;
  uint16_t lead = d->lead;
  if (d->begun) {
    uint8_t own = look_for_own_line(s);
    if (own != IS_ECHO) return own;
    uint8_t fault = find_fault(s, agreed, (uint16_t)(lead + agreed));
    if (fault == FAULT_UNCERTAIN) return WAITS;
    if (fault < NO_FAULT) return IS_ECHO;
  }
  return cut_echo(s);
}

/* A line end directly behind a line that cut in is one of the data's own if enough of that follows. */
static uint8_t go_on_after_line(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (!d->prompted_since) return IS_A_LINE;
  uint8_t comparison = goes_on(d, 0, s->line, 0, stream_held(s));
  if (comparison == AGREES) return go_on(s);
  d->uncertain = comparison == UNCERTAIN && may_expect_from(s, 0);
  return d->uncertain ? WAITS : IS_A_LINE;
}

/* Elsewhere it comes back line by line, and goes before what the line may be once some of it has come back. */
static uint8_t read_data_line(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (is_line_end(s->line[0]) && is_framed(s)) return IS_A_LINE;
  if (is_line_end(s->line[0])) return go_on_after_line(s);
  if (!d->prompted_since && is_own_prompt(s)) return IS_A_LINE;
  if (!d->begun && is_framed(s)) {
    uint8_t own = look_for_own_line(s);
    if (own != IS_ECHO) return own;
  }
  uint8_t comparison = compare_line(d, s->line, s->held);
  if (comparison == UNCERTAIN && may_expect_from(s, 0)) return WAITS;
  if (comparison == DIFFERS) {
    uint8_t outcome = read_damaged_line(s);
    if (outcome != IS_ECHO) return outcome;
  }
  log_take(d, d->lead);
  return go_on(s);
}

/* The host has sent something that may come back here. */
static uint8_t read_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (d->has_own_line && (int32_t)(d->own_line_at - s->cursor) >= 0) return IS_A_LINE;
  d->has_own_line = false;
  if (!log_is_data(d, 0)) return read_command_echo(s);
  if (s->behind_prompt) {
    uint8_t outcome = begin_data(s);
    if (outcome != IS_A_LINE) return outcome;
  }
  return read_data_line(s);
}

/* ---- when ---- */

/* The byte at this index of the held line may decide what it is. */
static bool may_decide(const sim800 *s, sim800_index index) {
  const sim800_dialogue *d = &s->dialogue;
  uint8_t c = s->line[index];
  if (is_line_end(c) || (d->any_end && SIM800_HEADER_END(c))) return true;
  return d->expecting && !log_expects(d, index, c);
}

/* True while bytes have to come before what is held can be told. */
static bool still_waits(sim800 *s) {
  while (s->scan < s->held && !may_decide(s, s->scan)) s->scan++;
  return s->scan == s->held && !s->settling && s->held < SIM800_LINE_MAX;
}

/* Looks at what is held as echo. */
static uint8_t look_at_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (d->waits && still_waits(s)) return WAITS;
  d->uncertain = d->expecting = d->any_end = false;
  uint8_t outcome = s->mode == MODE_ECHO ? read_on(s) : read_echo(s);
  d->waits = outcome == WAITS;
  s->scan = d->waits ? s->held : 0;
  return outcome;
}

/* What is held is looked at as echo: true if that is all that can be done now. */
static bool read_as_echo(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t outcome = look_at_echo(s);
  if (outcome != IS_A_LINE) return outcome == WAITS;
  bool is_end = is_line_end(s->line[0]);
  begin_at(s, s->line[0]);
  /* Line ends that are none of the host's bytes: what comes now begins a line. */
  if (is_end) {
    d->is_framed = true;
    d->framed = s->cursor;
  }
  return false;
}

#endif
