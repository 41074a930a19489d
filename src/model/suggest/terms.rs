//! The terms of an undertaking: how far it is, how it binds, on what condition, until when.

use std::ops::Range;

use super::lexicon::Class;
use super::reading::Reading;
use super::undertakings::{Frame, Undertaking};

/// How far it is, as the scheme names it.
pub fn stage(reading: &Reading, sentence: &Range<usize>, one: &Undertaking) -> &'static str {
    let before = sentence.start..one.content.start;
    let earlier = || {
        // "There is a draft. China would hand over figures."
        let sentences = reading.sentences();
        let at = sentences.partition_point(|other| other.start < sentence.start);
        let last = at.checked_sub(1).map(|at| sentences[at].clone());
        matches!(one.frame, Frame::Would | Frame::Obliged)
            && last.is_some_and(|last| reading.find(last, Class::DraftStage).is_some())
    };
    let has = |class| reading.find(before.clone(), class).is_some();
    let after = || {
        reading
            .find(one.content.end..sentence.end, Class::DeliveredStage)
            .is_some()
    };
    let cue = |class| reading.is(one.cue.start, class);
    if has(Class::BrokenStage) || is_past(reading, sentence, one) {
        "broken"
    } else if matches!(one.frame, Frame::Pledge | Frame::Offer | Frame::Noun) && (has(Class::DeliveredStage) || after())
    {
        "delivered"
    } else if has(Class::DraftStage) || earlier() {
        "draft"
    } else if cue(Class::Tentative)
        || one.frame == Frame::Expected
        || one.frame == Frame::Would && !is_reported(reading, sentence, one)
        || one.frame == Frame::Obliged && !reading.is_word(one.cue.start, "must")
        || is_offer(reading, one)
    {
        "proposed"
    } else {
        "agreed"
    }
}

/// Whether it was promised for a time that has gone by: "pledged a roof in 2022", "by last March".
fn is_past(reading: &Reading, sentence: &Range<usize>, one: &Undertaking) -> bool {
    const NEAR: usize = 3;
    if one.frame != Frame::Pledge || reading.is_any_word(one.cue.start, &["pledges", "promises", "vows"]) {
        return false;
    }
    let year = |i: usize| reading.is_year(i) && reading.word(i).starts_with("20");
    let stop = (one.cue.end..sentence.end)
        .find(|&i| reading.is_break(i))
        .unwrap_or(sentence.end);
    let when = |i: usize| {
        reading.is_word(i, "in") && year(i + 1)
            || reading.is_word(i, "last")
                && (i + 1..i + NEAR).any(|at| reading.is(at, Class::Time) && reading.is_capital(at))
    };
    (one.cue.start..stop).any(when)
}

/// Whether "would" is only the "will" of somebody whose words are reported, who sets no
/// condition: "she said the city would pay".
fn is_reported(reading: &Reading, sentence: &Range<usize>, one: &Undertaking) -> bool {
    let said = reading.find(sentence.start..one.cue.start, Class::Saying).is_some();
    said && !reading.is_word(one.cue.start, "could") && condition(reading, &one.content).is_none()
}

/// Whether it waits for someone else to accept it.
fn is_offer(reading: &Reading, one: &Undertaking) -> bool {
    one.frame == Frame::Offer && reading.word(one.cue.start).to_ascii_lowercase().starts_with("offer")
}

/// How it binds, as the scheme names it.
pub fn strength(reading: &Reading, sentence: &Range<usize>, one: &Undertaking) -> &'static str {
    // What is undertaken may be to sign, or to publish, a contract.
    let around = [sentence.start..one.content.start, one.content.end..sentence.end];
    let has = |class| {
        around
            .iter()
            .any(|tokens| reading.find(tokens.clone(), class).is_some())
    };
    if has(Class::NonBinding) {
        "political"
    } else if has(Class::Binding) && !matches!(one.frame, Frame::Would) || one.frame == Frame::Obliged {
        "binding"
    } else if one.frame == Frame::Expected {
        "unclear"
    } else {
        "political"
    }
}

/// What has to happen first: the words after "if".
pub fn condition(reading: &Reading, content: &Range<usize>) -> Option<Range<usize>> {
    let at = content.clone().find(|&i| {
        let length = reading.length(i, Class::Condition);
        length > 1 || length == 1 && reading.is_any_word(i, &["if", "unless", "provided", "once"])
    })?;
    let from = at + reading.length(at, Class::Condition);
    let comma = (from..content.end).find(|&i| reading.is_one_of(i, &[',', ';']));
    let to = comma.unwrap_or(content.end);
    (from < to).then_some(from..to)
}

/// Until when: "by 1 September", "within 60 days", "next week".
pub fn deadline(reading: &Reading, content: &Range<usize>) -> Option<Range<usize>> {
    content.clone().find_map(|i| {
        let lead = reading.length(i, Class::Deadline);
        if lead == 0 {
            return None;
        }
        if lead > 3 && reading.is_word(i, "for") {
            return Some(i..content.end);
        }
        let mut last = None;
        for at in i + lead..content.end.min(i + lead + 7) {
            let year = reading.word(at).len() == 4 && reading.word(at).starts_with("20");
            let number = reading.is_number(at);
            if reading.is(at, Class::Time) || year || number && last.is_some() {
                last = Some(at);
            } else if !(number
                || reading.is_any(at, &[Class::Determiner, Class::Quantity, Class::TimeLead])
                || reading.is_word(at, "of")
                || reading.is_word(at, "first")
                || reading.is_word(at, "working"))
            {
                break;
            }
        }
        // "by the end" alone, and "on Monday", which is no limit, are left out.
        let limit = !reading.is_word(i, "over");
        last.filter(|_| limit)
            .map(|last| i..last + 1)
            .or_else(|| event(reading, i, content.end))
    })
}

/// A time limit that is set by what happens: "before the next thaw", "by the long rains",
/// "until the water runs clear".
fn event(reading: &Reading, i: usize, end: usize) -> Option<Range<usize>> {
    const FAR: usize = 7;
    let is = |words: &[&str]| reading.is_any_word(i, words);
    let article = reading.is_word(i + 1, "the");
    let fits = is(&["before", "until", "till"]) || is(&["by"]) && article && !reading.is(i + 2, Class::Agent);
    let stop = (i + 1..end).find(|&at| reading.is_break(at)).unwrap_or(end);
    (fits && i + 1 < stop && stop <= i + FAR).then_some(i..stop)
}

/// Whether it could be said later if it was kept, as the scheme names it: "help" and
/// "consider", without a number or a time limit, are vague.
pub fn testable(reading: &Reading, content: &Range<usize>) -> &'static str {
    let first = content.start + usize::from(reading.is(content.start, Class::Negation));
    let idle = reading.is(first, Class::Vague);
    let vague = idle && !content.clone().any(|i| reading.is_amount(i)) && deadline(reading, content).is_none();
    if vague { "vague" } else { "testable" }
}
