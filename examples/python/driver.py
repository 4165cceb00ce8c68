"""A TCP session and a short message with a SIM800 (pip install pyserial). It survives sim800 fuzz --chaos 3."""
import re, sys, time
import serial

DATA, TEXT = b'hello\r\nOK\r\n', b'Good morning'
FAILURE = rb'\r\n(\+CM[ES] )?ERROR\b|FAIL\r|CLOSED\r|DEACT\r|RDY\r'
SETUP = b'AT', b'ATE0', b'AT+CIPSHUT', b'AT+CIPRXGET=1', b'AT+CMGF=1', b'AT+CMGD=1,4'
port = serial.serial_for_url(sys.argv[1], 115200, timeout=0.02)

def ask(data, pattern, seconds=4):
    seen, end = b'', time.monotonic() + seconds
    port.write(data)
    while time.monotonic() < end and not re.search(FAILURE, seen):
        seen += port.read(4096)
        if found := re.search(pattern, seen, re.S): return found
    raise OSError(pattern, seen)

def echo(host, number):
    ask(b'AT+CIPSTART="TCP","%s",%s\r' % (host, number), rb'\r\nCONNECT OK\r*\n')
    ask(b'AT+CIPSEND=%d\r' % len(DATA), rb'> ')
    ask(DATA, rb'SEND OK\r*\n.*\+CIPRXGET: *1\r*\n')
    return ask(b'AT+CIPRXGET=2,1460\r', rb'\+CIPRXGET: *2, *\d+, *\d+\r*\n(.{%d})\r\n+OK\r*\n' % len(DATA))[1]

def message(number):
    ask(b'AT+CMGS="%s"\r' % number, rb'> ')
    index = ask(TEXT + b'\x1a', rb'\+CMGS: *\d+.*\+CMTI: *"SM", *(\d+)\r*\n')[1]
    return ask(b'AT+CMGR=%s\r' % index, rb'\+CMGR: *"[^\r\n]*\r*\n([^\r\n]*)\r*\n.*\nOK\r*\n')[1]

for attempt in range(40):
    try:
        port.write(b'\x1b\r')  # out of a prompt, if there is one; what is still to be answered is waited for
        time.sleep(0.3)
        for line in SETUP: ask(line + b'\r', rb'\r\n(SHUT )?OK\r*\n')
        if echo(*map(str.encode, sys.argv[2:])) == DATA and message(b'+15550100') == TEXT: sys.exit(0)
    except OSError as failure: print(failure, file=sys.stderr)
sys.exit('no session went well')
