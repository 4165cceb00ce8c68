// Diagnostics: what `sim800 check` finds, when a grammar is opened and when it is saved.
'use strict';
const { execFile } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { isAbsolute, join } = require('node:path');
const vscode = require('vscode');
const { findingsIn } = require('./findings.js');

const LANGUAGE = 'sim800-notation';
/** A check that takes longer has met something it cannot end. */
const LONGEST_MS = 60_000;
const MOST_OUTPUT = 16 * 1024 * 1024;

/** The files that make one grammar with this one: those of the folder's patterns, if it is among them; else itself. */
async function filesWith(document, folder) {
  const patterns = vscode.workspace.getConfiguration('sim800', document.uri).get('files', []);
  const found = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), null)),
  );
  const paths = [...new Set(found.flat().map((uri) => uri.fsPath))].sort();
  return paths.includes(document.uri.fsPath) ? paths : [document.uri.fsPath];
}

/** What the command prints; it ends with 1 where there are findings. */
function run([program, ...words], args, cwd) {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: LONGEST_MS, maxBuffer: MOST_OUTPUT, windowsHide: true };
    execFile(program, [...words, ...args], options, (error, stdout, stderr) => {
      if (stdout.trim() !== '') resolve(stdout);
      else reject(new Error(stderr.trim() || error?.message || 'sim800 check has printed nothing'));
    });
  });
}

function lineOf(file, line) {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[line] ?? '';
  } catch {
    return '';
  }
}

function diagnosticOf({ line, begin, end, message }) {
  const range = new vscode.Range(line, begin, line, end);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'sim800';
  return diagnostic;
}

class Checks {
  constructor(diagnostics, log) {
    this.diagnostics = diagnostics;
    this.log = log;
    this.count = 0;
  }

  async check(document) {
    if (document.languageId !== LANGUAGE || document.uri.scheme !== 'file' || !vscode.workspace.isTrusted) return;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (folder === undefined) return;
    const own = ++this.count;
    try {
      const command = vscode.workspace.getConfiguration('sim800', document.uri).get('command', []);
      const files = await filesWith(document, folder);
      const output = await run(command, ['check', '--format', 'json', ...files], folder.uri.fsPath);
      // A later check has begun: what it says is newer.
      if (own === this.count) this.show(findingsIn(output, lineOf), files, folder.uri.fsPath);
    } catch (error) {
      this.log.appendLine(String(error instanceof Error ? error.message : error));
    }
  }

  show({ files: found, error }, checked, folder) {
    if (error !== undefined) this.log.appendLine(error);
    for (const file of checked) this.diagnostics.delete(vscode.Uri.file(file));
    for (const [file, findings] of found) {
      const path = isAbsolute(file) ? file : join(folder, file);
      this.diagnostics.set(vscode.Uri.file(path), findings.map(diagnosticOf));
    }
  }
}

function activate(context) {
  const diagnostics = vscode.languages.createDiagnosticCollection(LANGUAGE);
  const log = vscode.window.createOutputChannel('SIM800 notation');
  const checks = new Checks(diagnostics, log);
  const check = (document) => void checks.check(document);
  context.subscriptions.push(
    diagnostics,
    log,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidSaveTextDocument(check),
    vscode.workspace.onDidCloseTextDocument((document) => diagnostics.delete(document.uri)),
  );
  for (const document of vscode.workspace.textDocuments) check(document);
}

module.exports = { activate };
