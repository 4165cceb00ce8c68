/*
 * Where the commands of a line begin and end. For whoever says before what a text is: TEXT is its type, AT(t, i) its bytes,
 * behind_digits(t, p, end) the index behind the digits that begin at `p`.
 */
#ifndef SIM800_SPLIT_H
#define SIM800_SPLIT_H

#include "sim800_program.h"

static bool is_letter(uint8_t c) { return (uint8_t)(upper(c) - 'A') < 26u; }

/*
 * Where the command that begins at `p` ends (V.250 sections 5.2.4 and 6.3.1): a letter, perhaps behind &, and digits:
 * `E0V1` are two; S0=1 and S0?; all of what is dialled; others go on to a semicolon that is not between quotation marks.
 */
static uint16_t command_end(TEXT t, uint16_t p, uint16_t end) {
  uint16_t letter = (uint16_t)(AT(t, p) == '&' ? p + 1u : p);
  uint8_t c = (uint8_t)(letter < end ? upper(AT(t, letter)) : 0u);
  if (is_letter(c)) {
    if (letter == p && c == 'D') return end;
    uint16_t behind = behind_digits(t, (uint16_t)(letter + 1u), end);
    if (letter > p || c != 'S' || behind == end) return behind;
    if (AT(t, behind) == '=') return behind_digits(t, (uint16_t)(behind + 1u), end);
    return (uint16_t)(AT(t, behind) == '?' ? behind + 1u : behind);
  }
  for (bool quoted = false; p < end && (quoted || AT(t, p) != ';'); p++)
    if (AT(t, p) == '"') quoted = !quoted;
  return p;
}

/* Where the next command begins: a space or a semicolon is none. */
static uint16_t next_command(TEXT t, uint16_t p, uint16_t end) {
  while (p < end && (AT(t, p) == ' ' || AT(t, p) == ';')) p++;
  return p;
}

/* Behind the AT that begins a command line; 0: there is none. */
static uint16_t behind_attention(TEXT t, uint16_t p, uint16_t end) {
  while (p < end && AT(t, p) == ' ') p++;
  if (end - p < 2 || upper(AT(t, p)) != 'A' || upper(AT(t, p + 1u)) != 'T') return 0;
  return (uint16_t)(p + 2u);
}

#endif
