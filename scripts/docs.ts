/** `npm run docs`: writes docs/grammar.html, the grammar as railroad diagrams. */
import { compile } from '../src/compiler/compile.js';
import { grammarSources } from './grammar-sources.js';
import { writeFiles } from './write-files.js';

const files = compile(grammarSources(), { targets: ['docs'] });
writeFiles(new Map([...files].filter(([name]) => name.endsWith('.html'))));
