//! What is said and what is undertaken: the rule of claims and commitments.

use std::rc::Rc;

use super::claims::claims;
use super::commitments::commitments;
use super::floor::Floor;
use super::lexicon::Lexicon;
use super::reading::Reading;
use super::speaker::Speakers;
use super::tokens::Paragraph;
use super::voices::voices;
use super::{Rule, Suggestion};

/// Proposes claims and commitments.
#[derive(Clone, Debug)]
pub struct Statements {
    lexicon: Rc<Lexicon>,
    speakers: Speakers,
    floor: Floor,
}

impl Statements {
    /// With the words of a lexicon.
    pub fn new(lexicon: Rc<Lexicon>) -> Self {
        Self {
            lexicon,
            speakers: Speakers::default(),
            floor: Floor::default(),
        }
    }
}

impl Rule for Statements {
    fn read(&mut self, paragraph: &Paragraph, found: &mut Vec<Suggestion>) {
        let reading = &Reading::new(paragraph, &self.lexicon);
        let turn = self.floor.turn(reading, &mut self.speakers);
        if is_headline(paragraph) {
            return;
        }
        let heard = voices(reading, &mut self.speakers, turn.as_ref());
        claims(reading, &heard.voices, found);
        commitments(reading, &heard, found);
    }
}

/// Whether the paragraph is the title of the article, which the body repeats.
fn is_headline(paragraph: &Paragraph) -> bool {
    let last = paragraph.tokens().last();
    let ends = last.is_some_and(|token| matches!(token.word, "." | "!" | "?" | "”" | "\"" | "…" | "。"));
    paragraph.number() == 0 && !ends && paragraph.tokens().len() < 40
}
