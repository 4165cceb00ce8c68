/** `sim800 check`: once, or whenever a file changes. */
import { readFile } from 'node:fs/promises';
import type { Memory, Source } from '../../compiler.js';
import { explain } from '../fault.js';
import type { Io } from '../io.js';
import { isClosed } from '../output/output.js';
import { keepParts, knownParts, remember, remembered } from './kept.js';
import { type Report, reportAs } from './report.js';
import { FileWatch } from './watch.js';

export interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly watch?: boolean;
  readonly cache: boolean;
}

const sourcesOf = (files: readonly string[]): Promise<Source[]> =>
  Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));

async function checkedNow(sources: readonly Source[], memory?: Memory): Promise<Report> {
  // Loaded only here: what was checked before needs no compiler.
  const { check, GrammarError } = await import('../../compiler.js');
  try {
    return { ok: true, checked: check(sources, memory) };
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    return { ok: false, findings: error.findings, text: error.message };
  }
}

/** Of a grammar that has changed only the parts are checked that have. */
async function checkedWithKept(sources: readonly Source[], io: Io): Promise<Report> {
  const known = await remembered(sources, io);
  if (known !== undefined) return { ok: true, checked: known };
  const parts = await knownParts(sources, io);
  const report = await checkedNow(sources, parts);
  await keepParts(sources, parts, io);
  if (report.ok) await remember(sources, report.checked, io);
  return report;
}

async function once(files: readonly string[], { format, cache }: CheckOptions, io: Io): Promise<number> {
  const sources = await sourcesOf(files);
  const report = await (cache ? checkedWithKept(sources, io) : checkedNow(sources));
  await reportAs[format](report, io);
  return report.ok ? 0 : 1;
}

/** A file may be missing for a moment, while an editor replaces it. */
async function onceMore(files: readonly string[], options: CheckOptions, io: Io): Promise<void> {
  try {
    await once(files, options, io);
  } catch (error) {
    const text = `sim800: ${explain(error)}`;
    await reportAs[options.format]({ ok: false, findings: [], text }, io);
  }
}

/** Watching ends when the program is ended, or nobody reads what it says. */
export async function checkFiles(files: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (!options.watch) return once(files, options, io);
  const watch = new FileWatch(files);
  try {
    while (!isClosed(io.stdout)) {
      await onceMore(files, options, io);
      await watch.change();
    }
  } finally {
    watch.close();
  }
  return 0;
}
