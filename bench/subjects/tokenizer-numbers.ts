import { Tokenizer } from '../../src/index.js';
import { NUMBERS, tokenizerSubject } from '../measure/tokenizer-subject.js';

export const subject = tokenizerSubject(Tokenizer, NUMBERS);
