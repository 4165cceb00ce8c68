/** The types of what answers a command, from the table that was generated with the commands. */

/** An entry of `CommandAnswers`. */
export interface AnyAnswered {
  readonly responses: string;
  readonly results: string;
  readonly lateResults: string;
  readonly lateResponses: string;
}

type Typed<T> = { readonly type: T };

/** The entry of a command's type and form. */
type Entry<A, C> = C extends { readonly type: infer T extends keyof A; readonly form: infer F }
  ? F extends keyof A[T]
    ? A[T][F]
    : never
  : never;

/** Of several shapes that are answered otherwise, the one that the command has. */
type OfShape<E, C> = E extends { readonly command: infer S; readonly answered: infer X }
  ? C extends S
    ? X
    : never
  : E;
type OfAnyShape<E> = E extends { readonly answered: infer X } ? X : E;

/** What answers a command; of which nothing tells its shape: what answers any of them. */
type AnsweredEntry<A, C> = [OfShape<Entry<A, C>, C>] extends [never]
  ? OfAnyShape<Entry<A, C>>
  : OfShape<Entry<A, C>, C>;

/** What answers a command; one that the grammar does not know, anything. */
export type AnsweredBy<A, C, M extends Typed<string>> = [AnsweredEntry<A, C>] extends [never]
  ? { responses: M['type']; results: M['type']; lateResults: never; lateResponses: never }
  : AnsweredEntry<A, C>;

type Member<R, K extends keyof AnyAnswered> = R extends { readonly [P in K]: infer T } ? T : never;
type OfType<M extends Typed<string>, T> = Extract<M, Typed<T>>;

/** How long to wait, and what ends the waiting before. */
export interface WaitOptions {
  /** Milliseconds. Default: what the manual says, or else the session's own default. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** The late result of a command, and what belongs to it. */
export interface LateAnswer<M extends Typed<string>, R> {
  /** What has come with it: the state before a failure, the rows of several connections. */
  readonly responses: readonly OfType<M, Member<R, 'lateResponses'>>[];
  readonly result: OfType<M, Member<R, 'lateResults'>>;
}

/** Waits for the late result of a command; rejects as `command()` does. */
export type AwaitLate<M extends Typed<string>, R> = (options?: WaitOptions) => Promise<LateAnswer<M, R>>;

/** A command that has succeeded. `M`: all messages; `R`: what answers this command. */
export interface Exchange<M extends Typed<string>, R> {
  /** Information, in the order in which it came. */
  readonly responses: readonly OfType<M, Member<R, 'responses'>>[];
  readonly result: OfType<M, Member<R, 'results'>>;
  /** Of commands whose outcome comes later (CONNECT OK after the OK of AT+CIPSTART): waits for that. */
  readonly late: [Member<R, 'lateResults'>] extends [never] ? undefined : AwaitLate<M, R>;
  /** What answers it as well, and is none of the messages that the grammar says it is answered with. */
  readonly others: readonly M[];
}
