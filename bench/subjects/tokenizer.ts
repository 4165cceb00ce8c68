import { Tokenizer } from '../../src/index.js';
import { EVERY_FIELD, tokenizerSubject } from '../measure/tokenizer-subject.js';

export const subject = tokenizerSubject(Tokenizer, EVERY_FIELD);
