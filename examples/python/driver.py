"""A TCP session and a short message with a SIM800 (pip install pyserial). It survives sim800 fuzz --chaos 3."""
import re, sys, time
import serial

class Failed(Exception): pass

class Modem:
    def __init__(self, url):
        self.port, self.seen = serial.serial_for_url(url, 115200, timeout=0.02), b''

    def wait(self, pattern, seconds=3, failure=rb'\r\n(\+CM[ES] )?ERROR\b|FAIL\r|CLOSED\r|DEACT\r|RDY\r'):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.seen += self.port.read(4096)
            if found := re.search(pattern, self.seen, re.S):
                self.seen = self.seen[found.end():]
                return found
            if failure and re.search(failure, self.seen): break
        raise Failed(pattern, self.seen)

    def ask(self, line, pattern=rb'\r\nOK\r\n', seconds=3):
        self.seen = b''
        self.port.write(line + b'\r')
        return self.wait(pattern, seconds)

    def recover(self):
        self.port.write(b'\x1b\r')  # out of a prompt, if there is one; what is still to be answered is waited for
        time.sleep(0.3)
        for line in (b'AT', b'ATE0', b'AT+CIPSHUT', b'AT+CIPRXGET=1', b'AT+CMGF=1', b'AT+CMGD=1,4'):
            self.ask(line, rb'\r\n(SHUT )?OK\r\n')

    def echo(self, address, data):
        self.ask(b'AT+CIPSTART="TCP","%s",%s' % address, rb'\r\nCONNECT OK\r\n')
        self.ask(b'AT+CIPSEND=%d' % len(data), rb'> ')
        self.port.write(data)
        self.wait(rb'SEND OK\r\n.*\+CIPRXGET: 1\r\n')
        size = int(self.ask(b'AT+CIPRXGET=2,%d' % len(data), rb'\+CIPRXGET: 2,(\d+),\d+\r\n')[1])
        return self.wait(rb'^.{%d}(?=\r\nOK\r\n)' % size, failure=None)[0]

    def message(self, number, text):
        self.ask(b'AT+CMGS="%s"' % number, rb'> ')
        self.port.write(text + b'\x1a')
        index = self.wait(rb'\+CMGS: \d+.*\+CMTI: "SM",(\d+)\r\n')[1]
        return self.ask(b'AT+CMGR=' + index, rb'\+CMGR: [^\r]*\r\n([^\r]*)\r\n\r\nOK\r\n')[1]

modem = Modem(sys.argv[1])
for attempt in range(40):
    try:
        modem.recover()
        if modem.echo((sys.argv[2].encode(), sys.argv[3].encode()), b'hello\r\nOK\r\n') != b'hello\r\nOK\r\n': continue
        if modem.message(b'+15550100', b'Good morning') == b'Good morning': sys.exit(0)
    except Failed as failure:
        print(failure, file=sys.stderr)
sys.exit('no session went well')
