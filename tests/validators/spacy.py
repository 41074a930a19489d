# needs: spacy==3.8.*
"""spaCy's own code reads what Gloss wrote for it.

Each line goes through the validation of Doc.from_json, comes back from Doc.to_json as
it was, and survives the binary format. Every annotation must be a span group's span
with the same words, and the entities must be those that spaCy's own filter_spans
chooses.
"""
import json
import sys
from pathlib import Path

# A file of this folder is called as the module.
sys.path = [path for path in sys.path if path and Path(path).resolve() != Path(__file__).resolve().parent]

import spacy  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402
from spacy.training import biluo_tags_to_offsets, offsets_to_biluo_tags  # noqa: E402
from spacy.util import filter_spans  # noqa: E402


def check(nlp, line, own):
    """What is wrong with a document; also how many spans it has, and how many of them have other edges."""
    record = json.loads(line)
    doc = Doc(nlp.vocab).from_json(record, validate=True)
    text = own["document"]["text"]
    if doc.text != text:
        return ["another text"], 0, 0
    wrong, grown = [], 0
    group = list(doc.spans["sc"])
    annotations = own["annotations"]
    if len(group) != len(annotations):
        wrong.append(f"{len(group)} spans for {len(annotations)} annotations")
    for span, annotation in zip(group, annotations):
        start, end = annotation["start"], annotation["end"]
        strict = doc.char_span(start, end, label=annotation["label"])
        if strict is None:
            # Only where no token can have the edge: white space that is of a character.
            grown += 1
            white = any(c.isspace() for c in text[start:end]) or any(c.isspace() for c in span.text)
            near = abs(span.start_char - start) <= 2 and abs(span.end_char - end) <= 2
            if not white or not near:
                wrong.append(f"{text[start:end]!r} became {span.text!r}")
        elif (span.text, span.start_char) != (annotation["quote"], start):
            wrong.append(f"{annotation['quote']!r} is {span.text!r} at {span.start_char}")
        if span.label_ != annotation["label"]:
            wrong.append(f"label {span.label_!r}")
    plain = [span for span in group if not span.text[0].isspace() and not span.text[-1].isspace()]
    chosen = [(ent.start_char, ent.end_char) for ent in doc.ents]
    if len(plain) == len(group) and chosen != [(span.start_char, span.end_char) for span in filter_spans(group)]:
        wrong.append("other entities than spaCy would choose")
    entities = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    tags = offsets_to_biluo_tags(doc, entities)
    if "-" in tags or list(biluo_tags_to_offsets(doc, tags)) != entities:
        wrong.append("entities that are no tags")
    kept = record.pop("gloss")
    if [one["quote"] for one in kept["annotations"]] != [one["quote"] for one in annotations]:
        wrong.append("it says other things of other annotations")
    if [one["id"] for one in kept["relations"]] != [one["id"] for one in own["relations"]]:
        wrong.append("it says other things of other relations")
    if len(doc) == 1:
        # spaCy knows that one token is one sentence.
        record["sents"] = doc.to_json()["sents"]
    if doc.to_json() != record:
        wrong.append("another document from to_json")
    back = list(DocBin(docs=[doc]).get_docs(nlp.vocab))[0]
    if back.to_json() != record:
        wrong.append("another document from DocBin")
    return wrong, len(group), grown


def main(folder):
    nlp = spacy.blank("xx")
    lines = [line for line in (folder / "spacy" / "all.jsonl").read_text("utf-8").split("\n") if line]
    files = sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem))
    refused = spans = grown = 0
    if len(lines) != len(files):
        print(f"{len(lines)} lines for {len(files)} documents")
        refused += 1
    for path, line in zip(files, lines):
        try:
            wrong, count, other = check(nlp, line, json.loads(path.read_text("utf-8")))
        except Exception as error:  # spaCy raises many kinds.
            wrong, count, other = [f"{type(error).__name__}: {error}"[:300]], 0, 0
        spans += count
        grown += other
        refused += bool(wrong)
        for one in wrong:
            print(f"{path.name}: {one}")
    print(f"spaCy {spacy.__version__}: {len(lines)} documents, {spans} spans, {grown} of them with edges of tokens, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
