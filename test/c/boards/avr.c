/* An ATmega1284P under simavr, which prints what the UART sends, and stops where the processor sleeps for good. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "board.h"

void board_begin(void) { UCSR0B = (uint8_t)(1u << TXEN0); }

void board_put(char c) {
  while ((UCSR0A & (1u << UDRE0)) == 0u) {
  }
  UDR0 = (uint8_t)c;
}

void board_exit(void) {
  cli();
  sleep_enable();
  for (;;) sleep_cpu();
}
