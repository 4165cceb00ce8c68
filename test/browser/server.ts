/** A server for pages: files of the repository, what a test adds to them, and a place where a page leaves its report. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..', '..');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** As if the repository were a project that has the package installed. */
function fileOf(path: string): string {
  return join(root, normalize(path).replace(/^\/node_modules\/sim800-protocol(?=\/)/, ''));
}

export interface PageServer {
  readonly origin: string;
  /** What the next page that is done reports. */
  report(): Promise<unknown>;
  close(): void;
}

type Pages = Readonly<Record<string, string>>;

async function answer(path: string, pages: Pages, response: ServerResponse): Promise<void> {
  try {
    const body = pages[path] ?? (await readFile(fileOf(path)));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end(`no ${path}`);
  }
}

/** `pages`: by path, and before files. A page reports with `POST /report`, in JSON. */
export async function servePages(pages: Pages): Promise<PageServer> {
  const waiting: ((report: unknown) => void)[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    if (request.method !== 'POST') return answer(pathname, pages, response);
    waiting.shift()?.(JSON.parse(await text(request)));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    report: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close(),
  };
}
