#!/usr/bin/env python3
"""Counts the instructions of the hot path and compares them with the committed counts: a guard against regressions that does not time.

  python3 tools/bench/instructions.py            compare; exit status 1 when a stage takes more than it may
  python3 tools/bench/instructions.py --update   write the counts of this machine into benches/instructions.toml
  python3 tools/bench/instructions.py --runs 5   how far the counts of several runs lie apart

The program is `benches/hot_path.rs`, built under the profile `guard` and without the server; what it reads lies in benches/samples. It
runs under `valgrind --tool=callgrind`, which counts the same on a busy machine as on an idle one. What still differs from run to run is
where the words of the names fall in tables whose hash is keyed anew in every process. Where valgrind is missing, or the processor is
none that the counts are of, it says so and succeeds.
"""

import argparse
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent
COUNTS = REPO / "benches" / "instructions.toml"
STAGES = {
    "words": "a text cut into folded words",
    "candidates": "raw text to the spans of all surface forms",
    "listed": "mentions of listed names",
    "all": "mentions, of what no gazetteer lists too",
}
BUILD = ["bench", "--profile", "guard", "--no-default-features", "--bench", "hot_path", "--no-run"]


def run(command):
    done = subprocess.run(command, cwd=REPO, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done


def build(cargo):
    """The path of the program."""
    told = run([*cargo.split(), *BUILD]).stderr
    return re.findall(r"Executable .*\((.+)\)", told)[-1]


def count(program):
    """Instructions a byte of text, by stage."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        options = ["--collect-atstart=no", "--toggle-collect=hot_path::stage_*", f"--callgrind-out-file={out}"]
        told = run(["valgrind", "--quiet", "--tool=callgrind", *options, program]).stdout
        table = run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out]).stdout
    size = int(re.search(r"^bytes (\d+)$", told, re.MULTILINE)[1])
    counts = re.findall(r"^\s*([\d,]+) .*hot_path::stage_(\w+)", table, re.MULTILINE)
    counts = {stage: int(instructions.replace(",", "")) / size for instructions, stage in counts}
    if counts.keys() != STAGES.keys():
        sys.exit(f"callgrind counted the stages {sorted(counts)} instead of {sorted(STAGES)}")
    return counts


def write(counts, tolerance):
    rustc = run(["rustc", "--version"]).stdout.split()[1]
    lines = [
        "# Instructions a byte of text: written by `tools/bench/instructions.py --update`, read by it in `.ci/run`.",
        f'machine = "{platform.machine()}"',
        f'rustc = "{rustc}"',
        "# More than this share above a count is a regression.",
        f"tolerance = {tolerance}",
        "",
        "[counts]",
        *(f"# {what}\n{stage} = {counts[stage]:.1f}" for stage, what in STAGES.items()),
    ]
    COUNTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the counts instead of comparing them")
    parser.add_argument("--runs", type=int, default=1, help="how often it is counted; the mean is compared")
    parser.add_argument("--cargo", default="cargo", help="the program, with leading words if it needs any")
    args = parser.parse_args()
    committed = tomllib.loads(COUNTS.read_text(encoding="utf-8"))
    if not shutil.which("valgrind"):
        print("instructions are not counted: there is no valgrind")
        return 0
    if platform.machine() != committed["machine"] and not args.update:
        print(f"instructions are not counted: the counts are of {committed['machine']}, this is {platform.machine()}")
        return 0

    program = build(args.cargo)
    runs = [count(program) for _ in range(args.runs)]
    counts = {stage: sum(one[stage] for one in runs) / len(runs) for stage in STAGES}
    tolerance = committed["tolerance"]
    print("| stage | instructions a byte | committed | difference | spread of the runs |\n|---|---|---|---|---|")
    worse = []
    for stage, instructions in counts.items():
        before = committed["counts"].get(stage, instructions)
        difference = instructions / before - 1
        spread = (max(one[stage] for one in runs) - min(one[stage] for one in runs)) / instructions
        print(f"| {stage} | {instructions:.1f} | {before:.1f} | {difference:+.1%} | {spread:.2%} |")
        if difference > tolerance:
            worse.append(f"{STAGES[stage]} ({stage}): {instructions:.1f} instructions a byte instead of {before:.1f}")
    if args.update:
        write(counts, tolerance)
        print(f"written to {COUNTS.relative_to(REPO)}")
        return 0
    if worse:
        print(f"\nthe hot path takes over {tolerance:.0%} more than it did:\n  " + "\n  ".join(worse))
        print(f"counted with rustc {committed['rustc']}; another compiler counts otherwise")
        print("`valgrind --tool=callgrind` on the program shows where; if it is worth its price, say why in the commit and run")
        print("  python3 tools/bench/instructions.py --update")
        return 1
    if any(instructions < committed["counts"].get(stage, 0) * (1 - tolerance) for stage, instructions in counts.items()):
        print("faster than committed: `--update` keeps it so")
    return 0


if __name__ == "__main__":
    sys.exit(main())
