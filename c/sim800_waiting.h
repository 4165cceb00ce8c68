/* Which commands the module has not answered yet. Part of sim800_dialogue.c. */
#ifndef SIM800_WAITING_H
#define SIM800_WAITING_H

#include "sim800_command_line.h"

/* What recognisers see of it: kinds of commands that forms wait for, whether any waits, whether one asks. */
static void show(sim800 *s) {
  const sim800_dialogue *d = &s->dialogue;
  s->patterns = 0;
  s->command = d->count;
#if SIM800_READINGS
  s->question = NO_QUESTION;
#endif
  for (uint8_t i = 0; i < d->count; i++) {
    s->patterns = (uint16_t)(s->patterns | d->waiting[i].patterns);
#if SIM800_READINGS
    if (s->question != ASKS_TEST && d->waiting[i].asks != NO_QUESTION) s->question = d->waiting[i].asks;
#endif
  }
}

static bool ends_with(const sim800_waiting *w, uint16_t form) {
  return w->entry != 0u && index_in(results_of(w->entry), form) > 0u;
}

static bool succeeds_with(const sim800_waiting *w, uint16_t form) {
  return w->entry != 0u && index_in(results_of(w->entry), form) == 1u;
}

/* A command of which nothing is said is ended by it: OK, ERROR. */
static bool ends_any(uint16_t form) {
  uint16_t any = table_word(TABLE_ANY);
  return any != 0u && index_in(results_of(any), form) > 0u;
}

/* ---- the queue ---- */

static void remove_at(sim800_dialogue *d, uint8_t index) {
  d->count--;
  for (; index < d->count; index++) d->waiting[index] = d->waiting[index + 1u];
}

static void drop(sim800 *s, uint8_t count) {
  while (count-- > 0u) remove_at(&s->dialogue, 0);
  show(s);
}

/* Removes those before this one that send nothing; returns how many. */
static uint8_t remove_before(sim800 *s, uint8_t index) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t before = d->count;
  while (index-- > 0u)
    if ((d->waiting[index].flags & IS_SENDING) == 0u) remove_at(d, index);
  show(s);
  return (uint8_t)(before - d->count);
}

/* Those that were written from this position on. */
static void forget_from(sim800 *s, uint32_t position) {
  sim800_dialogue *d = &s->dialogue;
  while (d->count > 0u && !is_behind(position, d->waiting[d->count - 1u].from)) d->count--;
  show(s);
}

static bool all_echoed(const sim800_dialogue *d) {
  for (uint8_t i = 0; i < d->count; i++)
    if ((d->waiting[i].flags & IS_ECHOED) == 0u) return false;
  return true;
}

/* A command line has been written. */
static void add_waiting(sim800 *s, const sim800_waiting *line, uint32_t to) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t flags = (uint8_t)(line->flags | (all_echoed(d) ? (unsigned)IS_ALONE : 0u));
  if (d->count == SIM800_IN_FLIGHT_MAX) {
    d->commands_given_up++;
    remove_at(d, 0);
  }
  sim800_waiting *w = &d->waiting[d->count++];
  *w = *line;
  w->from = d->line_from;
  w->to = to;
  w->flags = flags;
  s->owing = 0;
  show(s);
}

/* A command line has come back that nobody said was written: it takes the place of all before. False: it holds no command. */
static bool add_alone(sim800_waiting *w, const uint8_t *line, uint16_t n) {
  const command_text text = {line, 0, 0xffffu};
  if (!read_line(w, &text, n)) return false;
  w->from = w->to = 0;
  w->flags = IS_ECHOED | IS_FOREIGN;
  return true;
}

/* ---- echo ---- */

/* The command whose echo is the next to come; NULL: there is none. */
static const sim800_waiting *next_echoed(const sim800_dialogue *d) {
  for (uint8_t i = 0; i < d->count; i++)
    if (is_behind(d->waiting[i].to, d->position)) return &d->waiting[i];
  return NULL;
}

/* The host has been echoed up to here. Where a command was alone, those before it are over, but for those that send. */
static void echoed_to(sim800 *s, uint32_t position) {
  sim800_dialogue *d = &s->dialogue;
  for (uint8_t i = 0; i < d->count; i++) {
    sim800_waiting *w = &d->waiting[i];
    if ((w->flags & IS_ECHOED) != 0u || is_behind(w->to, position)) continue;
    w->flags |= IS_ECHOED;
    if ((w->flags & IS_ALONE) != 0u) i = (uint8_t)(i - remove_before(s, i));
  }
}

/* ---- prompts ---- */

static uint8_t first_asking(const sim800_dialogue *d, bool known) {
  uint16_t any = table_word(TABLE_ANY);
  for (uint8_t i = 0; i < d->count; i++) {
    const sim800_waiting *w = &d->waiting[i];
    if ((w->flags & IS_PROMPTED) == 0u && (known ? asks_for_data(w->entry) : w->entry == any)) return i;
  }
  return d->count;
}

/* The module asks for data. The command that wants it, or NULL; those before it that never ask are over. */
static const sim800_waiting *ask(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t i = first_asking(d, true);
  if (i == d->count) i = first_asking(d, false);
  if (i == d->count) return NULL;
  d->waiting[i].flags |= IS_PROMPTED | IS_SENDING;
  for (; SIM800_KNOWS_DATA && i > 0u && !asks_for_data(d->waiting[0].entry); i--) drop(s, 1);
  return &d->waiting[i];
}

/* The host takes the data back that was asked for. */
static void take_back(sim800_dialogue *d) {
  for (uint8_t i = d->count; i-- > 0u;) {
    if ((d->waiting[i].flags & IS_PROMPTED) == 0u) continue;
    d->waiting[i].flags &= (uint8_t)~(unsigned)IS_SENDING;
    return;
  }
}

/* ---- answers ---- */

/* What a form has ended. */
typedef struct {
  uint32_t to;
  uint16_t settings;
  bool succeeded;
} ended_command;

/* Of a command that was asked for its data: what ends any command ends that too. `count`: it ends none. */
static uint8_t ended_by(const sim800_dialogue *d, uint16_t form) {
  for (uint8_t i = 0; i < d->count; i++)
    if (ends_with(&d->waiting[i], form)) return i;
  for (uint8_t i = d->count; ends_any(form) && i-- > 0u;)
    if ((d->waiting[i].flags & IS_PROMPTED) != 0u) return i;
  return d->count;
}

static void await_late(sim800_dialogue *d, uint16_t list) {
  uint8_t n = d->late_count < SIM800_LATE_MAX ? d->late_count++ : (uint8_t)(SIM800_LATE_MAX - 1u);
  for (; n > 0u; n--) d->late[n] = d->late[n - 1u];
  d->late[0] = list;
}

/* A form has come. The first command that can be ended by it is over, and those before it are. False: none is. */
static bool end_waiting(sim800 *s, uint16_t form, ended_command *ended) {
  sim800_dialogue *d = &s->dialogue;
  uint8_t i = ended_by(d, form);
  if (i == d->count) return false;
  const sim800_waiting *w = &d->waiting[i];
  uint16_t late = (uint16_t)(w->entry != 0u ? late_results_of(w->entry) : 0u);
  d->has_ended = w->to != w->from; /* of one that is known from its echo both are 0 */
  d->ended_from = w->from;
  ended->to = w->to;
  ended->settings = w->settings;
  ended->succeeded = succeeds_with(w, form);
  if (late != 0u && ended->succeeded) await_late(d, late);
  s->owing = (uint16_t)(late != 0u ? w->patterns : 0u);
  drop(s, (uint8_t)(i + 1u));
  return true;
}

/* A late result has come. */
static void take_late(sim800_dialogue *d, uint16_t form) {
  for (uint8_t i = 0; i < d->late_count; i++) {
    if (index_in(d->late[i], form) == 0u) continue;
    d->late_count--;
    for (; i < d->late_count; i++) d->late[i] = d->late[i + 1u];
  }
}

/* `+HTTPREAD: 5` begins with the name +HTTPREAD. */
static bool line_has_name(const sim800 *s, uint16_t name) {
  const command_text line = {s->line, 0, 0xffffu};
  uint16_t n = T(name);
  return s->held > n && s->line[n] == ':' && matched(&line, 0, n, name) > 0u;
}

static bool is_answered_by(const sim800 *s, const sim800_waiting *w, uint16_t form) {
  if ((w->flags & IS_FOREIGN) != 0u) return true;
  for (uint8_t i = 0; i < w->count; i++) {
    const sim800_known_command *one = &w->commands[i];
    if (one->name != 0u && line_has_name(s, one->name)) return true;
    if (one->entry == 0u) continue;
    if (index_in(answers_of(one->entry), form) > 0u || index_in(results_of(one->entry), form) > 0u) return true;
    uint16_t late = late_results_of(one->entry);
    if (late != 0u && index_in(late, form) > 0u) return true;
  }
  return false;
}

#endif
