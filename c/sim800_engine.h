/*
 * sim800_engine: reads what a SIM800 modem sends, byte by byte, and reports what it was.
 *
 * The engine knows no message by itself: it runs the byte program in sim800_grammar.c, which `sim800 compile --target c99`
 * writes from the grammar. No heap, no recursion, no global state; all it holds is in one struct of yours.
 *
 *   static sim800 modem;
 *   static const sim800_callbacks on = { .on_message = got };
 *   sim800_init(&modem, &on, NULL);
 *   ... sim800_feed(&modem, bytes, n);        from the main loop, with whatever the UART has delivered
 *
 * A message is valid inside its callback. Callbacks may read fields and call sim800_in_flight, sim800_numeric_results and
 * sim800_sent, nothing else here.
 */
#ifndef SIM800_ENGINE_H
#define SIM800_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim800_config.h" /* generated: how large the tables of this grammar are */

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The longest line that is recognised. The default is the longest one the grammar knows; with less, longer lines come as
 * `unrecognized`, in pieces, and are counted. 128 is enough for results, most events, and headers of received data.
 */
#ifndef SIM800_LINE_MAX
#define SIM800_LINE_MAX SIM800_LONGEST_LINE
#endif

/* An index in the line, and how many bytes of it: with less than 256 all of these take a byte. */
#if SIM800_LINE_MAX < 256
typedef uint8_t sim800_index;
#else
typedef uint16_t sim800_index;
#endif

/* The names of the manual have at most 14 characters; with the sign in front. */
#define SIM800_NAME_MAX 24

/* With it the engine knows what the host sends: sim800_dialogue.h. For all files of the build, or for none. */
#ifndef SIM800_DIALOGUE
#define SIM800_DIALOGUE 0
#endif
#if SIM800_DIALOGUE
#include "sim800_dialogue.h"
#endif

enum sim800_kind {
  SIM800_FINAL,        /* OK */
  SIM800_INTERMEDIATE, /* CONNECT */
  SIM800_RESPONSE,     /* +CSQ: 20,0 */
  SIM800_URC,          /* RING */
  SIM800_PROMPT,       /* > */
  SIM800_ECHO          /* AT+CSQ */
};

/* Where a field stands in the line: `+CSQ: 20,0` has its second number at 9. */
typedef struct {
  sim800_index start;
  sim800_index end;
  sim800_index number; /* of a number: its first digit; of one of some words: which; of a text: how many line ends it holds */
} sim800_slot;

typedef struct sim800 sim800;

/* A message that has been recognised. */
typedef struct {
  const sim800 *modem;
  uint16_t form;           /* enum sim800_form */
  uint8_t kind;            /* enum sim800_kind */
  uint16_t fields;         /* where the program says where its fields are; 0: it has none */
  uint32_t start, end;     /* offsets in all that was fed, modulo 2^32; the payload is behind `end` */
  uint32_t payload_length; /* bytes of payload that follow, of a hex payload as many pairs of digits */
  bool has_payload;
  bool hex_payload;
} sim800_message;

/* What is reported; any may be NULL. Pointers are valid inside the call. */
typedef struct {
  void (*on_message)(void *user, const sim800_message *message);
  /* The module waits for data: `>`. Without this callback prompts come as messages. */
  void (*on_prompt)(void *user, const sim800_message *message);
  /* A piece of the payload of the last message, as it stands on the line; then its end. */
  void (*on_payload)(void *user, const uint8_t *bytes, size_t n);
  void (*on_payload_end)(void *user, bool truncated);
  /* A piece of the data of transparent mode. */
  void (*on_data)(void *user, const uint8_t *bytes, size_t n);
  /* A line that the host has written and the module sends back. */
  void (*on_echo)(void *user, const uint8_t *bytes, size_t n);
  /* A line that no form matches, without its line end. */
  void (*on_unrecognized)(void *user, const uint8_t *bytes, size_t n);
#if SIM800_DIALOGUE
  /* The end of an echo: that of data comes in pieces. After sim800_reset that of what was begun does not come. */
  void (*on_echo_end)(void *user);
#endif
} sim800_callbacks;

/* Options of sim800_init, or-ed. */
#define SIM800_NUMERIC_RESULTS 1u /* ATV0: result codes are numbers */
#define SIM800_HOST_ENDS_TRANSPARENT 2u /* no line of the module ends transparent mode: a peer could forge it */
#define SIM800_FLOW_CONTROL 4u /* drop XON (11h) and XOFF (13h) */
#if SIM800_DIALOGUE
#define SIM800_ECHO_ON 16u /* the module sends everything back, whatever ATE0 and ATE1 seem to do */
#define SIM800_REFUSE_PAYLOAD 32u /* a payload that no command in flight has asked for is none */
#endif
#define SIM800_NO_ECHO 8u /* the module sends nothing back (ATE0 from the start): a line that begins with AT is no echo */

/*
 * Everything that is known of a stream. The members are the engine's own; the smallest come first, which processors reach with
 * the shortest instructions.
 */
struct sim800 {
  uint8_t mode;
  uint8_t stage;
  uint8_t options;
  uint8_t depth;       /* transparent mode: so many bytes of a line that ends it have come */
  uint8_t given;       /* so many of these were reported as data all the same */
  uint8_t tail;        /* the byte that may stand behind a prompt; 0: none */
  uint8_t appended;    /* bytes at the end of line[] that are not of the stream */
  bool numeric;        /* ATV0 is set */
  bool prompted;       /* since the last prompt only echo has come: a line without a form is echo too */
  bool behind_prompt;  /* nothing stands between a prompt and the next byte */
  bool data_ended;     /* the last line behind the prompt ended with Ctrl-Z or ESC */
  bool data_open;      /* data has been asked for */
  bool leaving;        /* the host has asked to leave transparent mode */
  bool in_long_line;
  bool aside;          /* a command is looked up: what is known of the line that is held stays as it is */
  bool settling;       /* nothing more comes: what is held is judged as it is */
#if SIM800_READINGS
  bool row;            /* the line is tried as an answer before it is tried as what it looks like */
  uint8_t question;    /* what the command in flight asks: AT+CREG=? or AT+CREG? */
#if !SIM800_DIALOGUE
  uint8_t name_length;
#endif
#endif
  sim800_marks marks;  /* optional fields that are there */
  sim800_index held;   /* bytes in line[] */
  sim800_index scan;   /* of these, so many have been looked at */
  uint16_t state;      /* where the program goes on at the next byte */
  uint16_t accepted;   /* record of the line that has been recognised, while its line end is not whole; 0: none */
  sim800_index behind; /* index of its line end */
  uint16_t command;    /* in flight, 1 + index; 0: none. With SIM800_DIALOGUE: how many */
  uint16_t asking;     /* the same of the command that has asked for data. With SIM800_DIALOGUE: where its entry is */
  uint16_t patterns;   /* commands in flight that forms wait for, one bit each */
  uint16_t owing;      /* the same of a command that is over but still sends something */
  uint16_t begun;      /* both, as they were when transparent mode began */
#if SIM800_READINGS
  uint16_t asked;      /* the pattern of this question, while the line is tried as its answer */
#endif
  uint32_t cursor; /* offset behind the last thing reported */
  uint32_t base;   /* offset of line[0] */
  uint32_t left;   /* bytes of payload to come */
  uint32_t long_lines; /* lines longer than SIM800_LINE_MAX, so far */
  const sim800_callbacks *on;
  void *user;
#if SIM800_DIALOGUE
  sim800_dialogue dialogue;
#endif
#if SIM800_READINGS && !SIM800_DIALOGUE
  uint8_t name[SIM800_NAME_MAX]; /* +CREG, in capitals */
#endif
  sim800_slot slots[SIM800_SLOTS + 1u]; /* the last is for a command that is looked up */
  uint8_t line[SIM800_LINE_MAX];
};

void sim800_init(sim800 *s, const sim800_callbacks *on, void *user, unsigned options);

/* Reads bytes; calls back for everything that is whole. How the stream is cut makes no difference. */
void sim800_feed(sim800 *s, const uint8_t *bytes, size_t n);

/* The host gives up waiting: what is held back is reported as it is. */
void sim800_flush(sim800 *s);

/* A line end, then sim800_flush, for logs; sim800_init begins anew. */
void sim800_end(sim800 *s);

/* Forgets what is held, the mode and the command in flight; offsets go on. */
void sim800_reset(sim800 *s);

/* Transparent mode is left: at once (DCD dropped), or at the next line OK (the host has sent +++). */
void sim800_leave_transparent(sim800 *s, bool until_ok);

/* The host has written this command line ("AT+CIPRXGET?"): what it needs to be known where echo is off (ATE0). */
void sim800_in_flight(sim800 *s, const char *line);

/* The host has set ATV0 (true) or ATV1. */
void sim800_numeric_results(sim800 *s, bool on);

/* Fields: `field` is one of the constants of sim800_grammar.h, SIM800_CSQ_RSSI. */
#define SIM800_ABSENT INT32_MIN
bool sim800_has(const sim800_message *m, sim800_field field);
/* A number, or of a field that is one of some words which one it is; SIM800_ABSENT if it is not there. */
int32_t sim800_number(const sim800_message *m, sim800_field field);
/* A text, not terminated by a zero; NULL if it is not there. */
const uint8_t *sim800_text(const sim800_message *m, sim800_field field, uint16_t *n);
/* 10.0.0.1 is 0x0a000001; 0 if it is not there. */
uint32_t sim800_address(const sim800_message *m, sim800_field field);

#ifdef __cplusplus
}
#endif
#endif
