/** Lines of the stream that appear in several lines of the log. */
import type { Judge } from '../recognise/judge.js';

const known = (text: string, judge: Judge, sort: 'command' | 'form'): boolean => judge.of(text).sort === sort;

/** `AT` and `+CPIN?` are a command in two pieces. */
export const joinsCommands = (front: string, back: string, judge: Judge): boolean =>
  /^at/i.test(front) && back !== '' && !/^at/i.test(back) && known(front + back, judge, 'command');

/** `+CREG:` and ` 0,1` are a line in two pieces, each of which is nothing. */
export const joinsForms = (front: string, back: string, judge: Judge): boolean =>
  front.trim() !== '' &&
  back.trim() !== '' &&
  !known(front, judge, 'form') &&
  !known(back, judge, 'form') &&
  known(front + back, judge, 'form');
