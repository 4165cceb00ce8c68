import { analyse } from '../../src/compiler/analyse.js';

/** One form of every shape the notation has. */
const SAMPLE = `
# The command was carried out.
# Source: AT manual 2.2.25
final ok "OK" numeric 0
final send-ok [connection "," sp] "SEND OK"
final cme-error "+CME ERROR:" sp (code:0..999 | text:error-text)
intermediate connect "CONNECT" [" " text:speed] begins transparent
prompt prompt ">" at-once " "?
response state "STATE:" sp state:("IP INITIAL" | "CONNECT OK")
response local-ip address:ipv4
urc ipd "+IPD," length:1..1500 ":" payload length bytes
response ciprxget-read "+CIPRXGET:" sp "2," [connection ","] length:0..1460 "," remaining:uint eol payload length bytes
response ciprxget-hex "+CIPRXGET:" sp "3," length:0..730 "," remaining:uint eol payload length hex
response ciprxget-pending "+CIPRXGET:" sp "4," [connection ","] length:uint
response ciprxget "+CIPRXGET:" sp mode:0..1 while "AT+CIPRXGET?"
urc cusd '+CUSD:' sp '"' text:quoted '"'
urc cmt "+CMT:" sp index:-2..200 eol pdu:hex-text
fallback response information "+" name:unknown-name ":" sp [text:answer]
fallback response text text:answer while any
fallback echo echo bytes:command-line cr

field connection 0..7
field error-text letter 1..1 print 0..79
field speed digit 3..3 print 0..40
field quoted byte 0..20 except '"' lines 2 quotes
field hex-text hex 1..20
field answer print 1..40
field command-line bytes i"AT" byte 0..40

# The address is all that AT+CIFSR answers.
command cifsr "AT+CIFSR" ends local-ip, cme-error
command cipstatus "AT+CIPSTATUS" ends ok then state

# Sends.
# Source: AT manual 8.2.3
command cipsend "AT+CIPSEND" answers prompt ends send-ok, cme-error within 645 s
        test answers ciprxget-pending ends ok
        write connection "," sp0 length:1..1460 data length
        execute data ctrl-z

# Errors.
table cme 3 "operation not allowed" 4 "a | b"
`;

export const sampleModel = analyse([{ file: 'grammar/sample.at', text: SAMPLE }]);
