/**
 * The lines of a serial port beside its data, as a null-modem cable crosses them: the host's DTR arrives as DSR, and what goes
 * out as DTR is the host's DCD (and its DSR).
 */

/** What of a port of the package serialport is needed. */
export interface LinePort {
  get(callback: (error: Error | null, lines?: { readonly dsr: boolean }) => void): void;
  set(lines: { readonly dtr: boolean }, callback: (error: Error | null) => void): void;
}

/** What they mean to the module, and what it says by them. */
export interface LineEnds {
  dtrDropped(): void;
  isCarrierOn(): boolean;
}

export interface ModemLines {
  /** Gives what ends it. */
  watch(ends: LineEnds): () => void;
}

/** No driver tells of a line that changes, so they are looked at every so many milliseconds; the module wants DTR off for longer. */
const LOOK = 20;

export function modemLines(port: LinePort): ModemLines {
  return {
    watch: ({ dtrDropped, isCarrierOn }) => {
      let wasReady = false;
      let carrier: boolean | undefined;
      // A pseudo-terminal has no such lines, and a port may be gone.
      const stopAt = (error: Error | null): void => {
        if (error) clearInterval(timer);
      };
      const look = (): void => {
        port.get((error, lines) => {
          stopAt(error);
          if (!lines) return;
          if (wasReady && !lines.dsr) dtrDropped();
          wasReady = lines.dsr;
        });
        if (carrier === isCarrierOn()) return;
        carrier = isCarrierOn();
        port.set({ dtr: carrier }, stopAt);
      };
      const timer = setInterval(look, LOOK);
      return () => clearInterval(timer);
    },
  };
}
