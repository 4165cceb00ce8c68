import type { Loss } from './contract.js';

/** What is lost, in words. */
export const LOSSES: Readonly<Record<Loss, string>> = {
  'line-ends': 'the log does not show which line ends were in the stream: LF stands for them',
  'control-bytes': 'bytes that do not print may be missing or replaced',
  direction: 'the log does not tell what the host sent',
  'application-text': 'text of the application cannot always be told from what the module sent',
};

/** Each loss once, in the order of the table. */
export function lossesOf(...lists: readonly (readonly Loss[])[]): Loss[] {
  const all = new Set(lists.flat());
  return (Object.keys(LOSSES) as Loss[]).filter((loss) => all.has(loss));
}
