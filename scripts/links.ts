/** Links of Markdown pages, as a reader of a folder follows them. */
import { posix } from 'node:path';

export interface BrokenLink {
  readonly page: string;
  /** As it is written: `../forms.md#csq`. */
  readonly link: string;
}

/** What a link of a page leads to, relative to the root; undefined where it leads out into the Web, or stays on its page. */
function targetOf(page: string, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link) || link.startsWith('#')) return undefined;
  return posix.join(posix.dirname(page), link.replace(/#.*/, '')).replace(/\/$/, '');
}

/** Text in backquotes and blocks is code, and has no links. */
const withoutCode = (markdown: string): string =>
  markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));

/** The links of these pages that lead to no file of the list, and to no folder of one. */
export function brokenLinks(files: readonly string[], textOf: (page: string) => string): BrokenLink[] {
  const there = new Set(files);
  for (const file of files)
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) there.add(folder);
  return files
    .filter((file) => file.endsWith('.md'))
    .flatMap((page) =>
      [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link })),
    )
    .filter(({ page, link }) => {
      const target = targetOf(page, link);
      return target !== undefined && !there.has(target);
    });
}
