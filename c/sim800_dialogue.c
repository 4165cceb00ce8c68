/* The host's side: what it has written, which of its commands wait for an answer, what they change. See sim800_dialogue.h. */
#include "sim800_engine.h"

#if SIM800_DIALOGUE

#include "sim800_host_bytes.h"

/* A command line that is longer is refused by the module (AT manual 1.4.4); of one as long only so much is looked at. */
enum { LONGEST_COMMAND = 556 };

/* ---- settings ---- */

static void set_echo(sim800 *s, uint16_t settings) {
  if ((s->options & (SIM800_NO_ECHO | SIM800_ECHO_ON)) != 0u) return;
  if ((settings & SETS_ECHO_ON) != 0u) s->dialogue.echo = SIM800_ECHO_IS_ON;
  if ((settings & SETS_ECHO_OFF) != 0u) s->dialogue.echo = SIM800_ECHO_IS_OFF;
  if ((settings & SETS_ECHO_UNKNOWN) != 0u) s->dialogue.echo = SIM800_ECHO_UNKNOWN;
}

/* Settings take effect with the success; ATV0 is one whose result may be a number already. */
static void apply_settings(sim800 *s, const ended_command *ended, bool by_number) {
  sim800_dialogue *d = &s->dialogue;
  if (ended->succeeded) {
    set_echo(s, ended->settings);
    if ((ended->settings & SETS_INCOMING) != 0u) d->incoming = (ended->settings & SETS_INCOMING_ON) != 0u;
  }
  if (d->command_sent && (ended->settings & SETS_NUMERIC) != 0u)
    s->numeric = ended->succeeded ? (ended->settings & SETS_NUMERIC_ON) != 0u : by_number;
}

static uint8_t initial_echo(const sim800 *s) {
  if ((s->options & SIM800_NO_ECHO) != 0u) return SIM800_ECHO_IS_OFF;
  return (s->options & SIM800_ECHO_ON) != 0u ? SIM800_ECHO_IS_ON : SIM800_ECHO_UNKNOWN;
}

/* ---- what the host writes ---- */

static void set_part(sim800_dialogue *d, uint32_t position, uint8_t part) {
  uint16_t i = (uint16_t)(position & LOG_MASK);
  uint8_t shift = (uint8_t)(2u * (i & 3u));
  d->parts[i >> 2] = (uint8_t)((d->parts[i >> 2] & ~(3u << shift)) | (unsigned)(part & 3u) << shift);
}

static void push(sim800_dialogue *d, uint8_t c, uint8_t part) {
  if (log_size(d) == SIM800_ECHO_MAX) d->given_up = true;
  d->bytes[d->total & LOG_MASK] = c;
  set_part(d, d->total, part);
  d->total++;
  if (d->given_up) d->position = d->total;
}

/* A command line begins at `line_from`, and goes on at `next`. */
static void mark_line(sim800_dialogue *d, uint32_t next) {
  if (d->given_up) d->position = d->line_from;
  d->given_up = false;
  for (uint32_t i = d->line_from; i != next; i++) set_part(d, i, PART_COMMAND);
  set_part(d, d->line_from, PART_BEGINS);
}

/* A line of which nothing is known: anything may answer it. */
static void take_unknown(sim800_waiting *w) {
  w->length = 0;
  w->patterns = w->settings = 0;
  w->asks = NO_QUESTION;
  w->count = 0;
  w->flags = IS_FOREIGN;
  w->entry = table_word(TABLE_ANY);
}

static uint32_t announced_by(uint16_t entry, const command_text *text, uint16_t n) {
  if (!asks_for_data(entry)) return 0;
  return parameter_of(text, n, SIM800_KNOWS_DATA ? data_parameter_of(entry) : (int8_t)-1);
}

/* What is kept of the line that ends in front of `to`: it is the last now. False: it holds no command. */
static bool take_last(sim800_dialogue *d, uint32_t to) {
  uint16_t n = d->typed < LONGEST_COMMAND ? d->typed : (uint16_t)LONGEST_COMMAND;
  uint32_t from = d->line_from + d->blanks;
  const command_text text = {d->bytes, (uint16_t)(from & LOG_MASK), LOG_MASK};
  if (d->repeats) return d->has_last;
  d->has_last = true;
  if (to - from > SIM800_ECHO_MAX) take_unknown(&d->last); /* its beginning is no longer there */
  else if (read_line(&d->last, &text, n)) d->last.length = announced_by(d->last.entry, &text, n);
  else d->has_last = false;
  return d->has_last;
}

/* After ATQ1 no command gets a result: it is over when the next one is written. */
static void end_quietly(sim800 *s, uint16_t settings) {
  sim800_dialogue *d = &s->dialogue;
  if (d->quiet) (void)remove_before(s, (uint8_t)(d->count - 1u));
  if ((settings & SETS_QUIET_ON) != 0u) d->quiet = true;
  if ((settings & SETS_QUIET_OFF) != 0u) d->quiet = false;
}

/* A command line has been written. */
static void begin_line_of_host(sim800 *s, uint32_t to) {
  sim800_dialogue *d = &s->dialogue;
  const sim800_waiting *line = &d->last;
  bool is_line = take_last(d, to);
  forget_typed(d);
  if (!is_line) return;
  add_waiting(s, line, to);
  end_quietly(s, line->settings);
  d->command_sent = true;
  /* The result code of ATV0 is a number already; that of ATE0 still follows its echo (AT manual 2.2.7, 2.2.28). */
  if ((line->settings & SETS_NUMERIC_ONCE) != 0u) s->numeric = true;
  if (!SIM800_KNOWS_DATA || !asks_for_data(line->entry)) return;
  d->data_after = to;
  expect_data(d, line->length, ends_at_ctrl_z(line->entry), false, 0);
}

/* ---- before anything was sent: one command at a time, known from its echo ---- */

static bool echo_takes_place(sim800 *s, const uint8_t *line, uint16_t n) {
  sim800_waiting *w = &s->dialogue.waiting[0];
  if (add_alone(w, line, n)) return true;
  if (s->dialogue.active || n != 2u || line[1] != '/') return false;
  take_unknown(w); /* A/ repeats one: taken for any */
  return true;
}

static void end_known(sim800 *s, uint16_t form) {
  ended_command ended;
  bool over = end_waiting(s, form, &ended);
  s->dialogue.late_count = 0;
  if (over && ended.succeeded) set_echo(s, ended.settings);
  if (s->command == 0u) over = over || ends_any(form);
  if (!over && (s->asking == 0u || index_in(results_of(s->asking), form) == 0u)) return;
  s->data_open = false;
  s->asking = 0;
}

/* From here on nothing is in flight. */
static void ask_known(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  uint16_t entry = (uint16_t)(d->count > 0u ? d->waiting[0].entry : 0u);
  d->prompt_seen = true;
  if (s->data_open) return;
  if (d->count > 0u && !asks_for_data(entry) && entry != table_word(TABLE_ANY)) return;
  s->asking = entry;
  s->data_open = true;
  d->ctrl_z = entry == 0u || !asks_for_data(entry) || ends_at_ctrl_z(entry);
  drop(s, d->count);
}

/* What is known from echo alone is where the dialogue begins. */
static void activate(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  d->active = true;
  d->prompted_since = d->prompt_seen;
  d->is_fresh = true;
  if (s->data_open) expect_data(d, 0, d->ctrl_z, true, 0);
  show(s);
}

/* ---- the host's bytes ---- */

/* The byte at this position is part of this. */
static void follow_host(sim800 *s, uint8_t what, uint32_t position) {
  sim800_dialogue *d = &s->dialogue;
  if ((what & HOST_BEGINS) != 0u) {
    d->line_from = position - 1u - d->blanks;
    mark_line(d, position);
  }
  if ((what & HOST_ENDS) != 0u) begin_line_of_host(s, position + 1u);
  if (d->taken_back) take_back(d);
}

bool sim800_host_wrote(sim800 *s, const uint8_t *bytes, size_t n) {
  sim800_dialogue *d = &s->dialogue;
  bool given_up = d->given_up;
  bool any = false;
  if (!d->active) activate(s);
  for (size_t i = 0; i < n; i++) {
    uint8_t what = part_of_next(d, bytes[i]);
    push(d, bytes[i], what & HOST_PART);
    follow_host(s, what, d->total - 1u);
    any = any || (what & HOST_ENDS) != 0u;
  }
  if (d->echo == SIM800_ECHO_IS_OFF) return any;
  if (d->given_up && !given_up) d->echo_given_up++;
  return false;
}

/* What was written ahead of the prompt is read again as what it turns out to be. */
static void read_again(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  for (uint32_t position = d->position; position != d->total; position++) {
    uint8_t what = part_of_next(d, log_byte(d, position));
    set_part(d, position, what & HOST_PART);
    follow_host(s, what, position);
  }
}

/* ---- what comes ---- */

/* Behind the line feed that follows the CR of a command line, if one does. */
static uint32_t behind_line_feed(const sim800_dialogue *d, uint32_t position) {
  bool is_one = is_behind(d->total, position) && log_byte(d, position) == LF && log_part(d, position) == PART_COMMAND;
  return is_one ? position + 1u : position;
}

/* What was written after the command that asks for prompt data is that data. */
void sim800_on_prompt(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (!d->active) {
    ask_known(s);
    return;
  }
  d->damaged = false;
  d->prompted_since = true;
  /* An SMS has a prompt a line. */
  if (d->writes_data && d->asked) return;
  const sim800_waiting *one = ask(s);
  if (one == NULL && (d->count > 0u || log_is_data(d, 0))) return;
  d->data_after = one != NULL ? one->to : d->position;
  uint32_t begin = one != NULL ? behind_line_feed(d, one->to) : d->position;
  log_skip_to(d, begin);
  bool ctrl_z = one == NULL || one->entry == 0u || !asks_for_data(one->entry) || ends_at_ctrl_z(one->entry);
  expect_data(d, one != NULL ? one->length : 0u, ctrl_z, true, d->position - begin);
  forget_from(s, d->position);
  read_again(s);
}

/* What the host wrote for a command that is over does not come back any more. */
static void forget_bytes_of(sim800_dialogue *d, const ended_command *over) {
  if (over != NULL) log_skip_to(d, over->to);
  if (over != NULL && is_behind(d->data_after, over->to)) return;
  while (d->asked && log_is_data(d, 0)) d->position++;
  d->asked = false;
  d->writes_data = false;
}

void sim800_on_result(sim800 *s, uint16_t form, uint8_t kind, bool by_number) {
  sim800_dialogue *d = &s->dialogue;
  ended_command ended;
  if (!d->active) {
    end_known(s, form);
    return;
  }
  /* A state comes before the failure of which it is the reason: STATE: IP CLOSED, CONNECT FAIL. */
  if (kind != SIM800_RESPONSE) take_late(d, form);
  if (d->count == 0u && !d->writes_data) return;
  bool over = end_waiting(s, form, &ended);
  if (over && ended.settings != 0u) apply_settings(s, &ended, by_number);
  if (!d->command_sent && !d->writes_data) return;
  /* Data that no command is known to have asked for is over with any result. */
  bool unasked = d->writes_data && d->count == 0u && ends_any(form);
  if (over) forget_bytes_of(d, &ended);
  else if (unasked) forget_bytes_of(d, NULL);
}

void sim800_on_line_complete(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  d->begun = d->prompted_since = false;
  echoed_to(s, d->position);
}

/* The bytes from this position on are those of the line. */
static bool log_is_at(const sim800_dialogue *d, uint32_t position, const uint8_t *line, uint16_t n) {
  if (is_behind(d->position, position) || is_behind(position + n, d->total)) return false;
  for (uint16_t i = 0; i < n; i++)
    if (line[i] != log_byte(d, position + i)) return false;
  return true;
}

bool sim800_on_echo_line(sim800 *s, const uint8_t *line, uint16_t n, bool prompted) {
  sim800_dialogue *d = &s->dialogue;
  if (!d->command_sent) {
    if (prompted) return false;
    if (!echo_takes_place(s, line, n)) return true;
    d->count = 1;
    s->owing = 0;
    show(s);
    return true;
  }
  const sim800_waiting *one = next_echoed(d);
  if (one == NULL || (log_is_data(d, 0) && !log_is_at(d, one->from, line, n))) return false;
  log_skip_to(d, one->to);
  sim800_on_line_complete(s);
  return true;
}

bool sim800_awaits(const sim800 *s, uint16_t form) {
  const sim800_dialogue *d = &s->dialogue;
  if (!d->command_sent) return true;
  for (uint8_t i = 0; i < d->count; i++)
    if (is_answered_by(s, &d->waiting[i], form)) return true;
  for (uint8_t i = 0; i < d->late_count; i++)
    if (index_in(d->late[i], form) > 0u) return true;
  return false;
}

uint8_t sim800_question_about(const sim800 *s, uint32_t hash) {
  const sim800_dialogue *d = &s->dialogue;
  for (uint8_t i = 0; i < d->count; i++)
    if (d->waiting[i].asks != NO_QUESTION && d->waiting[i].question == hash) return d->waiting[i].asks;
  return NO_QUESTION;
}

/* ---- what is over ---- */

void sim800_forget_sent(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  d->position = d->total;
  d->writes_data = d->line_ended = false;
  forget_typed(d);
}

void sim800_restart_dialogue(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  sim800_forget_sent(s);
  d->incoming = d->quiet = false;
  d->echo = initial_echo(s);
  d->late_count = 0;
  d->count = 0;
  s->owing = 0;
  show(s);
}

void sim800_forget_waiting(sim800 *s) {
  sim800_dialogue *d = &s->dialogue;
  if (!d->active) return;
  sim800_forget_sent(s);
  d->asked = false;
  d->count = 0;
  show(s);
}

uint32_t sim800_sent_so_far(const sim800 *s) { return s->dialogue.total; }

bool sim800_ends_command(const sim800 *s, uint32_t *begins) {
  *begins = s->dialogue.ended_from;
  return s->dialogue.has_ended;
}

uint8_t sim800_commands_waiting(const sim800 *s) {
  return s->dialogue.count;
}

uint16_t sim800_echo_pending(const sim800 *s) {
  const sim800_dialogue *d = &s->dialogue;
  return (uint16_t)(d->active && d->echo != SIM800_ECHO_IS_OFF ? log_size(d) : 0u);
}

#endif
