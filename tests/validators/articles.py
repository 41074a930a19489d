# needs: python-docx==1.* beautifulsoup4==4.* html5lib==1.*
"""Checks how articles come in, called as `articles.py FOLDER`.

Word documents are written by python-docx, web pages are made of the same paragraphs, and
both are read by Gloss (`cargo run --example articles`). The texts must be those that
python-docx and Beautiful Soup find, but for white space that nobody sees.
"""
import datetime
import html
import importlib.metadata
import json
import pathlib
import random
import re
import subprocess
import sys

import bs4
import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

folder = pathlib.Path(sys.argv[1])
target = (folder / "articles").resolve()
target.mkdir(exist_ok=True)
for old in target.iterdir():
    old.unlink()
chance = random.Random(5)
# What XML cannot hold, and CR, which XML reads as a line end.
NEVER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BLANK = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def lines(text):
    return [line for line in (re.sub(f"[{BLANK}]+", " ", line).strip() for line in re.split("[\n\t]", text)) if line]


def element(name, **attributes):
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn("w:" + key), value)
    return made


expected = {}
sources = sorted((folder / "gloss").glob("*.json"), key=lambda path: int(path.stem))
for own in sources:
    work = json.loads(own.read_text("utf-8"))["document"]
    text = NEVER.sub("", work["text"])
    paragraphs = [line for line in text.split("\n") if line.strip(BLANK.replace("\\u2000-\\u200a", ""))] or ["empty"]

    # A Word document.
    document = docx.Document()
    title = NEVER.sub("", work.get("title", ""))[:200].strip()
    document.core_properties.title = title
    document.core_properties.author = "Ana & Łukasz <x>"
    document.core_properties.created = datetime.datetime(2026, 1, 6, 10, 0)
    wanted = []
    deleted = 0
    for number, line in enumerate(paragraphs):
        kind = chance.randrange(6)
        if kind == 0:
            document.add_heading(line, level=2)
            wanted += [line]
        elif kind == 1:
            table = document.add_table(rows=2, cols=2)
            for cell, words in zip((cell for row in table.rows for cell in row.cells), (line, "b", "c", line)):
                cell.text = words
            wanted += [line, "b", "c", line]
        elif kind == 2:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(line)
            run.add_tab()
            run.add_break()
            paragraph.add_run("after").bold = True
            wanted += [line, "after"]
        elif kind == 3:
            paragraph = document.add_paragraph(line)
            gone = element("w:del", id=str(number), author="x")
            run = element("w:r")
            words = element("w:delText")
            words.text = "deleted words"
            run.append(words)
            gone.append(run)
            paragraph._p.append(gone)
            moved = element("w:moveFrom", id=str(number + 10_000), author="x")
            run = element("w:r")
            words = element("w:t")
            words.text = "moved words"
            run.append(words)
            moved.append(run)
            paragraph._p.append(moved)
            deleted += 2
            wanted += [line]
        elif kind == 4:
            paragraph = document.add_paragraph(line)
            hidden = paragraph.add_run("hidden words")
            hidden.font.hidden = True
            run = paragraph.add_run()
            run._r.append(element("w:footnoteReference", id="2"))
            tabs = paragraph.paragraph_format.tab_stops
            tabs.add_tab_stop(docx.shared.Cm(2))
            wanted += [line]
        else:
            document.add_paragraph(line, style="List Bullet")
            wanted += [line]
    name = f"{own.stem}.docx"
    document.save(target / name)
    expected[name] = (sum((lines(line) for line in wanted), []), title, "Ana & Łukasz <x>", "2026-01-06T10:00:00Z")

    # A web page.
    body = []
    for line in paragraphs:
        escaped = html.escape(line)
        kind = chance.randrange(6)
        body.append({
            0: f"<h2>{escaped}</h2>",
            1: f"<p>{escaped}<br>after<script>not('this')</script>",
            2: f"<div><div>{escaped}</div><noscript>not this</noscript></div>",
            3: f"<ul><li>{escaped}<li>b</ul>",
            4: f"<table><tr><td>{escaped}</td><td>b</td></tr></table>",
            5: f"<blockquote><p>{escaped}</p><!-- not this --></blockquote>",
        }[kind])
    name = f"{own.stem}.html"
    page = (f"<!doctype html><html lang=en><head><title>{html.escape(title)}</title>"
            "<meta name=author content='Ana &amp; Łukasz'><style>p{}</style></head><body><nav>not this</nav>"
            "<article>" + "\n".join(body) + "<footer>not this</footer></article><footer>not this</footer></body></html>")
    (target / name).write_text(page, "utf-8", newline="")
    soup = bs4.BeautifulSoup(page.encode(), "html5lib", from_encoding="utf-8").find("article")
    for gone in soup(["script", "noscript", "style", "footer"]):
        gone.extract()
    for end in soup(["br", "p", "h2", "li", "div", "td"]):
        end.append("\n") if end.name != "br" else end.replace_with("\n")
    words = "".join(soup.find_all(string=lambda string: not isinstance(string, bs4.Comment)))
    # Here a tab is a space like any other.
    expected[name] = (lines(words.replace("\t", " ")), " ".join(title.split()), "Ana & Łukasz", None)

project = pathlib.Path(__file__).resolve().parents[2]
subprocess.run(["cargo", "run", "-q", "--example", "articles", "--", str(target)], check=True, cwd=project)
wrong = []
for name, (wanted, title, author, published) in expected.items():
    read = json.loads((target / f"{name}.json").read_text("utf-8"))
    if "refused" in read:
        wrong.append(f"{name}: {read['refused']}")
        continue
    if lines(read["text"]) != wanted:
        pair = next(((a, b) for a, b in zip(lines(read["text"]) + [None], wanted + [None]) if a != b), None)
        wrong.append(f"{name}: has other words: {pair}")
    if "\n\n\n" in read["text"]:
        wrong.append(f"{name}: has more than one blank line")
    for fact, value in (("author", author), ("published", published), ("title", title or None)):
        if read[fact] != value and " ".join((read[fact] or "").split()) != " ".join((value or "").split()):
            wrong.append(f"{name}: has the {fact} {read[fact]!r}, not {value!r}")

for words in wrong[:20]:
    print(words)
versions = [f"{name} {importlib.metadata.version(name)}" for name in ("python-docx", "beautifulsoup4")]
print(f"{', '.join(versions)}: {len(expected)} documents, {len(wrong)} wrong")
sys.exit(bool(wrong or not expected))
