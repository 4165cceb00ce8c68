/** `--stats` and `why` of several files: each is a log of its own, unless they are said to be the parts of one. */
import { decodeLog } from '../decode/decode.js';
import type { DecodeOptions } from '../decode/options.js';
import { explain } from '../fault.js';
import { type Io, remark } from '../io.js';
import { isClosed, print } from '../output/output.js';
import { reportOf } from './reports.js';

const areOwnLogs = (files: readonly string[], { stats, why, merge, join }: DecodeOptions): boolean =>
  files.length > 1 && (stats || why) === true && !merge && !join;

/** One that cannot be read is no reason to leave the others out. Answers with the worst of their exit codes. */
async function decodeEach(files: readonly string[], options: DecodeOptions, io: Io): Promise<number> {
  const report = reportOf(options, io.stdout, io.env);
  let worst = 0;
  let isUnreadable = false;
  for (const file of files) {
    if (isClosed(io.stdout)) break;
    try {
      const told = { sink: report.sink(file), prefix: `${file}: ` };
      worst = Math.max(worst, await decodeLog([file], options, io, told));
    } catch (error) {
      remark(io, explain(error));
      isUnreadable = true;
    }
  }
  await print(io.stdout, report.end());
  return isUnreadable ? 1 : worst;
}

/** What is to be read, as one log or as several. */
export const decodeLogs = (files: readonly string[], options: DecodeOptions, io: Io): Promise<number> =>
  areOwnLogs(files, options) ? decodeEach(files, options, io) : decodeLog(files, options, io);
