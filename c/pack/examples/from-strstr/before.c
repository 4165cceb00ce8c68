/* As most drivers do it: looks for texts in what has come. Both of its answers are wrong. */
#include <stdio.h>
#include <string.h>

#include "stream.h"

int main(void) {
  for (int i = 0; i < 2; i++) {
    const char *received = READS[i];
    /* The peer wrote that. The connection is open. */
    if (strstr(received, "CLOSED")) puts("connection closed");
    /* It has come, half of it in each read. */
    if (strstr(received, "OK")) puts("read answered");
  }
  return 0;
}
