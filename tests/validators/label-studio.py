# needs: label-studio-sdk==2.1.*
"""Label Studio's own SDK judges the tasks and the configuration that Gloss wrote for it, and converts them."""

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

FOLDER = Path(sys.argv[1])
TASKS = FOLDER / "label-studio" / "all.json"
CONFIG = (FOLDER / "label-studio" / "labeling-config.xml").read_text(encoding="utf-8")
VISIBLE = {"choices": "choices", "textarea": "text"}

interface = LabelInterface(CONFIG)
interface.validate()
tasks = json.loads(TASKS.read_text(encoding="utf-8"))
files = sorted((FOLDER / "gloss").glob("*.json"), key=lambda path: int(path.stem))
problems = []


def refuse(what):
    problems.append(what)
    print(what)


def shown(value):
    """An attribute's value of ours, as people see it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value["text"] if isinstance(value, dict) else value


def expected(own):
    """What a task should have of a document of ours: spans, relations, notes."""
    spans = {a["id"]: (a["start"], a["end"], a["quote"], a["label"]) for a in own["annotations"]}
    relations = {(spans[link["from"]], link["type"], spans[link["to"]]) for link in own.get("relations", [])}
    notes = {spans[a["id"]]: a["note"] for a in own["annotations"] if "note" in a}
    return sorted(spans.values()), relations, notes


def understood(task, regions):
    """What the SDK's way of reading finds in it."""
    text = task["data"]["text"]
    spans = {}
    notes = {}
    for region in regions:
        if region["type"] != "labels":
            continue
        value = region["value"]
        (label,) = value["labels"]
        if text[value["start"] : value["end"]] != value["text"]:
            refuse(f"task {task['id']}: {value} is not what stands there")
        spans[region["id"]] = (value["start"], value["end"], value["text"], label)
        if "text" in region.get("meta", {}):
            (notes[spans[region["id"]]],) = region["meta"]["text"]
    relations = {
        (spans[item["from_id"]], label, spans[item["to_id"]])
        for item in regions
        if item["type"] == "relation"
        for label in item["labels"]
    }
    return sorted(spans.values()), relations, notes


spans = links = attributes = 0
for path, task in zip(files, tasks):
    own = json.loads(path.read_text(encoding="utf-8"))
    if not interface.validate_task({"data": task["data"]}):
        refuse(f"{path.name}: the SDK finds no text in the task")
    (annotation,) = task["annotations"]
    for error in interface.validate_prediction(annotation, return_errors=True):
        refuse(f"{path.name}: {error}")
    if not interface.validate_annotation(annotation):
        refuse(f"{path.name}: the SDK refuses the annotation")
    regions = annotation["result"]
    wanted = expected(own)
    if task["data"]["text"] != own["document"]["text"]:
        refuse(f"{path.name}: another text")
    if understood(task, regions) != wanted:
        refuse(f"{path.name}: {understood(task, regions)}, not {wanted}")
    pairs = [(item["from_id"], item["to_id"]) for item in regions if item["type"] == "relation"]
    if len(pairs) != len(set(pairs)):
        refuse(f"{path.name}: the editor keeps one relation for each pair")
    values = {a["id"]: a.get("attributes", {}) for a in own["annotations"]}
    labels = {a["id"]: a["label"] for a in own["annotations"]}
    for region in regions:
        if region["type"] in VISIBLE:
            label, name = region["from_name"].split(".")
            (words,) = region["value"][VISIBLE[region["type"]]]
            attributes += 1
            if label != labels[region["id"]] or words != shown(values[region["id"]][name]):
                refuse(f"{path.name}: {region} is not what Gloss has")
    spans += len(wanted[0])
    links += len(wanted[1])
if len(files) != len(tasks):
    refuse(f"{len(files)} documents became {len(tasks)} tasks")

# Its converter makes other files of tasks, as its server does for downloads.
output = Path(tempfile.mkdtemp())
converter = Converter(config=CONFIG, project_dir=None)
converter.convert(str(TASKS), str(output), "JSON_MIN", is_dir=False)
converted = json.loads((output / "result.json").read_text(encoding="utf-8"))
for path, row in zip(files, converted):
    own = json.loads(path.read_text(encoding="utf-8"))
    found = sorted((v["start"], v["end"], v["text"], *v["labels"]) for v in row.get("label", []))
    if found != expected(own)[0]:
        refuse(f"{path.name}: the converter made {found} of it")
if len(converted) != len(files):
    refuse(f"the converter made {len(converted)} rows")
converter.convert(str(TASKS), str(output), "CONLL2003", is_dir=False)
print(
    f"Label Studio SDK {version('label-studio-sdk')}: {len(files)} documents, {spans} spans, {attributes} attributes, "
    f"{links} relations, {len(problems)} refused"
)
sys.exit(1 if problems or not spans else 0)
