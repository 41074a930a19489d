# needs: pandas==2.3.*
"""pandas reads what Gloss wrote as a table: each row is an annotation, as it was."""
import json
import sys
from pathlib import Path

# A file of this folder is called as a module that pandas needs.
sys.path = [path for path in sys.path if path and Path(path).resolve() != Path(__file__).resolve().parent]

import csv  # noqa: E402

import pandas  # noqa: E402

RUNS = ("=", "+", "-", "@", "\t", "\r")


def plain(cell):
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(RUNS) else cell


def held(words):
    """What a cell can hold: with U+0000 in it, nothing."""
    return "" if isinstance(words, str) and "\0" in words else words


def check(row, document, annotation):
    """What is wrong with a row."""
    wrong = [name for name, cell in row.items() if isinstance(cell, str) and cell.startswith(RUNS)]
    start, end = row["start"], row["end"]
    if document["text"][start:end] != plain(row["quote"]):
        wrong.append(f"{document['text'][start:end]!r} is not {row['quote']!r}")
    for name in ("id", "label", "start", "end", "quote", "prefix", "suffix", "note", "by", "created", "modified"):
        expected = held(annotation.get(name, ""))
        cell = row[name]
        if (plain(cell) if isinstance(cell, str) else int(cell)) != expected:
            wrong.append(f"{name} {cell!r} for {expected!r}")
    for name in ("title", "url", "author", "published", "language"):
        if plain(row[name]) != held(document.get(name, "")):
            wrong.append(f"{name} {row[name]!r} for {document.get(name)!r}")
    if (json.loads(row["attributes"]) if row["attributes"] else {}) != annotation.get("attributes", {}):
        wrong.append(f"attributes {row['attributes']!r}")
    if plain(row["document"]) != held(document["id"]):
        wrong.append(f"document {row['document']!r}")
    return wrong


def main(folder):
    path = folder / "csv" / "all.csv"
    table = pandas.read_csv(path, keep_default_na=False)
    files = sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem))
    owns = [json.loads(path.read_text("utf-8")) for path in files]
    expected = [(own["document"], one) for own in owns for one in own["annotations"]]
    refused = 0
    kinds = (str(table["start"].dtype), str(table["end"].dtype))
    if len(table) != len(expected) or kinds != ("int64", "int64"):
        print(f"{len(table)} rows for {len(expected)} annotations, offsets are {kinds}")
        refused += 1
    for row, (document, annotation) in zip(table.to_dict("records"), expected):
        wrong = check(row, document, annotation)
        refused += bool(wrong)
        for one in wrong:
            print(f"{annotation['id']} of {document['id']!r}: {one}")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, strict=True))
    same = [[str(cell) for cell in row] for row in table.itertuples(index=False)]
    if rows[1:] != same:
        print("Python's csv reads other cells than pandas")
        refused += 1
    print(f"pandas {pandas.__version__}: {len(owns)} documents, {len(table)} rows, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
