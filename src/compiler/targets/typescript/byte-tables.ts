/** Sets of bytes that generated code looks up: one table a set, shared by all recognisers of a file. */
import { ranges } from '../../model/text-pattern.js';

export class ByteTables {
  private readonly names = new Map<string, string>();

  nameOf(bytes: readonly number[]): string {
    const key = ranges(bytes).flat().join(', ');
    const name = this.names.get(key) ?? `T${this.names.size}`;
    this.names.set(key, name);
    return name;
  }

  declarations(): string {
    return Array.from(this.names, ([key, name]) => `const ${name} = /* @__PURE__ */ byteTable(${key});\n`).join('');
  }
}
