/* Reads a file again and again, in chunks, by one of the engines. */
#ifndef STREAM_H
#define STREAM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CHUNK 4096u

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* FILE PASSES: the best pass counts. */
static int measured(int count, char **arguments, void (*pass)(const uint8_t *, size_t), uint64_t *messages, uint64_t *sum) {
  static uint8_t bytes[1 << 24];
  FILE *file = count == 3 ? fopen(arguments[1], "rb") : NULL;
  double best = 1e9;
  if (file == NULL) return 2;
  size_t n = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  for (int i = atoi(arguments[2]); i > 0; i--) {
    *messages = *sum = 0;
    double begun = seconds();
    pass(bytes, n);
    double took = seconds() - begun;
    if (took < best) best = took;
  }
  printf("%llu %llu %.1f\n", (unsigned long long)*messages, (unsigned long long)*sum, (double)n / best / 1e6);
  return 0;
}

#endif
