//! Articles as marked strings.
//!
//! [ ] are the ends of a claim, { } of a commitment, ( ) of a place; < > are words
//! to do something with, and | is a caret. The annotations are called a, b, c, in
//! the order in which they begin. What follows the article, each after a `;`, is
//! `a note why`, `a kind event` (an attribute; one of “ ” is of the article), or
//! `a about b`, which is a link.

use std::collections::HashMap;
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Extra, Id, LabelId, Relation, Timestamp, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::format::gloss::built_in_scheme;
use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Document, Markup, Project};
use gloss::model::session::{Action, Session};
use gloss::model::span::Span;
use gloss::model::text::Text;
use gloss::model::work::Work;

const LABELS: [(char, char, &str); 3] = [('[', ']', "claim"), ('{', '}', "commitment"), ('(', ')', "place")];

/// A marked string, read.
pub struct Given {
    project: Project,
    /// What stands between < and >.
    pub spans: Vec<Span>,
    /// Where | stands, or else the start.
    pub caret: TextSize,
}

/// When all of it happens.
pub fn now() -> Timestamp {
    Timestamp::new("2026-11-23T10:00:00Z").expect("a moment")
}

/// What is said of `after` that was not said `before`; what went wrong begins
/// with a !.
pub fn said(before: &Session, after: &Session) -> String {
    let mark = if after.news.bad { "! " } else { "" };
    let words = || mark.to_owned() + &after.news.words;
    if after.news == before.news {
        String::new()
    } else {
        words()
    }
}

/// Does `actions` to a marked article, of which at most one changes it. Says what
/// is open then.
pub fn check(before: &str, actions: impl FnOnce(&Given) -> Vec<Action>, after: &str, words: &str) -> Work {
    let given = Given::of(before);
    let open = given.open();
    let work = |session: &Session| session.work.clone().expect("it is open");
    let session = actions(&given).into_iter().fold(open.clone(), Session::apply);
    assert_eq!(shown(&work(&session)), after, "of {before}");
    assert_eq!(said(&open, &session), words, "of {before}");
    let changed = work(&session).project() != &given.project;
    assert_eq!(work(&session).can_undo(), changed, "{before}");
    let undone = session.clone().apply(Action::Undo);
    assert_eq!(work(&undone).project(), &given.project, "{before}");
    assert!(!work(&undone).can_undo(), "{before} takes one step");
    work(&session)
}

impl Given {
    /// Reads a marked string.
    pub fn of(marked: &str) -> Self {
        let (article, rest) = marked.split_once(';').unwrap_or((marked, ""));
        let mut content = String::new();
        let mut caret = 0;
        let mut begun: HashMap<char, Vec<usize>> = HashMap::new();
        // The start, the end and the label of each; the words of < and > have none.
        let mut ranges: Vec<(usize, usize, &str)> = Vec::new();
        let pairs = || LABELS.into_iter().chain([('<', '>', "")]);
        for c in article.chars() {
            if let Some((_, close, label)) = pairs().find(|(open, ..)| *open == c) {
                begun.entry(close).or_default().push(ranges.len());
                ranges.push((content.len(), 0, label));
            } else if pairs().any(|(_, close, _)| close == c) {
                let range = begun.get_mut(&c).and_then(Vec::pop).expect("a beginning");
                ranges[range].1 = content.len();
            } else if c == '|' {
                caret = content.len();
            } else {
                content.push(c);
            }
        }
        let text = intake::clean(&content).expect("a text").text;
        let mut annotations: Vec<Annotation> = Vec::new();
        let mut spans = Vec::new();
        for (start, end, label) in ranges {
            let span = span(&text, start, end);
            match label {
                "" => spans.push(span),
                label => {
                    let id = Id::new(&char::from(b'a' + annotations.len() as u8).to_string());
                    annotations.push(Annotation::new(id, LabelId::new(label), span, now()));
                }
            }
        }
        let mut relations = Vec::new();
        for said in rest.split(';').map(str::trim).filter(|said| !said.is_empty()) {
            let mut words = said.splitn(3, ' ').map(|words| words.to_owned());
            let mut next = || words.next().expect("three words");
            let (id, name, value) = (Id::new(&next()), next(), next());
            let there = |id: &Id| annotations.iter().position(|annotation| annotation.id == *id);
            let place = there(&id).expect("an annotation");
            if name == "note" {
                annotations[place].note = Some(value.into());
            } else if there(&Id::new(&value)).is_some() {
                relations.push(Relation {
                    id: Id::new(&format!("r{}", relations.len())),
                    kind: name.into(),
                    from: id,
                    to: Id::new(&value),
                    extra: Extra::new(),
                });
            } else {
                let quote = value.strip_prefix('“').and_then(|value| value.strip_suffix('”'));
                let value = match quote.map(|quote| (quote, content.find(quote).expect("words of the article"))) {
                    Some((quote, at)) => Value::Quote(span(&text, at, at + quote.len())),
                    None => Value::Text(value),
                };
                annotations[place].attributes.insert(name.into(), value);
            }
        }
        let mut project = Project::new(Document::new(Id::new("d"), text), built_in_scheme());
        project.markup = Markup {
            annotations: AnnotationSet::of(annotations),
            relations: Rc::new(relations),
        };
        let caret = TextSize::from(caret as u32);
        Self { project, spans, caret }
    }

    /// A session in which the article is open.
    pub fn open(&self) -> Session {
        Session::default().apply(Action::Open(Box::new(self.project.clone())))
    }
}

fn span(text: &Text, start: usize, end: usize) -> Span {
    let range = TextRange::new(TextSize::from(start as u32), TextSize::from(end as u32));
    Span::new(text, range).expect("a span")
}

/// The marked string of what is open.
pub fn shown(work: &Work) -> String {
    let Markup { annotations, relations } = work.markup();
    let text = work.text();
    let content = text.as_str();
    let marks = |annotation: &Annotation| {
        let (open, close, _) = LABELS
            .into_iter()
            .find(|(.., label)| *label == annotation.label.as_str())
            .expect("a label");
        (open, close)
    };
    let mut shown = String::new();
    let ends = content.char_indices().map(|(at, c)| (at, Some(c)));
    for (at, c) in ends.chain([(content.len(), None)]) {
        let at = TextSize::from(at as u32);
        let ends = annotations
            .iter()
            .rev()
            .filter(|annotation| annotation.span.end() == at);
        shown.extend(ends.map(|annotation| marks(annotation).1));
        let starts = annotations.iter().filter(|annotation| annotation.span.start() == at);
        shown.extend(starts.map(|annotation| marks(annotation).0));
        shown.extend(c);
    }
    for annotation in annotations.iter() {
        let id = &annotation.id;
        for (name, value) in &annotation.attributes {
            let words = value.shown(text);
            let (open, close) = if matches!(value, Value::Quote(_)) {
                ("“", "”")
            } else {
                ("", "")
            };
            shown.push_str(&format!("; {id} {name} {open}{words}{close}"));
        }
        if let Some(note) = &annotation.note {
            shown.push_str(&format!("; {id} note {note}"));
        }
    }
    for relation in relations.iter() {
        shown.push_str(&format!("; {} {} {}", relation.from, relation.kind, relation.to));
    }
    shown
}
