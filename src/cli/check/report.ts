/** How the outcome of a check is said. */
import type { Checked, Finding } from '../../compiler.js';
import type { Io } from '../io.js';
import { harmlessJson, printableLines } from '../output/harmless.js';
import { print } from '../output/output.js';

export type Report =
  | { readonly ok: true; readonly checked: Checked }
  /** `text`: the findings with their source lines and carets. */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly text: string };

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** `34 files are right: 388 forms, 241 commands, 139 examples.` */
function summary({ files, forms, commands, examples, lines, states, longest }: Checked): string {
  const right = files === 1 ? '1 file is right' : `${files} files are right`;
  const holds = [count(forms, 'form'), count(commands, 'command'), count(examples, 'example')].join(', ');
  const told = `${count(lines, 'line')} told apart in ${count(states, 'state')}`;
  const most =
    longest === undefined ? '' : `; the longest, of ${longest.form}, has ${count(longest.bytes, 'byte')} at most`;
  return `${right}: ${holds}.\n${told}${most}.\n`;
}

async function asText(report: Report, { stdout, stderr }: Io): Promise<void> {
  if (report.ok) await print(stdout, summary(report.checked));
  else await print(stderr, `${printableLines(report.text)}\n`);
}

/** Places as an editor takes them: line and column count from 1. */
function jsonOf(report: Report): object {
  if (report.ok) return report;
  const findings = report.findings.map(({ location, ...said }) => ({ ...location, ...said }));
  return findings.length > 0 ? { ok: false, findings } : { ok: false, findings, error: report.text };
}

async function asJson(report: Report, { stdout }: Io): Promise<void> {
  await print(stdout, `${harmlessJson(JSON.stringify(jsonOf(report)))}\n`);
}

export const reportAs = { text: asText, json: asJson } as const;
