// Before the build: its two halves run side by side, so neither can clear the folder of both.
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
