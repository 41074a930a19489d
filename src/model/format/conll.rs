//! CoNLL-2002 (IOB2): a word and its tag on each line, a blank line after each
//! sentence, `-DOCSTART-` before each document
//! (<https://www.clips.uantwerpen.be/conll2002/ner/>).
//!
//! ```text
//! -DOCSTART- O
//!
//! In O
//! Lagos B-place
//! . O
//! ```
//!
//! There are no offsets. A word has one tag, so of annotations that overlap the
//! longest stays ([`flat`]); white space is lost, and an annotation that ends inside
//! of a word has all of it. A tag can hold no white space: that of a label is
//! percent-encoded (`%20`), and so is `%`.
//!
//! [`conll_reading`](super::conll_reading) reads two to twelve columns, of which the first is the word and the last the
//! tag, with spaces or tabs between; IOB1, IOB2, BIOES and BILOU. Words are put
//! together again with spaces, none before a full stop or after an opening bracket,
//! and each sentence on a line of its own. A tag that cannot follow what stands before
//! it begins an annotation, as in `conlleval`, and is reported.
//!
//! Limitation: tags without a prefix (`PER` rather than `B-PER`) are reported, and
//! their words are read as words.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::conll_reading::{is, read};
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::Annotation;
use crate::model::exchange::loss::{Losses, Lost, Why};
use crate::model::exchange::tokens::{flat, is_white, words};
use crate::model::project::Project;
use crate::model::segmentation::{grapheme_floor, sentence_starts};

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "conll",
    name: "CoNLL-2002",
    about: "A word and its tag on each line (IOB2), for training and scoring taggers.",
    extension: "conll",
    media: "text/plain",
    frame: Frame::Rows(""),
    unit: None,
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

/// What stands before each document.
pub(super) const START: &str = "-DOCSTART-";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let content = document.text.as_str();
    let words = words(content, &[]);
    let mut losses = Losses::of(project);
    losses.add(Lost::DocumentId);
    losses.add_facts(document, &[]);
    for relation in markup.relations.iter() {
        losses.add_of(Lost::Relation, &relation.id);
    }
    let chosen = chosen(project, &words, &mut losses);
    let mut starts = sentence_starts(content).into_iter().peekable();
    let mut chosen = chosen.into_iter().peekable();
    let mut file = format!("{START} O\n\n");
    let mut joined = Joined::default();
    for (number, word) in words.iter().enumerate() {
        let mut is_start = false;
        while starts.next_if(|&start| start <= word.start).is_some() {
            is_start = true;
        }
        while chosen.next_if(|(place, _)| place.end <= number).is_some() {}
        let of = chosen.peek().filter(|(place, _)| place.start <= number);
        let begins = of.is_none_or(|(place, _)| place.start == number);
        let sentence = is_start && begins && number > 0;
        if sentence {
            file.push('\n');
        }
        let word = &content[word.clone()];
        joined.push(word, sentence);
        file.push_str(word);
        file.push(' ');
        match of {
            None => file.push('O'),
            Some((_, annotation)) => {
                file.push_str(if begins { "B-" } else { "I-" });
                file.push_str(&encoded(annotation.label.as_str()));
            }
        }
        file.push('\n');
    }
    file.push('\n');
    if joined.text != content {
        losses.add(Lost::WhiteSpace);
    }
    Written::one(FORMAT.extension, file, losses)
}

/// The annotations that are written, each with the numbers of its words, in order.
fn chosen<'a>(
    project: &'a Project,
    words: &[Range<usize>],
    losses: &mut Losses,
) -> Vec<(Range<usize>, &'a Annotation)> {
    let mut all = Vec::new();
    for annotation in project.markup.annotations.iter() {
        let range: Range<usize> = annotation.span.range().into();
        let first = words.partition_point(|word| word.end <= range.start);
        let last = words.partition_point(|word| word.start < range.end);
        if first < last {
            all.push((first..last, &**annotation));
        } else {
            losses.add_of(Lost::Annotation(Why::NoWord), &annotation.id);
        }
    }
    let stays = flat(&all.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>());
    let mut chosen = Vec::new();
    for ((place, annotation), stays) in all.into_iter().zip(stays) {
        if !stays {
            losses.add_of(Lost::Annotation(Why::Overlap), &annotation.id);
            continue;
        }
        let range: Range<usize> = annotation.span.range().into();
        lose(annotation, losses);
        if words[place.start].start < range.start || range.end < words[place.end - 1].end {
            losses.add_of(Lost::Edges, &annotation.id);
        }
        chosen.push((place, annotation));
    }
    chosen
}

/// What is lost of an annotation that is written.
fn lose(annotation: &Annotation, losses: &mut Losses) {
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    lose(Lost::AnnotationId);
    for name in annotation.attributes.keys() {
        lose(Lost::Attribute(Rc::clone(name)));
    }
    let known = [
        (annotation.note.is_some(), Lost::Note),
        (annotation.by.is_some(), Lost::By),
        (annotation.created.is_some(), Lost::Created),
        (annotation.modified.is_some(), Lost::Modified),
        (!annotation.extra.is_empty(), Lost::Unknown),
    ];
    for (_, lost) in known.into_iter().filter(|(known, _)| *known) {
        lose(lost);
    }
}

/// A label without white space.
fn encoded(label: &str) -> Cow<'_, str> {
    let must = |c: char| c == '%' || is_white(c);
    if !label.contains(must) {
        return Cow::Borrowed(label);
    }
    let mut encoded = String::new();
    for c in label.chars() {
        if must(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            encoded.push(c);
        }
    }
    Cow::Owned(encoded)
}

/// A text that is put together of words.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The text.
    pub text: String,
    /// Whether no space follows, whatever word comes next.
    open: bool,
}

impl Joined {
    /// Adds a word, which may begin a sentence, and says where it stands.
    pub fn push(&mut self, word: &str, sentence: bool) -> Range<usize> {
        const CLOSE: &str = ".,;:!?)]}%”’»…";
        const OPEN: &str = "([{“‘«$£€";
        let only = |of: &str| word.chars().all(|c| of.contains(c));
        // As in "n't" and "'s", which taggers cut off.
        let tail = matches!(word, "n't" | "n’t") || word.len() > 1 && word.starts_with(['\'', '’']);
        let joins = self.open || only(CLOSE) || tail;
        let between = match self.text.as_str() {
            // At the start of a text it would be a byte-order mark, and cleaned away.
            "" if word.starts_with('\u{feff}') => " ",
            "" => "",
            _ if sentence => "\n",
            // What is between them must not make them one character for readers.
            before => {
                let mut between = ["", " "].into_iter().skip(usize::from(!joins));
                between.find(|between| are_apart(before, between, word)).unwrap_or("\n")
            }
        };
        self.text.push_str(between);
        let start = self.text.len();
        self.text.push_str(word);
        self.open = only(OPEN);
        start..self.text.len()
    }
}

/// Whether what ends the one text and what begins the other are two characters for
/// readers with this between them.
fn are_apart(before: &str, between: &str, after: &str) -> bool {
    let end = before.chars().next_back();
    let start = end.map_or(0, char::len_utf8);
    let all: String = end
        .into_iter()
        .chain(between.chars())
        .chain(after.chars().take(1))
        .collect();
    (start..=start + between.len()).any(|at| grapheme_floor(&all, at) == at)
}
