/** docs/analysis.md: its questions are asked of tables made of the logs in examples/fleet, and answered as it says. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, sim800 } from '../cli/sim800.js';
import { sectionsOf } from '../markdown.js';

const fleet = join(root, 'examples/fleet');
const page = readFileSync(join(root, 'docs/analysis.md'), 'utf8');
const queries = sectionsOf(page).flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'sql'));
const [VIEW, ...QUESTIONS] = queries.map(({ text }) => text);

/** Rows of the table in Markdown that follows a query. */
function answerTo(query: string): string[][] {
  const after = page.slice(page.indexOf(query) + query.length).replace(/^\s*```\s*/, '');
  const lines = after.slice(0, after.search(/\n(?!\|)/)).split('\n');
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return rows.filter((_, i) => i !== 1);
}

let folder = '';
let instance: DuckDBInstance | undefined;

async function ask(query: string): Promise<string[][]> {
  const connection = await (instance as DuckDBInstance).connect();
  try {
    const reader = await connection.runAndReadAll(query);
    return [reader.columnNames(), ...reader.getRowsJson().map((row) => row.map(String))];
  } finally {
    connection.closeSync();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sim800-analysis-'));
  for (const device of readdirSync(fleet))
    for (const log of readdirSync(join(fleet, device))) {
      const to = join(folder, `tables/device=${device}/day=${basename(log, '.log')}`);
      mkdirSync(to, { recursive: true });
      const { stdout } = await sim800(['decode', '--format', 'parquet', join(fleet, device, log)], '', {}, 'latin1');
      writeFileSync(join(to, 'messages.parquet'), stdout, 'latin1');
    }
  instance = await DuckDBInstance.create(':memory:');
  await ask(String(VIEW).replace("'tables/", `'${folder}/tables/`));
});

afterAll(() => {
  instance?.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

describe('docs/analysis.md', () => {
  it('has ten questions, each with an answer', () => {
    expect(QUESTIONS).toHaveLength(10);
    for (const query of QUESTIONS) expect(answerTo(query).length).toBeGreaterThan(1);
  });

  it.each(QUESTIONS.map((query, i) => [i + 1, query] as const))('is right in question %i', async (_, query) =>
    expect(await ask(query)).toEqual(answerTo(query)),
  );

  it('says which columns there are', async () => {
    const shown = await ask(
      "SELECT column_name FROM (DESCRIBE FROM messages) WHERE column_name NOT IN ('device', 'day', 'time')",
    );
    const named = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| /gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(shown.slice(1).flat()).toEqual(named);
  });
});
