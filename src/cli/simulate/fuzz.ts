import type { Io } from '../io.js';
import { printableLines } from '../output/harmless.js';
import { smallest } from './smallest.js';
import { type Trial, type TrialChoice, trial } from './trial.js';

export interface FuzzChoice extends TrialChoice {
  readonly seeds: number;
}

/** A driver has failed. */
const FAILED = 4;

/** As a shell reads it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./{}-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const optionsOf = ({
  chaos,
  fault = {},
  net,
  allow = [],
  when = [],
  latency,
  speed,
  baud,
  pin,
}: FuzzChoice): string[] => [
  ...['--chaos', String(chaos)],
  ...Object.entries(fault).flatMap(([kind, rate]) => ['--fault', `${kind}=${rate}`]),
  ...(net ? ['--net'] : []),
  ...allow.flatMap((host) => ['--allow', host]),
  ...when.flatMap(({ text }) => ['--when', text]),
  ...(latency === 'typical' ? [] : ['--latency', latency]),
  ...(speed === 1 ? [] : ['--speed', String(speed)]),
  ...(baud === 0 ? [] : ['--baud', String(baud)]),
  ...(pin === undefined ? [] : ['--pin', pin]),
];

function repeatLine(driver: readonly string[], choice: FuzzChoice, seed: number, only: readonly string[]): string {
  const where = ['--on', choice.on, '--timeout', String(choice.timeout)];
  const words = ['--seed', String(seed), '--seeds', '1', '--only', only.join(','), ...optionsOf(choice), ...where];
  const oracle = choice.oracle === undefined ? [] : ['--oracle', choice.oracle];
  return ['sim800', 'fuzz', ...words, ...oracle, '--', ...driver].map(quoted).join(' ');
}

const counted = (faults: readonly string[]): string => `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;

class Fuzzing {
  private readonly driver: readonly string[];
  private readonly choice: FuzzChoice;
  private readonly say: (line: string) => void;

  constructor(driver: readonly string[], choice: FuzzChoice, say: (line: string) => void) {
    this.driver = driver;
    this.choice = choice;
    this.say = say;
  }

  /** The first seed that the driver fails at. */
  async run(): Promise<number> {
    const { seed: first, seeds } = this.choice;
    for (let seed = first; seed < first + seeds; seed++) {
      const result = await this.once(seed, this.choice.only);
      if (result.failure === undefined) continue;
      this.say(`seed ${seed}: ${result.failure.trimEnd()}`);
      await this.shrink(seed, result);
      return FAILED;
    }
    this.say(`${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, and the driver did well with each`);
    return 0;
  }

  private once(seed: number, only: readonly string[] | undefined): Promise<Trial> {
    return trial(this.driver, { ...this.choice, seed, ...(only && { only }) });
  }

  private async shrink(seed: number, { faults }: Trial): Promise<void> {
    const fails = async (only: readonly string[]): Promise<boolean> =>
      (await this.once(seed, only)).failure !== undefined;
    if (!(await fails(faults))) {
      this.say(`with the same ${counted(faults)} it does not fail again: what it does depends on time`);
      this.say(repeatLine(this.driver, this.choice, seed, faults));
      return;
    }
    const few = await smallest(faults, fails);
    const { failure = '' } = await this.once(seed, few);
    this.say(
      few.length === 0
        ? 'it fails without any fault'
        : `${counted(faults)}, of which ${counted(few)} will do: ${few.join(', ')}`,
    );
    this.say(failure.trimEnd());
    this.say(`again: ${repeatLine(this.driver, this.choice, seed, few)}`);
  }
}

/** A fresh module for each seed, until the driver fails; then as few faults as it still fails with. */
export function fuzz(driver: readonly string[], choice: FuzzChoice, { stdout }: Io): Promise<number> {
  return new Fuzzing(driver, choice, (line) => stdout.write(`${printableLines(line)}\n`)).run();
}
