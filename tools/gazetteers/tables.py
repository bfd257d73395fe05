"""Tables of the gazetteer format (docs/GAZETTEERS.md): reading, overriding, checking, writing."""

import re
import sys
from pathlib import Path

CACHE = Path.home() / ".cache/gaztag-gazetteers"

CYRILLIC = re.compile(r"[А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]")
KAZAKH = re.compile(r"[ӘәІіҢңҒғҮүҰұҚқӨөҺһ]")
LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
FLAGS = re.compile(r"\{[^{}]*\}")


def is_cyrillic(text):
    """Has Russian or Kazakh letters and no letters of another kind."""
    return bool(CYRILLIC.search(text)) and not any(c.isalpha() and not CYRILLIC.match(c) for c in text)


def read(path, columns):
    """id -> row (a dict with every one of `columns`); comments and empty lines are skipped."""
    path = Path(path)
    rows, header = {}, None
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            unknown = [cell for cell in header if cell not in columns]
            if unknown:
                sys.exit(f"{path}:{number}: unknown columns {unknown}")
            continue
        if len(cells) > len(header):
            sys.exit(f"{path}:{number}: {len(cells)} cells under {len(header)} columns")
        row = dict.fromkeys(columns, "")
        row.update(zip(header, cells))
        if row["id"] in rows:
            sys.exit(f"{path}:{number}: id {row['id']} again")
        rows[row["id"]] = row
    return rows


def override(row, hand):
    """A filled cell of `hand` replaces that of `row`, `-` empties it."""
    for column, value in hand.items():
        if value and column in row and column != "id":
            row[column] = "" if value == "-" else value


def check(columns, rows):
    """What is wrong with the rows, a list of messages."""
    problems, seen = [], set()
    for row in rows:
        key = row["id"]
        if not re.fullmatch(r"[A-Za-z0-9._-]+", key) or key in seen:
            problems.append(f"{key}: bad or repeated id")
        seen.add(key)
        if not any(row[column] for column in columns if column.startswith("name:")):
            problems.append(f"{key}: no name")
        for column in columns:
            cell = row[column]
            if cell != cell.strip() or "\t" in cell or "\n" in cell or "  " in cell:
                problems.append(f"{key}: white space in {column}")
            kind, _, language = column.partition(":")
            if kind not in ("name", "alias", "adj", "dem") or not cell:
                continue
            texts = [FLAGS.sub("", text) for text in cell.split("|")]
            if len(set(texts)) != len(texts):
                problems.append(f"{key}: the same text twice in {column}")
            if kind == "alias" and FLAGS.sub("", row[f"name:{language}"]) in texts:
                problems.append(f"{key}: the name again in {column}")
            for text in texts:
                if not text or re.search(r"[{}]", text):
                    problems.append(f"{key}: empty text or a stray brace in {column}")
                elif language in ("ru", "kk") and not is_cyrillic(text):
                    problems.append(f"{key}: {text!r} in {column} is not Cyrillic")
                elif column == "name:ru" and KAZAKH.search(text):
                    problems.append(f"{key}: {text!r} in {column} has Kazakh letters")
                elif language == "en" and (CYRILLIC.search(text) or not LATIN.search(text)):
                    problems.append(f"{key}: {text!r} in {column} is not Latin")
    return problems


def add_arguments(parser, hand, out):
    parser.add_argument("--cache", metavar="DIR", type=Path, default=CACHE,
                        help="where the fetched packages are kept (default: %(default)s)")
    parser.add_argument("--hand", metavar="FILE", type=Path, default=hand, help="default: %(default)s")
    parser.add_argument("--out", metavar="FILE", type=Path, default=out, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when FILE is not what would be written")


def finish(options, header, columns, rows):
    """Checks the rows and writes the file; returns the exit code."""
    problems = check(columns, rows)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    used = [column for column in columns if any(row[column] for row in rows)]
    lines = ["\t".join(used)] + ["\t".join(row[column] for column in used) for row in rows]
    text = header + "\n".join(lines) + "\n"
    if options.check:
        same = options.out.is_file() and options.out.read_bytes() == text.encode()
        print(f"{options.out}: {'up to date' if same else 'out of date'}", file=sys.stderr)
        return 0 if same else 1
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(text.encode())
    print(f"{options.out}: {len(rows)} rows", file=sys.stderr)
    return 0
