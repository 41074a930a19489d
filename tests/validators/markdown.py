# needs: cmarkgfm==2025.* markdown-it-py==4.*
"""Checks Markdown files with GitHub's own renderer and with markdown-it, called as `markdown.py FOLDER`.

What is rendered between the two rules must be the document's text with the numbers of
annotations at their ends, and the table must hold the words of each.
"""
import html
import importlib.metadata
import json
import pathlib
import re
import sys

import cmarkgfm
from markdown_it import MarkdownIt

folder = pathlib.Path(sys.argv[1])
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# White space that markdown-it takes off the ends of a paragraph, or lets nobody write as a number.
LIMITED = re.compile("^[\x0b\x1c-\x1f\x85]|[\x0b\x1c-\x1f\x85]$", re.MULTILINE)


def marked(work):
    text, ends = work["document"]["text"], []
    for number, annotation in enumerate(work["annotations"], 1):
        sign = str(number).translate(RAISED)
        ends.append((annotation["end"], 0, -number, sign + "⟧"))
        ends.append((annotation["start"], 1, number, "⟦" + sign))
    out, done = [], 0
    for at, _, _, sign in sorted(ends):
        out += [text[done:at], sign]
        done = at
    return "".join(out) + text[done:]


def words_of(page):
    """The words of rendered blocks, of which there is nothing but paragraphs and hard breaks."""
    paragraphs = re.findall("<p>(.*?)</p>", page, re.DOTALL)
    rest = re.sub("<p>.*?</p>|\n", "", page, flags=re.DOTALL)
    shown = "\n\n".join(paragraphs)
    plain = re.sub("<br ?/>\n", "\n", shown)
    plain = re.sub('<a href="[^"]*">(.*?)</a>', r"\1", plain)
    return html.unescape(plain) if "<" not in plain and not rest else f"MARKUP {rest[:80]} {plain[:300]}"


renderers = {
    "cmarkgfm": lambda source: cmarkgfm.github_flavored_markdown_to_html(source),
    "markdown-it-py": MarkdownIt("commonmark").enable("table").render,
}
failed = False
for name, render in renderers.items():
    documents = annotations = limited = 0
    wrong = []
    for own in sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem)):
        work = json.loads(own.read_text("utf-8"))
        file = folder / "markdown" / f"{own.stem}.md"
        page = render(file.read_bytes().decode("utf-8"))
        documents += 1
        if name == "markdown-it-py" and LIMITED.search(marked(work)):
            limited += 1
            continue
        parts = re.split("<hr ?/>\n", page)
        if len(parts) != 3:
            wrong.append(f"{file.name}: has {len(parts) - 1} rules")
            continue
        shown, expected = words_of(parts[1]), marked(work)
        if shown != expected:
            wrong.append(f"{file.name}: has another text\n  {expected!r}\n  {shown!r}")
        rows = re.findall("<tr>(.*?)</tr>", parts[2], re.DOTALL)[1:]
        if len(rows) != len(work["annotations"]):
            wrong.append(f"{file.name}: has {len(rows)} rows")
        for annotation, row in zip(work["annotations"], rows):
            annotations += 1
            cells = [html.unescape(re.sub("</?a[^>]*>", "", cell)) for cell in re.findall("<td[^>]*>(.*?)</td>", row, re.DOTALL)]
            if cells[2] != annotation["quote"]:
                wrong.append(f"{file.name}: has other words {cells[2]!r} {annotation['quote']!r}")
            for value in [value for name, value in annotation.get("attributes", {}).items() if "\0" not in name]:
                value = value["text"] if isinstance(value, dict) and "text" in value and "end" in value else value
                if isinstance(value, str) and "\0" not in value and value.strip() not in cells[3]:
                    wrong.append(f"{file.name}: lacks {value!r} in {cells[3]!r}")
    for words in wrong[:8]:
        print(words)
    version = importlib.metadata.version(name)
    print(f"{name} {version}: {documents} documents, {annotations} annotations, {limited} left out, {len(wrong)} wrong")
    failed |= bool(wrong or not annotations)
sys.exit(failed)
