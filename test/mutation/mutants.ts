/** Small faults, one at a time, that a source can be given: each must be noticed by some test. */
import ts from 'typescript';

const { SyntaxKind } = ts;

/** One fault: the text from `start` to `end` is replaced. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly by: string;
}

/** What an operator is taken for. */
const OPERATORS = new Map<ts.SyntaxKind, readonly string[]>([
  [SyntaxKind.PlusToken, ['-']],
  [SyntaxKind.MinusToken, ['+']],
  [SyntaxKind.AsteriskToken, ['/']],
  [SyntaxKind.SlashToken, ['*']],
  [SyntaxKind.LessThanToken, ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [SyntaxKind.AmpersandAmpersandToken, ['||']],
  [SyntaxKind.BarBarToken, ['&&']],
  [SyntaxKind.AmpersandToken, ['|']],
  [SyntaxKind.BarToken, ['&']],
  [SyntaxKind.LessThanLessThanToken, ['>>>']],
  [SyntaxKind.GreaterThanGreaterThanToken, ['<<']],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, ['<<']],
  [SyntaxKind.PlusEqualsToken, ['-=']],
  [SyntaxKind.MinusEqualsToken, ['+=']],
  [SyntaxKind.BarEqualsToken, ['&=']],
]);

/** Where the program does nothing, or where a changed text is a changed name. */
function isDeclared(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  );
}

/** The condition of a branch or a loop. */
function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return node === parent.expression;
  return (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) && node === parent.condition;
}

const isLoop = ({ parent }: ts.Node): boolean => ts.isIterationStatement(parent, false);

/** A statement that can be left out; a declaration cannot. */
function canBeLeftOut(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) return node.expression.kind !== SyntaxKind.SuperKeyword && !isSuperCall(node);
  return ts.isThrowStatement(node) || ts.isContinueStatement(node);
}

const isSuperCall = ({ expression }: ts.ExpressionStatement): boolean =>
  ts.isCallExpression(expression) && expression.expression.kind === SyntaxKind.SuperKeyword;

/** What else could appear in place of a node. */
function others(node: ts.Node): readonly string[] {
  if (node.kind === SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === SyntaxKind.FalseKeyword) return ['true'];
  if (ts.isNumericLiteral(node)) return [String(Number(node.text) + 1), `(${Number(node.text) - 1})`];
  if (ts.isStringLiteral(node) && node.text !== '' && !ts.isPropertyAssignment(node.parent)) return ["''"];
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return [node.operand.getText()];
  if (canBeLeftOut(node)) return [';'];
  if (isCondition(node)) return isLoop(node) ? ['false'] : ['true', 'false'];
  return OPERATORS.get(node.kind) ?? [];
}

/** Every fault that can be planted in a source. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isDeclared(node)) return;
    const [start, end] = [node.getStart(tree), node.end];
    const { line, character } = tree.getLineAndCharacterOfPosition(start);
    const place = { file, line: line + 1, column: character + 1, start, end, was: source.slice(start, end) };
    for (const by of others(node)) if (by !== place.was) mutants.push({ ...place, by });
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return mutants;
}

/** The source with the fault in it. */
export function planted(source: string, { start, end, by }: Mutant): string {
  return source.slice(0, start) + by + source.slice(end);
}

/** One line: where, and what stands for what. */
export function shown({ file, line, column, was, by }: Mutant): string {
  const short = was.replace(/\s+/g, ' ');
  return `${file}:${line}:${column} ${short.length > 60 ? `${short.slice(0, 60)}…` : short} -> ${by}`;
}
