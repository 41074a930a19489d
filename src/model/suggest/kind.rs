//! What kind of thing a claim says, how surely, and whether it says yes or no.

use std::ops::Range;

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
    } else if has(Class::Future) || cue(Class::Foreseeing) || lies_ahead(reading, content) {
        "prediction"
    } else if is_number_the_point(reading, content) {
        "number"
    } else if has(Class::Position)
        || cue(Class::Naming)
        || quoted && content.len() < SHORT
        || is_judged(reading, content)
    {
        "position"
    } else {
        "event"
    }
}

/// Whether it is said of what is to come, without "will": on an "if", or in the present
/// with a time ahead.
///
/// ```text
/// If the council gives us the quay, we can store more.      She starts again on Monday.
/// ```
fn lies_ahead(reading: &Reading, content: &Range<usize>) -> bool {
    const LEADS: [&str; 7] = ["on", "in", "by", "within", "next", "before", "this"];
    const PAST: [&str; 2] = ["was", "were"];
    if reading.is_word(content.start, "if") || reading.is_word(content.start, "unless") {
        return true;
    }
    let limit = content.clone().skip(2).find(|&i| {
        let lead = reading.is_any_word(i, &LEADS);
        let near = i + 1..content.end.min(i + 4);
        lead && near.clone().any(|at| reading.is(at, Class::Time)) && !near.clone().any(|at| is_year(reading, at))
    });
    let past = |i: usize| {
        reading.is(i, Class::Have)
            || reading.is(i, Class::Do)
            || reading.is_any_word(i, &PAST)
            || reading.word(i).ends_with("ed")
    };
    let verb = content.clone().skip(1).find(|&i| reading.is_finite(i));
    let present = verb.is_some_and(|verb| {
        let be = reading.is(verb, Class::Be) && reading.word(verb + 1).ends_with("ing");
        be || reading.word(verb).ends_with('s') && !reading.is(verb, Class::Be)
    });
    limit.is_some() && present && !content.clone().any(past)
}

fn is_year(reading: &Reading, i: usize) -> bool {
    reading.is_number(i) && reading.word(i).len() == 4
}

/// Whether a number is what is said, rather than "two turbines" that somebody bought, or
/// for how many years.
fn is_number_the_point(reading: &Reading, content: &Range<usize>) -> bool {
    const SMALL: [&str; 6] = ["two", "three", "four", "five", "six", "third"];
    let verb = content.clone().skip(1).find(|&i| reading.is_finite(i));
    let beside = |i: usize| {
        let small = reading.is_any_word(i, &SMALL);
        let acted = verb.is_some_and(|verb| verb < i && !reading.is_any(verb, &[Class::Be, Class::Have]));
        let unit = reading.is(i + 1, Class::Time) && !reading.is_number(i);
        let ordinal = reading.is_word(i, "third") && i > 0 && reading.is_word(i - 1, "the");
        small && (acted || unit || ordinal)
    };
    content.clone().any(|i| counts(reading, &(i..i + 1)) && !beside(i))
}

/// Whether it is a judgement by its form: "It is a date", "They are not right".
fn is_judged(reading: &Reading, content: &Range<usize>) -> bool {
    let subject = reading.is_any_word(content.start, &["it", "that", "this", "they"]);
    let what = content.start + 2..content.end;
    let when = what
        .clone()
        .any(|i| reading.is(i, Class::Time) || reading.word(i).ends_with("ing"));
    let done = what.clone().take(2).any(|i| reading.word(i).ends_with("ed"));
    subject && reading.is(content.start + 1, Class::Be) && content.len() < JUDGED && !when && !done
}

/// What is said by "it is" and is no longer than this is a judgement.
const JUDGED: usize = 8;

/// What is partly quoted and no longer than this is a judgement: "the fear is “not
/// entirely invented”".
const SHORT: usize = 12;

/// Whether a number is said that is no date.
pub fn counts(reading: &Reading, content: &Range<usize>) -> bool {
    let date = |i: usize| {
        let day = reading.is(i + 1, Class::Time) && reading.is_capital(i + 1)
            || i > 0 && reading.is(i - 1, Class::Time) && reading.is_capital(i - 1);
        reading.is_year(i) || day
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
    let verb = verb.or_else(|| (start..content.end).find(|&i| reading.is_finite(i)));
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
