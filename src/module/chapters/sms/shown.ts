/** How a message looks on the line. */
import { bytesOf } from '../../bytes.js';
import type { Device } from '../../device.js';
import type { Outgoing } from '../../outgoing.js';
import { typeOfNumber } from '../sim.js';
import { deliverPdu, type Pdu, type Report, reportPdu, submitPdu } from './pdu.js';
import { STATUS, type Stored } from './store.js';

/** A message, and the lines of its text after the first one: they have no form. */
export interface Shown {
  readonly message: Outgoing;
  readonly rest?: Uint8Array;
}

/** The first line is the form's, the rest is as it is. */
function withText(text: string, make: (firstLine: string) => Outgoing): Shown {
  const end = text.search(/[\r\n]/);
  if (end < 0) return { message: make(text) };
  return { message: make(text.slice(0, end)), rest: bytesOf(`${text.slice(end).replace(/^\r?\n?/, '')}\r\n`) };
}

const isText = ({ settings }: Device): boolean => settings.get('cmgf').mode === 1;

const pduOf = (stored: Stored): Pdu => (stored.stat < 2 ? deliverPdu(stored, stored.time) : submitPdu(stored));

const empty = (number: string) => (number === '' ? {} : { number });

/** AT+CSDH=1: what else there is to know of a message. */
function details({ settings }: Device, { number, text, stat }: Stored) {
  const { mode } = settings.get('csdh');
  if (mode === 0) return {};
  const { number: sca, numberType: tosca } = settings.get('csca');
  const common = { numberType: typeOfNumber(number), pid: 0, dcs: 0, ...(sca !== undefined && { sca }), tosca };
  return stat < 2 ? { ...common, fo: 4, length: text.length } : { ...common, fo: 17, vp: 167, length: text.length };
}

/** AT+CMGR. */
export function read(device: Device, stored: Stored): Shown {
  const { stat, number, text, time } = stored;
  if (!isText(device)) return { message: { type: 'cmgr-pdu', stat, ...pduOf(stored) } };
  const head = { type: 'cmgr', stat: STATUS[stat], ...empty(number), ...details(device, stored) } as const;
  return withText(text, (line) => (stat < 2 ? { ...head, scts: time, text: line } : { ...head, text: line }));
}

/** AT+CMGL. */
export function listed(device: Device, index: number, stored: Stored): Shown {
  const { stat, number, text, time } = stored;
  if (!isText(device)) return { message: { type: 'cmgl-pdu', index, stat, ...pduOf(stored) } };
  const head = { type: 'cmgl', index, stat: STATUS[stat], ...empty(number) } as const;
  return withText(text, (line) => (stat < 2 ? { ...head, scts: time, text: line } : { ...head, text: line }));
}

/** +CMT: it is handed over as it comes. */
export function handedOver(device: Device, stored: Stored): Shown {
  if (!isText(device)) return { message: { type: 'cmt-pdu', ...pduOf(stored) } };
  const { number, text, time: scts } = stored;
  return withText(text, (line) => ({ type: 'cmt', ...empty(number), scts, ...details(device, stored), text: line }));
}

/** +CDS: the message has arrived. */
export function reported(device: Device, report: Report): Outgoing {
  if (!isText(device)) return { type: 'cds-pdu', ...reportPdu(report) };
  const { reference: mr, number, sent: scts, arrived: dt } = report;
  return { type: 'cds', fo: 6, mr, number, numberType: typeOfNumber(number), scts, dt, st: 0 };
}
