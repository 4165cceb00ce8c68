"""Reads with pyhumod the short message that has arrived; its text is the second argument."""

import sys
import time

import humod

modem = humod.Modem(sys.argv[1], sys.argv[1])
modem.enable_textmode(True)
time.sleep(1)
text = modem.sms_read(1)
assert text == sys.argv[2], repr(text)
