/** The checks of a grammar, in order. Each is one function in one file and finds one kind of fault. */

import { byteClasses } from './byte-classes.js';
import { codesTwice } from './codes-twice.js';
import { commandClauses } from './command-clauses.js';
import { commandEnds } from './command-ends.js';
import { commandHeads } from './command-heads.js';
import { commandNames } from './command-names.js';
import { commandTexts } from './command-texts.js';
import { cyclicTypes } from './cyclic-types.js';
import { emptyForms } from './empty-forms.js';
import { emptyTexts } from './empty-texts.js';
import { fieldComments } from './field-comments.js';
import { fieldEnds } from './field-ends.js';
import { fieldsTwice } from './fields-twice.js';
import { lineBound } from './line-bound.js';
import { lineEndChoice } from './line-end-choice.js';
import { lineEnds } from './line-ends.js';
import { mixedFields } from './mixed-fields.js';
import { modifiers } from './modifiers.js';
import { nameStyle } from './name-style.js';
import { numberBounds } from './number-bounds.js';
import { optionalParts } from './optional-parts.js';
import type { Pass } from './pass.js';
import { payload } from './payload.js';
import { reservedNames } from './reserved-names.js';
import { sized } from './sized.js';
import { textBounds } from './text-bounds.js';
import { textFlags } from './text-flags.js';
import { tooMany } from './too-many.js';
import { twiceDefined } from './twice-defined.js';
import { undefinedNames } from './undefined-names.js';
import { words } from './words.js';

export const passes: readonly Pass[] = [
  // Names.
  nameStyle,
  reservedNames,
  undefinedNames,
  twiceDefined,
  fieldComments,
  // Types.
  cyclicTypes,
  numberBounds,
  textBounds,
  byteClasses,
  textFlags,
  words,
  // The parts of a form as written.
  emptyTexts,
  optionalParts,
  lineEnds,
  lineEndChoice,
  modifiers,
  codesTwice,
  tooMany,
  // The lines a form stands for.
  emptyForms,
  fieldsTwice,
  mixedFields,
  payload,
  sized,
  fieldEnds,
  lineBound,
  // Commands.
  commandHeads,
  commandNames,
  commandClauses,
  commandEnds,
  commandTexts,
];
