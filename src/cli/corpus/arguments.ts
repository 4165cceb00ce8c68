import { type Command, InvalidArgumentError } from 'commander';
import { type Context, type Notes, withNotes } from '../notes.js';
import { type CorpusChoice, corpus } from './corpus.js';

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    return value;
  };

const NOTES: Notes = {
  text: `Four folders: wire, messages of every form in every spelling that is tolerated; session, commands with their echo
and their answers; payload, headers whose payload holds results, headers and line ends; damage, streams some bytes of
which were lost, doubled or flipped. Of each stream 0001.bin is what the module sends, and 0001.ndjson is what
sim800 decode --container raw --format ndjson 0001.bin prints. A session has 0001.record.ndjson besides: both directions
in order, which sim800 simulate --script plays to a driver.

The dictionary has a line for each literal of the grammar and each word of a field, as AFL (-x) and libFuzzer (-dict=)
read it. Both need the package fast-check: npm install fast-check.`,
  examples: [
    'sim800 corpus --out corpus',
    'sim800 corpus --out corpus --seed 42 --count 1000 --dictionary sim800.dict',
    'afl-fuzz -i corpus/wire -o findings -x sim800.dict -- ./driver_test @@',
  ],
};

export function addCorpus(program: Command, { io, done }: Context): void {
  const command = program
    .command('corpus')
    .description('write streams of a module, and what they are read as, for the tests of a driver in any language')
    .option('-o, --out <dir>', 'where to write the streams')
    .option('--seed <number>', 'the same seed gives the same streams', whole(0, 0x7fff_ffff), 1)
    .option('--count <number>', 'how many of each kind', whole(1, 9999), 100)
    .option('--dictionary <file>', 'write the dictionary of a fuzzer')
    .action(async (choice: CorpusChoice) => {
      if (choice.out === undefined && choice.dictionary === undefined)
        command.error('error: one of --out, --dictionary', { exitCode: 2 });
      done(await corpus(choice, io));
    });
  withNotes(command, NOTES);
}
