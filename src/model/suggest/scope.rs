//! How far an undertaking reaches, and into which actions it falls.

use std::ops::Range;

use super::clause::{is_clause, trimmed};
use super::content::{is_attribution, is_speech};
use super::lexicon::Class;
use super::reading::Reading;
use super::undertakings::Undertaking;

/// The token after the last of what is undertaken from `tokens.start` on.
pub fn undertaking_end(reading: &Reading, tokens: Range<usize>) -> usize {
    let speech = reading.quotation(tokens.start);
    let speech = speech.filter(|quotation| is_speech(reading, &quotation.inside));
    let end = speech.map_or(tokens.end, |speech| speech.inside.end.min(tokens.end));
    let stops = |at: usize| {
        if speech.is_none() && reading.quotation(at).is_some() {
            return false;
        }
        let clause = reading.is_any_word(at, &["because", "although", "while"]);
        // "under it: heating, glass"
        let lists = reading.is_one_of(at, &[':']) && !is_clause(reading, at + 1..end);
        if reading.is_one_of(at, &[';', ':']) && !lists || clause || reading.is(at, Class::SourceLead) {
            true
        } else if reading.is_one_of(at, &[',', '—', '–']) || reading.word(at) == "-" && reading.is_break(at) {
            comma_ends(reading, at + 1, end)
        } else {
            reading.is(at, Class::Coordinator) && coordinator_ends(reading, at + 1)
        }
    };
    (tokens.start + 1..end).find(|&at| stops(at)).unwrap_or(end)
}

/// Whether an undertaking ends before "and", after which token `next` stands.
fn coordinator_ends(reading: &Reading, next: usize) -> bool {
    const VERBS: [Class; 8] = [
        Class::Will,
        Class::Saying,
        Class::Pledging,
        Class::Offering,
        Class::Have,
        Class::Be,
        Class::Subject,
        Class::Modal,
    ];
    let plain = |i: usize| reading.is_finite(i) && !reading.is(i, Class::Act);
    let verb = next + usize::from(reading.is_adverb(next) || reading.is(next, Class::Negation));
    let done = reading.word(verb).ends_with("ed") && plain(verb) || verb > next && plain(verb);
    reading.is_any(next, &VERBS) || reading.is_word(next, "that") || reading.is(verb, Class::Will) || done
}

/// Whether an undertaking ends at a comma, after which token `next` stands.
fn comma_ends(reading: &Reading, next: usize, end: usize) -> bool {
    const OTHERS: [Class; 6] = [
        Class::Relative,
        Class::Contrast,
        Class::SourceLead,
        Class::Subject,
        Class::Coordinator,
        Class::Saying,
    ];
    if reading.is(next, Class::Condition) {
        return false;
    }
    let breaks = (next..end).find(|&at| reading.is_break(at)).unwrap_or(end);
    // "by June", but not "on the coast"
    let limit = (next..end.min(next + 6)).any(|at| reading.is(at, Class::Time) || reading.is_word(at, "then"));
    let clause = is_clause(reading, next..breaks);
    if reading.is(next, Class::Deadline) && (limit || clause) {
        let goes_on = reading.is_word(next, "by") || reading.length(next, Class::Deadline) > 1;
        return is_clause(reading, next..end.min(next + 6)) && !goes_on;
    }
    let act = reading.is(next, Class::Coordinator) && reading.is(next + 1, Class::Act);
    let action = act && !is_clause(reading, next..breaks);
    let list = reading.is_word(next, "including");
    reading.is_any(next, &OTHERS) && !action
        || is_attribution(reading, next, end)
        || reading.word(next).ends_with("ing") && !list
        || reading.is(next, Class::Preposition) && !list
        || is_clause(reading, next..breaks)
}

/// The actions of an undertaking, each of which could be kept or broken by itself:
/// "reopen six harbours and keep ships out".
pub fn actions(reading: &Reading, content: &Range<usize>) -> Vec<Range<usize>> {
    let mut actions = Vec::new();
    let mut start = content.start;
    for at in content.start + 2..content.end {
        let next = at + 1;
        let act = reading.is(at, Class::Coordinator) && reading.is(next, Class::Act) && reading.quotation(at).is_none();
        let object = next + reading.length(next, Class::Act).max(1);
        let object = reading.is_any(object, &[Class::Determiner, Class::Quantity])
            || reading.is_capital(object)
            || reading.is_number(object)
            || is_thing(reading, object);
        // "to share figures and to hold talks", "and not to hold any"
        let not = usize::from(reading.is(next, Class::Negation));
        let to = reading.is(at, Class::Coordinator) && reading.is_word(next + not, "to");
        let to = to && reading.quotation(at).is_none() && !reading.is_any(next + not + 1, &[Class::Determiner]);
        if act && object || to {
            actions.push(trimmed(reading, start..at));
            start = if to && not == 0 { next + 1 } else { next };
        }
    }
    actions.push(trimmed(reading, start..content.end));
    actions
}

/// Whether a noun stands here without an article, as far as the lexicon knows: "keep
/// aircraft", "charge nobody".
fn is_thing(reading: &Reading, i: usize) -> bool {
    const OTHERS: [Class; 8] = [
        Class::Preposition,
        Class::Coordinator,
        Class::Subordinator,
        Class::Adverb,
        Class::Time,
        Class::Be,
        Class::Have,
        Class::Modal,
    ];
    !reading.is_break(i) && !reading.is_any(i, &OTHERS) && !reading.is_adverb(i)
}

/// What is undertaken, with the condition that stands in front of it, and so with all
/// between: "If it rains, the club will refund all tickets."
pub fn with_condition(
    reading: &Reading,
    sentence: &Range<usize>,
    one: &Undertaking,
    content: Range<usize>,
) -> Range<usize> {
    let subject = &one.committer;
    let first = content.start == one.content.start && !subject.is_empty() && subject.end <= one.cue.start;
    let comma = subject
        .start
        .checked_sub(1)
        .filter(|&comma| reading.is_one_of(comma, &[',']));
    let Some(comma) = comma.filter(|_| first) else {
        return match condition_without_comma(reading, sentence, subject).filter(|_| first) {
            Some(from) => from..content.end,
            None => content,
        };
    };
    // "If it comes, she says, we will open"
    let comma = before_attribution(reading, sentence, comma).unwrap_or(comma);
    let from = (sentence.start..comma).rev().find(|&i| {
        let begins = i == sentence.start
            || reading.is_break(i - 1)
            || reading.is_word(i - 1, "that")
            || reading.is(i - 1, Class::Opener);
        begins && reading.is_any_word(i, &["if", "unless", "should", "once", "provided"])
    });
    match from {
        Some(from) if !(from..comma).any(|i| reading.is(i, Class::Will)) => from..content.end,
        _ => content,
    }
}

/// Where a condition begins that no comma closes: "[If it fails we will pay]".
fn condition_without_comma(reading: &Reading, sentence: &Range<usize>, subject: &Range<usize>) -> Option<usize> {
    let pronoun = subject.len() == 1 && reading.is(subject.start, Class::Subject);
    let mut back = (sentence.start..subject.start).rev();
    let from = back.find(|&i| reading.is_break(i) || reading.is_word(i, "if") || reading.is_word(i, "unless"))?;
    (pronoun && !reading.is_break(from) && is_clause(reading, from..subject.start)).then_some(from)
}

/// The comma before "she says", if the one at token `comma` closes that.
fn before_attribution(reading: &Reading, sentence: &Range<usize>, comma: usize) -> Option<usize> {
    let open = (sentence.start..comma).rev().find(|&i| reading.is_one_of(i, &[',']))?;
    is_attribution(reading, open + 1, comma + 1).then_some(open)
}
