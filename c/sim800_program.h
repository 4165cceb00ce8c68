/*
 * How the byte program and the digits of a line are read. Part of the engine; docs/program.md describes the bytes.
 */
#ifndef SIM800_PROGRAM_H
#define SIM800_PROGRAM_H

#include "sim800_engine.h"

/* Not made part of its callers, whose stack would grow by what it needs. */
#ifdef __GNUC__
#define APART __attribute__((noinline))
#else
#define APART
#endif

enum { CR = 0x0d, LF = 0x0a };

/* Instructions. Below 80h: a byte that must come. */
enum {
  /* carried out at once */
  OPERATION = 0xa0,
  SET,
  COUNT,
  GUARD,
  GUARD_ELSE,
  GOTO,
  WHILE,
  FOLLOW,
  LEAVE,
  ACCEPT,
  ACCEPT_ECHO,
  NOTHING,
  DEPTH,
  /* look at a byte */
  DIGITS = 0xb0,
  LOOP,
  MUST,
  TRY_SET,
  MUST_DIGIT,
  BLANK,
  LINE_END,
  TRY_LINE_END,
  FRAME,
  EITHER_CASE = 0xc0,
  SWITCH = 0xe0,
  SWITCH_EITHER_CASE = 0xe8
};

/* A byte of the program; where that is in flash it is reached faster by a pointer than by its address in the program. */
typedef const uint8_t *place;
#define P(at) SIM800_FLASH_BYTE(at)

static inline place place_of(uint16_t address) { return &sim800_program[address]; }
static inline uint16_t address_of(place at) { return (uint16_t)(at - sim800_program); }

static inline uint16_t word_at(place at) { return (uint16_t)(P(at) | (uint16_t)P(at + 1u) << 8); }

/* A number of one byte up to 127, else of two: `*at` is then behind it. */
static inline uint16_t short_at(place *at) {
  uint16_t n = P((*at)++);
  if (n >= 0x80u) n = (uint16_t)((n & 0x7fu) << 8 | P((*at)++));
  return n;
}

/* Where a target leads: up to 127 bytes on from behind itself, else an address of two bytes, or FFh and one. */
static inline place target_at(place at) {
  uint8_t t = P(at);
  if (t < 0x80u) return at + 1u + t;
  if (t < 0xffu) return place_of((uint16_t)((t & 0x7fu) << 8 | P(at + 1u)));
  return place_of((uint16_t)((uint16_t)P(at + 1u) << 8 | P(at + 2u)));
}

static inline place behind_target(place at) {
  uint8_t t = P(at);
  return at + (t < 0x80u ? 1u : t < 0xffu ? 2u : 3u);
}

static inline place choose(bool yes, place at) { return yes ? target_at(at) : behind_target(at); }

static inline bool is_digit(uint8_t c) { return (uint8_t)(c - '0') < 10u; }
static inline bool is_line_end(uint8_t c) { return c == CR || c == LF; }

static inline uint8_t upper(uint8_t c) { return (uint8_t)(c - 'a') < 26u ? (uint8_t)(c - 0x20) : c; }

/* What a command asks: AT+CREG=? or AT+CREG? */
enum { NO_QUESTION, ASKS_TEST, ASKS_READ };

/* Larger than every bound; a number of more than ten digits is that, so that none wraps. */
#define TOO_LARGE 1000000000u

/* The value of the digits from here on, up to another byte or the end. */
uint32_t sim800_digits(const uint8_t *line, sim800_index from, sim800_index end);

/* Behind the digits that begin here. */
static inline uint16_t digits_end(const uint8_t *b, uint16_t p, uint16_t end) {
  while (p < end && is_digit(b[p])) p++;
  return p;
}

#endif
