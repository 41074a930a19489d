//! Words that undertake something: by whom, and what.
//!
//! The frames are those of commissive speech acts (Searle 1976) as news reports them.

use std::ops::Range;

use super::actors::{is_agent, is_paper};
use super::binding::{bound, committing, noun, obliged, word_that};
use super::clause::{first_subject, trimmed};
use super::lexicon::Class;
use super::pledging::{offer, pledge, refusal};
use super::reading::Reading;
use super::scope::undertaking_end;
use super::willing::{doing_now, done_by, expected, refusing_now, will};

/// Something undertaken, and by which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undertaking {
    /// The words that undertake it.
    pub cue: Range<usize>,
    /// Who undertakes it; empty where that is not said.
    pub committer: Range<usize>,
    /// What is to be done, with its condition and its time limit.
    pub content: Range<usize>,
    /// Whether it is not to be done.
    pub negative: bool,
    /// What kind of words undertake it.
    pub frame: Frame,
}

/// What kind of words undertake something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// "pledged to".
    Pledge,
    /// "offered to", "plans to".
    Offer,
    /// "will".
    Will,
    /// "would", "could".
    Would,
    /// "is expected to", "are to".
    Expected,
    /// "refuses to".
    Refusal,
    /// "would oblige the state to".
    Obliged,
    /// "the pledge to".
    Noun,
}

/// Finds what is undertaken by words that begin at a token.
type Words = fn(&Reading, &Range<usize>, usize) -> Option<Undertaking>;

/// What is undertaken in a sentence, in the order of the words that say so.
pub fn undertakings(reading: &Reading, sentence: &Range<usize>) -> Vec<Undertaking> {
    const WORDS: [Words; 13] = [
        committing,
        pledge,
        offer,
        refusal,
        will,
        refusing_now,
        doing_now,
        expected,
        obliged,
        bound,
        noun,
        word_that,
        done_by,
    ];
    let mut found: Vec<Undertaking> = Vec::new();
    for i in sentence.clone() {
        let undertaking = WORDS.iter().find_map(|frame| frame(reading, sentence, i));
        let Some(mut undertaking) = undertaking else {
            continue;
        };
        // "… would waive fees and would open …"
        let joined = undertaking.cue.start > sentence.start
            && reading.is_any(undertaking.cue.start - 1, &[Class::Coordinator, Class::Adverb]);
        if undertaking.committer.is_empty() && joined {
            let first = || first_subject(reading, sentence, undertaking.cue.start);
            let known = found.last().map(|last| last.committer.clone()).or_else(first);
            undertaking.committer = known.unwrap_or(undertaking.committer);
        }
        // "Four states are close to a deal that would open six ports."
        let paper = is_paper(reading, &undertaking.committer);
        if paper {
            let first = first_subject(reading, sentence, undertaking.committer.start);
            undertaking.committer = first.unwrap_or(undertaking.cue.start..undertaking.cue.start);
        }
        let acts = matches!(undertaking.frame, Frame::Will | Frame::Would | Frame::Expected);
        // Who speaks is known later.
        let spoken = undertaking.frame == Frame::Will && undertaking.committer.is_empty();
        let spoken = spoken && reading.is_word(undertaking.content.start.saturating_sub(1), "us");
        if !acts || paper || spoken || is_agent(reading, &undertaking.committer) {
            found.push(undertaking);
        }
    }
    found
}

/// The undertaking by these words that begins at `tokens.start`; none if it is a word.
pub fn undertaking(
    reading: &Reading,
    cue: Range<usize>,
    committer: Range<usize>,
    tokens: Range<usize>,
    negative: bool,
    frame: Frame,
) -> Option<Undertaking> {
    let content = trimmed(reading, tokens.start..undertaking_end(reading, tokens));
    // "offered cameras"
    let noun = matches!(frame, Frame::Pledge | Frame::Offer) && !reading.is_amount(content.start);
    // "would join"
    let act = matches!(frame, Frame::Will | Frame::Would) && reading.is(content.start, Class::Act);
    let least = usize::from(!(noun || act));
    (content.len() > least).then_some(Undertaking {
        cue,
        committer,
        content,
        negative,
        frame,
    })
}
