# needs: html5lib==1.*
"""Checks HTML reports with a parser that reads as browsers do, called as `html-report.py FOLDER`.

The text of the article must be the document's, every mark must cover its annotation,
nothing may be loaded or run, and the table must hold what it claims to hold.
"""
import importlib.metadata
import json
import pathlib
import sys

import html5lib

folder = pathlib.Path(sys.argv[1])
documents = annotations = 0
wrong = []
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "math", "video", "audio"}


def text_of(element):
    return "".join(element.itertext())


for own in sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem)):
    work = json.loads(own.read_text("utf-8"))
    file = folder / "html-report" / f"{own.stem}.html"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(file.read_bytes(), transport_encoding="utf-8")
    documents += 1

    def check(good, what):
        if not good:
            wrong.append(f"{file.name}: {what}")

    # Characters that are odd but stand in the text, and CR, which can only be written as a number.
    control = {"invalid-codepoint", "illegal-codepoint-for-numeric-entity"}
    errors = {code for _, code, _ in parser.errors} - control
    check(not errors, errors)
    elements = list(page.iter())
    names = {element.tag for element in elements if isinstance(element.tag, str)}
    check(not names & FORBIDDEN, names & FORBIDDEN)
    check(not any(name.startswith("on") for element in elements for name in element.attrib), "has a handler")
    for link in page.iter("a"):
        check(link.get("href").startswith(("#", "http://", "https://")), f"links to {link.get('href')}")
    policy = page.find(".//meta[@http-equiv]").get("content")
    check(policy == "default-src 'none'; style-src 'unsafe-inline'", "has another policy")
    article = page.find(".//article")
    text = work["document"]["text"]
    check(text_of(article) == text, "has another text")
    if "\0" not in work["document"]["id"]:
        check(article.get("data-id") == work["document"]["id"], "has another id")
    facts = {}
    for element in page.find(".//header").iter():
        if element.get("data-fact"):
            facts[element.get("data-fact")] = text_of(element)
    for name in ("title", "url", "author", "published", "language"):
        fact = work["document"].get(name)
        if fact is None or "\0" not in fact:
            check(facts.get(name) == fact, f"has another {name}")

    # Which characters the marks of each annotation cover.
    covered = {}
    at = 0

    def walk(element, open_marks):
        global at
        number = element.get("data-number") if element.tag == "mark" else None
        inner = open_marks + [number] if number else open_marks
        for words in [element.text or ""]:
            for mark in inner:
                covered.setdefault(mark, []).append((at, at + len(words)))
            at += len(words)
        for child in element:
            walk(child, inner)
            for mark in inner:
                covered.setdefault(mark, []).append((at, at + len(child.tail or "")))
            at += len(child.tail or "")

    walk(article, [])
    rows = page.findall(".//tbody/tr")
    check(len(rows) == len(work["annotations"]), "has another number of annotations")
    links = {}
    for number, (annotation, row) in enumerate(zip(work["annotations"], rows), 1):
        annotations += 1
        stretch = set()
        for start, end in covered.get(str(number), []):
            stretch.update(range(start, end))
        check(stretch == set(range(annotation["start"], annotation["end"])), f"marks {number} elsewhere")
        check(row.get("data-id") == annotation["id"], "has another id")
        check(row.get("data-label") == annotation["label"], "has another label")
        check((int(row.get("data-start")), int(row.get("data-end"))) == (annotation["start"], annotation["end"]), "stands elsewhere")
        cells = row.findall("td")
        check(text_of(cells[2]) == annotation["quote"], "has other words")
        found, note = {}, None
        parts = list(cells[3].find("dl"))
        for term, words in zip(parts[::2], parts[1::2]):
            shown = text_of(words)
            if term.get("data-relation") is not None:
                links[term.get("data-relation")] = (term.get("data-type"), number, int(words.find("a").text))
            elif words.get("class") == "note":
                note = shown
            elif words.get("data-start"):
                found[term.get("data-attribute")] = {"text": shown, "start": int(words.get("data-start")), "end": int(words.get("data-end"))}
            elif words.get("data-type") == "flag":
                found[term.get("data-attribute")] = shown == "yes"
            elif words.get("data-type") == "json":
                found[term.get("data-attribute")] = json.loads(shown)
            else:
                found[term.get("data-attribute")] = shown
        held = {name: value for name, value in annotation.get("attributes", {}).items()
                if "\0" not in name and not (isinstance(value, str) and "\0" in value)}
        check(found == held, f"has other attributes: {found} {held}")
        if "\0" not in annotation.get("note", ""):
            check(note == annotation.get("note"), "has another note")
        made = {span.get("data-fact"): span.text for span in row.iter("span") if span.get("data-fact")}
        check(made == {name: annotation[name] for name in ("by", "created", "modified") if name in annotation}, "was made otherwise")
    places = {annotation["id"]: number for number, annotation in enumerate(work["annotations"], 1)}
    expected = {relation["id"]: (relation["type"], places[relation["from"]], places[relation["to"]])
                for relation in work["relations"] if "\0" not in relation["type"]}
    check(links == expected, f"has other links: {links} {expected}")

for words in wrong[:20]:
    print(words)
version = importlib.metadata.version("html5lib")
print(f"html5lib {version}: {documents} documents, {annotations} annotations, {len(wrong)} wrong")
sys.exit(bool(wrong or not annotations))
