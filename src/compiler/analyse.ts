/** Grammar sources -> model, or all that is wrong with them. */

import { buildCommand, defaultsIn } from './model/command.js';
import { withAnswersDocs } from './model/field-docs.js';
import { buildForm } from './model/form.js';
import type { CodeTable, Form, Model } from './model/model.js';
import { declarationsIn } from './model/types.js';
import type { Entry } from './notation/ast.js';
import { type Finding, GrammarError, type Source } from './notation/errors.js';
import { fileNameFindings } from './notation/file-names.js';
import { parse } from './notation/parse.js';
import { passes } from './passes/index.js';
import { type Selection, selected } from './selection.js';

type Written<N extends Entry['node']> = Extract<Entry, { node: N }>;

function tableOf({ name, doc, rows }: Written<'table'>): CodeTable {
  return { name: name.text, doc, location: name.location, rows: rows.map(({ code, text }) => ({ code, text })) };
}

function modelOf(entries: readonly Entry[], sources: readonly Source[]): Model {
  const declared = declarationsIn(entries);
  const defaults = defaultsIn(entries);
  const forms = entries
    .filter((entry) => entry.node === 'form')
    .map((entry) => buildForm(entry, declared))
    .filter((form): form is Form => form !== undefined);
  const byType = new Map(forms.map((form) => [form.type, form]));
  return {
    forms,
    commands: entries
      .filter((entry) => entry.node === 'command')
      .map((entry) => withAnswersDocs(buildCommand(entry, declared, defaults), entry.fieldDocs, byType)),
    defaults,
    tables: entries.filter((entry) => entry.node === 'table').map(tableOf),
    leftOut: entries
      .filter((entry) => entry.node === 'left-out')
      .map(({ name, reason }) => ({ what: name.text, why: reason })),
    sources: sources.map((source) => source.file),
  };
}

function inOrder(findings: readonly Finding[], sources: readonly Source[]): Finding[] {
  const files = sources.map((source) => source.file);
  return [...findings].sort(
    ({ location: a }, { location: b }) =>
      files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

/** For callers without types: a text is not the sources. */
function requireSources(sources: readonly Source[]): void {
  const isSource = (one: Source): boolean => typeof one?.file === 'string' && typeof one.text === 'string';
  if (!Array.isArray(sources) || !sources.every(isSource))
    throw new TypeError('the sources of a grammar are a list of { file, text }, the text of each file by its name');
}

/**
 * Throws a GrammarError with every finding in all of the sources; TypeError for what is no list of sources.
 */
export function analyse(sources: readonly Source[], selection: Selection = {}): Model {
  requireSources(sources);
  const parsed = sources.map(parse);
  const entries = selected(
    parsed.flatMap((file) => file.entries),
    selection,
  );
  const model = modelOf(entries, sources);
  const findings = [
    ...fileNameFindings(sources),
    ...parsed.flatMap((file) => file.findings),
    ...passes.flatMap((pass) => pass(model, entries)),
  ];
  if (findings.length > 0) throw new GrammarError(inOrder(findings, sources), sources);
  return model;
}
