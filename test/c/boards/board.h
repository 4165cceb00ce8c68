/* What a board does for main.c. */
#ifndef BOARD_H
#define BOARD_H

void board_begin(void);
void board_put(char c);
void board_exit(void);

/* The calls of script.h: each is followed by a number of two bytes, the lower first, and for some by so many bytes. */
enum {
  BOARD_STOP,
  BOARD_INIT,
  BOARD_FEED,
  BOARD_FLIGHT,
  BOARD_FLUSH,
  BOARD_END,
  BOARD_RESET,
  BOARD_LEAVE,
  BOARD_DONE
};

#endif
