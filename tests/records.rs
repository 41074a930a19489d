//! What is stored in browsers, byte for byte, by the rules of now and by all earlier ones: work that
//! someone left in a browser years ago is read as it was.
//!
//! `golden/records/N.json` holds the records of rule N. If the test of what is written fails, the records are
//! other than those that Gloss has stored so far: raise `SCHEMA` then, let the files of the earlier rules be,
//! and write the new one: GLOSS_GOLDEN=write cargo test --test records.

use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use gloss::model::annotation::{Extra, Id, LabelId, Relation, Timestamp, Value};
use gloss::model::format::gloss::{read, write};
use gloss::model::ledger::record::SCHEMA;
use gloss::model::ledger::{Base, Damage, Entry, Head, replay};
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Facts, Project};
use gloss::model::scheme::Scheme;
use gloss::model::session::{Action, Session};
use gloss::model::span::Span;
use gloss::model::text::Text;
use gloss::model::work::Work;
use serde::{Deserialize, Serialize};
use serde_json::value::{Value as Json, to_value};

/// The records of one database.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Records {
    documents: Vec<Head>,
    #[serde(with = "files")]
    bases: Vec<Base>,
    steps: Vec<Entry>,
}

/// Bases with their files as text, for people to read.
mod files {
    use super::{Base, Json, to_value};
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(bases: &[Base], serializer: S) -> Result<S::Ok, S::Error> {
        let with_text = |base: &Base| {
            let mut json = to_value(base).map_err(S::Error::custom)?;
            json["file"] = String::from_utf8(base.file.clone()).map_err(S::Error::custom)?.into();
            Ok(json)
        };
        let all: Vec<Json> = bases.iter().map(with_text).collect::<Result<_, _>>()?;
        all.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Base>, D::Error> {
        let with_bytes = |mut json: Json| {
            json["file"] = json["file"]
                .as_str()
                .ok_or(D::Error::missing_field("file"))?
                .as_bytes()
                .into();
            serde_json::from_value(json).map_err(D::Error::custom)
        };
        Vec::<Json>::deserialize(deserializer)?
            .into_iter()
            .map(with_bytes)
            .collect()
    }
}

#[test]
fn what_is_stored_is_what_was_always_stored() {
    let records = serde_json::to_string_pretty(&records()).expect("plain values") + "\n";
    let golden_records = golden(&format!("{SCHEMA}.json"));
    if std::env::var("GLOSS_GOLDEN").as_deref() == Ok("write") {
        fs::write(&golden_records, &records).expect("the golden file");
        fs::write(golden("work.gloss.json"), write(work(&session()).project())).expect("the golden file");
    }
    assert_eq!(records, file(&golden_records));
}

#[test]
fn records_of_every_rule_give_the_work_back() {
    for rule in 1..=SCHEMA {
        let records: Records = serde_json::from_str(&file(&golden(&format!("{rule}.json")))).expect("records");
        let [worked_on, deleted] = &records.documents[..] else {
            panic!("two documents");
        };
        assert!(
            deleted.deleted.is_some() || rule == 1,
            "only the first rule knew of none"
        );
        assert_eq!(worked_on.downloaded, Some(2));
        let expected = file(&golden("work.gloss.json"));
        let bases: Vec<_> = records.bases.iter().filter(|base| base.key == worked_on.key).collect();
        assert_eq!(bases.len(), 2, "the first and a later one");
        for base in bases {
            let revision = base.revision;
            let made = replay(project(text(base)), revision, &records.steps, worked_on.downloaded);
            assert_eq!(made.lost, [], "{rule}");
            assert_eq!(made.revision, worked_on.revision, "{rule}");
            assert_eq!(write(made.history.present()), expected, "{rule}");
            assert_eq!(made.then.is_some(), revision <= 2, "{rule}");
            // Taken back, all of it is as it was in the base.
            let mut history = made.history;
            let mut taken_back = 0;
            while history.can_undo() {
                history = history.undo();
                taken_back += 1;
            }
            assert_eq!(write(history.present()).as_bytes(), base.file, "{rule}");
            assert_eq!(taken_back, if revision == 0 { CHANGES } else { CHANGES - 4 }, "{rule}");
        }
    }
}

#[test]
fn records_of_a_newer_rule_are_not_read() {
    let newer = SCHEMA + 1;
    let Records { bases, steps, .. } = records();
    for base in bases {
        let base = Base { schema: newer, ..base };
        assert_eq!(base.into_file(), Err(Damage::Newer(newer)));
    }
    let text = start().document.text.clone();
    for step in steps {
        let step = Entry { schema: newer, ..step };
        assert_eq!(step.delta(&text), Err(Damage::Newer(newer)));
    }
}

#[test]
fn a_record_of_which_one_byte_is_other_is_damaged() {
    let Records { bases, steps, .. } = records();
    for base in bases {
        for place in 0..base.file.len() {
            let mut damaged = base.clone();
            damaged.file[place] ^= 1;
            assert_eq!(damaged.into_file(), Err(Damage::Checksum), "at {place}");
        }
        assert_eq!(base.clone().into_file(), Ok(base.file));
    }
    let text = start().document.text.clone();
    for step in steps {
        for (place, was) in step.delta.char_indices().filter(|(_, was)| was.is_ascii()) {
            let mut delta = step.delta.clone();
            delta.replace_range(place..=place, if was == '0' { "1" } else { "0" });
            let damaged = Entry { delta, ..step.clone() };
            assert_eq!(damaged.delta(&text), Err(Damage::Checksum), "at {place}");
        }
        let another = Entry {
            revision: step.revision + 1,
            ..step.clone()
        };
        assert_eq!(
            another.delta(&text),
            Err(Damage::Checksum),
            "the step of another revision"
        );
        assert!(step.delta(&text).is_ok());
    }
}

/// How many of the steps can be taken back.
const CHANGES: usize = 8;

/// A document with something of everything and a step of every kind, and one that was deleted.
fn records() -> Records {
    let opened = Session::default().apply(Action::Open(Box::new(start())));
    let mut bases = vec![base("worked on", 0, &opened)];
    let later = actions().into_iter().take(5).fold(opened, Session::apply);
    bases.push(base("worked on", 4, &later));
    let session = session();
    let worked_on = Head {
        downloaded: Some(2),
        ..head("worked on", 8, &session)
    };
    let other = Session::default().apply(Action::Open(Box::new(project(include_str!("golden/bare.json")))));
    bases.insert(0, base("deleted", 0, &other));
    let deleted = Head {
        deleted: Some("2026-11-24T11:00:00Z".to_owned()),
        ..head("deleted", 7, &other)
    };
    Records {
        documents: vec![worked_on, deleted],
        bases,
        steps: work(&session).entries_since(0, "worked on", "tab-0", &now()),
    }
}

/// The first of them as it is in the end.
fn session() -> Session {
    let opened = Session::default().apply(Action::Open(Box::new(start())));
    actions().into_iter().fold(opened, Session::apply)
}

fn actions() -> Vec<Action> {
    let at = now;
    let text = start().document.text.clone();
    let id = Id::new;
    let link = |name, from, kind: &str, to| Relation {
        id: id(name),
        kind: kind.into(),
        from: id(from),
        to: id(to),
        extra: Extra::new(),
    };
    let scheme = Scheme {
        version: Some("2".to_owned()),
        ..(*start().scheme).clone()
    };
    let facts = Facts {
        title: Some("“Crime falls”, says mayor".to_owned()),
        author: None,
        ..start().document.facts()
    };
    vec![
        Action::Select(Some(span(&text, "Mayor Ana Ruiz"))),
        Action::Tag {
            label: LabelId::new("place"),
            id: id("a4"),
            at: at(),
        },
        Action::Relabel {
            id: id("a4"),
            label: LabelId::new("commitment"),
            at: at(),
        },
        Action::Fill {
            id: id("a4"),
            attribute: "deadline".into(),
            value: Some(Value::Text("soon\n🌍".to_owned())),
            at: at(),
        },
        Action::Note {
            id: id("a1"),
            note: "Says who?".to_owned(),
            at: at(),
        },
        Action::Relate(link("r2", "a4", "about", "a2")),
        Action::Describe(facts),
        Action::Rescheme(Rc::new(scheme)),
        // With it goes a link that comes back before another one.
        Action::Remove(id("a1")),
        Action::Undo,
        Action::Redo,
        Action::Undo,
        Action::Unrelate(id("r2")),
    ]
}

fn head(key: &str, order: u32, session: &Session) -> Head {
    let project = work(session).project();
    Head {
        schema: SCHEMA,
        key: key.to_owned(),
        revision: work(session).revision(),
        order,
        heading: project.document.heading().to_owned(),
        annotations: project.markup.annotations.len() as u32,
        bytes: project.document.text.as_str().len() as u32,
        created: now().as_str().to_owned(),
        changed: now().as_str().to_owned(),
        downloaded: None,
        deleted: None,
    }
}

fn base(key: &str, revision: u32, session: &Session) -> Base {
    assert_eq!(work(session).revision(), revision);
    Base::new(key, revision, write(work(session).project()).into_bytes())
}

fn work(session: &Session) -> &Work {
    session.work.as_ref().expect("it is open")
}

fn start() -> Project {
    project(include_str!("golden/newer-minor.json"))
}

fn project(file: &str) -> Project {
    let (project, problems) = read(file).expect("a file of Gloss");
    assert_eq!(problems, []);
    project
}

fn text(base: &Base) -> &str {
    str::from_utf8(&base.file).expect("UTF-8")
}

fn span(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).expect("they stand there");
    let range = TextRange::at(TextSize::from(at as u32), TextSize::of(words));
    Span::new(text, range).expect("a span")
}

fn now() -> Timestamp {
    Timestamp::new("2026-11-24T10:00:00Z").expect("a moment")
}

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/records")
        .join(name)
}

fn file(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
