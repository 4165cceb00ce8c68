/** AT+CSCS: how numbers and texts look on the line in text mode. "UCS2" has four hexadecimal digits for a letter. */
import { fromUcs2, toUcs2 } from '../../../values/ucs2.js';
import type { Device } from '../../device.js';

const isUcs2 = ({ settings }: Device): boolean => settings.get('cscs').charset === 'UCS2';

/** As the module writes it. */
export const written = (device: Device, text: string): string => (isUcs2(device) ? toUcs2(text) : text);

/** What the host has written; undefined: it is no text of that alphabet. */
export const understood = (device: Device, text: string): string | undefined =>
  isUcs2(device) ? fromUcs2(text.trim()) : text;

/** Letters of one message, as bytes on the line. */
export const longestText = (device: Device): number => (isUcs2(device) ? 4 * 70 : 160);
