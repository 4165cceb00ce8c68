/** The trie as a machine of llparse, which writes it as C. */
import { LLParse, type source } from 'llparse';
import type { Ending, TrieNode } from './trie.js';

type Node = source.node.Node;
type MatchNode = source.node.Match;

const DIGITS = Object.fromEntries(Array.from('0123456789', (digit) => [digit, Number(digit)]));

export class MachineBuilder {
  private readonly p = new LLParse('lines');
  private readonly start: MatchNode;
  private readonly endings: readonly Ending[];
  private made = 0;

  constructor(endings: readonly Ending[]) {
    this.endings = endings;
    this.p.property('i32', 'value');
    this.p.property('i16', 'ending');
    this.start = this.p.node('start');
  }

  /** Texts of C: the machine and its header. */
  build(root: TrieNode): { c: string; header: string } {
    const { p, start } = this;
    const line = this.node(root);
    start.match(['\r', '\n'], start).otherwise(line);
    const { c, header } = p.build(start);
    return { c, header };
  }

  private fresh(name: string): MatchNode {
    this.made++;
    return this.p.node(`${name}${this.made}`);
  }

  private node(at: TrieNode): Node {
    const { p } = this;
    const node = this.fresh('n');
    for (const [byte, next] of at.bytes) this.literal(node, byte, next);
    if (at.ending !== undefined) this.lineEnd(node, at.ending);
    if (at.number) this.number(node, at.number);
    if (at.text) return node.otherwise(this.text(at.text.stop, at.text.next));
    return node.otherwise(p.error(1, 'unknown line'));
  }

  /** Bytes that follow without a choice are matched at once. */
  private literal(node: MatchNode, first: string, after: TrieNode): void {
    let text = first;
    let at = after;
    while (at.bytes.size === 1 && at.ending === undefined && !at.number && !at.text) {
      const [[byte, next]] = at.bytes as unknown as [[string, TrieNode]];
      text += byte;
      at = next;
    }
    node.match(text, this.node(at));
  }

  private lineEnd(node: MatchNode, ending: number): void {
    const { p } = this;
    const echo = this.endings[ending]?.type === 'echo';
    const reported = p.invoke(p.code.match('on_line'), this.start);
    node.match(echo ? '\r' : '\r\n', p.invoke(p.code.update('ending', ending), reported));
  }

  private number(node: MatchNode, next: TrieNode): void {
    const { p } = this;
    const loop = this.fresh('digits');
    const add = p.invoke(p.code.mulAdd('value', { base: 10, signed: false }), { 1: p.error(2, 'overflow') }, loop);
    node.select(DIGITS, add);
    loop.select(DIGITS, add).otherwise(p.invoke(p.code.match('on_number'), this.node(next)));
  }

  /** Only the text of an echo is handed out; of the others the end has to be found. */
  private text(stop: string, next: TrieNode): Node {
    const { p } = this;
    const node = this.fresh('text');
    const echo = next.ending !== undefined && this.endings[next.ending]?.type === 'echo';
    if (!echo) return node.peek(stop, this.node(next)).skipTo(node);
    const span = p.span(p.code.span('on_echo'));
    node.peek(stop, span.end(this.node(next))).skipTo(node);
    return span.start(node) as unknown as Node;
  }
}
