/* What the machine reports, written to a buffer that JavaScript reads once a chunk: calls between the two are dear. */
#include "lines.h"

#define ROOM 65536

static lines_t state;
static int32_t records[ROOM];
static int used, numbers;
static int32_t pending[32];
static unsigned char input[ROOM];

unsigned char *input_address(void) { return input; }
int32_t *records_address(void) { return records; }

int on_number(lines_t *s, const unsigned char *p, const unsigned char *endp) {
  pending[numbers++] = s->value;
  s->value = 0;
  return 0;
}

/* A piece of an echo: -1, its place in the chunk, its length. */
int on_echo(lines_t *s, const unsigned char *p, const unsigned char *endp) {
  records[used++] = -1;
  records[used++] = p - input;
  records[used++] = endp - p;
  return 0;
}

/* A line: its ending, how many integers, the integers. */
int on_line(lines_t *s, const unsigned char *p, const unsigned char *endp) {
  records[used++] = s->ending;
  records[used++] = numbers;
  for (int i = 0; i < numbers; i++) records[used++] = pending[i];
  numbers = 0;
  return 0;
}

void begin(void) {
  lines_init(&state);
  numbers = 0;
}

/* How many words were written, or less than 0. */
int read_chunk(int length) {
  used = 0;
  int failed = lines_execute(&state, (const char *)input, (const char *)input + length);
  return failed ? -failed : used;
}

void *memset(void *to, int c, unsigned long n) {
  unsigned char *t = to;
  while (n--) *t++ = c;
  return to;
}
