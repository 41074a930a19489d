# needs: dkpro-cassis==0.12.*
"""UIMA CAS JSON: DKPro Cassis loads every document, and what it understood is
compared with the same document in our own format. Then Cassis writes it, and
loads that again."""

import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

import cassis

LAYER = "webanno.custom.Gloss"
RELATIONS = "webanno.custom.GlossRelation"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"


def decoded(name):
    """The name that a feature stands for, as XmlConvert.DecodeName reads it."""
    if name == "x_x" or re.match("x_x([0-9A-F]{8}|[0-9A-F]{4})_", name):
        name = name[1:]
    return re.sub("_x([0-9A-F]{8}|[0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), name)


def words(value):
    """A value of ours as a feature of strings has it; None if none can."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        at_words = set(value) == {"text", "start", "end"}
        value = value["text"] if at_words else None
    return value if isinstance(value, str) and value not in ("true", "false") else None


def check(cas, own):
    document = own["document"]
    assert cas.sofa_string == document["text"], "the text is another one"
    [head] = cas.select(METADATA)
    assert (head.documentTitle, head.documentUri) == (document.get("title"), document.get("url"))
    assert head.documentId == document["id"]
    assert head.language == document.get("language", "x-unspecified")
    assert (head.begin, head.end) == (0, len(document["text"]))
    found = {annotation.id: annotation for annotation in cas.select(LAYER)}
    assert len(found) == len(own["annotations"])
    for wanted in own["annotations"]:
        annotation = found[wanted["id"]]
        # Cassis makes code points of what the file counts.
        assert (annotation.begin, annotation.end) == (wanted["start"], wanted["end"]), f"{annotation} is elsewhere"
        assert annotation.get_covered_text() == wanted["quote"], f"{annotation} says something else"
        for name in ("label", "note", "by", "created", "modified"):
            assert getattr(annotation, name) == wanted.get(name), f"{name} of {annotation}"
        held = {}
        for feature in annotation.type.all_features:
            if feature.name not in ("begin", "end", "sofa", "label", "note", "id", "by", "created", "modified"):
                value = annotation[feature.name]
                if value is not None:
                    held[decoded(feature.name)] = value
        attributes = wanted.get("attributes", {})
        expected = {name: words(value) for name, value in attributes.items()}
        expected = {name: value for name, value in expected.items() if value is not None}
        assert held == expected, f"{held} instead of {expected}"
    links = {relation.id: relation for relation in cas.select(RELATIONS)}
    assert len(links) == len(own["relations"])
    for wanted in own["relations"]:
        relation = links[wanted["id"]]
        got = (relation.label, relation.Governor.id, relation.Dependent.id)
        assert got == (wanted["type"], wanted["from"], wanted["to"]), f"{relation} is another one"
        target = relation.Dependent
        assert (relation.begin, relation.end) == (target.begin, target.end)
    return len(found), len(links)


def check_layers(path):
    """The description of layers that INCEpTION needs."""
    with path.open("rb") as file:
        types = cassis.load_typesystem(file)
    features = {feature.name for feature in types.get_type(LAYER).features}
    assert {"label", "note", "speaker", "worth_checking"} <= features, features
    relation = types.get_type(RELATIONS)
    ranges = {feature.name: feature.rangeType.name for feature in relation.features}
    assert ranges["Governor"] == ranges["Dependent"] == LAYER, ranges


def main():
    folder = Path(sys.argv[1]) / "cas-json"
    check_layers(folder / "inception-layers.xml")
    names = sorted((path.stem for path in folder.glob("*.json")), key=int)
    refused = spans = relations = 0
    for name in names:
        own = json.loads((folder.parent / "gloss" / f"{name}.json").read_text("utf-8"))
        try:
            with (folder / f"{name}.json").open(encoding="utf-8") as file:
                cas = cassis.load_cas_from_json(file)
            here, links = check(cas, own)
            assert check(cassis.load_cas_from_json(cas.to_json()), own) == (here, links)
            spans += here
            relations += links
        except Exception as error:  # noqa: BLE001: anything that it says is a refusal
            refused += 1
            print(f"{name}: {type(error).__name__}: {error}")
    print(
        f"DKPro Cassis {version('dkpro-cassis')}: {len(names)} documents, {spans} spans, {relations} relations, "
        f"{refused} refused"
    )
    sys.exit(bool(refused) or not names)


main()
