/** What AT+X=? answers, made of what the grammar allows as parameters. */
import { commands } from '../../../generated/command-lines.js';
import { commandSpecs } from '../../runtime/commands/packed.js';
import type { Outgoing } from '../outgoing.js';

type Way = NonNullable<ReturnType<typeof commandSpecs>[string]['write']>[number];
type Piece = Way[1][number];
type Spec = { readonly min?: number; readonly max?: number; readonly words?: readonly string[] };

const isFields = (piece: Piece): piece is Extract<Piece, Readonly<Record<string, object>>> =>
  typeof piece === 'object' && !Array.isArray(piece) && !('spelt' in piece);

/** The fields of a way to write it, those of optional parts included, in order. */
function fieldsOf(pieces: readonly Piece[]): [name: string, spec: Spec][] {
  return pieces.flatMap((piece): [string, Spec][] => {
    if (Array.isArray(piece)) return fieldsOf(piece);
    return isFields(piece) ? Object.entries(piece as Readonly<Record<string, Spec>>) : [];
  });
}

function merged(a: Spec | undefined, b: Spec): Spec {
  if (a?.min === undefined || a.max === undefined || b.min === undefined || b.max === undefined) return a ?? b;
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

function range(name: string, { min = 0, max, words }: Spec): string {
  if (words) return `(${words.map((word) => `"${word}"`).join(',')})`;
  if (max === undefined) return `("${name}")`;
  if (max === min) return `(${min})`;
  return max === min + 1 ? `(${min},${max})` : `(${min}-${max})`;
}

/** `+CIPMUX: (0,1)`; nothing for a command that takes no parameters. */
export function rangesOf(type: string): Outgoing | undefined {
  const command = commandSpecs(commands)[type];
  const specs = new Map<string, Spec>();
  for (const [, pieces] of command?.write ?? [])
    for (const [name, spec] of fieldsOf(pieces)) specs.set(name, merged(specs.get(name), spec));
  if (command === undefined || specs.size === 0) return undefined;
  const text = [...specs].map(([name, spec]) => range(name, spec)).join(',');
  return { type: 'test-response', name: command.head.replace(/^AT./, ''), text };
}
