# needs: doccano==1.8.4 marshmallow<4 numpy<2
"""doccano's own importer reads what Gloss wrote for it into a database, and its own exporter writes it out again."""

import io
import json
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path

import backend

FOLDER = Path(sys.argv[1]).absolute()
# doccano's modules import each other from the folder that they stand in.
sys.path.insert(0, str(Path(backend.__file__).parent))
WORK = Path(tempfile.mkdtemp())
os.environ["DATABASE_URL"] = f"sqlite:///{WORK}/doccano.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.environ.setdefault("SECRET_KEY", "of no use to anyone")
os.chdir(WORK)

import django

with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
    django.setup()

from data_export.models import ExportedExample
from data_export.pipeline.dataset import Dataset
from data_export.pipeline.factories import create_comment, create_formatter, create_labels, create_writer
from data_export.pipeline.services import ExportApplicationService
from data_import.datasets import load_dataset
from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION
from data_import.pipeline.readers import FileName
from django.contrib.auth import get_user_model
from django.core.management import call_command
from examples.models import Example
from labels.models import Relation, Span
from projects.models import ProjectType, SequenceLabelingProject

with redirect_stdout(io.StringIO()):
    call_command("migrate", verbosity=0)
    call_command("create_roles", verbosity=0)
USER = get_user_model().objects.create_user("annotator", password="-")
FACTS = ["title", "url", "author", "published", "language"]


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def expected(own, with_relations):
    """What doccano should have of a document of ours: its text, spans, relations and columns."""
    document = own["document"]
    text = document["text"]
    spans = {}
    for annotation in own["annotations"]:
        start, end = (utf16(text[: annotation[edge]]) for edge in ("start", "end"))
        assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == annotation["quote"]
        spans[annotation["id"]] = (start, end, annotation["label"])
    links = own.get("relations", []) if with_relations else []
    relations = sorted((spans[link["from"]], link["type"], spans[link["to"]]) for link in links)
    columns = {name: document.get(name, "") for name in FACTS} | {"document_id": document["id"]}
    return text, sorted(spans.values()), relations, columns


def stored(example):
    """What the importer made of it."""
    spans = {span.id: (span.start_offset, span.end_offset, span.label.text) for span in Span.objects.filter(example=example)}
    relations = Relation.objects.filter(example=example)
    links = sorted((spans[link.from_id_id], link.type.text, spans[link.to_id_id]) for link in relations)
    return example.text, sorted(spans.values()), links, example.meta


def exported(line, with_relations):
    """What the exporter says of it."""
    text, meta = line.pop("text"), line
    meta.pop("id"), meta.pop("Comments")
    if not with_relations:
        return text, sorted(map(tuple, meta.pop("label"))), [], meta
    entities = {entity["id"]: entity for entity in meta.pop("entities")}
    spans = {id: (entity["start_offset"], entity["end_offset"], entity["label"]) for id, entity in entities.items()}
    links = sorted((spans[link["from_id"]], link["type"], spans[link["to_id"]]) for link in meta.pop("relations"))
    return text, sorted(spans.values()), links, meta


def check(name, task, with_relations):
    path = FOLDER / name / "all.jsonl"
    project = SequenceLabelingProject.objects.create(
        name=name,
        description=name,
        project_type=ProjectType.SEQUENCE_LABELING,
        allow_overlapping=True,
        use_relation=with_relations,
        collaborative_annotation=True,
        created_by=USER,
    )
    file = FileName(str(path), path.name, path.name)
    dataset = load_dataset(task, JSONL, [file], project, encoding="utf_8")
    dataset.save(USER)
    problems = [str(error.dict()) for error in dataset.errors]
    examples = list(Example.objects.filter(project=project).order_by("id"))
    everything = ExportedExample.objects.filter(project=project).order_by("id")
    labels = create_labels(project, everything)
    service = ExportApplicationService(
        Dataset(everything, labels, create_comment(everything)),
        create_formatter(project, JSONL.name),
        create_writer(JSONL.name),
    )
    output = service.export(io.StringIO()).getvalue()
    # Only a line feed ends a line: articles hold others.
    lines = [json.loads(line) for line in output.strip("\n").split("\n")]
    files = sorted((FOLDER / "gloss").glob("*.json"), key=lambda path: int(path.stem))
    if not len(examples) == len(lines) == len(files):
        problems.append(f"{len(files)} documents became {len(examples)}, and {len(lines)} came out")
    count = links = 0
    for own, example, line in zip(files, examples, lines):
        wanted = expected(json.loads(own.read_text(encoding="utf-8")), with_relations)
        count += len(wanted[1])
        links += len(wanted[2])
        for what, found in [("imported", stored(example)), ("exported", exported(line, with_relations))]:
            if found != wanted:
                problems.append(f"{own.name} was {what} as {found}, not {wanted}")
    for problem in problems:
        print(problem)
    said = f", {links} relations" if with_relations else ""
    print(f"doccano {version('doccano')}, {name}: {len(files)} documents, {count} spans{said}, {len(problems)} refused")
    return not problems and count > 0


results = [
    check("doccano", ProjectType.SEQUENCE_LABELING, False),
    check("doccano-relations", RELATION_EXTRACTION, True),
]
sys.exit(0 if all(results) else 1)
