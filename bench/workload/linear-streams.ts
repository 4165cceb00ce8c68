/** Streams that would show it if reading went over the same bytes again: ordinary ones, and such as an enemy would write. */

/** What comes first, if anything, and what is repeated after it. */
export interface LinearStream {
  readonly before?: string;
  readonly repeat: string;
  /** What the host has sent, so that an echo is expected. */
  readonly sent?: string;
}

const ALMOST = [
  '\r\n+CIPSTATUS: 4,0,"TCP","192.0.2.9","80","CLOSINX"\r\n',
  '\r\nC: 1,1,"UDP","198.51.100.8","123","REMOTE CLOSIN"\r\n',
  '\r\n+RECEIVE,1,1460,192.0.2.256:80:\r\n',
  '\r\n+CDNSGIP: 1,"modem.example","198.51.100.300"\r\n',
  '\r\n7, SEND OKAY\r\n',
  '\r\n+CIPACK: 1000000,1000000,10000000000\r\n',
  '\r\nNORMAL POWER DOWM\r\n',
].join('');

export const ORDINARY = 'ordinary lines';

export const STREAMS: Readonly<Record<string, LinearStream>> = {
  // The workload `lines` is filled in where the file is at hand.
  [ORDINARY]: { repeat: '' },
  'lines that almost match': { repeat: ALMOST },
  'a line without an end': { repeat: 'A long line of letters that never ends, ' },
  'a known line without an end': { before: '\r\n+CME ERROR: ', repeat: 'unknown ' },
  'digits without an end': { before: '\r\n+CSQ: ', repeat: '0123456789' },
  'an echo without an end': { before: 'AT+CIPSTART=', repeat: '"TCP","198.51.100.7",' },
  'CR and nothing else': { repeat: '\r' },
  'LF and nothing else': { repeat: '\n' },
  'quoted text with line ends, never closed': { repeat: '\r\n+CUSD: 0,"a line\r\nand another\r\nand a third' },
  'messages shorter than their length says': {
    repeat: `\r\n+CMT: "1","","24/05/17,09:30:12+08",145,4,0,0,"1",145,640\r\n${'x\n'.repeat(100)}`,
  },
  'prompts and what looks like one': { repeat: '\r\n> >\r\n>>\r\n' },
  'payloads announced in payloads': { repeat: '\r\n+HTTPREAD: 4000\r\n' },
  'payloads announced between lines': { repeat: '\r\nRING\r\nx\r\n+HTTPREAD: 319488\r\n' },
  'payloads announced and cut short': { repeat: '\r\n+CIPRXGET: 3,730,0\r\n0123456789abcdefX' },
  'transparent: almost CLOSED': { before: '\r\nCONNECT\r\n', repeat: '\r\nCLOSED\r\r\nCLOSE\r\n\r\r\nCLOSED \r\n' },
  'transparent: almost +PDP: DEACT': { before: '\r\nCONNECT\r\n', repeat: '\r\n+PDP: DEAC\r\n+PDP: DEACT\r' },
  'transparent: line ends': { before: '\r\nCONNECT\r\n', repeat: '\r\n' },
  'prompt data that almost comes back': {
    sent: `AT+CIPSEND\r${'0, SEND OK\r\nand a line of it\r\n'.repeat(400)}`,
    before: 'AT+CIPSEND\r\r\n> ',
    repeat: '0, SEND OK\r\nand a lime of it\r\n',
  },
  'line ends that are still to come back': {
    sent: `AT+CIPSEND\r${'\n'.repeat(16000)}`,
    before: 'AT+CIPSEND\r\r\n> ',
    repeat: '\r\nRING\r\nAT\r\n',
  },
  'an echo that almost comes': { sent: 'AT+CIPSEND=1,1000\r', repeat: 'AT+CIPSEND=1,1001\r\n' },
  'bytes of all kinds': { repeat: String.fromCharCode(...Array.from({ length: 256 }, (_, i) => (i * 167) % 256)) },
};
