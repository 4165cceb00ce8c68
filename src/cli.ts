#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { main } from './cli/main.js';
import { serve } from './cli/parts/thread.js';

// The same path from src/cli.ts and from dist/cli.js.
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const { stdin, stdout, stderr, env } = process;

// Not process.exit(): what is still on its way to a pipe would be lost.
if (isMainThread)
  process.exitCode = await main(process.argv.slice(2), manifest.version, {
    stdin,
    stdout,
    stderr,
    env,
    program: new URL(import.meta.url),
  });
else serve();
