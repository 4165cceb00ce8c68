/** After an edit a check finds what it would find without knowing anything: by its parts, by all lines at once, and with a memory. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownParts } from '../../src/cli/check/known-parts.js';
import { analyse } from '../../src/compiler/analyse.js';
import { findingsOf } from '../../src/compiler/automaton/check.js';
import { beginningOf } from '../../src/compiler/automaton/groups/beginning.js';
import { Group } from '../../src/compiler/automaton/groups/groups.js';
import { exampleFindings } from '../../src/compiler/examples.js';
import { examined, FORGETFUL } from '../../src/compiler/memory.js';
import { knownNames } from '../../src/compiler/model/known-names.js';
import { buildParts, type Parts } from '../../src/compiler/parts.js';
import { type Checked, check, type Finding, GrammarError, type Memory, type Source } from '../../src/compiler.js';
import { runsFrom } from '../properties/runs.js';
import { edit, edited } from './edits.js';

const runs = runsFrom(281_118, 'EDITS_TIMES');

function shipped(...chapters: string[]): Source[] {
  return chapters.map((name) => {
    const file = `grammar/${name}.at`;
    return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
  });
}

const CHAPTERS = shipped('fields', 'v25ter', 'tcpip', 'received', 'unprefixed');

type Outcome = { readonly checked: Checked } | { readonly findings: readonly Finding[] };

function outcome(sources: readonly Source[], memory?: Memory): Outcome {
  try {
    return { checked: check(sources, memory) };
  } catch (error) {
    if (error instanceof GrammarError) return { findings: error.findings };
    throw error;
  }
}

/** As a file keeps it from one run to the next. */
const stored = (parts: KnownParts): KnownParts => new KnownParts(JSON.parse(JSON.stringify(parts)));

/** All lines as one group, whatever they begin with. */
function whole(groups: readonly Group[], known: readonly string[]): Group[] {
  const lines = groups.flatMap((group) => group.lines);
  if (lines.length === 0) return [];
  return [
    new Group(
      lines.map((line) => ({ line, beginning: beginningOf(line) })),
      known,
    ),
  ];
}

/** What automata of all lines show, without groups and memory. */
function findingsOfWhole(sources: readonly Source[]): readonly Finding[] {
  const model = analyse(sources);
  const parts = buildParts(model);
  const known = knownNames(model);
  const all: Parts = {
    primary: whole(parts.primary, []),
    fallback: whole(parts.fallback, known),
    readings: whole(parts.readings, []),
    numeric: whole(parts.numeric, []),
    commands: whole(parts.commands, []),
  };
  const findings = [all.primary, all.fallback, all.readings, all.commands].flatMap((groups) => {
    const shown = groups.map((group) =>
      examined(group, FORGETFUL, groups === all.commands ? 'make them differ' : undefined),
    );
    return findingsOf(
      groups.flatMap(({ lines }) => lines),
      shown,
    );
  });
  return findings.length > 0 ? findings : exampleFindings(model, all, FORGETFUL);
}

const inOrder = (findings: readonly Finding[]): string[] => findings.map((finding) => JSON.stringify(finding)).sort();

function findingsIn(sources: readonly Source[]): readonly Finding[] {
  try {
    return findingsOfWhole(sources);
  } catch (error) {
    if (error instanceof GrammarError) return error.findings;
    throw error;
  }
}

/** What only lines show, or nothing. */
const kindOf = (finding: Finding | undefined): string =>
  finding === undefined
    ? 'right'
    : (/match the same line|goes on|never match|the example/.exec(finding.message)?.[0] ?? 'other');

describe('a check after an edit', { timeout: 600_000 }, () => {
  it('finds with what it remembers what it finds without, and what all lines at once show', () => {
    let memory = new KnownParts(undefined);
    check(CHAPTERS, memory);
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
        const sources = edits.reduce(edited, CHAPTERS);
        memory = stored(memory);
        const remembering = outcome(sources, memory);
        expect(remembering).toEqual(outcome(sources));
        const found = 'findings' in remembering ? remembering.findings : [];
        expect(inOrder(found)).toEqual(inOrder(findingsIn(sources)));
        kinds.add(kindOf(found[0]));
      }),
      runs(8),
    );
    // The edits are not all of a kind that says nothing of lines.
    expect([...kinds]).toEqual(expect.arrayContaining(['right', 'match the same line', 'the example']));
  });
});
