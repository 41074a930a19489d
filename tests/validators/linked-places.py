# needs: jsonschema==4.*
"""Checks Linked Places files, called as `linked-places.py FOLDER [SCHEMA]`.

SCHEMA is the JSON Schema with which the World Historical Gazetteer checks what is
uploaded: `validation/static/lpf_v2.0.jsonld` of its repository
(https://github.com/WorldHistoricalGazetteer/whg3), with `csl-citation.json` beside it.
Without it, what it asks of a file is checked in our own words.
"""
import importlib.metadata
import json
import pathlib
import re
import sys

import jsonschema
from referencing import Registry, Resource

folder = pathlib.Path(sys.argv[1])
DATE = {"type": "string", "pattern": r"^-?\d{1,4}(-(0[1-9]|1[0-2]))?(-([0-2][0-9]|3[01]))?$"}
WHEN = {
    "type": "object",
    "required": ["timespans"],
    "properties": {
        "timespans": {
            "type": "array",
            "items": {
                "additionalProperties": False,
                "properties": {
                    "start": {"additionalProperties": False, "minProperties": 1,
                              "properties": {"in": DATE, "earliest": DATE, "latest": DATE}},
                },
            },
        },
        "label": {"type": "string", "pattern": "^.*$"},
    },
}
TERM = {"type": "string", "pattern": r"^\w+:\S+$"}
LINE = {"type": "string", "pattern": "^(.*)$"}
OWN = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["@id", "type", "properties", "names", "geometry", "when"],
                "properties": {
                    "@id": TERM,
                    "type": {"const": "Feature"},
                    "properties": {
                        "required": ["title", "fclasses"],
                        "properties": {
                            "title": LINE,
                            "fclasses": {"type": "array", "minItems": 1, "items": {"enum": list("AHLPRSTUVX")}},
                            "ccodes": {"type": "array", "minItems": 1, "items": {"pattern": "^[A-Z]{2}$"}},
                        },
                    },
                    "when": WHEN,
                    "names": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "required": ["toponym", "citations"],
                            "properties": {
                                "toponym": LINE,
                                "lang": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?$"},
                                "citations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {"required": ["label"], "properties": {"label": LINE, "@id": TERM}},
                                },
                            },
                        },
                    },
                    "geometry": {
                        "anyOf": [
                            {"type": "null"},
                            {"required": ["type", "coordinates"], "properties": {"type": {"const": "Point"}}},
                        ]
                    },
                    "links": {
                        "items": {
                            "required": ["type", "identifier"],
                            "properties": {"identifier": {"pattern": r"^(gn:\d+|wd:Q\d+)$"}},
                        }
                    },
                },
            },
        },
    },
}


def validators():
    yield "our own words", jsonschema.Draft7Validator(OWN)
    if len(sys.argv) > 2:
        path = pathlib.Path(sys.argv[2])
        schema = json.loads(path.read_text("utf-8"))
        nothing = Resource.from_contents({"$schema": "http://json-schema.org/draft-07/schema#"})
        registry = Registry(retrieve=lambda address: nothing)
        yield path.name, jsonschema.Draft7Validator(schema, registry=registry)


wrong = []
for name, validator in validators():
    documents = places = empty = 0
    for own in sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem)):
        work = json.loads(own.read_text("utf-8"))
        file = folder / "linked-places" / f"{own.stem}.lpf.jsonld"
        collection = json.loads(file.read_text("utf-8"))
        documents += 1
        if not collection["features"]:
            empty += 1
            continue
        for error in validator.iter_errors(collection):
            wrong.append(f"{file.name}: {error.json_path}: {error.message[:200]}")
        text = work["document"]["text"]
        for feature in collection["features"]:
            places += 1
            properties, toponym = feature["properties"], feature["names"][0]["toponym"]
            quote = text[properties["start"]:properties["end"]]
            if properties["quote"] != quote or re.sub(r"[\n\r\x85\u2028\u2029]", " ", quote) != toponym:
                wrong.append(f"{file.name}: {toponym!r} stands elsewhere")
    print(f"{name}: {documents} documents ({empty} without places), {places} places, {len(wrong)} wrong")

for words in wrong[:20]:
    print(words)
print(f"jsonschema {importlib.metadata.version('jsonschema')}: {len(wrong)} refused")
sys.exit(bool(wrong or not places))
