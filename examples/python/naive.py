"""What drivers do, and sim800 fuzz finds out: it sleeps, reads what is there, and takes it for the answer."""
import sys, time
import serial

port = serial.serial_for_url(sys.argv[1], 115200, timeout=0)

def ask(line, answer):
    port.write(line + b'\r')
    time.sleep(0.1)
    said = port.read(1000)
    assert said.endswith(answer), (line, said)

ask(b'ATE0', b'OK\r\n')
ask(b'AT+CSQ', b'OK\r\n')
ask(b'AT+CIPSTART="TCP","127.0.0.1",%s' % sys.argv[2].encode(), b'CONNECT OK\r\n')
ask(b'AT+CIPSEND=5', b'> ')
port.write(b'hello')
time.sleep(0.2)
assert port.read(1000).startswith(b'\r\nSEND OK\r\n')
