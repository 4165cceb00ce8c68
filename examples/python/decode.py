"""Prints what a log of a SIM800 holds, by the C library (docs/vectors.md): python3 decode.py ./libsim800.so session.bin"""
import ctypes as c
import sys


class Message(c.Structure):  # sim800_message
    _fields_ = [("modem", c.c_void_p), ("form", c.c_uint16), ("kind", c.c_uint8), ("fields", c.c_uint16),
                ("start", c.c_uint32), ("end", c.c_uint32), ("payload_length", c.c_uint32)]


class Field(c.Structure):  # sim800_field_name
    _fields_ = [("name", c.c_char_p), ("field", c.c_uint32), ("kind", c.c_uint8), ("words", c.POINTER(c.c_char_p))]


class Form(c.Structure):  # sim800_form_name
    _fields_ = [("type", c.c_char_p), ("fields", c.POINTER(Field)), ("count", c.c_uint8)]


OnMessage = c.CFUNCTYPE(None, c.c_void_p, c.POINTER(Message))
OnBytes = c.CFUNCTYPE(None, c.c_void_p, c.POINTER(c.c_uint8), c.c_size_t)
lib = c.CDLL(sys.argv[1])
forms = c.cast(lib.sim800_form_names, c.POINTER(Form))
number, text, address = lib.sim800_number, lib.sim800_text, lib.sim800_address
number.restype, address.restype, text.restype = c.c_int32, c.c_uint32, c.POINTER(c.c_char)


def value(message, field):
    if field.kind <= 2:
        found = number(message, c.c_uint32(field.field))
        return field.words[found].decode() if field.kind == 2 else found
    if field.kind == 4:
        return ".".join(str(byte) for byte in address(message, c.c_uint32(field.field)).to_bytes(4, "big"))
    length = c.c_uint16()
    start = text(message, c.c_uint32(field.field), c.byref(length))
    return start[: length.value].decode("latin1")


def on_message(_, message):
    form = forms[message.contents.form]
    there = [f for f in form.fields[: form.count] if lib.sim800_has(message, c.c_uint32(f.field)) & 1]
    print(form.type.decode(), *(f"{f.name.decode()}={value(message, f)}" for f in there))


show = OnMessage(on_message)  # kept: the library calls it as long as it reads
callbacks = (c.c_void_p * 7)(c.cast(show, c.c_void_p))  # sim800_callbacks: the others are not wanted
modem = c.create_string_buffer(1 << 16)  # larger than struct sim800 of any grammar
lib.sim800_init(modem, callbacks, None, 0)
with open(sys.argv[2], "rb") as log:
    for chunk in iter(lambda: log.read(4096), b""):
        lib.sim800_feed(modem, chunk, c.c_size_t(len(chunk)))
lib.sim800_end(modem)
