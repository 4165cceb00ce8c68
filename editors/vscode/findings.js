// What `sim800 check --format json` says, as what an editor shows. Knows nothing of the editor.
'use strict';

/** How far what is marked goes: the word or the text in quotes that begins there, or one character. */
function lengthAt(line, column) {
  const [found] = /^(?:"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|[\w-]+)/.exec(line.slice(column)) ?? [];
  return found === undefined ? 1 : found.length;
}

function messageOf({ message, witness, expected, read }) {
  const remarks = [
    witness === undefined ? '' : `\nline: ${JSON.stringify(witness)}`,
    expected === undefined ? '' : `\nexpected: ${expected}`,
    read === undefined ? '' : `\nread: ${read}`,
  ];
  return message + remarks.join('');
}

/**
 * By file: places count from 0, as editors have them. Throws SyntaxError for what is no report.
 * @param {string} output one report, a line of JSON
 * @param {(file: string, line: number) => string} lineOf the text of a line, counted from 0
 */
function findingsIn(output, lineOf) {
  const report = JSON.parse(output);
  if (typeof report !== 'object' || report === null || typeof report.ok !== 'boolean')
    throw new SyntaxError('this is no report of sim800 check');
  const files = new Map();
  for (const finding of report.findings ?? []) {
    const line = finding.line - 1;
    const begin = finding.column - 1;
    const end = begin + lengthAt(lineOf(finding.file, line), begin);
    const found = files.get(finding.file) ?? [];
    files.set(finding.file, [...found, { line, begin, end, message: messageOf(finding) }]);
  }
  return { ok: report.ok, error: report.error, files };
}

module.exports = { findingsIn };
