//! How the cost of the model's operations grows with the number of annotations:
//! `cargo bench`. What a gesture needs should hardly grow; what a file needs grows
//! as the file does.

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gloss::model::annotation::{Annotation, Id, LabelId, Timestamp};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::chunks::chunks;
use gloss::model::format::gloss::{built_in_scheme, read, write};
use gloss::model::intake;
use gloss::model::marks::pieces;
use gloss::model::offset::{TextRange, TextSize, Utf16};
use gloss::model::project::{Document, Markup, Project};
use gloss::model::session::{Action, Session};
use gloss::model::span::Span;
use gloss::model::suggest::Suggesting;
use gloss::model::suggest::gazetteer::Gazetteer;
use gloss::model::suggest::places::Places;
use gloss::model::suggest::places::words::PlaceWords;

const COUNTS: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// A line of 100 bytes, not all ASCII.
const LINE: &str =
    "The ministers of Šibenik said on Tuesday that the harbour would open before the end of next May.  \n";

/// A text with one annotation on each of so many lines.
fn project(count: usize) -> Project {
    let text = intake::clean(LINE.repeat(count)).expect("a text").text;
    let annotations = (0..count).map(|line| annotation(&text, line, 4, 40));
    let annotations = AnnotationSet::of(annotations);
    Project {
        document: Rc::new(Document::new(Id::new("d"), text)),
        scheme: Rc::new(built_in_scheme()),
        markup: Markup {
            annotations,
            relations: Rc::default(),
        },
        extra: Vec::new(),
    }
}

fn annotation(text: &gloss::model::text::Text, line: usize, from: usize, to: usize) -> Annotation {
    let at = |byte: usize| TextSize::from((line * LINE.len() + byte) as u32);
    Annotation {
        id: Id::new(&format!("{line:06}-{from}")),
        label: LabelId::new("claim"),
        span: Span::new(text, TextRange::new(at(from), at(to))).expect("a span"),
        attributes: Default::default(),
        note: None,
        by: Some("person".into()),
        created: None,
        modified: None,
        extra: Vec::new(),
    }
}

/// What one gesture needs.
fn gestures(criterion: &mut Criterion) {
    for count in COUNTS {
        let project = project(count);
        let (text, all) = (&project.document.text, &project.markup.annotations);
        let middle = count / 2;
        let new = annotation(text, middle, 30, 60);
        let old = annotation(text, middle, 4, 40).id;
        let paragraph = TextRange::at(
            TextSize::from((middle * LINE.len()) as u32),
            TextSize::from(LINE.len() as u32),
        );
        let utf16 = text.utf16(paragraph.start()).expect("a boundary");
        let mut bench = |name: &str, operation: &dyn Fn()| {
            let mut group = criterion.benchmark_group(name);
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| bencher.iter(operation));
        };
        bench("add an annotation", &|| drop(black_box(all.with(new.clone()))));
        bench("remove an annotation", &|| drop(black_box(all.without(&old))));
        bench("find by id", &|| {
            black_box(all.get(&old));
        });
        bench("next", &|| {
            black_box(all.neighbour(&old, false));
        });
        bench("place in the list", &|| {
            black_box(all.place(&old));
        });
        bench("pieces of a paragraph", &|| {
            let within = all.overlapping(paragraph);
            drop(black_box(pieces(text, paragraph, &within)));
        });
        bench("UTF-16 offset to byte", &|| {
            black_box(text.byte_of_utf16(Utf16(black_box(utf16.0))));
        });
        let open = Session::default().apply(Action::Open(Box::new(project.clone())));
        let open = open.apply(Action::Select(Some(new.span)));
        let at = Timestamp::new("2026-11-24T10:00:00Z").expect("a moment");
        bench("tag and undo, as a session", &|| {
            let tag = Action::Tag {
                label: new.label.clone(),
                id: new.id.clone(),
                at: at.clone(),
            };
            drop(black_box(open.clone().apply(tag).apply(Action::Undo)));
        });
    }
}

/// What a whole file needs.
fn files(criterion: &mut Criterion) {
    for count in COUNTS {
        let project = project(count);
        let file = write(&project);
        let mut bench = |name: &str, bytes: usize, operation: &dyn Fn()| {
            let mut group = criterion.benchmark_group(name);
            group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| bencher.iter(operation));
        };
        let content = project.document.text.as_str();
        bench("clean a text", content.len(), &|| {
            drop(black_box(intake::clean(content)))
        });
        bench("divide into chunks", content.len(), &|| {
            drop(black_box(chunks(&project.document.text)));
        });
        bench("write a file", file.len(), &|| drop(black_box(write(&project))));
        bench("read a file", file.len(), &|| drop(black_box(read(&file))));
    }
}

/// What suggesting places needs: reading the gazetteer once, and then each text.
fn places(criterion: &mut Criterion) {
    const PLACES: &str = include_str!("../../www/places.tsv");
    const WORDS: &str = include_str!("../../www/place-words.txt");
    const NEWS: &str = "ZAGREB (Reuters) — Serbia’s foreign minister said in Zagreb on Tuesday that Belgrade would open \
        the port of Šibenik to U.S. ships if Mr. Jordan, of the University of Texas, agreed. Washington and Paris, \
        Texas, are 1,900 kilometres apart. French officials were not asked.\n";
    let gazetteer = Rc::new(Gazetteer::read(PLACES).expect("a gazetteer"));
    let words = Rc::new(PlaceWords::read(WORDS).expect("words"));
    criterion.bench_function("read the gazetteer", |bencher| {
        bencher.iter(|| drop(black_box(Gazetteer::read(PLACES))));
    });
    for size in [2_000, 1_000_000] {
        let text = intake::clean(NEWS.repeat(size / NEWS.len())).expect("a text").text;
        let mut group = criterion.benchmark_group("suggest places");
        group.throughput(Throughput::Bytes(size as u64)).sample_size(10);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| {
                let rule = Places::new(gazetteer.clone(), words.clone());
                let mut suggesting = Suggesting::with(text.clone(), vec![Box::new(rule)]);
                while suggesting.step() {}
                black_box(suggesting.found().len())
            });
        });
    }
}

criterion_group! {
    name = model;
    config = Criterion::default()
        .without_plots()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800));
    targets = gestures, files, places
}
criterion_main!(model);
