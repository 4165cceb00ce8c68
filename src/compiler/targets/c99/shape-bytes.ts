/** Numbers and texts as the tables of commands have them. */
export const short = (value: number): number[] => (value < 0x80 ? [value] : [0x80 | (value >> 8), value & 0xff]);
export const long = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
export const counted = (bytes: readonly number[]): number[] => [bytes.length, ...bytes];
export const latin1 = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

/** Bytes that are referred to by where they begin; what is the same is there once. */
export class Pool {
  readonly bytes: number[] = [];
  private readonly known = new Map<string, number>();
  private readonly start: number;

  constructor(start: number) {
    this.start = start;
  }

  placeOf(bytes: readonly number[]): number[] {
    const key = bytes.join();
    const place = this.known.get(key) ?? this.start + this.bytes.length;
    if (!this.known.has(key)) this.bytes.push(...bytes);
    this.known.set(key, place);
    return short(place);
  }
}
