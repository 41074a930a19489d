# needs: pybrat==0.1.7
"""brat stand-off: pybrat reads every document, and brat's own rules are checked.

The rules are those of brat's server (`annotation.py`, `TextAnnotations`): it reads
lines as Python's `splitlines` does, a type has no white space, fragments do not
overlap, and the words are the fragments joined by one space. What is understood is
compared with the same document in our own format.

Of two annotations with the same span pybrat says that they cannot be; brat shows
them. Such documents are read without that check.
"""

import json
import re
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from pybrat.parser import BratParser

LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
TYPE = re.compile("[a-zA-Z_][a-zA-Z0-9_-]*")
KINDS = {
    "T": re.compile(r"(T[0-9]+)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t(.+)"),
    "R": re.compile(r"(R[0-9]+)\t(\S+) Arg1:(T[0-9]+) Arg2:(T[0-9]+)"),
    "A": re.compile(r"(A[0-9]+)\t(\S+) (T[0-9]+) (\S+)"),
    "#": re.compile(r"(#[0-9]+)\t(\S+) (T[0-9]+)\t(.+)"),
}


def decoded(name):
    """The name that a type stands for, as XmlConvert.DecodeName reads it."""
    if re.match("x_x[0-9A-F]{4}", name):
        name = name[1:]
    return re.sub("_x([0-9A-F]{8}|[0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), name)


def lines_of(path):
    """The lines as brat sees them, by the kind that they are of."""
    lines = {kind: [] for kind in KINDS}
    seen = set()
    for line in path.read_bytes().decode("utf-8").splitlines():
        rule = KINDS.get(line[0])
        match = rule and rule.fullmatch(line)
        assert match, f"no line of brat's: {line!r}"
        assert match[1] not in seen, f"{match[1]} stands twice"
        assert TYPE.fullmatch(match[2]), f"no type: {match[2]!r}"
        seen.add(match[1])
        lines[line[0]].append(match.groups())
    return lines, seen


def check(folder, number, parsed):
    text = (folder / f"{number}.txt").read_bytes().decode("utf-8")
    lines, seen = lines_of(folder / f"{number}.ann")
    own = json.loads((folder.parent / "gloss" / f"{number}.json").read_text("utf-8"))
    assert text == own["document"]["text"], "the text is another one"
    assert parsed.text == text, "pybrat reads another text"
    for wanted, (name, label, offsets, words) in zip(own["annotations"], lines["T"], strict=True):
        pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
        assert all(0 <= start < end <= len(text) for start, end in pieces), f"{name} is outside"
        assert all(a[1] < b[0] for a, b in zip(pieces, pieces[1:])), f"pieces of {name} overlap"
        assert words == " ".join(text[start:end] for start, end in pieces), f"{name} has other words"
        assert (pieces[0][0], pieces[-1][1]) == (wanted["start"], wanted["end"]), f"{name} is elsewhere"
        assert words.split() == LINE_ENDS.sub(" ", wanted["quote"]).split(), f"{name} says something else"
        assert decoded(label) == wanted["label"], f"{name} is a {label}"
        entity = next(entity for entity in parsed.entities if entity.id == name)
        found = [(span.start, span.end) for span in entity.spans]
        # pybrat takes white space from the ends of lines.
        assert (found, entity.type, entity.mention) == (pieces, label, words.rstrip()), f"pybrat reads {entity}"
    assert len(parsed.entities) == len(lines["T"])
    names = {wanted["id"]: line[0] for wanted, line in zip(own["annotations"], lines["T"])}
    for wanted, (name, kind, one, other) in zip(own["relations"], lines["R"], strict=True):
        ends = (names[wanted["from"]], names[wanted["to"]])
        assert (decoded(kind), one, other) == (wanted["type"], *ends), f"{name} is another relation"
        relation = next(relation for relation in parsed.relations if relation.id == name)
        assert (relation.type, relation.arg1.id, relation.arg2.id) == (kind, one, other), f"pybrat reads {relation}"
    by_name = {names[wanted["id"]]: wanted for wanted in own["annotations"]}
    for name, kind, target, value in lines["A"] + lines["#"]:
        wanted = by_name[target]
        if kind == "AnnotatorNotes":
            held = wanted["note"]
        else:
            held = wanted["attributes"][decoded(kind)]
            if isinstance(held, dict):
                held = held["text"]
            if isinstance(held, bool):
                held = "true" if held else "false"
        assert value == held, f"{name} says {value!r}, not {held!r}"
        assert value.strip() == value, f"brat would cut {value!r}"
    return len(lines["T"]), len(lines["R"]), len(lines["A"]) + len(lines["#"])


def main():
    folder = Path(sys.argv[1]) / "brat"
    names = sorted((path.stem for path in folder.glob("*.ann")), key=int)
    # One by one: else pybrat stops at the first document that it refuses.
    refused = 0
    counts = [0, 0, 0]
    same = 0
    for name in names:
        try:
            spans = [line[2] for line in lines_of(folder / f"{name}.ann")[0]["T"]]
            strict = len(set(spans)) == len(spans)
            same += not strict
            parser = BratParser(error="raise" if strict else "ignore")
            with tempfile.TemporaryDirectory() as alone:
                for end in ("txt", "ann"):
                    shutil.copy(folder / f"{name}.{end}", alone)
                [parsed] = parser.parse(alone)
            found = check(folder, name, parsed)
            counts = [a + b for a, b in zip(counts, found)]
        except Exception as error:  # noqa: BLE001: anything that it says is a refusal
            refused += 1
            print(f"{name}: {type(error).__name__}: {error}")
    spans, relations, sayings = counts
    print(
        f"pybrat {version('pybrat')} and brat's rules: {len(names)} documents, {spans} spans, {relations} relations, "
        f"{sayings} attributes and comments, {refused} refused ({same} with equal spans read without pybrat's ban on them)"
    )
    sys.exit(bool(refused) or not names)


main()
