#!/usr/bin/env python3
"""How long the server takes from its start to SERVING, and what memory it then holds.

  cargo build --release
  python3 tools/bench/start.py [--starts 10] [--binary target/release/gaztag] [-- further arguments of `gaztag serve`]

Every start is a process of its own, on a free port. SERVING is when it prints where it listens, which it does after its health says so.
Resident memory and its peak are those that Linux tells at that moment. The program is in the page cache after the first start, which is
not counted.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent


def start(command):
    """Seconds until it serves, of the processor too, resident MB and their peak, and what it says of itself."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        seconds = time.perf_counter() - begin
        if not line.startswith("listening on"):
            sys.exit(server.stderr.read())
        says = server.stdout.readline().strip()
        status = Path(f"/proc/{server.pid}/status").read_text()
        times = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
        server.kill()
    resident, peak = (int(re.search(rf"{figure}:\s+(\d+)", status)[1]) * 1024 / 1e6 for figure in ("VmRSS", "VmHWM"))
    processor = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return (seconds, processor, resident, peak), says


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=10, help="how often it is started")
    parser.add_argument("--binary", default=str(REPO / "target" / "release" / "gaztag"), help="the program")
    parser.add_argument("further", nargs="*", help="arguments of `gaztag serve`")
    args = parser.parse_args()
    command = [args.binary, "serve", "--listen", "127.0.0.1:0", *args.further]
    _, says = start(command)
    figures = [start(command)[0] for _ in range(args.starts)]
    print(f"{args.starts} starts, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}: {says.partition(', loaded')[0]}\n")
    print("| | median | least | most |\n|---|---|---|---|")
    titles = ["to SERVING, s", "processor time of it, s", "resident, MB", "peak, MB"]
    for title, column in zip(titles, zip(*figures, strict=True), strict=True):
        print(f"| {title} | {statistics.median(column):.2f} | {min(column):.2f} | {max(column):.2f} |")


if __name__ == "__main__":
    main()
