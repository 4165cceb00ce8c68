#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { main } from './cli/main.js';

// The same path from src/cli.ts and from dist/cli.js.
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

// Not process.exit(): what is still on its way to a pipe would be lost.
process.exitCode = await main(process.argv.slice(2), manifest.version);
