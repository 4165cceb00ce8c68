/** The lines beside the data: of a port that is made up, and of one of the package serialport on its mock of a driver. */
import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type LinePort, modemLines } from '../../src/cli/simulate/modem-lines.js';
import { serial } from '../../src/cli/simulate/transport.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Cable implements LinePort {
  dsr = false;
  error: Error | null = null;
  looks = 0;
  readonly said: boolean[] = [];

  get(callback: (error: Error | null, lines?: { readonly dsr: boolean }) => void): void {
    this.looks += 1;
    if (this.error) callback(this.error);
    else callback(null, { dsr: this.dsr });
  }

  set({ dtr }: { readonly dtr: boolean }, callback: (error: Error | null) => void): void {
    this.said.push(dtr);
    callback(this.error);
  }
}

it('tells that the DTR of the host goes off, once each time', () => {
  const cable = new Cable();
  let drops = 0;
  const unwatch = modemLines(cable).watch({ dtrDropped: () => drops++, isCarrierOn: () => false });
  vi.advanceTimersByTime(100);
  expect(drops).toBe(0); // it was never on
  for (const dsr of [true, false, true, false]) {
    cable.dsr = dsr;
    vi.advanceTimersByTime(100);
  }
  expect(drops).toBe(2);
  unwatch();
  const { looks } = cable;
  vi.advanceTimersByTime(100);
  expect(cable.looks).toBe(looks);
});

it('shows the DCD of the module, when it changes', () => {
  const cable = new Cable();
  let isOn = false;
  const unwatch = modemLines(cable).watch({ dtrDropped: () => {}, isCarrierOn: () => isOn });
  for (const on of [false, true, true, false]) {
    isOn = on;
    vi.advanceTimersByTime(100);
  }
  expect(cable.said).toEqual([false, true, false]);
  unwatch();
});

it('gives up where there are no such lines', () => {
  const cable = new Cable();
  cable.error = new Error('Inappropriate ioctl for device, cannot get');
  modemLines(cable).watch({ dtrDropped: () => {}, isCarrierOn: () => true });
  vi.advanceTimersByTime(200);
  expect(cable.looks).toBe(1);
});

it('belongs to a port of the package serialport', async () => {
  vi.useRealTimers();
  SerialPortMock.binding.createPort('/dev/mock');
  const transport = await serial('/dev/mock', 9600, () =>
    Promise.resolve({ SerialPort: SerialPortMock } as unknown as typeof import('serialport')),
  );
  const set = vi.spyOn(SerialPortMock.prototype, 'set');
  const get = vi.spyOn(SerialPortMock.prototype, 'get');
  get.mockImplementationOnce((callback) => callback?.(null, { cts: false, dsr: true, dcd: false }));
  try {
    const dropped = new Promise<void>((resolve) => {
      transport.lines?.watch({ dtrDropped: resolve, isCarrierOn: () => true });
    });
    await dropped; // the mock's DSR is off
    expect(set).toHaveBeenCalledWith({ dtr: true }, expect.anything());
  } finally {
    get.mockRestore();
    set.mockRestore();
    await transport.close();
    SerialPortMock.binding.reset();
  }
});
