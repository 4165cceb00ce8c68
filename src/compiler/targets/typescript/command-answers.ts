/** What answers commands, as types: for callers who wait for the answers. */
import type { Answering, Model } from '../../model/model.js';
import type { CommandType } from './command-ways.js';
import { docComment, key, literal } from './source.js';

const ANSWERED = `/** What answers a command, in types of messages. */
export interface Answered<
  Responses extends string = never,
  Results extends string = 'ok',
  LateResults extends string = never,
  LateResponses extends string = never,
> {
  /** Information. */
  readonly responses: Responses;
  /** Results that say that it has succeeded. */
  readonly results: Results;
  /** The same of late results. */
  readonly lateResults: LateResults;
  /** Information that belongs to late results. */
  readonly lateResponses: LateResponses;
}

/** Of several shapes that are answered otherwise, one. */
export interface ShapeAnswered<C, A> {
  readonly command: C;
  readonly answered: A;
}
`;

/** Types of messages as a union. */
const union = (types: readonly string[]): string => (types.length === 0 ? 'never' : types.map(literal).join(' | '));

/** What the type parameters are where they are left out. */
const DEFAULTS = ['never', "'ok'", 'never', 'never'];

/** What a caller who sends a command gets to see: no prompts, and no failures. */
class Answers {
  private readonly kinds: ReadonlyMap<string, string>;

  constructor({ forms }: Model) {
    this.kinds = new Map(forms.map(({ type, kind }) => [type, kind]));
  }

  /** Type parameters that say nothing new are left out. */
  of({ answers, results, successes, lateResults, lateSuccesses }: Answering): string {
    const [first] = lateResults.slice(0, lateSuccesses);
    const rows = lateResults.filter((type) => type !== first && this.kinds.get(type) === 'response');
    const said = [
      union(answers.filter((type) => this.kinds.get(type) !== 'prompt')),
      union(results.slice(0, successes)),
      union(lateResults.slice(0, lateSuccesses).filter((type) => !rows.includes(type))),
      union(rows),
    ];
    while (said.length > 0 && said.at(-1) === DEFAULTS[said.length - 1]) said.pop();
    return said.length === 0 ? 'Answered' : `Answered<${said.join(', ')}>`;
  }

  ofForm({ ways, form }: CommandType): string {
    const all = ways.map(({ name, shape }) => ({ name, answered: this.of(shape) }));
    const distinct = [...new Set(all.map(({ answered }) => answered))];
    if (distinct.length === 1) return `${form}: ${distinct[0]}`;
    const shapes = distinct.map((answered) => {
      const names = all.filter((one) => one.answered === answered).map(({ name }) => name);
      return `ShapeAnswered<${names.join(' | ')}, ${answered}>`;
    });
    return `${form}: ${shapes.join(' | ')}`;
  }
}

/** The interface that says of each command what answers it. */
export function answersTable(model: Model, types: readonly CommandType[]): string {
  const answers = new Answers(model);
  const rows = model.commands.flatMap((command) => {
    const own = types.filter((type) => type.command === command);
    if (own.length === 0) return [];
    return [`  readonly ${key(command.name)}: { ${own.map((type) => answers.ofForm(type)).join('; ')} };\n`];
  });
  return [
    `${ANSWERED}\n`,
    docComment(['By type and form of a command, what answers it: for types of its answers.']),
    `export interface CommandAnswers {\n${rows.join('')}}\n`,
  ].join('');
}
