import type { Model } from '../model/model.js';
import type { Entry } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';

/** Reads what was written (`entries`), what it means (`model`: without forms whose types are at fault), or both. */
export type Pass = (model: Model, entries: readonly Entry[]) => readonly Finding[];
