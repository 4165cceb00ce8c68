declare module 'railroad-diagrams' {
  /** A piece of a diagram; the outermost one prints itself as SVG. */
  interface Piece {
    toString(): string;
  }
  const railroad: {
    Diagram(...items: Piece[]): Piece;
    Sequence(...items: Piece[]): Piece;
    Choice(normal: number, ...items: Piece[]): Piece;
    Optional(item: Piece, normal?: 'skip'): Piece;
    Terminal(text: string): Piece;
    NonTerminal(text: string): Piece;
    Skip(): Piece;
  };

  export type { Piece };
  export default railroad;
}
