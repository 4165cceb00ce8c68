import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { grammarModel } from '../targets/grammar-model.js';
import { grammarFolder } from './engine.js';

/** The C files of the grammar this package ships. They take seconds: the first worker that needs them writes them for all. */
export function wholeFolder(): string {
  const folder = join(inject('javascript'), 'whole-grammar');
  if (existsSync(folder)) return folder;
  const made = grammarFolder(grammarModel());
  try {
    renameSync(made, folder);
  } catch {
    // Another worker has written them meanwhile, or they are on another device.
    return made;
  }
  return folder;
}
