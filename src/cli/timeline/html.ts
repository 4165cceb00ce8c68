/** `--timeline`: one page that needs nothing else, neither files nor a network. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { named } from '../fault.js';
import type { Sink } from '../output/format.js';
import { printable } from '../output/harmless.js';
import { Collector } from './collector.js';
import type { TimelineData } from './contract.js';

/** In the package it is built; in a checkout it is built when it is needed. */
async function script(): Promise<string> {
  const built = fileURLToPath(new URL('./timeline-page.js', import.meta.url));
  if (existsSync(built)) return readFileSync(built, 'utf8');
  // A bundler must not see it: it is there in a checkout only.
  const bundler = 'esbuild';
  const { build } = (await import(bundler)) as typeof import('esbuild');
  const entry = fileURLToPath(new URL('./page/timeline-page.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    loader: { '.css': 'text' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Neither the log's text nor a library's can end the element it is in. */
const inScript = (text: string): string => text.replace(/<(?=\/script|!--)/gi, '\\x3c');
const inJson = (text: string): string =>
  text.replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

function page(data: TimelineData, code: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>timeline</title>
</head>
<body>
<script type="application/json" id="data">${inJson(JSON.stringify(data))}</script>
<script>${inScript(code)}</script>
</body>
</html>
`;
}

export function timelineSink(path: string, title: string): Sink {
  const collector = new Collector(title);
  const take: Sink['take'] = (entry) => {
    collector.add(entry);
    return '';
  };
  const end = async (): Promise<string> => {
    const data = collector.data();
    const text = page(data, await script());
    try {
      writeFileSync(path, text);
    } catch (error) {
      throw named(error, path);
    }
    const left = data.left === 0 ? '' : `, ${data.left} bars are left out`;
    return `${printable(path)}  ${data.bars.length} bars, ${data.lanes.length} lanes${left}\n`;
  };
  return { begin: () => '', take, end };
}
