"""Asks python-gsmmodem for two numbers, six times; ends with 1 at the first that is not so."""

import sys

from gsmmodem.modem import GsmModem

modem = GsmModem(sys.argv[1], 115200)
modem.connect()
for _ in range(6):
    assert modem.imei == "490154203237518", modem.imei
    assert modem.imsi.isdigit(), modem.imsi
modem.close()
