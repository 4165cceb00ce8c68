/** What AT+X? answers before the host has changed anything: the defaults of the AT manual. */
import type { Outgoing } from '../outgoing.js';

const V25TER: readonly Outgoing[] = [
  { type: 'icf', format: 3, parity: 3 },
  { type: 'ifc', byHost: 0, byModule: 0 },
  { type: 'ipr', rate: 115200 },
];

const DEVICE: readonly Outgoing[] = [
  { type: 'cmee', mode: 0 },
  { type: 'cscs', charset: 'IRA' },
  { type: 'calm', mode: 0 },
  { type: 'cals', tone: 1, play: 0 },
  { type: 'crsl', level: 100 },
  { type: 'clvl', level: 60 },
  { type: 'cmut', mode: 0 },
  { type: 'csclk', mode: 0 },
  { type: 'cbatchk', mode: 1 },
  { type: 'echarge', value: 0 },
  { type: 'csdt', mode: 0 },
  { type: 'simtimer', time: 25 },
  { type: 'csns', mode: 0 },
  { type: 'cmod', mode: 0 },
  { type: 'cfgri', status: 0 },
  { type: 'dlyri', delay: 0 },
  { type: 'sclass0', mode: 1 },
  { type: 'ccpd', mode: 1 },
  { type: 'ccode', mode: 0 },
  { type: 'ciurc', mode: 1 },
  { type: 'svr', coding: 16 },
  { type: 'gsmbusy', mode: 0 },
  { type: 'clts', mode: 0 },
  { type: 'cnetlight', mode: 1 },
  { type: 'csgs', mode: 1 },
  { type: 'sd2pcm', mode: 0 },
  { type: 'cmnrp', mode: 0 },
  { type: 'sdmode', mode: 0 },
  { type: 'skpd-setting', mode: 0 },
  { type: 'cegprs', mode: 0 },
  { type: 'cnetscan', format: 0 },
];

const CALLS: readonly Outgoing[] = [
  { type: 'ccwe', mode: 0 },
  { type: 'cbst', speed: 7, name: 0, ce: 1 },
  { type: 'crlp', iws: 61, mws: 61, t1: 48, n2: 6, t4: 7 },
  { type: 'csta', numberType: 129 },
  { type: 'clcc-setting', mode: 0 },
  { type: 'ceer-setting', mode: 0 },
  { type: 'cr-setting', mode: 0 },
  { type: 'crc', mode: 0 },
  { type: 'vtd', duration: 1 },
  { type: 'ccwa-setting', mode: 0 },
  { type: 'clip-setting', mode: 0, status: 1 },
  { type: 'clir', mode: 0, status: 4 },
  { type: 'colp-setting', mode: 0, status: 1 },
  { type: 'cssn', cssi: 0, cssu: 0 },
  { type: 'moring', mode: 0 },
  { type: 'cdrind-setting', mode: 0 },
];

const MESSAGES: readonly Outgoing[] = [
  { type: 'cmgf', mode: 0 },
  { type: 'cnmi', mode: 2, mt: 1, bm: 0, ds: 0, bfr: 0 },
  { type: 'csca', number: '+15550000', numberType: 145 },
  { type: 'cscb', mode: 0 },
  { type: 'csdh', mode: 0 },
  { type: 'csmp', fo: 17, vp: 167, pid: 0, dcs: 0 },
  { type: 'cmghex', mode: 0 },
  { type: 'srspt', mode: 0 },
];

const PACKET_SERVICE: readonly Outgoing[] = [
  { type: 'cgsms', service: 1 },
  { type: 'cgclass', class: 'B' },
  { type: 'cgdcont', cid: 1, pdpType: 'IP', apn: 'internet', address: '0.0.0.0', dataComp: 0, headComp: 0 },
  { type: 'cipctl', mode: 1 },
  { type: 'cipbeiping', mode: 1 },
];

const TCP_IP: readonly Outgoing[] = [
  { type: 'cipmux', mode: 0 },
  { type: 'cipqsend', mode: 0 },
  { type: 'cstt', apn: 'CMNET', user: '', password: '' },
  { type: 'primary-dns', address: '203.0.113.53' },
  { type: 'secondary-dns', address: '203.0.113.54' },
  { type: 'ciphead', mode: 0 },
  { type: 'cipats', mode: 0 },
  { type: 'cipsprt', prompt: 1 },
  { type: 'cipcsgp', mode: 1, apn: 'CMNET' },
  { type: 'cipsrip', mode: 0 },
  { type: 'cipdpdp', mode: 1, interval: 10, timer: 3 },
  { type: 'cipmode', mode: 0 },
  { type: 'cipccfg', nmRetry: 5, waitTm: 2, sendSz: 1024, esc: 1, rxmode: 0, rxSize: 1460, rxtimer: 50 },
  { type: 'cipshowtp', mode: 0 },
  { type: 'ciprxget', mode: 0 },
  { type: 'ciprdtimer', single: 2000, multi: 3500 },
  { type: 'ciptka', mode: 0, keepIdle: 7200, keepInterval: 75, keepCount: 9 },
  { type: 'cipssl', mode: 0 },
  { type: 'httpgethead', option: 0 },
  { type: 'httpssl', mode: 0 },
];

const GNSS: readonly Outgoing[] = [
  { type: 'cgnsseq', sentence: 'RMC' },
  { type: 'cgnsurc', every: 0 },
  { type: 'cgnstst', mode: 0 },
  { type: 'cgnsipr', rate: 115200 },
  { type: 'cgpsout', sentences: 0 },
];

export const FACTORY_SETTINGS: readonly Outgoing[] = [
  ...V25TER,
  ...DEVICE,
  ...CALLS,
  ...MESSAGES,
  ...PACKET_SERVICE,
  ...TCP_IP,
  ...GNSS,
];
