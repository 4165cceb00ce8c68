/* A Cortex-M under qemu, without a C library: a vector table, RAM made ready, and output by semihosting. */
#include <stddef.h>
#include <stdint.h>

#include "board.h"

extern uint32_t ram_load[], ram_begin[], ram_end[], zero_begin[], zero_end[], stack_top[];

int main(void);

enum { SYS_WRITE0 = 0x04, SYS_EXIT = 0x18, STOPPED = 0x20026 };

static void semihost(uintptr_t operation, uintptr_t argument) {
  register uintptr_t r0 __asm__("r0") = operation;
  register uintptr_t r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void board_begin(void) {}

/* A line at a time: each call stops the simulator. */
void board_put(char c) {
  static char line[128];
  static size_t n;
  line[n++] = c;
  if (c != '\n' && n < sizeof line - 1u) return;
  line[n] = '\0';
  n = 0;
  semihost(SYS_WRITE0, (uintptr_t)line);
}

void board_exit(void) {
  semihost(SYS_EXIT, STOPPED);
  for (;;) {
  }
}

static void reset(void) {
  const uint32_t *from = ram_load;
  for (uint32_t *to = ram_begin; to < ram_end;) *to++ = *from++;
  for (uint32_t *to = zero_begin; to < zero_end;) *to++ = 0;
  main();
  board_exit();
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
    (void (*)(void))stack_top, reset, board_exit, board_exit};
