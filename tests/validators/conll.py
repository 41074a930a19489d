# needs: seqeval==1.2.* nltk==3.9.* numpy<3
"""seqeval and NLTK read what Gloss wrote: tags that are IOB2 in its strict mode, on the words of the text.

Which annotations must be there is worked out again: of those that overlap in words, the longest.
"""
import json
import re
import sys
from pathlib import Path

# A file of this folder is called as a module that others need.
sys.path = [path for path in sys.path if path and Path(path).resolve() != Path(__file__).resolve().parent]

import nltk  # noqa: E402
import seqeval  # noqa: E402
from nltk.chunk import conlltags2tree  # noqa: E402
from nltk.corpus.reader import ConllCorpusReader  # noqa: E402
from seqeval.metrics.sequence_labeling import get_entities  # noqa: E402
from seqeval.scheme import IOB2, Entities  # noqa: E402

START = "-DOCSTART-"


def documents(lines):
    """The documents of a file: sentences of words and tags, as doccano's importer and many scripts read it."""
    found = []
    for line in lines:
        columns = line.split()
        if columns and columns[0] == START:
            found.append([[]])
        elif columns:
            word, tag = columns
            found[-1][-1].append((word, tag))
        elif found[-1][-1]:
            found[-1].append([])
    return [[sentence for sentence in document if sentence] for document in found]


def places(text, words):
    """Where each word stands in the text."""
    at, found = 0, []
    for word in words:
        start = text.index(word, at)
        if text[at:start].strip():
            raise ValueError(f"{text[at:start]!r} is in no word")
        at = start + len(word)
        found.append((start, at))
    if text[at:].strip():
        raise ValueError(f"{text[at:]!r} is in no word")
    return found


def label_of(tag):
    """The label without the encoding of white space."""
    return re.sub(r"(?:%[0-9A-F]{2})+", lambda found: bytes.fromhex(found[0].replace("%", "")).decode(), tag)


def wanted(annotations, words):
    """The annotations that a flat format can hold, as numbers of words and labels."""
    all_of_them = []
    for one in annotations:
        touched = [n for n, (start, end) in enumerate(words) if start < one["end"] and one["start"] < end]
        if touched:
            all_of_them.append((touched[0], touched[-1], one["label"]))
    taken, chosen = set(), []
    for first, last, label in sorted(all_of_them, key=lambda one: (one[0] - one[1], one[0])):
        if not taken & set(range(first, last + 1)):
            taken |= set(range(first, last + 1))
            chosen.append((first, last, label))
    return sorted(chosen)


def check(document, own):
    """What is wrong with a document; also how many entities it has."""
    text = own["document"]["text"]
    words = [word for sentence in document for word, _ in sentence]
    where = places(text, words)
    tags = [[tag for _, tag in sentence] for sentence in document]
    strict = [entity for sentence in Entities(tags, IOB2).entities for entity in sentence]
    lenient = get_entities(tags)
    if len(strict) != len(lenient):
        return [f"{len(strict)} entities in IOB2, {len(lenient)} as conlleval has it"], 0
    offsets, at = [], 0
    for sentence in tags:
        offsets.append(at)
        at += len(sentence)
    found = sorted((offsets[e.sent_id] + e.start, offsets[e.sent_id] + e.end - 1, label_of(e.tag)) for e in strict)
    expected = wanted(own["annotations"], where)
    return ([] if found == expected else [f"{found} for {expected}"]), len(found)


def main(folder):
    path = folder / "conll" / "all.conll"
    with path.open(encoding="utf-8", newline="\n") as lines:
        read = documents(lines)
    files = sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem))
    refused = entities = 0
    if len(read) != len(files):
        print(f"{len(read)} documents for {len(files)}")
        refused += 1
    for path_, document in zip(files, read):
        try:
            wrong, count = check(document, json.loads(path_.read_text("utf-8")))
        except ValueError as error:
            wrong, count = [str(error)[:300]], 0
        entities += count
        refused += bool(wrong)
        for one in wrong:
            print(f"{path_.name}: {one}")
    # NLTK's reader of CoNLL corpora sees the same words and tags, and makes trees of them.
    corpus = ConllCorpusReader(str(path.parent), [path.name], ("words", "chunk"), encoding="utf-8")
    grid = [sentence for sentence in corpus._grids() if sentence]
    same = [[list(pair) for pair in sentence] for document in read for sentence in document]
    if [[list(pair) for pair in sentence] for sentence in grid] != same:
        print("NLTK reads other words or tags")
        refused += 1
    trees = [conlltags2tree([(word, "", tag) for word, tag in sentence], strict=True) for sentence in same]
    chunks = sum(sum(1 for _ in tree.subtrees()) - 1 for tree in trees)
    if chunks != entities:
        print(f"NLTK makes {chunks} chunks")
        refused += 1
    tools = f"seqeval 1.2, NLTK {nltk.__version__}"
    print(f"{tools}: {len(read)} documents, {entities} entities in {len(same)} sentences, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
