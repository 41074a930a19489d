//! Suggestions: what rules would mark in a text, for a person to accept or not.
//!
//! A text is read paragraph by paragraph; each is cut into [`tokens`] once, and
//! every [`Rule`] reads those. Reading goes in steps of a few milliseconds, between
//! which a page can answer:
//!
//! ```
//! # use gloss::model::{intake, suggest::Suggesting};
//! # let rules = Vec::new();
//! let text = intake::clean("The mayor said crime fell.").unwrap().text;
//! let mut suggesting = Suggesting::with(text, rules);
//! while suggesting.step() {}
//! assert!(suggesting.found().is_empty(), "there is no rule");
//! ```
//!
//! The same text and rules give the same suggestions, however it is stepped.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::annotation::{LabelId, Value};
use super::span::Span;
use super::text::Text;
use gazetteer::Gazetteer;
use lexicon::Lexicon;
use places::Places;
use places::words::PlaceWords;
use statements::Statements;
use tokens::{Paragraph, Reader};

pub mod tokens;

pub mod gazetteer;

pub mod search;

pub mod fold;

pub mod lexicon;

mod quotes;

mod reading;

mod verbs;

mod clause;

mod circumstances;

mod content;

mod halves;

mod actors;

mod reporting;

mod saying;

mod any_verb;

mod accusing;

mod speaker;

mod posts;

mod floor;

mod voices;

mod kind;

mod stated;

mod leads;

mod claims;

mod undertakings;

mod pledging;

mod willing;

mod binding;

mod scope;

mod terms;

mod beneficiary;

mod commitments;

pub mod statements;

pub mod places;

/// What a rule proposes. It is nobody's work until a person accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to mark it as.
    pub label: LabelId,
    /// Where.
    pub span: Span,
    /// What can be filled in, by the attribute's id.
    pub attributes: BTreeMap<Rc<str>, Value>,
    /// Why, in words for people.
    pub reason: String,
    /// How much to trust it.
    pub tier: Tier,
}

/// How much a suggestion can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// More often right than not.
    Likely,
    /// About as often wrong as right: to be looked at.
    Check,
    /// For those who want to miss nothing: what the article says itself is right more often
    /// than not, but there is so much of it.
    Faint,
}

/// Something that reads a text from its start to its end and proposes what to mark.
pub trait Rule {
    /// Reads the next paragraph. What it proposes may stand in earlier ones, too.
    fn read(&mut self, paragraph: &Paragraph, found: &mut Vec<Suggestion>);

    /// Proposes what only the whole text can tell, after the last paragraph, some of it at
    /// a time. Whether there is more.
    fn finish(&mut self, found: &mut Vec<Suggestion>) -> bool {
        let _ = found;
        false
    }
}

/// What the rules go by.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// The words of reports and undertakings: `www/lexicon.txt`.
    pub lexicon: Rc<Lexicon>,
    /// What words beside a name tell about it: `www/place-words.txt`.
    pub words: Rc<PlaceWords>,
    /// Which places there are: `www/places.tsv`.
    pub gazetteer: Rc<Gazetteer>,
}

/// The suggestions for one text, on their way.
pub struct Suggesting {
    reader: Reader,
    rules: Vec<Box<dyn Rule>>,
    /// How many rules have finished.
    finished: usize,
    found: Vec<Suggestion>,
}

/// How many bytes of text a step reads, or a little more: a few milliseconds while a browser has only just begun to compile.
const STEP: usize = 1 << 11;

impl Suggesting {
    /// Begins to read a text with the rules that there are.
    pub fn new(text: Text, knowledge: Knowledge) -> Self {
        let Knowledge {
            lexicon,
            words,
            gazetteer,
        } = knowledge;
        Self::with(
            text,
            vec![
                Box::new(Statements::new(lexicon)),
                Box::new(Places::new(gazetteer, words)),
            ],
        )
    }

    /// Begins to read a text with these rules.
    pub fn with(text: Text, rules: Vec<Box<dyn Rule>>) -> Self {
        Self {
            reader: Reader::new(text),
            rules,
            finished: 0,
            found: Vec::new(),
        }
    }

    /// Reads on for a few milliseconds. Whether there is more to read.
    pub fn step(&mut self) -> bool {
        let before = self.found.len();
        let until = self.reader.at() + STEP;
        let mut read = false;
        while self.reader.at() < until
            && let Some(paragraph) = self.reader.next()
        {
            for rule in &mut self.rules {
                rule.read(&paragraph, &mut self.found);
            }
            read = true;
        }
        if !read && let Some(rule) = self.rules.get_mut(self.finished) {
            self.finished += usize::from(!rule.finish(&mut self.found));
        }
        self.order(before);
        read || self.finished < self.rules.len()
    }

    /// Has what was found after the first `ordered` take its place among those.
    fn order(&mut self, ordered: usize) {
        let order = |a: &Suggestion, b: &Suggestion| (a.span, &a.label).cmp(&(b.span, &b.label));
        let mut new = self.found.split_off(ordered);
        new.sort_by(order);
        // Mostly they come last. The others are few beside all that is there, which need not be sorted again.
        let first = match new.first() {
            Some(first) => self.found.partition_point(|one| order(one, first).is_le()),
            None => return,
        };
        let mut after = self.found.split_off(first).into_iter().peekable();
        for one in new {
            while let Some(before) = after.next_if(|before| order(before, &one).is_le()) {
                self.found.push(before);
            }
            self.found.push(one);
        }
        self.found.extend(after);
    }

    /// What was found so far, in the order of the text; where two have the same
    /// words, in that of their labels.
    pub fn found(&self) -> &[Suggestion] {
        &self.found
    }

    /// The same, once there is no more to come.
    pub fn into_found(self) -> Vec<Suggestion> {
        self.found
    }

    /// How much of the text has been read, from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.reader.at() as f64 / usize::from(self.reader.text().len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::super::span::range;
    use super::*;

    /// Proposes each word at once, and the first word of the text at the end.
    #[derive(Default)]
    struct Words {
        first: Option<Suggestion>,
    }

    impl Rule for Words {
        fn read(&mut self, paragraph: &Paragraph, found: &mut Vec<Suggestion>) {
            for token in paragraph.tokens() {
                let suggestion = Suggestion {
                    label: LabelId::new("word"),
                    span: Span::new(paragraph.text(), range(token.start, token.end())).expect("a word"),
                    attributes: BTreeMap::new(),
                    reason: String::new(),
                    tier: Tier::Faint,
                };
                self.first.get_or_insert_with(|| suggestion.clone());
                found.push(suggestion);
            }
        }

        fn finish(&mut self, found: &mut Vec<Suggestion>) -> bool {
            let label = LabelId::new("first");
            found.extend(self.first.take().map(|first| Suggestion { label, ..first }));
            false
        }
    }

    #[test]
    fn suggestions_come_step_by_step_in_the_order_of_the_text() {
        let text = intake::clean("one two\nthree\n".repeat(3_000)).expect("a text").text;
        let mut suggesting = Suggesting::with(text.clone(), vec![Box::<Words>::default()]);
        let mut steps = 0;
        let mut progress = 0.0;
        while suggesting.step() {
            steps += 1;
            assert!(suggesting.progress() >= progress);
            progress = suggesting.progress();
            let found = suggesting.found();
            assert!(found.is_sorted_by_key(|suggestion| suggestion.span));
        }
        assert_eq!(steps, 42_000usize.div_ceil(STEP));
        let found = suggesting.found();
        assert_eq!(found.len(), 9_001);
        assert_eq!(found[0].label.as_str(), "first");
        assert_eq!(found[9_000].span.quote(&text), "three");
        assert!(!suggesting.step(), "it stays ready");
    }
}
