/** Puts a counter into every block of a script: what V8's own block coverage would say, at a fraction of its price. */
import ts from 'typescript';

const { SyntaxKind } = ts;

export interface Counting {
  readonly code: string;
  readonly blocks: number;
}

const SHORT_CIRCUIT = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** An expression that is not always evaluated. */
function isBranch(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return node === parent.whenTrue || node === parent.whenFalse;
  if (ts.isBinaryExpression(parent)) return node === parent.right && SHORT_CIRCUIT.has(parent.operatorToken.kind);
  return ts.isArrowFunction(parent) && node === parent.body && !ts.isBlock(node);
}

/** A statement that is the body of another, without braces. */
function isBareBody(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isBlock(node)) return false;
  if (ts.isIfStatement(parent)) return node === parent.thenStatement || node === parent.elseStatement;
  return ts.isIterationStatement(parent, false) && node === parent.statement;
}

const isFirstOfClause = (node: ts.Node, parent: ts.Node): boolean =>
  ts.isCaseOrDefaultClause(parent) && node === parent.statements[0];

class Rewriter {
  blocks = 0;
  private readonly written: string[] = [];
  /** Up to here the source is written. */
  private at = 0;
  private readonly file: ts.SourceFile;
  private readonly name: string;

  constructor(source: string, name: string) {
    this.file = ts.createSourceFile('bundle.js', source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
    this.name = name;
  }

  rewritten(): string {
    this.visit(this.file);
    return this.written.join('') + this.file.text.slice(this.at);
  }

  private visit(node: ts.Node): void {
    ts.forEachChild(node, (child) => {
      if (child.pos < this.at) throw new Error(`children out of order at ${child.pos}`);
      this.counted(child, node);
    });
  }

  private counted(node: ts.Node, parent: ts.Node): void {
    const branch = isBranch(node, parent);
    const bare = isBareBody(node, parent);
    if (branch) this.insert(node.pos, `(${this.count()},`);
    else if (bare) this.insert(node.pos, ` {${this.count()};`);
    else if (isFirstOfClause(node, parent)) this.insert(node.pos, ` ${this.count()};`);
    if (ts.isBlock(node)) this.insert(node.getStart(this.file) + 1, `${this.count()};`);
    this.visit(node);
    this.insert(node.end, this.otherwise(node) + (branch ? ')' : bare ? '}' : ''));
  }

  /** Text goes in from left to right: a bundle is long, and what is put together again at each level of it is longer. */
  private insert(at: number, text: string): void {
    this.written.push(this.file.text.slice(this.at, at), text);
    this.at = at;
  }

  /** That a condition did not hold counts as well. */
  private otherwise(node: ts.Node): string {
    return ts.isIfStatement(node) && node.elseStatement === undefined ? ` else ${this.count()};` : '';
  }

  private count(): string {
    return `${this.name}[${this.blocks++}]++`;
  }
}

/** The script, counting in the array called `name`. */
export function withCounters(source: string, name: string): Counting {
  const rewriter = new Rewriter(source, name);
  return { code: rewriter.rewritten(), blocks: rewriter.blocks };
}
