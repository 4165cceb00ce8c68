/** Numbers with their texts, such as those of `+CME ERROR:`. */
export class CodeTable {
  private readonly rows: readonly (readonly [number, string])[];

  constructor(rows: readonly (readonly [number, string])[]) {
    this.rows = rows;
  }

  /** The text of a code, or undefined for a number the manual does not list. */
  text(code: number): string | undefined {
    return this.rows.find(([c]) => c === code)?.[1];
  }

  /**
   * The code of a text, or undefined. Modules do not agree on capitals, so a text that is nowhere written like this is
   * looked up without them; where two codes share a text, the exact spelling decides, then the lower code.
   */
  code(text: string): number | undefined {
    const lower = text.toLowerCase();
    const exact = this.rows.find(([, t]) => t === text);
    return (exact ?? this.rows.find(([, t]) => t.toLowerCase() === lower))?.[0];
  }

  /** All codes in ascending order. */
  codes(): number[] {
    return this.rows.map(([code]) => code).sort((a, b) => a - b);
  }
}
