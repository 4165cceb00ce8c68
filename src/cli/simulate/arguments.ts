import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAULT_KINDS, FAULTS, type FaultInfo, type FaultKind, MOST_CHAOS } from '../../module.js';
import { type Context, type Notes, withNotes } from '../notes.js';
import { type FuzzChoice, fuzz } from './fuzz.js';
import { HAPPENING_NAMES, type Happening, happeningOf } from './happenings.js';
import { type SimulateChoice, simulate } from './simulate.js';

const MOST_SEED = 0xffff_ffff;

/** A number within bounds, for commander. */
const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most))
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    return value;
  };

type Rates = Partial<Record<FaultKind, number>>;

const isFault = (name: string): name is FaultKind => (FAULT_KINDS as readonly string[]).includes(name);

function rate(text: string, rates: Rates = {}): Rates {
  const [kind = '', value = ''] = text.split('=');
  if (!isFault(kind)) throw new InvalidArgumentError(`There is no such fault: ${FAULT_KINDS.join(', ')}.`);
  return { ...rates, [kind]: number(0, 1)(value) };
}

function faults(text: string): string[] {
  const names = text.split(',').filter((name) => name !== '');
  const strange = names.find((name) => !isFault(name.replace(/:\d+$/, '')));
  if (strange !== undefined) throw new InvalidArgumentError(`${strange} is no fault. One is restart:3.`);
  return names;
}

function happeningIn(text: string): Happening | undefined {
  try {
    return happeningOf(text);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

function when(text: string, all: readonly Happening[] = []): Happening[] {
  const happening = happeningIn(text);
  if (!happening) throw new InvalidArgumentError(`It is "<seconds> <what>": ${HAPPENING_NAMES.join(', ')}.`);
  return [...all, happening];
}

const host = (text: string, hosts: readonly string[] = []): string[] => [...hosts, text];

/** What the module is like, for all who start one. */
function withModuleOptions(command: Command, chaos: number): Command {
  const latency = new Option('--latency <how>', 'how long commands take; manual: anything up to what it allows')
    .choices(['none', 'typical', 'manual'])
    .default('typical');
  return command
    .option('--net', 'real sockets behind it, to this machine alone; without it every host sends back what it is sent')
    .option('--allow <host>', 'with --net: this host too; may be repeated', host)
    .option('--chaos <level>', 'what goes wrong: 0 nothing, to 3', number(0, MOST_CHAOS), chaos)
    .option('--fault <kind=rate>', 'how often one of these happens, 0 to 1; may be repeated', rate)
    .option('--only <faults>', 'only these, by name, with commas between: restart:3,lost-byte:17', faults)
    .option('--when <what>', '"<seconds> <what>": 3 ring +15550199; may be repeated', when)
    .addOption(latency)
    .option('--speed <factor>', 'how many seconds of the module pass in one', number(0.01, 1000), 1)
    .option('--baud <rate>', 'how fast the line is; 0: bytes do not wait', number(0, 4_000_000), 0)
    .option('--pin <code>', 'the SIM asks for this code');
}

const seedOption = number(0, MOST_SEED);

const LEVELS = ['on request', 'what a module that is right may do', 'the field', 'the line'];

const levelOf = ({ level, rate }: FaultInfo): number => (rate === 0 ? 0 : level);

const FAULTS_TEXT = `Faults by the level of --chaos from which on they happen:
${[1, 2, 3, 0]
  .flatMap((level) => [
    `${level === 0 ? '-' : level} ${LEVELS[level]}`,
    ...FAULTS.filter((fault) => levelOf(fault) === level).map(({ kind, says }) => `  ${kind.padEnd(18)} ${says}`),
  ])
  .join('\n')}
Each has a number: restart:3 is the fourth time that the module could have started anew.`;

const NOTES: Notes = {
  text: `What it does and what it does not: docs/simulate.md. --script plays a session again, of a record, of a log that
sim800 decode --format ndjson has read, or of a list in YAML (*.yaml): the module's side, as soon as the host has written what it
wrote then.
--record writes one JSON object a line: what went over the line each way, and what really happened.

--when: ring NUMBER, hang-up, message NUMBER TEXT, registration 0..5, signal 0..31, supply MILLIVOLTS, sim in or out,
lose-bearer, restart, drop-dtr (the host's line DTR goes off), event JSON (as decode --format ndjson prints it).

${FAULTS_TEXT}`,
  examples: [
    'sim800 simulate --pty /tmp/ttySIM800 --net',
    'sim800 simulate --tcp 7800 --seed 42 --chaos 2 --record run.ndjson',
    `sim800 simulate --stdio --when '5 message +15550188 Hello'`,
    'sim800 simulate --tcp 7800 --fault lost-byte=0.01',
    'sim800 simulate --serial /dev/ttyUSB1 --baud 9600',
    'sim800 decode --format ndjson session.log > session.ndjson && sim800 simulate --tcp 7800 --script session.ndjson',
  ],
};

/** What commander cannot tell by itself. */
function refuseContradictions(command: Command, choice: SimulateChoice): void {
  const refuse = (why: string): never => command.error(`error: ${why}`, { exitCode: 2 });
  const places = [choice.tcp, choice.stdio, choice.pty, choice.serial].filter((place) => place !== undefined);
  if (places.length !== 1) refuse('one of --tcp, --stdio, --pty, --serial');
  if (choice.allow && !choice.net) refuse('--allow is for --net');
  if (choice.script !== undefined && (choice.net || choice.chaos > 0 || choice.fault || choice.when))
    refuse('a script is played as it is: not --net, --chaos, --fault, --when');
}

export function addSimulate(program: Command, { io, done }: Context): void {
  const command = program
    .command('simulate')
    .description('be a SIM800, for a driver to talk to')
    .option('--tcp <port>', 'on this port of this machine; 0: a free one', number(0, 65535))
    .option('--stdio', 'on standard input and output')
    .option('--pty <link>', 'on a pseudo-terminal with this name (needs socat)')
    .option('--serial <path>', 'on a serial port, of the speed --baud or else 115200 (needs the package serialport)')
    .option('--seed <number>', 'what is random is the same for the same seed', seedOption, 1)
    .option('--boot', 'say RDY at the start');
  withModuleOptions(command, 0)
    .option('--record <file>', 'write down what went over the line, and what really happened')
    .option('--script <file>', 'play this session again, in place of a module')
    .action(async (choice: SimulateChoice) => {
      refuseContradictions(command, choice);
      done(await simulate(choice, io));
    });
  withNotes(command, NOTES);
}

const FUZZ_NOTES: Notes = {
  text: `A driver does well if it ends with 0 in its time, and the oracle, if there is one, does so too. {port} in the
driver's words is where the module is, and so is SIM800_PORT; with --on stdio the module is on its standard input and
output. The oracle finds what really happened in the file SIM800_RECORD (see simulate --record).

With a failure the faults that happened are made as few as will do, and the command that repeats it is printed; the exit
code is 4.

${FAULTS_TEXT}`,
  examples: [
    'sim800 fuzz --speed 20 -- python3 driver.py socket://{port}',
    'sim800 fuzz --on pty --net --chaos 3 --seeds 500 -- ./driver-test {port}',
    'sim800 fuzz --on stdio --chaos 1 --timeout 5 -- ./driver-test',
  ],
};

export function addFuzz(program: Command, { io, done }: Context): void {
  const command = program
    .command('fuzz')
    .description('run a driver against a module that misbehaves, and find the least that it fails at')
    .argument('<driver...>', 'after --: the command that runs it')
    .option('--seed <number>', 'the first seed', seedOption, 1)
    .option('--seeds <count>', 'how many seeds are tried', number(1, 1_000_000), 200)
    .addOption(new Option('--on <what>', 'how the driver gets at it').choices(['tcp', 'pty', 'stdio']).default('tcp'))
    .option('--timeout <seconds>', 'a driver that takes longer hangs', number(0.1, 86_400), 30)
    .option('--oracle <command>', 'for a shell: whether the driver did well, asked when it says so');
  withModuleOptions(command, 2)
    .option('--record <file>', 'write down the last run')
    .action(async (driver: string[], choice: FuzzChoice) => done(await fuzz(driver, choice, io)));
  withNotes(command, FUZZ_NOTES);
}
