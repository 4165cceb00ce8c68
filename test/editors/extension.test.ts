/** The extension with a stand-in for the editor: what it asks of it, and what it shows of the real `sim800 check`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/grammar-sources.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-vscode-'));
// What the command keeps from one run to the next.
process.env.XDG_CACHE_HOME = join(folder, 'cache');
afterAll(() => rmSync(folder, { recursive: true }));

interface Uri {
  readonly fsPath: string;
  readonly scheme: string;
}
const uriOf = (fsPath: string): Uri => ({ fsPath, scheme: 'file' });
const documentOf = (name: string) => ({ languageId: 'sim800-notation', uri: uriOf(join(folder, name)) });
type Document = ReturnType<typeof documentOf>;

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** As much of the editor as the extension uses. */
class Editor {
  readonly shown = new Map<string, readonly object[]>();
  readonly log: string[] = [];
  onSave: (document: Document) => void = () => undefined;
  isTrusted = true;
  found: Uri[] = [];
  command = [process.execPath, '--import', tsx, join(root, 'src/cli.ts')];

  get api(): object {
    const nothing = { dispose: () => undefined };
    return {
      DiagnosticSeverity: { Error: 0 },
      Uri: { file: uriOf },
      Range: class {
        readonly range: readonly number[];
        constructor(...range: number[]) {
          this.range = range;
        }
      },
      Diagnostic: class {
        readonly said: readonly unknown[];
        constructor(...said: unknown[]) {
          this.said = said;
        }
      },
      RelativePattern: class {},
      languages: {
        createDiagnosticCollection: () => ({
          set: ({ fsPath }: Uri, found: object[]) => this.shown.set(fsPath, found),
          delete: ({ fsPath }: Uri) => this.shown.delete(fsPath),
        }),
      },
      window: { createOutputChannel: () => ({ appendLine: (line: string) => this.log.push(line) }) },
      workspace: {
        isTrusted: this.isTrusted,
        textDocuments: [],
        getWorkspaceFolder: () => ({ uri: uriOf(folder) }),
        getConfiguration: () => ({ get: (name: string) => (name === 'command' ? this.command : ['*.at']) }),
        findFiles: async () => this.found,
        onDidOpenTextDocument: () => nothing,
        onDidCloseTextDocument: () => nothing,
        onDidSaveTextDocument: (listener: (document: Document) => void) => {
          this.onSave = listener;
          return nothing;
        },
      },
    };
  }
}

type Loader = { _load(request: string, ...rest: unknown[]): unknown };

/** `require('vscode')` is answered by the editor alone. */
function activated(editor: Editor): void {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'vscode' ? editor.api : load.call(loader, request, ...rest));
  try {
    const require = createRequire(import.meta.url);
    const path = join(root, 'editors/vscode/extension.js');
    delete require.cache[path];
    (require(path) as { activate(context: object): void }).activate({ subscriptions: [] });
  } finally {
    loader._load = load;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function saved(editor: Editor, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  editor.onSave(documentOf(name));
}

describe('the extension', () => {
  it('shows what is found in a grammar that is saved, and no more once it is mended', async () => {
    const editor = new Editor();
    activated(editor);
    saved(editor, 'mine.at', 'urc tank "+TANK:" level:nothing\n');
    await until(() => editor.shown.size > 0);
    expect(editor.shown.get(join(folder, 'mine.at'))).toMatchObject([
      { said: [{ range: [0, 24, 0, 31] }, 'no field type `nothing` is declared', 0], source: 'sim800' },
    ]);
    saved(editor, 'mine.at', 'urc tank "+TANK:" level:0..9\n');
    await until(() => editor.shown.size === 0);
    expect(editor.log).toEqual([]);
  });

  it('checks a file together with those that make a grammar with it', async () => {
    const editor = new Editor();
    activated(editor);
    writeFileSync(join(folder, 'types.at'), 'field level 0..9\n');
    editor.found = [uriOf(join(folder, 'types.at')), uriOf(join(folder, 'user.at'))];
    saved(editor, 'user.at', 'urc tank "+TANK:" level "," missing\n');
    await until(() => editor.shown.size > 0);
    expect(editor.shown.get(join(folder, 'user.at'))).toMatchObject([
      { said: [{ range: [0, 28, 0, 35] }, 'no field type `missing` is declared', 0] },
    ]);
  });

  it('logs what goes wrong with the command, and runs nothing in a folder that is not trusted', async () => {
    const editor = new Editor();
    editor.command = [join(folder, 'no-such-program')];
    activated(editor);
    saved(editor, 'mine.at', 'urc tank "+TANK:"\n');
    await until(() => editor.log.length > 0);
    expect(editor.log[0]).toMatch(/no-such-program/);
    const careful = new Editor();
    careful.isTrusted = false;
    activated(careful);
    saved(careful, 'mine.at', 'urc tank "+TANK:" level:nothing\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([careful.shown.size, careful.log]).toEqual([0, []]);
  });
});
