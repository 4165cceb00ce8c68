/** What the numbers of the network say (27.007 section 8.5). */

/** The strength of the signal that `rssi` of +CSQ says; 0 means -113 dBm or less, 31 -51 dBm or more. undefined: not known (99). */
export function dBmOf(rssi: number): number | undefined {
  return Number.isInteger(rssi) && rssi >= 0 && rssi <= 31 ? 2 * rssi - 113 : undefined;
}
