import type { FieldType, Run, TextType } from './model.js';

/** The bounds a notation prints: `1..80`, or `6` where both are the same. */
function bounds(min: number, max: number): string {
  return min === max ? String(min) : `${min}..${max}`;
}

function describeRun({ notation, min, max }: Run): string {
  const literal = /^i?["']/.test(notation);
  return literal && min === 1 && max === 1 ? notation : `${notation} ${bounds(min, max)}`;
}

/** Letters that appear once make one word: `"0-CSD,"`, not a list of its letters. */
function describeRuns(runs: readonly Run[]): string {
  const words: string[] = [];
  let open = false;
  for (const run of runs) {
    const letter = run.notation.startsWith('"') && run.min === 1 && run.max === 1;
    if (letter && open) words.push(`${words.pop()?.slice(0, -1)}${run.notation.slice(1)}`);
    else words.push(describeRun(run));
    open = letter;
  }
  return words.join(' ');
}

function describeText(type: TextType): string {
  const notes = [
    type.value === 'bytes' ? 'bytes: ' : '',
    type.known.length > 0 ? `${type.known.map((word) => JSON.stringify(word)).join(' | ')} or ` : '',
    describeRuns(type.runs),
    type.lines > 0 ? `, up to ${type.lines} line ends` : '',
    type.sized === undefined ? '' : `, any byte if \`${type.sized}\` says how many there are`,
    type.quotes ? ', a quotation mark inside where neither a comma nor a line end follows' : '',
    type.unknownName ? ', a name no other form has' : '',
  ];
  return notes.join('');
}

/** What a value of the type looks like, as the notation says it: for doc comments, documents and error messages. */
export function describeType(type: FieldType): string {
  switch (type.kind) {
    case 'number':
      return bounds(type.min, type.max);
    case 'ipv4':
      return 'four numbers 0..255 with points between';
    case 'words':
      return type.words.map((word) => JSON.stringify(word)).join(' | ');
    case 'text':
      return describeText(type);
  }
}
