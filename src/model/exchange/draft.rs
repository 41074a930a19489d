//! A document of another tool on our text.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::foreign::{Filling, Foreign, Link, Mark, Source};
use super::proof::{Proof, alike, prove};
use super::search::{Place, search};
use super::unit::{Count, Ruler};
use crate::model::annotation::{Annotation, Extra, Id, LabelId, Relation, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::format::ids::Ids;
use crate::model::format::problem::{Error, Problem, Trouble};
use crate::model::intake::{self, Notice};
use crate::model::offset::TextRange;
use crate::model::project::{Document, Facts, Markup, Project};
use crate::model::short::short;
use crate::model::span::Span;
use crate::model::text::Text;

/// A document of another tool as a project. Labels are still called as its file
/// calls them, and the scheme is empty unless the file has one
/// ([`labels`](super::labels) sees to that).
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The document and what is marked in it.
    pub project: Project,
    /// What was not as it should be, in the file's order.
    pub problems: Vec<Problem>,
    /// What was noticed about the text.
    pub notices: Vec<Notice>,
    /// How the offsets were read.
    pub proof: Proof,
    /// The ids of annotations and relations that had none, or that of another one.
    pub unnamed: BTreeSet<Id>,
}

/// Sets a document on its text, or one that only points at an article on the
/// article that is `open`. `count` is how a person wants its offsets read; by
/// itself it is found out ([`prove`]).
///
/// A mark whose words do not stand at its offsets is looked for by its words
/// ([`search`]), and one that is nowhere, or in several places that look alike, is
/// left out. Each such case is a [`Problem`].
///
/// # Errors
/// [`Error::NoText`] if the file has no text and none is open; [`Error::Text`] if
/// its text cannot be annotated.
pub fn set(foreign: &Foreign, open: Option<&Document>, count: Option<Count>) -> Result<Draft, Error> {
    let (document, notices, ruler) = match (&foreign.text, open) {
        (Some(raw), _) => {
            let intake = intake::clean(&**raw).map_err(Error::Text)?;
            let ruler = Ruler::new(raw, &intake.text);
            let id = foreign.id.clone();
            // As for a Gloss file that was made by hand: the text names it.
            let id = id.unwrap_or_else(|| Id::new(&intake.text.sha256()[..32]));
            let mut document = Document::new(id, intake.text).with(known(foreign.facts.clone()));
            document.extra = foreign.extra.clone();
            (document, intake.notices, ruler)
        }
        (None, Some(open)) => (open.clone(), Vec::new(), Ruler::new(open.text.as_str(), &open.text)),
        (None, None) => return Err(Error::NoText),
    };
    let proof = prove(foreign, &ruler, &document.text, count);
    let mut setting = Setting {
        text: &document.text,
        ruler: &ruler,
        count: proof.count,
        ids: Ids::default(),
        read: Vec::new(),
        marks: FxHashSet::default(),
        problems: Vec::new(),
        sought: 0,
    };
    for (number, mark) in foreign.marks.iter().enumerate() {
        setting.mark(mark, number + 1);
    }
    let mut unnamed = BTreeSet::new();
    let (annotations, mut problems) = setting.finish(&mut unnamed);
    let relations = relations(&foreign.links, &annotations, &mut problems, &mut unnamed);
    let project = Project {
        document: Rc::new(document),
        scheme: Rc::new(foreign.scheme.clone().unwrap_or_default()),
        markup: Markup {
            annotations,
            relations: Rc::new(relations),
        },
        extra: Extra::new(),
    };
    Ok(Draft {
        project,
        problems,
        notices,
        proof,
        unnamed,
    })
}

struct Setting<'a> {
    text: &'a Text,
    ruler: &'a Ruler,
    count: Count,
    ids: Ids,
    read: Vec<Annotation>,
    /// Where annotations stand already, with which label.
    marks: FxHashSet<(Span, LabelId)>,
    problems: Vec<Problem>,
    /// How many bytes were looked through for words.
    sought: usize,
}

/// How many bytes are looked through for the words of a document's marks: a large
/// file whose offsets are all wrong would keep the page from answering.
const SEARCHED: usize = 200_000_000;

impl Setting<'_> {
    fn mark(&mut self, mark: &Mark, number: usize) {
        if mark.label.trim().is_empty() {
            return self.report(mark.source, Trouble::Missing("label"));
        }
        let id = self.ids.note(mark.id.as_ref().map(|id| id.as_str().into()));
        let label = LabelId::new(Rc::clone(&mark.label));
        let span = match self.span(mark) {
            Ok((span, trouble)) => {
                if !self.marks.insert((span, label.clone())) {
                    return self.report(mark.source, Trouble::SameMark);
                }
                if let Some(trouble) = trouble {
                    self.report(mark.source, trouble);
                }
                span
            }
            Err(trouble) => return self.report(mark.source, trouble),
        };
        if let Some(trouble) = self.ids.take(&id, self.read.len(), 'a', number) {
            self.report(mark.source, trouble);
        }
        let mut attributes = BTreeMap::new();
        for (name, filling) in &mark.attributes {
            let value = self.value(filling, mark.source);
            if value != Value::Text(String::new()) {
                attributes.insert(Rc::clone(name), value);
            }
        }
        self.read.push(Annotation {
            id,
            label,
            span,
            attributes,
            note: said(&mark.note),
            by: said(&mark.by),
            created: mark.created.clone(),
            modified: mark.modified.clone(),
            extra: mark.extra.clone(),
        });
    }

    /// Where a mark stands, and what had to be done to find it.
    fn span(&mut self, mark: &Mark) -> Result<(Span, Option<Trouble>), Trouble> {
        let words = mark.words.as_ref().filter(|words| !words.exact.trim().is_empty());
        let at = mark
            .at
            .map(|(start, end)| (start, end, self.ruler.range(self.count, start, end)));
        let Some(words) = words else {
            let (start, end, range) = at.ok_or(Trouble::Missing("place"))?;
            let length = self.ruler.length(self.count);
            let range = range.ok_or(Trouble::OutOfRange { start, end, length })?;
            return spanned(self.text, range, None);
        };
        let stands = |range: &TextRange| self.text.slice(*range).is_some_and(|found| alike(found, &words.exact));
        if let Some(range) = at.and_then(|(_, _, range)| range).filter(stands) {
            return spanned(self.text, range, None);
        }
        let near = at.map(|(_, _, range)| range.map_or(self.text.len(), TextRange::start));
        let said = || short(&words.exact, 60).into();
        self.sought += self.text.as_str().len();
        if self.sought > SEARCHED {
            return Err(Trouble::Unsought(said()));
        }
        match search(self.text.as_str(), words, near) {
            // Where there were offsets, they were wrong.
            Place::Certain(range) => spanned(self.text, range, at.map(|_| Trouble::Moved(said()))),
            Place::Nearest(range, places) => spanned(self.text, range, Some(Trouble::Nearest(said(), places))),
            Place::Nowhere => Err(Trouble::QuoteNotFound(said())),
            Place::Several(places) => Err(Trouble::QuoteAmbiguous(said(), places)),
        }
    }

    /// The value of an attribute. Words whose place cannot be found are kept as words.
    fn value(&mut self, filling: &Filling, source: Source) -> Value {
        let (words, start, end) = match filling {
            Filling::Value(value) => return value.clone(),
            Filling::Quote { words, start, end } => (words, *start, *end),
        };
        let range = self.ruler.range(self.count, start, end);
        let stands = |range: &TextRange| self.text.slice(*range).is_some_and(|found| alike(found, words));
        match range.filter(stands).and_then(|range| Span::new(self.text, range)) {
            Some(span) => Value::Quote(span),
            None => {
                self.report(source, Trouble::Unplaced(short(words, 60).into()));
                Value::Text(words.clone())
            }
        }
    }

    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.problems.push(Problem { record, place, trouble });
    }

    fn finish(self, unnamed: &mut BTreeSet<Id>) -> (AnnotationSet, Vec<Problem>) {
        let mut read = self.read;
        for (place, id) in self.ids.fresh() {
            unnamed.insert(id.clone());
            read[place].id = id;
        }
        (AnnotationSet::of(read), self.problems)
    }
}

/// Words that say something: what is empty is absent.
fn said(words: &Option<Rc<str>>) -> Option<Rc<str>> {
    words.clone().filter(|words| !words.is_empty())
}

/// The facts that say something.
fn known(facts: Facts) -> Facts {
    let said = |fact: Option<String>| fact.filter(|fact| !fact.is_empty());
    Facts {
        title: said(facts.title),
        url: said(facts.url),
        author: said(facts.author),
        published: said(facts.published),
        language: said(facts.language),
    }
}

fn spanned(text: &Text, range: TextRange, trouble: Option<Trouble>) -> Result<(Span, Option<Trouble>), Trouble> {
    let span = Span::new(text, range).ok_or(Trouble::Blank)?;
    let changed = (span.range() != range).then_some(Trouble::Trimmed);
    Ok((span, trouble.or(changed)))
}

fn relations(
    links: &[Link],
    annotations: &AnnotationSet,
    problems: &mut Vec<Problem>,
    unnamed: &mut BTreeSet<Id>,
) -> Vec<Relation> {
    let mut ids = Ids::default();
    let mut relations = Vec::new();
    for (number, link) in links.iter().enumerate() {
        let id = ids.note(link.id.as_ref().map(|id| id.as_str().into()));
        let missing = [&link.from, &link.to]
            .into_iter()
            .find(|end| annotations.get(end).is_none());
        let trouble = match missing {
            _ if link.kind.is_empty() => Some(Trouble::Missing("type")),
            Some(end) => Some(Trouble::NoSuchEnd(end.as_str().into())),
            None => {
                let trouble = ids.take(&id, relations.len(), 'r', number + 1);
                relations.push(Relation {
                    id,
                    kind: Rc::clone(&link.kind),
                    from: link.from.clone(),
                    to: link.to.clone(),
                    extra: link.extra.clone(),
                });
                trouble
            }
        };
        let Source { record, place } = link.source;
        problems.extend(trouble.map(|trouble| Problem { record, place, trouble }));
    }
    for (place, id) in ids.fresh() {
        unnamed.insert(id.clone());
        relations[place].id = id;
    }
    relations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::foreign::Words;
    use crate::model::exchange::unit::Unit;
    use crate::model::format::problem::Record;
    use crate::model::text::Place;

    /// Marks of a document as "start-end words" or just "start-end"; what came of
    /// them as "label:words", and what was said.
    fn check(text: &str, unit: Unit, marks: &[(u32, u32, &str)], expected: &[&str], proof: &str, said: &[&str]) {
        let mut foreign = Foreign::new(Some(text.to_owned()), unit);
        for (number, &(start, end, words)) in marks.iter().enumerate() {
            let record = Record::Annotation(number + 1);
            let source = Source {
                record,
                place: Place::START,
            };
            let mut mark = Mark::new(source, "claim", Some((start, end)));
            mark.words = Some(words).filter(|words| !words.is_empty()).map(|words| Words {
                exact: words.to_owned(),
                ..Words::default()
            });
            foreign.marks.push(mark);
        }
        let draft = set(&foreign, None, None).expect("a text");
        let content = &draft.project.document.text;
        let found: Vec<_> = draft
            .project
            .markup
            .annotations
            .iter()
            .map(|a| a.span.quote(content))
            .collect();
        assert_eq!(found, expected, "{text:?}");
        assert!(draft.proof.to_string().starts_with(proof), "{}", draft.proof);
        let problems: Vec<_> = draft
            .problems
            .iter()
            .map(|problem| problem.trouble.to_string())
            .collect();
        assert_eq!(problems.len(), said.len(), "{problems:?}");
        for (problem, said) in problems.iter().zip(said) {
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn quotes_prove_the_unit() {
        let text = "🌍 Mayor Ana Ruiz said crime fell.\r\nIn Lagos.";
        check(
            text,
            Unit::CodePoint,
            &[(2, 7, "Mayor"), (38, 43, "Lagos")],
            &["Mayor", "Lagos"],
            "Offsets were code points; 2 of 2 quotes match.",
            &[],
        );
        check(
            text,
            Unit::CodePoint,
            &[(3, 8, "Mayor"), (39, 44, "Lagos")],
            &["Mayor", "Lagos"],
            "Offsets were UTF-16 code units; 2 of 2",
            &[],
        );
        check(
            text,
            Unit::CodePoint,
            &[(3, 8, "Mayor"), (38, 43, "Lagos")],
            &["Mayor", "Lagos"],
            "Offsets were UTF-16 code units with each line end as one; 2 of 2",
            &[],
        );
        check(
            text,
            Unit::CodePoint,
            &[(5, 10, "Mayor")],
            &["Mayor"],
            "Offsets were bytes of UTF-8; 1 of 1",
            &[],
        );
        check(
            text,
            Unit::CodePoint,
            &[(9, 14, "Mayor"), (30, 32, "xy")],
            &["Mayor"],
            "Offsets were code points; 0 of 2",
            &["found by its words", "stands neither"],
        );
    }

    #[test]
    fn without_quotes_the_words_tell() {
        let text = "🌍 Mayor Ana Ruiz said";
        check(
            text,
            Unit::CodePoint,
            &[(3, 8, ""), (9, 12, "")],
            &["Mayor", "Ana"],
            "Offsets were taken as UTF-16 code units; 2 of 2",
            &[],
        );
        check(
            text,
            Unit::Utf16,
            &[(2, 7, "")],
            &["Mayor"],
            "Offsets were taken as code points; 1 of 1",
            &[],
        );
        check(
            "The EU",
            Unit::Utf16,
            &[(4, 6, ""), (4, 9, "")],
            &["EU"],
            "Offsets were UTF-16 code units; every unit",
            &["6 characters"],
        );
    }

    #[test]
    fn line_ends_in_quotes_may_be_any_white_space() {
        check(
            "a b\n\nc d",
            Unit::CodePoint,
            &[(2, 6, "b c")],
            &["b\n\nc"],
            "Offsets were code points; 1 of 1",
            &[],
        );
    }

    #[test]
    fn a_file_without_text_needs_an_article() {
        let foreign = Foreign::new(None, Unit::CodePoint);
        assert_eq!(set(&foreign, None, None).map(|_| ()), Err(Error::NoText));
    }
}
