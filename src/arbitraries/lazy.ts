import * as fc from 'fast-check';

class Lazy<T> extends fc.Arbitrary<T> {
  readonly #make: () => fc.Arbitrary<T>;
  #made: fc.Arbitrary<T> | undefined;

  constructor(make: () => fc.Arbitrary<T>) {
    super();
    this.#make = make;
  }

  get #arbitrary(): fc.Arbitrary<T> {
    this.#made ??= this.#make();
    return this.#made;
  }

  generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return this.#arbitrary.generate(random, biasFactor);
  }

  canShrinkWithoutContext(value: unknown): value is T {
    return this.#arbitrary.canShrinkWithoutContext(value);
  }

  shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#arbitrary.shrink(value, context);
  }
}

/** An arbitrary that is made when a value of it is first drawn: of a thousand commands a test draws a few. */
export const lazily = <T>(make: () => fc.Arbitrary<T>): fc.Arbitrary<T> => new Lazy(make);
