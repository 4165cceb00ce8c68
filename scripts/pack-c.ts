/** `npm run pack:c -- --forms tcpip,ok,error --out sim800`: one folder for Arduino, PlatformIO, ESP-IDF, Zephyr and CMake. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileC99 } from '../src/compiler.js';
import { cPackage } from './c-package.js';
import { grammarSources } from './grammar-sources.js';

const { values } = parseArgs({
  options: {
    forms: { type: 'string' },
    without: { type: 'string' },
    commands: { type: 'string' },
    strict: { type: 'boolean', default: false },
    encoding: { type: 'string', default: 'table' },
    out: { type: 'string', default: 'sim800' },
  },
});

const namesIn = (list: string): string[] => list.split(',').filter((name) => name !== '');

const { forms, without, commands, strict, encoding, out } = values;
const { files, remarks } = compileC99(grammarSources(), {
  strict,
  encoding: encoding === 'code' ? 'code' : 'table',
  ...(forms !== undefined && { forms: namesIn(forms) }),
  ...(without !== undefined && { without: namesIn(without) }),
  ...(commands !== undefined && { commands: namesIn(commands) }),
});
for (const remark of remarks) console.error(remark);
for (const [path, text] of cPackage(files)) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}
console.log(out);
