/** Bytes in, messages out, as a stream of the Web. */
import { remembering, type TellsAnswers, tellAnswers } from './answers.js';
import { asBytes, type DecoderClass, type DecoderLike, type HostSide } from './decoder-like.js';
import { forwardHostSide } from './host-side.js';
import { type Demand, IdleClock } from './idle.js';
import { highWaterMarkOf, type StreamOptions } from './options.js';

type Controller<M> = TransformStreamDefaultController<M>;

/**
 * What the desired size tells. It is never zero by its queue, whose mark lies between two whole numbers (below): zero
 * is a readable side that was closed or cancelled, of which older engines tell a transformer nothing else.
 */
function demandOf<M>(controller: Controller<M> | undefined): Demand {
  const size = controller?.desiredSize ?? 0;
  if (size === 0) return 'gone';
  return size > 0 ? 'takes' : 'full';
}

const between = (mark: number): { highWaterMark: number } => ({ highWaterMark: Math.floor(mark) - 0.5 });

// biome-ignore lint/correctness/noUnusedVariables: an interface that adds to a class has its parameters
export interface MessageStream<M> extends HostSide, TellsAnswers {}

/**
 * A `TransformStream` from bytes to the messages of any grammar, given its `Decoder`. Backpressure goes through it: no
 * chunk is read while messages wait.
 *
 * When the source fails, messages that were not taken yet are dropped, as in every stream of the Web.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: forwardHostSide() defines what it promises
export class MessageStream<M> extends TransformStream<Uint8Array, M> {
  static {
    forwardHostSide(MessageStream.prototype, (stream) => stream.decoder);
    tellAnswers(MessageStream.prototype);
  }

  private readonly decoder: DecoderLike;

  constructor(Decoder: DecoderClass<M>, options: StreamOptions = {}) {
    let controller: Controller<M> | undefined;
    const handOn = (message: M): void => {
      if (demandOf(controller) !== 'gone') controller?.enqueue(message);
    };
    const decoder = new Decoder(remembering(handOn), options);
    const clock = new IdleClock(decoder, options, () => demandOf(controller));
    super(
      {
        start: (its) => {
          controller = its;
        },
        transform: (chunk) => {
          decoder.write(asBytes(chunk));
          clock.restart();
        },
        flush: () => {
          clock.stop();
          decoder.end();
        },
      },
      undefined,
      between(highWaterMarkOf(options)),
    );
    this.decoder = decoder;
  }
}
