import { Tokenizer } from '../../src/compact.js';
import { EVERY_FIELD, tokenizerSubject } from '../measure/tokenizer-subject.js';

const read = tokenizerSubject(Tokenizer, EVERY_FIELD);

export const subject = { ...read, name: 'tokenizer-compact', about: 'ours, from the grammar as data' };
