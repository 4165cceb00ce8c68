import { grammarSources } from '../../scripts/grammar-sources.js';
import { analyse } from '../../src/compiler/analyse.js';
import type { Model } from '../../src/compiler/model/model.js';

let model: Model | undefined;

/** The model of the grammar this package ships. It takes most of a second, and nobody changes it: it is made once. */
export function grammarModel(): Model {
  model ??= analyse(grammarSources());
  return model;
}
