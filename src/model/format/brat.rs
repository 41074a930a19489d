//! Stand-off files of brat (<https://brat.nlplab.org/standoff.html>): the text, and
//! beside it lines of annotations, with `annotation.conf` for the scheme.
//!
//! An annotation is a T line: its type, code points, and its words. brat cannot
//! hold a line end in a stretch, so one that goes over several lines is a list of
//! fragments. A choice and a yes or no is an A line; an attribute of free words is
//! a comment (`#`) of its own type, and a note is one of type `AnnotatorNotes`:
//! brat shows both. Types are ASCII letters, digits, `_` and `-`; what else is in a
//! name is encoded ([`identifier`]). Relations are R lines.
//!
//! Read are, besides these, events (links from their trigger), `Equiv` (links),
//! and references to data bases (attributes). A discontinuous annotation becomes
//! one stretch, and that is said.
//!
//! Limitation: comments and values are one line without control characters, and
//! without white space at their ends.

use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::brat_lines::read;
use super::identifier;
use super::table::{Format, Frame, Part, Reader, Written};
use crate::model::annotation::{Annotation, Id, Value};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::exchange::unit::Unit;
use crate::model::project::Project;
use crate::model::scheme::{AttributeKind, Scheme};
use crate::model::span::{Span, range};
use crate::model::text::Text;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "brat",
    name: "brat stand-off",
    about: "A text and a file of annotations beside it, for brat and the many tools that read its files.",
    extension: "ann",
    media: "text/plain",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: Some(configuration),
    read: Some(Reader::Beside { extension: "ann", read }),
};

/// The type of the comments that hold notes.
pub(super) const NOTES: &str = "AnnotatorNotes";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project {
        document,
        scheme,
        markup,
        ..
    } = project;
    let mut losses = Losses::of(project);
    losses.add(Lost::DocumentId);
    losses.add_facts(&project.document, &[]);
    let text = &document.text;
    let mut file = String::new();
    let mut numbers = Numbers::of('T', markup.annotations.iter().map(|annotation| &annotation.id));
    let mut names = FxHashMap::default();
    for annotation in markup.annotations.iter() {
        let name = numbers.name(&annotation.id);
        if name != annotation.id.as_str() {
            losses.add_of(Lost::AnnotationId, &annotation.id);
        }
        write_stretch(&mut file, &name, annotation, text);
        names.insert(&annotation.id, name);
    }
    let mut counts = Counts::default();
    for annotation in markup.annotations.iter() {
        let Some(name) = names.get(&annotation.id) else {
            continue;
        };
        let sayings = Sayings {
            name,
            scheme,
            text,
            counts: &mut counts,
        };
        sayings.write(&mut file, annotation, &mut losses);
        losses.add_origin(annotation);
    }
    let mut numbers = Numbers::of('R', markup.relations.iter().map(|relation| &relation.id));
    for relation in markup.relations.iter() {
        let name = numbers.name(&relation.id);
        if name != relation.id.as_str() {
            losses.add_of(Lost::RelationId, &relation.id);
        }
        losses.add_unknown(relation);
        if let (Some(from), Some(to)) = (names.get(&relation.from), names.get(&relation.to)) {
            let kind = identifier::encode(&relation.kind, true, &[]);
            let _ = writeln!(file, "{name}\t{kind} Arg1:{from} Arg2:{to}");
        }
    }
    let parts = [("txt", text.as_str().to_owned()), ("ann", file)];
    let parts = parts.map(|(extension, content)| Part { extension, content }).into();
    Written { parts, losses }
}

/// Names for records: their own if it is one of brat's, else the next that is free.
struct Numbers {
    letter: char,
    taken: FxHashSet<Id>,
    last: usize,
}

impl Numbers {
    fn of<'a>(letter: char, ids: impl Iterator<Item = &'a Id>) -> Self {
        let is_ours = |id: &&Id| {
            let digits = id.as_str().strip_prefix(letter).unwrap_or_default();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain && digits.len() < 10 && !digits.starts_with('0')
        };
        let taken = ids.filter(is_ours).cloned().collect();
        let last = 0;
        Self { letter, taken, last }
    }

    fn name(&mut self, id: &Id) -> String {
        if self.taken.contains(id) {
            return id.as_str().to_owned();
        }
        loop {
            self.last += 1;
            let name = format!("{}{}", self.letter, self.last);
            if !self.taken.contains(&Id::new(&name)) {
                return name;
            }
        }
    }
}

fn write_stretch(file: &mut String, name: &str, annotation: &Annotation, text: &Text) {
    let label = identifier::encode(annotation.label.as_str(), true, &[]);
    let _ = write!(file, "{name}\t{label}");
    let pieces = pieces(annotation.span, text);
    for (number, piece) in pieces.iter().enumerate() {
        let at = |at| text.code_point(at).map_or(0, |at| at.0);
        let before = if number == 0 { ' ' } else { ';' };
        let _ = write!(file, "{before}{} {}", at(piece.start()), at(piece.end()));
    }
    for (number, piece) in pieces.iter().enumerate() {
        file.push(if number == 0 { '\t' } else { ' ' });
        file.push_str(text.slice(*piece).unwrap_or_default());
    }
    file.push('\n');
}

/// What ends a line for Python's `str.splitlines`, by which brat reads its files.
fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A span without its line ends.
fn pieces(span: Span, text: &Text) -> Vec<crate::model::offset::TextRange> {
    let start = usize::from(span.start());
    let mut at = start;
    let mut pieces = Vec::new();
    for piece in span.quote(text).split_inclusive(ends_line) {
        let kept = piece.trim_end_matches(ends_line);
        if !kept.trim().is_empty() {
            pieces.push(range(at, at + kept.len()));
        }
        at += piece.len();
    }
    pieces
}

/// How many attributes and comments were written.
#[derive(Default)]
struct Counts {
    attributes: usize,
    comments: usize,
}

/// What is said of an annotation besides its label.
struct Sayings<'a> {
    name: &'a str,
    scheme: &'a Scheme,
    text: &'a Text,
    counts: &'a mut Counts,
}

impl Sayings<'_> {
    fn write(mut self, file: &mut String, annotation: &Annotation, losses: &mut Losses) {
        for (attribute, value) in &annotation.attributes {
            let kind = identifier::encode(attribute, true, &[NOTES]);
            let mut lose = |lost| losses.add_of(lost, &annotation.id);
            let written = match value {
                Value::Flag(flag) => {
                    self.attribute(file, &kind, if *flag { "true" } else { "false" });
                    true
                }
                Value::Text(words) if self.is_choice(annotation, attribute, words) => {
                    self.attribute(file, &kind, words);
                    true
                }
                Value::Text(words) => self.comment(file, &kind, words),
                Value::Quote(span) => {
                    let written = self.comment(file, &kind, span.quote(self.text));
                    if written {
                        lose(Lost::AttributePlace(attribute.clone()));
                    }
                    written
                }
                Value::Unknown(_) => false,
            };
            if !written {
                lose(Lost::Attribute(attribute.clone()));
            }
        }
        if let Some(note) = &annotation.note
            && !self.comment(file, NOTES, note)
        {
            losses.add_of(Lost::Note, &annotation.id);
        }
    }

    fn attribute(&mut self, file: &mut String, kind: &str, value: &str) {
        self.counts.attributes += 1;
        let (number, name) = (self.counts.attributes, self.name);
        let _ = writeln!(file, "A{number}\t{kind} {name} {value}");
    }

    /// Writes a comment, if brat can hold it.
    fn comment(&mut self, file: &mut String, kind: &str, words: &str) -> bool {
        let held =
            !words.is_empty() && words.trim() == words && !words.contains(|c: char| c.is_control() || ends_line(c));
        if held {
            self.counts.comments += 1;
            let (number, name) = (self.counts.comments, self.name);
            let _ = writeln!(file, "#{number}\t{kind} {name}\t{words}");
        }
        held
    }

    /// Whether words are a choice, and no free words: as the scheme says; what is
    /// not in it may be either. brat's values have no white space in them.
    fn is_choice(&self, annotation: &Annotation, attribute: &str, words: &str) -> bool {
        let label = self.scheme.label(&annotation.label).map(|(_, label)| label);
        let known = label.and_then(|label| label.attributes.iter().find(|known| *known.id == *attribute));
        let free = known.is_some_and(|known| matches!(known.kind, AttributeKind::Text | AttributeKind::TextOrSpan(_)));
        !free && is_value(words)
    }
}

/// Whether brat can hold these words as a value. What would be read as a yes or no
/// is none.
fn is_value(words: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    !(words.is_empty() || words.contains(blank) || matches!(words, "true" | "false"))
}

/// `annotation.conf`: the labels, relations and choices that brat offers.
fn configuration(scheme: &Scheme) -> (&'static str, String) {
    let mut file = "[entities]\n".to_owned();
    let name = |id: &str| identifier::encode(id, true, &[]);
    for label in &scheme.labels {
        let _ = writeln!(file, "{}", name(label.id.as_str()));
    }
    file.push_str("\n[relations]\n");
    for relation in &scheme.relations {
        let any = |labels: &[crate::model::annotation::LabelId]| {
            let names: Vec<_> = labels.iter().map(|label| name(label.as_str())).collect();
            if names.is_empty() {
                "<ENTITY>".to_owned()
            } else {
                names.join("|")
            }
        };
        let (from, to) = (any(&relation.from), any(&relation.to));
        let _ = writeln!(file, "{}\tArg1:{from}, Arg2:{to}", name(&relation.id));
    }
    // Without this brat calls annotations that overlap an error.
    file.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    file.push_str("\n[events]\n\n[attributes]\n");
    // brat has one attribute of a name, whatever it is an attribute of.
    let mut attributes: BTreeMap<&str, (Vec<String>, Vec<&str>)> = BTreeMap::new();
    for label in &scheme.labels {
        for attribute in &label.attributes {
            let values: Vec<&str> = match &attribute.kind {
                AttributeKind::Choice(options) => options.iter().map(|option| &**option).collect(),
                AttributeKind::YesNo => vec!["true", "false"],
                AttributeKind::Text | AttributeKind::TextOrSpan(_) => continue,
            };
            let (labels, known) = attributes.entry(&attribute.id).or_default();
            labels.push(name(label.id.as_str()));
            for value in values {
                let held = is_value(value) && !value.contains(['|', ',']) || attribute.kind == AttributeKind::YesNo;
                if held && !known.contains(&value) {
                    known.push(value);
                }
            }
        }
    }
    for (attribute, (labels, values)) in attributes.into_iter().filter(|(_, (_, values))| !values.is_empty()) {
        let attribute = identifier::encode(attribute, true, &[NOTES]);
        let (labels, values) = (labels.join("|"), values.join("|"));
        let _ = writeln!(file, "{attribute}\tArg:{labels}, Value:{values}");
    }
    ("annotation.conf", file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{LabelId, Timestamp};
    use crate::model::format::gloss::built_in_scheme;
    use crate::model::intake;
    use crate::model::project::Document;

    #[test]
    fn stretches_choices_and_words() {
        let text = intake::clean("🌍 Crime fell\n\n12% in Lagos.").expect("a text").text;
        let mut project = Project::new(Document::new(Id::new("d"), text), built_in_scheme());
        let text = project.document.text.clone();
        let claim = Span::new(&text, range(5, 29)).expect("a span");
        let at = Timestamp::new("2026-01-31T09:30:00Z").expect("a moment");
        let mut claim = Annotation::new(Id::new("a"), LabelId::new("claim"), claim, at);
        claim.attributes.insert("kind".into(), Value::Text("number".into()));
        claim.attributes.insert("speaker".into(), Value::Text("Ana".into()));
        claim.attributes.insert("worth_checking".into(), Value::Flag(false));
        claim.note = Some("is it?".into());
        project.markup.annotations = project.markup.annotations.with(claim);
        let written = write(&project);
        assert_eq!(written.parts[0].content, text.as_str());
        assert_eq!(
            written.parts[1].content,
            "T1\tclaim 2 12;14 26\tCrime fell 12% in Lagos\nA1\tkind T1 number\n#1\tspeaker T1\tAna\n\
             A2\tworth_checking T1 false\n#2\tAnnotatorNotes T1\tis it?\n"
        );
    }

    #[test]
    fn the_scheme_is_a_configuration() {
        let (name, file) = configuration(&built_in_scheme());
        assert_eq!(name, "annotation.conf");
        assert!(file.starts_with(
            "[entities]\nclaim\ncommitment\nplace\n\n[relations]\nreports\tArg1:claim, Arg2:commitment\n"
        ));
        assert!(file.contains("\nsame_as\tArg1:<ENTITY>, Arg2:<ENTITY>\n"));
        assert!(file.contains("\nworth_checking\tArg:claim, Value:true|false\n"));
        assert!(file.contains("\npolarity\tArg:claim|commitment, Value:affirms|denies\n"));
        assert!(file.contains("\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"));
        assert!(!file.contains("speaker"));
    }
}
