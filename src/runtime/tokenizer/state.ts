/** What `state()` shows. */
export interface TokenizerState {
  readonly mode: 'lines' | 'payload' | 'hex-payload' | 'transparent' | 'echo';
  /** Bytes read so far, and of them how many are held back. */
  readonly offset: number;
  readonly held: number;
  readonly payloadLeft: number;
  readonly prompted: boolean;
  /** What the host writes next is taken for more of prompt data. */
  readonly inPromptData: boolean;
  /** Commands in flight, as the grammar calls them. */
  readonly inFlight: readonly string[];
  readonly echo: 'on' | 'off' | 'unknown';
  readonly numericResults: boolean;
  /** Bytes of the host that may still come back. */
  readonly echoPending: number;
}
