"""
What one would write in an afternoon: the lines of a log, a table of regular expressions, one JSON object a line.

    naive.py TABLE LOG

TABLE: JSON, rows of type, kind, pattern with a group a field, names of the fields, and which of them are numbers; made of
the same list of forms as the bench's other engines.
"""
import json
import re
import sys


def rows(path):
    with open(path) as file:
        return [(row, re.compile(row["pattern"])) for row in json.load(file)]


def message(line, table):
    for row, pattern in table:
        match = pattern.match(line)
        if match is None:
            continue
        found = {"kind": row["kind"], "type": row["type"]}
        for name, value in zip(row["fields"], match.groups()):
            if value is not None:
                found[name] = int(value) if name in row["numbers"] else value
        return found
    return {"kind": "unrecognized", "type": "unrecognized", "bytes": line}


def main(table, log, out):
    offset = 0
    while line := log.readline():
        text = line.decode("latin-1").strip("\r\n")
        if text:
            found = message(text, table)
            length = found.get("length")
            if found["type"] in ("receive", "ciprxget-read"):
                payload = log.read(length)
                line += payload
                found["payload"] = payload.decode("latin-1")
            out.write(json.dumps({"offset": offset, **found}) + "\n")
        offset += len(line)


if __name__ == "__main__":
    with open(sys.argv[2], "rb") as log:
        main(rows(sys.argv[1]), log, sys.stdout)
