//! Finding out what the offsets of a file count.

use std::fmt;

use super::foreign::{Certainty, Foreign, Mark};
use super::unit::{Count, Ruler};
use crate::model::intake::grouped;
use crate::model::offset::TextRange;
use crate::model::text::Text;

/// How a file's offsets were read, and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How they were read.
    pub count: Count,
    /// How many annotations have offsets.
    pub placed: usize,
    /// How many of those have their words in the file, too.
    pub quoted: usize,
    /// How many of the words stand where their offsets say.
    pub matching: usize,
    /// How many annotations begin and end where words do.
    pub at_words: usize,
    /// Whether there is no other way to read them that comes to something else.
    pub only: bool,
    /// What proves it without quotes, if anything does.
    pub certain: Option<Certainty>,
}

impl Proof {
    /// Whether every annotation that has offsets has its words at them, or the file
    /// proves by other means what its offsets count.
    pub fn is_complete(&self) -> bool {
        self.placed == 0 || self.certain.is_some() || self.quoted > 0 && self.matching == self.placed
    }

    /// The proof of two documents whose offsets count the same.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            count: self.count,
            placed: self.placed + other.placed,
            quoted: self.quoted + other.quoted,
            matching: self.matching + other.matching,
            at_words: self.at_words + other.at_words,
            only: self.only && other.only,
            certain: self.certain.filter(|_| self.certain == other.certain),
        }
    }
}

/// Reads the offsets in the way in which most of the words stand at them; if no
/// words tell, in the way in which most are in the text and begin and end where
/// words do. What the format says is the way unless another is better.
///
/// `wanted` is the way that a person chose.
pub fn prove(foreign: &Foreign, ruler: &Ruler, text: &Text, wanted: Option<Count>) -> Proof {
    let counts = match wanted {
        Some(count) => vec![count],
        None if foreign.certain.is_some() => vec![Count {
            unit: foreign.unit,
            plain_ends: false,
        }],
        None => ruler.counts(foreign.unit),
    };
    let certain = foreign.certain.filter(|_| wanted.is_none());
    let only = counts.len() == 1 && wanted.is_none() && certain.is_none();
    let mut best: Option<(usize, Proof)> = None;
    for count in counts {
        let (inside, proof) = weigh(&foreign.marks, count, ruler, text);
        let proof = Proof { only, certain, ..proof };
        let weight = |inside: usize, proof: &Proof| (proof.matching, inside, proof.at_words);
        let better = best
            .as_ref()
            .is_none_or(|(before, found)| weight(*before, found) < weight(inside, &proof));
        if better {
            best = Some((inside, proof));
        }
        if proof.quoted > 0 && proof.matching == proof.placed {
            break;
        }
    }
    best.map(|(_, proof)| proof).unwrap_or(Proof {
        count: Count {
            unit: foreign.unit,
            plain_ends: false,
        },
        placed: 0,
        quoted: 0,
        matching: 0,
        at_words: 0,
        only: true,
        certain: None,
    })
}

/// How well a way of counting fits, and how many offsets are in the text by it.
fn weigh(marks: &[Mark], count: Count, ruler: &Ruler, text: &Text) -> (usize, Proof) {
    let mut inside = 0;
    let mut proof = Proof {
        count,
        placed: 0,
        quoted: 0,
        matching: 0,
        at_words: 0,
        only: false,
        certain: None,
    };
    for mark in marks {
        let Some((start, end)) = mark.at else { continue };
        proof.placed += 1;
        proof.quoted += usize::from(mark.words.is_some());
        if let Some(range) = ruler.range(count, start, end) {
            inside += 1;
            proof.at_words += usize::from(is_at_words(text, range));
            let says = |found: &str| mark.words.as_ref().is_some_and(|words| alike(found, &words.exact));
            proof.matching += usize::from(text.slice(range).is_some_and(says));
        }
    }
    (inside, proof)
}

/// Whether two pieces of text are the same but for the kind and length of white space.
pub fn alike(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}

/// Whether a range begins and ends where words do: with a letter or digit inside
/// of it, none outside.
fn is_at_words(text: &Text, range: TextRange) -> bool {
    let content = text.as_str();
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let before = content[..start].chars().next_back();
    let after = content[end..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = &content[start..end];
    let trimmed = inside.trim().len() == inside.len();
    trimmed
        && !(is_word(before) && is_word(inside.chars().next()))
        && !(is_word(after) && is_word(inside.chars().next_back()))
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (matching, quoted, placed) = (grouped(self.matching), grouped(self.quoted), grouped(self.placed));
        if self.placed == 0 {
            f.write_str("No offsets in the file; annotations were found by their words.")
        } else if self.certain == Some(Certainty::Words) {
            f.write_str("No offsets in the file: the words themselves are marked.")
        } else if self.quoted > 0 {
            write!(f, "Offsets were {}; {matching} of {quoted} quotes match.", self.count)
        } else if self.certain == Some(Certainty::Length) {
            write!(f, "Offsets were {}; the length of the text proves it.", self.count)
        } else if self.only {
            write!(
                f,
                "Offsets were {}; every unit comes to the same in this text.",
                self.count
            )
        } else {
            let at_words = grouped(self.at_words);
            write!(
                f,
                "Offsets were taken as {}; {at_words} of {placed} annotations begin and end at words. There are no quotes that could prove it.",
                self.count
            )
        }
    }
}
