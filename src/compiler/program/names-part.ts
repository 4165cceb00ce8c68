/** What forms, fields and words are called, and what each field is: what an engine needs to hand out messages. */

import { KINDS_OF_FORMS, NAMES_ANSWERS_TEST, NAMES_OTHER_KIND } from '../../runtime/contract/program.js';
import type { Field, Form, Model } from '../model/model.js';
import { KINDS } from '../tables/field-tables.js';
import { answersTest } from '../tables/line-tables.js';
import type { GrammarMachine } from '../tables/machine.js';
import type { Assembler } from './assembler.js';
import { kindsOf, wordsOf } from './records.js';

/** Names in the order in which they are first needed: most often the next one is. */
class Names {
  readonly all: string[] = [];
  private readonly known = new Map<string, number>();

  /** 0: one that has not been needed before; else one more than its index. */
  numberOf(name: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known + 1;
    this.known.set(name, this.all.push(name) - 1);
    return 0;
  }
}

/** The words of one field in a row, as records count them. */
class Words {
  readonly all: string[] = [];
  private readonly known = new Map<string, number>();

  /** 0 and how many: those that come next; else one more than where they begin. */
  bytesOf(words: readonly string[]): number[] {
    const key = JSON.stringify(words);
    const known = this.known.get(key);
    if (known !== undefined) return [known + 1];
    this.known.set(key, this.all.push(...words) - words.length);
    return [0, words.length];
  }
}

const shownFields = ({ kind, fields }: Form): readonly Field[] => (kind === 'echo' ? [] : fields);

function kindBytes({ types }: Field): number[] {
  const kinds = kindsOf(types);
  return kinds.map((kind, i) => KINDS[kind] | (i + 1 < kinds.length ? NAMES_OTHER_KIND : 0));
}

function formByte(form: Form, isAnswer: boolean): number {
  return KINDS_OF_FORMS.indexOf(form.kind) | (isAnswer ? NAMES_ANSWERS_TEST : 0);
}

/** One more than the number of the form that an echo is; 0: there is none. */
const echoForm = ({ forms }: Model): number => forms.findIndex(({ kind }) => kind === 'echo') + 1;

export function writeNames(out: Assembler, { model }: GrammarMachine): void {
  const { forms } = model;
  const names = new Names();
  const words = new Words();
  const isAnswer = answersTest(model);
  const numbers = forms.map((form) =>
    shownFields(form).map((field) => ({
      name: names.numberOf(field.name),
      words: kindsOf(field.types).includes('word') ? words.bytesOf(wordsOf(field.types)) : [],
      kinds: kindBytes(field),
    })),
  );
  out.texts(forms.map(({ type }) => type));
  out.texts(names.all);
  out.texts(words.all);
  out.short(echoForm(model));
  out.bytes(...forms.map((form) => formByte(form, isAnswer(form))));
  for (const fields of numbers) {
    out.short(fields.length);
    for (const { name, kinds, words } of fields) {
      out.short(name);
      out.bytes(...kinds);
      for (const number of words) out.short(number);
    }
  }
}
