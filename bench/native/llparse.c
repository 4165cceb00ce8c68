/* The machine of llparse for the same lines, as engine.c reads them: numbers only. */
#define _POSIX_C_SOURCE 199309L
#include <stddef.h>
#include <stdint.h>

#include "lines.c"
#define memset records_memset
#include "records.c"
#undef memset
#include "stream.h"

static uint64_t messages, sum;

/* What records.c has written: -1, a place and a length are a piece of an echo; else an ending, how many numbers, and these. */
static void take(int n) {
  for (int i = 0; i < n;) {
    if (records[i] == -1) {
      sum += (uint64_t)records[i + 2];
      i += 3;
      continue;
    }
    messages++;
    for (int k = 0; k < records[i + 1]; k++) sum += (uint64_t)records[i + 2 + k];
    i += 2 + records[i + 1];
  }
}

static void pass(const uint8_t *bytes, size_t n) {
  begin();
  for (size_t at = 0; at < n; at += CHUNK) {
    size_t length = n - at < CHUNK ? n - at : CHUNK;
    memcpy(input, bytes + at, length);
    take(read_chunk((int)length));
  }
}

int main(int count, char **arguments) { return measured(count, arguments, pass, &messages, &sum); }
