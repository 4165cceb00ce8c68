/** Echo: what the module sends back of the host's own bytes, told byte for byte where the host said what it wrote. */
import { BlockReader, ECHO, LINES } from './blocks.js';
import { IS_ECHO, type Machine } from './contract.js';
import type { TokenizerHandlers } from './handlers.js';
import { Host } from './host.js';
import { CR } from './line-end.js';
import type { Options } from './options.js';
import { DEAD, NEED, recogniseLine } from './recognising.js';
import type { View } from './view.js';

export abstract class EchoReader<V extends View> extends BlockReader<V> {
  protected readonly registers: Int32Array;
  protected readonly host: Host;
  protected prompted = false; // since the last prompt only echo has come
  protected behindPrompt = false; // nothing stands between the prompt and the next byte

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options) {
    super(machine, handlers, options);
    this.registers = new Int32Array(machine.registers);
    this.host = new Host(machine, this.registers, options);
  }

  protected override isExpected(index: number, c: number): boolean {
    return this.host.expects(index, c);
  }

  protected acceptEcho(b: Uint8Array, p: number, next: number, echo: number): number {
    // One byte ends it, whatever follows.
    this.host.echoed(b, p, next - 1, echo);
    return this.reportEcho(b, p, next - 1, next);
  }

  protected reportEcho(b: Uint8Array, p: number, end: number, next: number): number {
    const from = this.cursor;
    this.behindPrompt = false;
    this.advance(next);
    this.handlers.echo?.(b, p, end, from);
    this.handlers.echoEnd?.(this.cursor);
    return next;
  }

  /** The host has sent something that may come back here. DEAD: it does not. */
  protected readExpected(b: Uint8Array, p: number): number {
    const { host } = this;
    if (host.data && this.behindPrompt && host.begins(b[p] as number)) {
      this.mode = ECHO;
      return this.readEcho(b, p);
    }
    const e = this.lineLimit(p);
    const verdict = host.compare(b, p, e);
    if (verdict === Host.UNDECIDED && this.mayWait(p, NEED)) {
      this.expecting = true;
      return p;
    }
    if (verdict === Host.NO_ECHO || host.agreed === 0) return this.cutEcho(b, p, e);
    const end = p + host.agreed;
    if (host.data) {
      this.mode = ECHO;
      return this.readEcho(b, p);
    }
    host.takeLine(host.agreed);
    return this.reportEcho(b, p, end, end < this.limit && b[end] === CR ? end + 1 : end);
  }

  /** An echo that another line cuts into without a line end: that line must be one the grammar knows. */
  private cutEcho(b: Uint8Array, p: number, e: number): number {
    const { agreed } = this.host;
    if (agreed === 0) return DEAD;
    const { machine } = this;
    const code = recogniseLine(machine, machine.recognise, b, p + agreed, e, this.registers);
    if (code === DEAD || (machine.traits[code] as number) & IS_ECHO) return DEAD;
    if (code < 0) return this.mayWait(p, code) ? p : DEAD;
    this.host.take(agreed);
    return this.reportEcho(b, p, p + agreed, p + agreed);
  }

  /** The datum sent at the prompt comes back, byte for byte. */
  protected readEcho(b: Uint8Array, p: number): number {
    const count = this.host.agree(b, p, this.realLimit);
    const next = p + count;
    this.behindPrompt = false;
    if (count > 0) {
      const from = this.cursor;
      this.host.take(count);
      this.advance(next);
      this.handlers.echo?.(b, p, next, from);
    }
    if (next < this.limit || this.host.pending === 0) this.endEcho();
    return count === 0 ? this.readLine(b, p) : next;
  }

  protected endEcho(): void {
    if (this.mode !== ECHO) return;
    this.mode = LINES;
    this.handlers.echoEnd?.(this.cursor);
  }
}
