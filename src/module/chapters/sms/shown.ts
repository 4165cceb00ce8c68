/** How a message looks on the line. */
import { bytesOf } from '../../bytes.js';
import type { Device } from '../../device.js';
import type { Outgoing } from '../../outgoing.js';
import { typeOfNumber } from '../sim.js';
import { written } from './charset.js';
import { deliverPdu, type Pdu, type Report, reportPdu, submitPdu } from './pdu.js';
import { STATUS, type Stored } from './store.js';

/** A message, and the lines of its text after the first one: they have no form. */
export interface Shown {
  readonly message: Outgoing;
  readonly rest?: Uint8Array;
}

/** With AT+CSDH=1 the text is whole; else its first line is the form's, and the rest is as it is. */
function withText(device: Device, letters: string, make: (text: string) => Outgoing): Shown {
  const text = written(device, letters);
  const end = text.search(/[\r\n]/);
  if (end < 0 || isDetailed(device)) return { message: make(text) };
  return { message: make(text.slice(0, end)), rest: bytesOf(`${text.slice(end).replace(/^\r?\n?/, '')}\r\n`) };
}

const isDetailed = ({ settings }: Device): boolean => settings.get('csdh').mode === 1;

const isText = ({ settings }: Device): boolean => settings.get('cmgf').mode === 1;

const pduOf = (stored: Stored): Pdu => (stored.stat < 2 ? deliverPdu(stored, stored.time) : submitPdu(stored));

const numberOf = (device: Device, number: string) => (number === '' ? {} : { number: written(device, number) });

/** AT+CSDH=1: what else there is to know of a message. */
function details(device: Device, { number, text, stat }: Stored) {
  if (!isDetailed(device)) return {};
  const { settings } = device;
  const { number: sca, numberType: tosca } = settings.get('csca');
  const common = { numberType: typeOfNumber(number), pid: 0, dcs: 0, ...(sca !== undefined && { sca }), tosca };
  return stat < 2 ? { ...common, fo: 4, length: text.length } : { ...common, fo: 17, vp: 167, length: text.length };
}

/** AT+CMGR. */
export function read(device: Device, stored: Stored): Shown {
  const { stat, number, text, time } = stored;
  if (!isText(device)) return { message: { type: 'cmgr-pdu', stat, ...pduOf(stored) } };
  const head = { type: 'cmgr', stat: STATUS[stat], ...numberOf(device, number), ...details(device, stored) } as const;
  return withText(device, text, (shown) =>
    stat < 2 ? { ...head, scts: time, text: shown } : { ...head, text: shown },
  );
}

/** AT+CMGL. */
export function listed(device: Device, index: number, stored: Stored): Shown {
  const { stat, number, text, time } = stored;
  if (!isText(device)) return { message: { type: 'cmgl-pdu', index, stat, ...pduOf(stored) } };
  const size = isDetailed(device) ? { numberType: typeOfNumber(number), length: text.length } : {};
  const head = { type: 'cmgl', index, stat: STATUS[stat], ...numberOf(device, number), ...size } as const;
  return withText(device, text, (shown) =>
    stat < 2 ? { ...head, scts: time, text: shown } : { ...head, text: shown },
  );
}

/** +CMT: it is handed over as it comes. */
export function handedOver(device: Device, stored: Stored): Shown {
  if (!isText(device)) return { message: { type: 'cmt-pdu', ...pduOf(stored) } };
  const { number, text, time: scts } = stored;
  return withText(device, text, (shown) => ({
    type: 'cmt',
    ...numberOf(device, number),
    scts,
    ...details(device, stored),
    text: shown,
  }));
}

/** +CDS: the message has arrived. */
export function reported(device: Device, report: Report): Outgoing {
  if (!isText(device)) return { type: 'cds-pdu', ...reportPdu(report) };
  const { reference: mr, number, sent: scts, arrived: dt } = report;
  return { type: 'cds', fo: 6, mr, ...numberOf(device, number), numberType: typeOfNumber(number), scts, dt, st: 0 };
}
