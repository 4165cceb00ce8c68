/** What the tokenizer noticed besides the tokens it reports. `offset` is absolute in the stream. */
export interface Diagnostic {
  readonly code: 'payload-short' | 'payload-long' | 'line-too-long' | 'echo-given-up' | 'unrequested';
  readonly offset: number;
  /** One sentence for a log. */
  readonly message: string;
}
