import type { ShortText } from './pdu.js';

/** As PDU mode counts them: 0 unread, 1 read, 2 to be sent, 3 sent. */
export type Stat = 0 | 1 | 2 | 3;

export const STATUS = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'] as const;

export interface Stored extends ShortText {
  stat: Stat;
  readonly time: string;
}

/** So many fit in each memory. */
export const STORE_SIZE = 40;

/** The SIM's, and the module's own. */
const MEMORIES = ['SM', 'ME'] as const;
export type Memory = (typeof MEMORIES)[number];

/** `SM_P`: this one first; the other one is never needed here. Nothing: there is no such memory. */
export const memoryOf = (name: string): Memory | undefined => MEMORIES.find((memory) => name.startsWith(memory));

/** The messages of a memory, by index. */
export class Store {
  private readonly messages = new Map<number, Stored>();

  get used(): number {
    return this.messages.size;
  }

  /** Nothing: it is full. */
  add(message: Stored): number | undefined {
    for (let index = 1; index <= STORE_SIZE; index++)
      if (!this.messages.has(index)) {
        this.messages.set(index, message);
        return index;
      }
    return undefined;
  }

  get(index: number): Stored | undefined {
    return this.messages.get(index);
  }

  /** In the order of their indexes. */
  all(): [number, Stored][] {
    return [...this.messages].sort(([a], [b]) => a - b);
  }

  remove(index: number): void {
    this.messages.delete(index);
  }

  removeAll(stats: readonly number[]): void {
    for (const [index, { stat }] of this.all()) if (stats.includes(stat)) this.messages.delete(index);
  }
}
