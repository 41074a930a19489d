//! What kind of thing a claim says, how surely, and whether it says yes or no.

use std::ops::Range;

use super::clause::is_finite;
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::{Frame, Report};
use super::tokens::Kind;

/// The kind of a claim, as the scheme names it: of event, number, cause, rule,
/// prediction and position, the first that its words speak for.
pub fn kind(reading: &Reading, content: &Range<usize>) -> &'static str {
    let has = |class| reading.find(content.clone(), class).is_some();
    if has(Class::Rule) && !has(Class::Will) {
        "rule"
    } else if has(Class::Future) {
        "prediction"
    } else if has(Class::Cause) {
        "cause"
    } else if counts(reading, content) {
        "number"
    } else if has(Class::Position) {
        "position"
    } else {
        "event"
    }
}

/// Whether a number is said that is no date.
pub fn counts(reading: &Reading, content: &Range<usize>) -> bool {
    let date = |i: usize| {
        let year = reading.word(i).len() == 4 && reading.word(i).starts_with(['1', '2']);
        let day = reading.is(i + 1, Class::Time) && reading.is_capital(i + 1)
            || i > 0 && reading.is(i - 1, Class::Time) && reading.is_capital(i - 1);
        year || day
    };
    content.clone().any(|i| {
        let number = reading.token(i).is_some_and(|token| token.kind == Kind::Number);
        number && !date(i) || reading.is(i, Class::Quantity)
    })
}

/// How sure the speaker is, as the scheme names it.
pub fn certainty(reading: &Reading, report: &Report, content: &Range<usize>) -> &'static str {
    let has = |class: Class| {
        let mut tokens = report.cue.clone().chain(content.clone());
        tokens.any(|i| reading.is(i, class))
    };
    if has(Class::Uncertain) {
        "unclear"
    } else if has(Class::Possible) || report.frame == Frame::Noun {
        "possible"
    } else if has(Class::Probable) || matches!(report.frame, Frame::SaidOf | Frame::Expected) {
        "probable"
    } else {
        "certain"
    }
}

/// Whether the speaker affirms or denies it, as the scheme names it.
pub fn polarity(reading: &Reading, report: &Report, content: &Range<usize>) -> &'static str {
    // The first verb says it: what stands after it is another clause, often.
    let verb = content.clone().find(|&i| is_finite(reading, i));
    let near = verb.unwrap_or(content.start);
    let none = reading.is(content.start, Class::Negation);
    let far = verb.map_or(content.end, |verb| (verb + 3).min(content.end));
    let negative = (near..far).any(|i| reading.is(i, Class::Negation));
    if report.frame == Frame::Denied || negative || none {
        "denies"
    } else {
        "affirms"
    }
}

/// The words that show how surely it is said, if some do; or else those that report it.
pub fn cue(reading: &Reading, report: &Report, content: &Range<usize>) -> Range<usize> {
    let hedge = content.clone().find_map(|i| {
        let lengths = [Class::Possible, Class::Probable].map(|class| reading.length(i, class));
        lengths
            .into_iter()
            .find(|length| *length > 0)
            .map(|length| i..i + length)
    });
    let hedge = hedge.filter(|hedge| reading.quotation(hedge.start).is_none());
    match report.frame {
        Frame::SaidOf | Frame::Expected => report.cue.clone(),
        _ => hedge.unwrap_or_else(|| report.cue.clone()),
    }
}
