import { readdirSync, readFileSync } from 'node:fs';
import { analyse } from '../../src/compiler/analyse.js';
import type { Model } from '../../src/compiler/model/model.js';

const folder = new URL('../../grammar/', import.meta.url);

/** The model of the grammar this package ships. */
export function grammarModel(): Model {
  const files = readdirSync(folder).filter((file) => file.endsWith('.at'));
  const sources = files
    .sort()
    .map((file) => ({ file: `grammar/${file}`, text: readFileSync(new URL(file, folder), 'latin1') }));
  return analyse(sources);
}
