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
  private readonly file: ts.SourceFile;
  private readonly name: string;

  constructor(source: string, name: string) {
    this.file = ts.createSourceFile('bundle.js', source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
    this.name = name;
  }

  rewritten(node: ts.Node = this.file): string {
    const { text } = this.file;
    let out = '';
    let at = node.pos;
    ts.forEachChild(node, (child) => {
      if (child.pos < at) throw new Error(`children out of order at ${child.pos}`);
      out += text.slice(at, child.pos) + this.counted(child, node);
      at = child.end;
    });
    return out + text.slice(at, node.end);
  }

  private counted(node: ts.Node, parent: ts.Node): string {
    const inner = this.rewritten(node);
    if (isBranch(node, parent)) return `(${this.count()},${inner})`;
    if (isBareBody(node, parent)) return ` {${this.count()};${inner}${this.otherwise(node)}}`;
    const body = inner + this.otherwise(node);
    if (ts.isBlock(node)) return this.countedBlock(node, body);
    return isFirstOfClause(node, parent) ? ` ${this.count()};${body}` : body;
  }

  private countedBlock(node: ts.Block, body: string): string {
    const open = node.getStart(this.file) - node.pos + 1;
    return `${body.slice(0, open)}${this.count()};${body.slice(open)}`;
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
