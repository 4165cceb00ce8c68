/** What commands change about the line: the settings of a grammar by what they are about. */
import type { EchoSetting } from '../contract/dialogue.js';
import type { Setting } from '../contract/machine.js';

export type EchoChange = 'echo-on' | 'echo-off' | 'echo-unknown';

export const ECHO_AFTER: Readonly<Record<EchoChange, EchoSetting>> = {
  'echo-on': 'on',
  'echo-off': 'off',
  'echo-unknown': 'unknown',
};

export const isEcho = (setting: Setting): setting is EchoChange => setting in ECHO_AFTER;

export const isNumeric = (setting: Setting): boolean => setting === 'numeric-on' || setting === 'numeric-off';
