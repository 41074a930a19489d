# needs: geojson==3.*
"""Checks GeoJSON files with the package that reads them for Python's mapping tools.

Called as `geojson.py FOLDER`: FOLDER/geojson/N.geojson against FOLDER/gloss/N.json.
"""
import importlib.metadata
import json
import math
import pathlib
import sys

# This file has the package's name, and its folder stands first where modules are looked for.
sys.path.pop(0)
import geojson  # noqa: E402

folder = pathlib.Path(sys.argv[1])
documents = features = located = 0
wrong = []


def degrees(attributes, name, most):
    value = attributes.get(name)
    try:
        number = float(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else math.nan
    except ValueError:
        return None
    return number if -most <= number <= most else None


def near(geometry, point):
    """Whether both are the same; the package rounds to six digits, a tenth of a metre."""
    if geometry is None or point is None:
        return geometry is None and point is None
    return all(abs(there - here) < 1e-6 for there, here in zip(geometry["coordinates"], point, strict=True))


for own in sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem)):
    work = json.loads(own.read_text("utf-8"))
    file = folder / "geojson" / f"{own.stem}.geojson"
    collection = geojson.loads(file.read_text("utf-8"))
    documents += 1

    def check(good, what):
        if not good:
            wrong.append(f"{file.name}: {what}")

    check(isinstance(collection, geojson.FeatureCollection), "is no FeatureCollection")
    check(collection.is_valid, collection.errors())
    text = work["document"]["text"]
    expected = []
    for annotation in work["annotations"]:
        attributes = annotation.get("attributes", {})
        lat, lon = degrees(attributes, "lat", 90), degrees(attributes, "lon", 180)
        point = None if lat is None or lon is None else [lon, lat]
        if annotation["label"] == "place" or point:
            expected.append((annotation, point))
    check(len(expected) == len(collection["features"]), "has another number of places")
    for (annotation, point), feature in zip(expected, collection["features"]):
        features += 1
        properties = feature["properties"]
        check(isinstance(feature, geojson.Feature) and feature.is_valid, feature.errors())
        check(feature["id"] == properties["id"] == annotation["id"], "has another id")
        geometry = feature["geometry"]
        check(near(geometry, point), f"is elsewhere: {geometry} {point}")
        located += point is not None
        for name in ("label", "quote", "start", "end", "note", "by", "created", "modified"):
            check(properties.get(name) == annotation.get(name), f"has another {name}")
        check(text[properties["start"]:properties["end"]] == properties["quote"], "has other offsets")
        taken = {"id", "label", "quote", "start", "end", "note", "by", "created", "modified", "article",
                 "article_url", "article_date", "title", "ccodes", "fclasses"}
        for name, value in annotation.get("attributes", {}).items():
            if name not in taken:
                if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
                    value = value["text"]
                check(properties.get(name) == value, f"has another {name!r}")
    for name in ("id", "title", "url", "author", "published", "language", "sha256"):
        check(collection["document"].get(name) == work["document"].get(name), f"has another {name}")

for words in wrong[:20]:
    print(words)
version = importlib.metadata.version("geojson")
print(f"geojson {version}: {documents} documents, {features} places, {located} with coordinates, {len(wrong)} wrong")
sys.exit(bool(wrong or not documents or not located))
