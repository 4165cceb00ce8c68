/**
 * `npm run bench:logs [-- MIB [PART_OF_A_DRESS]]`: how fast logs are decoded, beside the bytes of the same session, read by the
 * same way (its container `raw`) and by the decoder alone. Everything but the printing of `sim800 decode --format ndjson`.
 */
import { bundle } from './build.js';
import { findNode, runFresh } from './measure/fresh-node.js';
import type { LogRequest, LogResult } from './measure/log-trial.js';
import { scratchDirectory } from './measure/scratch.js';
import { short, table } from './table.js';
import { logFiles } from './workload/logs.js';

const ROUNDS = 7;
const [size = '32', part = ''] = process.argv.slice(2);

const node = findNode();
const entry = `import { runLog } from './measure/log-trial.js';\nrunLog();`;
const trial = await bundle('logs', entry, scratchDirectory('logs'));
const { raw, logs } = logFiles(Number(size) * 2 ** 20);

const HEAD = ['log', 'read as', 'MB/s', 'raw', 'decoder', 'of raw, by bytes', 'of the decoder', 'of raw, by messages'];
const rows = logs
  .filter(({ dress }) => dress.includes(part))
  .map(({ dress, path }) => {
    const request: LogRequest = { raw, log: path, rounds: ROUNDS };
    const one = runFresh<LogResult>(node, [], trial, request);
    const speeds = [one.speed, one.raw, one.decoder].map(short);
    const ratios = [one.byBytes, one.byBytesOfDecoder, one.byMessages].map((ratio) => ratio.toFixed(2));
    return [dress, one.container, ...speeds, ...ratios];
  });
console.log(`Node ${node.version}, ${size} MiB of the first log, 10^6 bytes a second\n\n${table(HEAD, rows)}`);
