# needs: PyLD==3.*
"""Checks schema.org Claim files with a JSON-LD processor, called as `claim-jsonld.py FOLDER`.

The context of schema.org stands for its vocabulary, and the addresses of what is there
are IRIs; nothing is fetched. What the processor understood is compared.
"""
import importlib.metadata
import json
import pathlib
import sys

from pyld import jsonld

SCHEMA = "https://schema.org/"
# Properties, each with the types that schema.org gives it to (schema.org, version 29).
PROPERTIES = {
    "Claim": {"appearance", "author", "comment", "identifier", "inLanguage", "text"},
    "NewsArticle": {"author", "datePublished", "headline", "identifier", "inLanguage", "url"},
    "Comment": {"text"},
}
NOBODY = {"article (own voice)", "unnamed"}


def loader(address, _):
    assert address.rstrip("/") == "https://schema.org", address
    context = {"@vocab": SCHEMA, "url": {"@id": SCHEMA + "url", "@type": "@id"}}
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": context}}


def value(node, name):
    found = node.get(SCHEMA + name)
    return None if found is None else found[0].get("@value", found[0].get("@id"))


folder = pathlib.Path(sys.argv[1])
documents = claims = 0
wrong = []
for own in sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem)):
    work = json.loads(own.read_text("utf-8"))
    file = folder / "claim-jsonld" / f"{own.stem}.claim.jsonld"
    nodes = jsonld.expand(json.loads(file.read_text("utf-8")), {"documentLoader": loader})
    documents += 1

    def check(good, what):
        if not good:
            wrong.append(f"{file.name}: {what}")

    def known(node):
        kind = node["@type"][0].removeprefix(SCHEMA)
        names = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
        check(names <= PROPERTIES.get(kind, set()), f"a {kind} has no {names}")
        return kind

    check(known(nodes[0]) == "NewsArticle", "does not begin with the article")
    for name, ours in (("identifier", "id"), ("headline", "title"), ("author", "author"),
                       ("datePublished", "published"), ("inLanguage", "language")):
        check(value(nodes[0], name) == work["document"].get(ours), f"has another {name}")
    expected = [annotation for annotation in work["annotations"] if annotation["label"] == "claim"]
    check(len(expected) == len(nodes) - 1, "has another number of claims")
    check(len({node["@id"] for node in nodes}) == len(nodes), "has an id twice")
    for annotation, node in zip(expected, nodes[1:]):
        claims += 1
        check(known(node) == "Claim", "has something that is no claim")
        check(value(node, "text") == annotation["quote"], "has other words")
        check(value(node, "identifier") == annotation["id"], "has another id")
        check(value(node, "appearance") == nodes[0]["@id"], "appears elsewhere")
        speaker = annotation.get("attributes", {}).get("speaker")
        if isinstance(speaker, dict):
            speaker = speaker.get("text") if "end" in speaker and "text" in speaker else None
        if not isinstance(speaker, str) or speaker in NOBODY:
            speaker = None
        check(value(node, "author") == speaker, f"has another author than {speaker!r}")
        comment = node.get(SCHEMA + "comment")
        check((value(comment[0], "text") if comment else None) == annotation.get("note"), "has another note")

for words in wrong[:20]:
    print(words)
print(f"PyLD {importlib.metadata.version('PyLD')}: {documents} documents, {claims} claims, {len(wrong)} wrong")
sys.exit(bool(wrong or not claims))
