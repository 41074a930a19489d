//! What kind of thing a claim says, how surely, and whether it says yes or no.

use std::ops::Range;

use super::clause::is_finite;
use super::halves::begins_condition;
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::{Frame, Report};

/// The kind of a claim, as the scheme names it: of event, number, cause, rule,
/// prediction and position, the first that its words speak for.
pub fn kind(reading: &Reading, report: Option<&Report>, content: &Range<usize>) -> &'static str {
    let has = |class| reading.find(content.clone(), class).is_some();
    let cue = |class| report.is_some_and(|report| reading.find(report.cue.clone(), class).is_some());
    let quoted = content.clone().any(|i| {
        reading
            .quotation(i)
            .is_some_and(|quotation| quotation.inside.start > content.start)
    });
    if cue(Class::Blaming) || has(Class::Cause) {
        "cause"
    } else if has(Class::Rule) && !has(Class::Will) {
        "rule"
    } else if has(Class::Future) || cue(Class::Foreseeing) {
        "prediction"
    } else if counts(reading, content) {
        "number"
    } else if has(Class::Position) || cue(Class::Naming) || quoted && content.len() < SHORT {
        "position"
    } else {
        "event"
    }
}

/// What is partly quoted and no longer than this is a judgement: "the fear is “not
/// entirely invented”".
const SHORT: usize = 12;

/// Whether a number is said that is no date.
pub fn counts(reading: &Reading, content: &Range<usize>) -> bool {
    let date = |i: usize| {
        let year = reading.word(i).len() == 4 && reading.word(i).starts_with(['1', '2']);
        let day = reading.is(i + 1, Class::Time) && reading.is_capital(i + 1)
            || i > 0 && reading.is(i - 1, Class::Time) && reading.is_capital(i - 1);
        year || day
    };
    content.clone().any(|i| {
        let number = reading.is_number(i);
        number && !date(i) || reading.is(i, Class::Quantity)
    })
}

/// How sure the speaker is, as the scheme names it.
pub fn certainty(reading: &Reading, report: &Report, content: &Range<usize>) -> &'static str {
    let has = |class: Class| {
        let mut tokens = report.cue.clone().chain(content.clone());
        tokens.any(|i| reading.is(i, class) && !is_named(reading, i))
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

/// Whether a hedge is a noun here: "twice the estimate".
fn is_named(reading: &Reading, i: usize) -> bool {
    i > 0 && reading.is(i, Class::NounToo) && reading.is(i - 1, Class::Determiner)
}

/// Whether the speaker affirms or denies it, as the scheme names it.
pub fn polarity(reading: &Reading, report: &Report, content: &Range<usize>) -> &'static str {
    let start = after_condition(reading, content);
    // The first verb says it: what stands after it is another clause, often. An
    // auxiliary is surely one.
    let auxiliary = |i: usize| reading.is_any(i, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let verb = (start..content.end).find(|&i| auxiliary(i));
    let verb = verb.or_else(|| (start..content.end).find(|&i| is_finite(reading, i)));
    let near = verb.unwrap_or(start);
    let far = verb.map_or(content.end, |verb| (verb + 3).min(content.end));
    let negative =
        |i: usize| reading.is(i, Class::Negation) && !reading.is_word(i, "without") || reading.is_word(i, "unlikely");
    let none = (start..near).any(|i| negative(i) && !reading.is(i, Class::Adverb));
    if report.frame == Frame::Denied || none || (near..far).any(negative) {
        "denies"
    } else {
        "affirms"
    }
}

/// The first token after a condition that stands in front.
fn after_condition(reading: &Reading, content: &Range<usize>) -> usize {
    let comma = content.clone().find(|&i| reading.is_one_of(i, &[',']));
    match comma {
        Some(comma) if begins_condition(reading, content.start) => comma + 1,
        _ => content.start,
    }
}

/// The words that show how surely it is said, if some do; or else those that report
/// it, if some do.
pub fn cue(reading: &Reading, report: &Report, content: &Range<usize>) -> Option<Range<usize>> {
    let hedge = content.clone().find_map(|i| {
        let lengths = [Class::Possible, Class::Probable].map(|class| reading.length(i, class));
        let length = lengths.into_iter().find(|length| *length > 0)?;
        (!is_named(reading, i)).then_some(i..i + length)
    });
    match report.frame {
        Frame::SaidOf | Frame::Expected => Some(report.cue.clone()),
        Frame::Turn => hedge,
        _ => hedge.or_else(|| Some(report.cue.clone())),
    }
}
