"""A shell at a terminal of its own: what is on the screen after a line and the tab key. Used by programs.test.ts."""
import os
import pty
import select
import sys
import time

shell, folder, setup, line = sys.argv[1:5]
process, terminal = pty.fork()
if process == 0:
    os.environ.update(TERM="dumb", PS1="", HOME=folder)
    os.execvp(shell, [shell, "-f", "-i"])


def until(text, seconds, quiet=60):
    """What comes until a text has come, or nothing for a while after something has."""
    seen, end, last = b"", time.time() + seconds, None
    while text not in seen and time.time() < end and (last is None or time.time() < last + quiet):
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        last = time.time()
    return seen


# The echo of the line has it in two pieces.
os.write(terminal, f"{setup}; echo RE''ADY\n".encode())
until(b"READY", 20)
os.write(terminal, line.encode() + b"\t\t")
sys.stdout.buffer.write(until(b"never", 10, quiet=1))
