# needs: spacy==3.8.*
"""What Gloss wrote for Prodigy, as Prodigy makes documents of it.

Prodigy itself is sold, and not on the package index. Its tokens, spans and relations
are those of spaCy: so they are put together by spaCy's own code, and every edge of a
span must be that of the tokens it names.
"""
import json
import sys
from pathlib import Path

# A file of this folder is called as the module.
sys.path = [path for path in sys.path if path and Path(path).resolve() != Path(__file__).resolve().parent]

import spacy  # noqa: E402
from spacy.tokens import Doc, Span  # noqa: E402


def check(nlp, line, own):
    """What is wrong with a task; also how many spans and relations it has."""
    task = json.loads(line)
    tokens = task["tokens"]
    doc = Doc(nlp.vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
    text = own["document"]["text"]
    wrong = []
    if doc.text != task["text"] or task["text"] != text:
        return ["another text"], 0, 0
    for token, one in zip(doc, tokens):
        if (token.i, token.idx, token.idx + len(token)) != (one["id"], one["start"], one["end"]):
            wrong.append(f"token {one}")
    if task["answer"] != "accept" or not isinstance(task["meta"], dict):
        wrong.append("answer or meta")
    by_id = {}
    for span, annotation in zip(task["spans"], own["annotations"], strict=True):
        by_id[annotation["id"]] = span
        place = (span["start"], span["end"], span["label"])
        if place != (annotation["start"], annotation["end"], annotation["label"]):
            wrong.append(f"{place}")
        if text[span["start"] : span["end"]] != annotation["quote"] or span["text"] != annotation["quote"]:
            wrong.append(f"{annotation['quote']!r}")
        made = Span(doc, span["token_start"], span["token_end"] + 1, label=span["label"])
        exact = (made.start_char, made.end_char) == (span["start"], span["end"])
        if not exact and not any(c.isspace() for c in annotation["quote"] + made.text):
            wrong.append(f"{annotation['quote']!r} is of the tokens {made.text!r}")
        for name in ("id", "note", "by", "created", "modified", "attributes"):
            if span.get(name) != annotation.get(name):
                wrong.append(f"{name} of {annotation['id']}")
    for relation, link in zip(task["relations"], own["relations"], strict=True):
        for end, token, where in (("from", "head", "head_span"), ("to", "child", "child_span")):
            span = by_id[link[end]]
            same = all(relation[where][name] == span[name] for name in relation[where])
            if not same or relation[token] != span["token_end"]:
                wrong.append(f"{end} of {link['id']}")
        if (relation["label"], relation["id"]) != (link["type"], link["id"]):
            wrong.append(f"{link['id']}")
    return wrong, len(task["spans"]), len(task["relations"])


def main(folder):
    nlp = spacy.blank("xx")
    lines = [line for line in (folder / "prodigy" / "all.jsonl").read_text("utf-8").split("\n") if line]
    files = sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem))
    refused = spans = relations = 0
    if len(lines) != len(files):
        print(f"{len(lines)} lines for {len(files)} documents")
        refused += 1
    for path, line in zip(files, lines):
        try:
            wrong, count, links = check(nlp, line, json.loads(path.read_text("utf-8")))
        except Exception as error:  # spaCy raises many kinds.
            wrong, count, links = [f"{type(error).__name__}: {error}"[:300]], 0, 0
        spans += count
        relations += links
        refused += bool(wrong)
        for one in wrong:
            print(f"{path.name}: {one}")
    tool = f"Prodigy tasks by spaCy {spacy.__version__}"
    print(f"{tool}: {len(lines)} documents, {spans} spans, {relations} relations, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
