/** Chapter 8: the TCP/IP toolkit. */
import type { Chapter } from '../../chapter.js';
import { bearerHandlers } from './bearer.js';
import { openingHandlers } from './opening.js';
import { receivingHandlers } from './receiving.js';
import { sendingHandlers } from './sending.js';
import { statusHandlers } from './status.js';
import type { Toolkit } from './toolkit.js';

export function tcpip(toolkit: Toolkit): Chapter {
  return {
    restart: () => toolkit.restart(),
    handlers: {
      ...bearerHandlers(toolkit),
      ...openingHandlers(toolkit),
      ...sendingHandlers(toolkit),
      ...receivingHandlers(toolkit),
      ...statusHandlers(toolkit),
    },
  };
}
