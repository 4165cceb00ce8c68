import { Tokenizer } from '../../src/index.js';
import { EVERY_FIELD, tokenizerSubject } from '../tokenizer-subject.js';

export const subject = tokenizerSubject(Tokenizer, EVERY_FIELD);
