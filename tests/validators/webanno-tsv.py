# needs:
"""WebAnno TSV 3.3: no reader that installs from PyPI knows enough of it, so this is
a strict one of our own. It takes the steps that INCEpTION's `Tsv3XDeserializer`
takes, with each of its assertions an error, and nothing that the published grammar
leaves out. What it understands is compared with the same document in our format.
"""

import json
import re
import sys
from pathlib import Path

LAYER = "webanno.custom.Gloss"
RELATIONS = "webanno.custom.GlossRelation"
STACK = re.compile(r"(?<!\\)\|")
FEATURE = re.compile("[a-zA-Z][a-zA-Z0-9_]*")
VALUES = {c: c for c in "\\[]|_;*"} | {"t": "\t", "n": "\n"}
TEXTS = {chr(c): chr(c) for c in range(32) if not 7 < c < 14} | {
    "t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b", "\\": "\\"
}


def unescaped(words, table, arrow=False):
    """Each escape replaced, from left to right, as `StringUtils.replaceEach` does."""
    found = []
    at = 0
    while at < len(words):
        if words[at] == "\\":
            if arrow and words.startswith("->", at + 1):
                found.append("->")
                at += 3
                continue
            assert at + 1 < len(words) and words[at + 1] in table, f"no escape: {words[at : at + 2]!r}"
            found.append(table[words[at + 1]])
            at += 2
            continue
        assert not arrow or words[at] not in "[]|_;*\t", f"{words[at]!r} is not escaped in {words!r}"
        found.append(words[at])
        at += 1
    return "".join(found)


def decoded(name):
    """The name that a feature stands for, as XmlConvert.DecodeName reads it."""
    if name == "x_x" or re.match("x_x([0-9A-F]{8}|[0-9A-F]{4})_", name):
        name = name[1:]
    return re.sub("_x([0-9A-F]{8}|[0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), name)


class Sheet:
    """A file, read."""

    def __init__(self, file):
        # What Java's `readLine` ends a line at.
        assert file.endswith("\n")
        lines = re.split("\r\n|\r|\n", file[:-1])
        assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
        self.columns = []
        at = 1
        while lines[at]:
            self.declare(lines[at])
            at += 1
        assert lines[at + 1] == "", "an empty line follows the head's own"
        self.text = ""
        self.annotations = {}
        self.units = {}
        self.relations = []
        sentence = 0
        for block in "\n".join(lines[at + 2 :]).split("\n\n"):
            sentence += 1
            rows = block.split("\n")
            texts = [row for row in rows if row.startswith("#Text=")]
            assert texts == rows[: len(texts)] and texts, "a sentence begins with its text"
            tokens = [row.split("\t") for row in rows[len(texts) :]]
            assert tokens, "a sentence has a word"
            for number, fields in enumerate(tokens, 1):
                assert len(fields) == len(self.columns) + 4 and fields[-1] == "", "each column ends with a tab"
                assert fields[0] == f"{sentence}-{number}"
                begin, end = map(int, fields[1].split("-"))
                if number == 1:
                    self.begin(begin, [unescaped(text[6:], TEXTS) + "\n" for text in texts])
                self.token(begin, end, fields)
        for relation in self.relations:
            relation["from"] = self.end(*relation["from"])
            relation["to"] = self.end(*relation["to"])

    def declare(self, line):
        kind, rest = line.split("=", 1)
        name, *fields = rest.split("|")
        assert (kind, name) in (("#T_SP", LAYER), ("#T_RL", RELATIONS)), line
        assert fields
        for field in fields:
            if kind == "#T_RL" and field == "BT_" + LAYER:
                self.columns.append((name, None))
                continue
            assert FEATURE.fullmatch(field) and not field.startswith("ROLE_"), f"no feature: {field!r}"
            assert (name, field) not in self.columns
            self.columns.append((name, field))

    def begin(self, begin, texts):
        length = len(self.text.encode("utf-16-le")) // 2
        if length > begin:
            assert length == begin + 1 and self.text.endswith("\n")
            self.text = self.text[:-1]
        elif length < begin:
            assert not self.text, "there is a gap between sentences"
            self.text += " " * begin
        self.text += "".join(texts)

    def token(self, begin, end, fields):
        units = self.text.encode("utf-16-le")
        assert units[begin * 2 : end * 2].decode("utf-16-le") == fields[2], f"{fields[2]!r} is elsewhere"
        assert begin < end
        stacks = {LAYER: [], RELATIONS: []}
        for (layer, feature), raw in zip(self.columns, fields[3:]):
            if raw == "_":
                continue
            for depth, value in enumerate(STACK.split(raw)):
                number = None
                if value.endswith("]") and not value.endswith("\\]"):
                    value, number = value[: value.rindex("[")], value[value.rindex("[") + 1 : -1]
                if depth == len(stacks[layer]):
                    stacks[layer].append(self.thing(layer, number, begin, end, fields[0]))
                thing = stacks[layer][depth]
                if layer == LAYER:
                    assert thing is self.annotations[int(number)], "the stacks are of one order"
                if feature is None:
                    one, other = map(int, number.split("_"))
                    thing["from"], thing["to"] = (value, one), (fields[0], other)
                elif value != "*":
                    said = unescaped(value, VALUES, arrow=True)
                    assert thing.setdefault(feature, said) == said, "each word says the same"

    def thing(self, layer, number, begin, end, unit):
        if layer == RELATIONS:
            self.relations.append({})
            return self.relations[-1]
        thing = self.annotations.setdefault(int(number), {"%begin": begin, "%unit": unit})
        thing["%end"] = end
        return thing

    def end(self, unit, number):
        assert self.annotations[number]["%unit"] == unit, f"{number} does not begin at {unit}"
        return number


def words(value):
    """A value of ours as a feature of strings has it; None if none can."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        at_words = set(value) == {"text", "start", "end"}
        value = value["text"] if at_words else None
    held = isinstance(value, str) and value not in ("true", "false") and "\r" not in value
    return value if held else None


def check(sheet, own):
    text = own["document"]["text"]
    head = len(text) - len(text.lstrip())
    assert sheet.text == text + "\n" or sheet.text[head:] == text[head:] + "\n" and not sheet.text[:head].strip()

    def units(at):
        return len(text[:at].encode("utf-16-le")) // 2

    assert len(sheet.annotations) == len(own["annotations"])
    numbers = {}
    for number, wanted in enumerate(own["annotations"], 1):
        numbers[wanted["id"]] = number
        found = dict(sheet.annotations[number])
        assert (found.pop("%begin"), found.pop("%end")) == (units(wanted["start"]), units(wanted["end"]))
        del found["%unit"]
        assert found.pop("label") == wanted["label"]
        note = wanted.get("note")
        assert found.pop("note", None) == (note if note and "\r" not in note else None)
        expected = {name: words(value) for name, value in wanted.get("attributes", {}).items()}
        expected = {name: value for name, value in expected.items() if value is not None}
        assert {decoded(name): value for name, value in found.items()} == expected
    kept = [relation for relation in own["relations"] if "\r" not in relation["type"]]
    wanted = sorted((relation["type"], numbers[relation["from"]], numbers[relation["to"]]) for relation in kept)
    assert sorted((relation["label"], relation["from"], relation["to"]) for relation in sheet.relations) == wanted
    return len(sheet.annotations), len(sheet.relations)


def main():
    folder = Path(sys.argv[1]) / "webanno-tsv"
    names = sorted((path.stem for path in folder.glob("*.tsv")), key=int)
    refused = spans = relations = 0
    for name in names:
        own = json.loads((folder.parent / "gloss" / f"{name}.json").read_text("utf-8"))
        try:
            sheet = Sheet((folder / f"{name}.tsv").read_bytes().decode("utf-8"))
            here, links = check(sheet, own)
            spans += here
            relations += links
        except Exception as error:  # noqa: BLE001: anything that it says is a refusal
            refused += 1
            print(f"{name}: {type(error).__name__}: {error}")
    print(
        f"WebAnno TSV by a reader of our own: {len(names)} documents, {spans} spans, {relations} relations, "
        f"{refused} refused"
    )
    sys.exit(bool(refused) or not names)


main()
