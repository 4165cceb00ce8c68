#!/usr/bin/env python3
"""Logs of raw bytes to a data set of Parquet files by device and day, on a cluster of dask.distributed.

    dataset.py --scheduler tcp://host:8786 logs/*/*.bin --out tables

A log is logs/DEVICE/DAY.bin. It is cut into ranges, and each is a task: `sim800 decode --range`. A task writes a file of its own, whole
or not at all, so that it may be done twice: what a lost worker had in hand is done again by another, and nothing is there twice.
A part is read on into the next until a reading from there holds the same; from where it holds is in the name of its folder:

    tables/device=DEVICE/day=DAY/holds_from=OFFSET/messages.parquet

    SELECT * FROM read_parquet('tables/**/*.parquet', hive_partitioning = true) WHERE "offset" >= holds_from
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from distributed import Client


def ranges(log, size):
    """Where a log is cut; the entry points are the line ends after that."""
    total = os.path.getsize(log)
    cuts = [*range(0, max(total, 1), size), total]
    return list(zip(cuts, cuts[1:]))


def decode(program, log, begin, end, target):
    """One task. Returns {"begin": …, "end": …, "size": …}: up to which offset of the log the part goes."""
    target = pathlib.Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [*program, "decode", "--container", "raw", "--range", f"{begin}:{end}", "--format", "parquet", log]
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as out:
        run = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        os.unlink(out.name)
        raise RuntimeError(f"{log} {begin}:{end}: {run.stderr}")
    os.replace(out.name, target)
    return json.loads(run.stderr.splitlines()[-1])


def publish(parts, target, staging):
    """All parts of a log take the place of what was there of it. `parts`: their files and seams, in order."""
    holds_from = 0
    for file, seams in parts:
        # A part that ends where the next one has not begun to hold was read by the part before: nothing of it holds.
        if seams["end"] > holds_from or seams["size"] == 0:
            folder = staging / f"holds_from={holds_from}"
            folder.mkdir(parents=True)
            os.replace(file, folder / "messages.parquet")
            holds_from = seams["end"]
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staging, target)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("logs", nargs="+")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--scheduler", required=True)
    arguments.add_argument("--size", type=int, default=256 * 2**20, help="bytes of a part (default: 256 MiB)")
    arguments.add_argument("--program", default="npx sim800", help="how a worker calls it (default: npx sim800)")
    given = arguments.parse_args()
    out = pathlib.Path(given.out).resolve()
    # Beside the data set, not in it: nobody reads what is not finished.
    work = out.with_name(f".{out.name}.work")
    client = Client(given.scheduler)
    tasks = []
    for log in map(os.path.abspath, given.logs):
        device, day = pathlib.Path(log).parent.name, pathlib.Path(log).stem
        parts = []
        for begin, end in ranges(log, given.size):
            file = work / device / day / f"{begin}.parquet"
            future = client.submit(decode, given.program.split(), log, begin, end, str(file), pure=False)
            parts.append((file, future))
        tasks.append((device, day, parts))
    for device, day, parts in tasks:
        done = [(file, future.result()) for file, future in parts]
        publish(done, out / f"device={device}" / f"day={day}", work / device / f"{day}.whole")
    shutil.rmtree(work, ignore_errors=True)
    print(json.dumps({"logs": len(tasks), "parts": sum(len(parts) for _, _, parts in tasks)}))


if __name__ == "__main__":
    main()
