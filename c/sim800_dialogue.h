/*
 * sim800_dialogue: what the host says it writes, so that its echo is told from the module's lines byte by byte, and each
 * message is read by the commands that wait for an answer. Only with -DSIM800_DIALOGUE=1, for all files of the build.
 *
 *   n = sim800_write_at_cipsend_write(line, sizeof line, &send);
 *   sim800_sent(&modem, line, n);      before or after uart_write, but before what answers it is fed
 *   uart_write(line, n);
 *
 * From the first command line on: an echo must be something that was sent. CONNECT, a prompt and DOWNLOAD are messages only
 * while a command that is answered so waits for it, or in the text of an SMS they are text. What else they may be, and which
 * payload headers are taken, docs/forgery.md says; the options SIM800_REFUSE_PAYLOAD and SIM800_HOST_ENDS_TRANSPARENT decide.
 *
 * Nothing is allocated: as much as is said below is in the struct `sim800`. What has no room is given up, and counted.
 */
#ifndef SIM800_DIALOGUE_H
#define SIM800_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * So many bytes of the host may wait to be sent back: a power of two, 32768 at most; as long as the longest command line and
 * what is sent at one prompt. Past it echo is recognised by its looks, until the next command; `echo_given_up` counts that.
 * A command line that is longer itself is one of which nothing is known.
 */
#ifndef SIM800_ECHO_MAX
#define SIM800_ECHO_MAX 512
#endif

/* So many command lines may wait for an answer. With one more the oldest is given up; `commands_given_up` counts that. */
#ifndef SIM800_IN_FLIGHT_MAX
#define SIM800_IN_FLIGHT_MAX 4
#endif

/* So many commands may be on one line, AT+CSQ;+CREG?. With more, anything may answer it. */
#ifndef SIM800_COMMANDS_MAX
#define SIM800_COMMANDS_MAX 4
#endif

/* Of so many commands late results may be awaited, CONNECT OK after OK; of others before they count as events. */
#ifndef SIM800_LATE_MAX
#define SIM800_LATE_MAX 6
#endif

/* Whether the module sends back what the host writes: ATE0, ATE1. */
enum sim800_echo { SIM800_ECHO_UNKNOWN, SIM800_ECHO_IS_ON, SIM800_ECHO_IS_OFF };

/* A command of a line: where the table says what answers it, and where its name is; 0: nowhere. */
typedef struct {
  uint16_t entry;
  uint16_t name;
} sim800_known_command;

/* A command line that waits for an answer. `from` and `to`: which bytes of all that the host has written. */
typedef struct {
  uint8_t count;
  uint8_t asks;      /* what it asks: a test or a read */
  uint8_t flags;
  uint16_t patterns; /* kinds of commands that forms wait for, one bit each */
  uint16_t settings;
  uint16_t entry;    /* of its last command, which says what ends it; 0: nothing is known of that */
  uint32_t from, to;
  uint32_t length;   /* of the prompt data that it announces; 0: it does not */
  uint32_t question; /* AT+CREG=?: a hash of +CREG */
  sim800_known_command commands[SIM800_COMMANDS_MAX];
} sim800_waiting;

/* What is known of the host. The members are the engine's own. */
typedef struct {
  bool active;       /* something was sent */
  bool command_sent; /* a command line was */
  bool asked;        /* the prompt has come for the data that is being written */
  bool prompt_seen;
  bool given_up;     /* nothing is remembered of the host's bytes until a command line begins */
  bool incoming;     /* a connection may come in: CONNECT needs no command */
  bool quiet;        /* ATQ1: commands get no result */
  bool is_running;   /* a callback may be running */
  bool has_ended;    /* the message that is reported has ended a command line that was sent */
  uint8_t echo;      /* enum sim800_echo */
  uint8_t count;     /* commands that wait */
  uint8_t late_count;

  /* The host's bytes, as they are written. */
  bool repeats;       /* the command line is A/ */
  bool has_last;      /* there is one that A/ repeats */
  bool writes_data;   /* prompt data is being written */
  bool taken_back;    /* the last byte has taken it back: ESC */
  bool ctrl_z;        /* Ctrl-Z ends it */
  bool may_be_whole;  /* a command line may come next */
  bool line_ended;    /* the byte before ended a command line */
  bool is_fresh;      /* since a command line only line ends and spaces have been written */

  /* How far the echo has come. */
  bool is_framed, has_own_line, has_echo_end;
  bool begun;          /* some of the prompt data has come back */
  bool prompted_since; /* a prompt has come since the last command line came back */
  bool damaged;        /* a byte of the data that comes back was lost, doubled or flipped */
  bool uncertain;      /* only bytes to come tell whether it was */
  bool expecting;      /* what is held may be echo */
  bool any_end;        /* what is held may be a line that ends without a line end */
  bool waits;          /* all of what is held has been looked at */
  bool in_pieces;      /* some of an echo has been reported that goes on */

  sim800_index agreed; /* bytes of the held line that are those expected, behind so many line ends that do not come back */
  uint16_t lead;
  uint16_t typed;  /* bytes of the command line that is being written; 1: an A that may begin it */
  uint16_t blanks; /* spaces in front of it */

  uint32_t total;    /* bytes that the host has written, modulo 2^32 */
  uint32_t position; /* of these, the first that may come back */
  uint32_t line_ends_until; /* line ends that are expected next have been counted up to here */
  uint32_t ended_from;  /* where that line began */
  uint32_t line_from;   /* where the command line begins that is being written */
  uint32_t data_after;  /* behind the line of the command that asks for data */
  uint32_t data_length; /* so many bytes were announced; 0: none were */
  uint32_t data_count;  /* so many have been written */
  uint32_t framed;      /* offset behind line ends that are none of the host's */
  uint32_t own_line_at; /* offset of a line of the module's that cuts into an echo */
  uint32_t echo_end;    /* offset at which prompt data ended that came back */
  uint32_t echo_given_up;
  uint32_t commands_given_up;
  uint32_t unrequested; /* headers and prompts that no command had asked for */

  uint16_t late[SIM800_LATE_MAX]; /* lists of late results, the last first */
  sim800_waiting last; /* the last command line that was written, for A/ */
  sim800_waiting waiting[SIM800_IN_FLIGHT_MAX]; /* the oldest first */
  /* Bytes of the host that may come back, used round and round, and two bits for each that say what it is part of. */
  uint8_t parts[SIM800_ECHO_MAX / 4];
  uint8_t bytes[SIM800_ECHO_MAX];
} sim800_dialogue;

struct sim800;

/*
 * The host has written this: command lines, data after a prompt, in pieces as it likes. Before what answers it is fed; also
 * from inside a callback, at a prompt. Of what is sent in transparent mode nothing comes back, and nothing is kept.
 */
void sim800_sent(struct sim800 *s, const uint8_t *bytes, size_t n);

/* The host knows that none of its commands is answered any more; late results may still come. */
void sim800_forget_commands(struct sim800 *s);

/* How many bytes have been sent, modulo 2^32, but in transparent mode: where what is sent next begins. */
uint32_t sim800_sent_so_far(const struct sim800 *s);

/*
 * Inside on_message: whether it is the result of a command line that was sent, and of which. `*begins`: what
 * sim800_sent_so_far was before that line.
 */
bool sim800_ends_command(const struct sim800 *s, uint32_t *begins);

/* How many command lines wait for an answer, and how many bytes of the host may come back. */
uint8_t sim800_commands_waiting(const struct sim800 *s);
uint16_t sim800_echo_pending(const struct sim800 *s);

#ifdef __cplusplus
}
#endif
#endif
