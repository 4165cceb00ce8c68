import { quote } from '../notation/errors.js';
import type { Example, Syntax } from './model.js';

export const visible = (text: string): string => text.replaceAll('\r', '<CR>').replaceAll('\n', '<LF>');

/** As the manual prints it: `+CIPRXGET: 2,[<connection>,]<length>`. */
export function printed(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'literal':
      return syntax.presence === 'ignored' ? '' : visible(syntax.text);
    case 'field':
      return `<${syntax.name}>`;
    case 'line-end':
      return '<CR><LF>';
    case 'optional':
      return `[${printed(syntax.item)}]`;
    case 'choice': {
      const branches = [...new Set(syntax.items.map(printed))];
      return branches.length === 1 ? branches.join('') : `{${branches.join('|')}}`;
    }
    case 'sequence':
      return syntax.items.map(printed).join('');
  }
}

/** Of a text that the module could send, what a decoder makes of it. */
export interface ExampleReading {
  readonly type: string;
  readonly values: Example['values'];
}

/** `csq { rssi: 20, ber: 0 }`. */
export function printReading({ type, values }: ExampleReading): string {
  const members = Array.from(values, ([name, value]) => `${name}: ${typeof value === 'number' ? value : quote(value)}`);
  return members.length === 0 ? `${type} {}` : `${type} { ${members.join(', ')} }`;
}
