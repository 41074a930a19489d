//! Who or what the words of a subject name.

use std::ops::Range;

use super::clause::subject_before;
use super::lexicon::Class;
use super::reading::Reading;

/// The subject of the verb at token `verb`, or who is meant by its "who". A quotation
/// mark may stand between: the council “will replace the main”.
pub fn subject(reading: &Reading, verb: usize, floor: usize) -> Range<usize> {
    // "If it fails she will pay"
    let pronoun = |i: usize| reading.is_any_word(i, &["i", "we", "he", "she", "they"]);
    if verb > floor && pronoun(verb - 1) && !(verb > floor + 1 && reading.is(verb - 2, Class::Coordinator)) {
        return verb - 1..verb;
    }
    let quoted = verb > floor && reading.is_quotation_mark(verb - 1);
    let subject = subject_before(reading, verb - usize::from(quoted), floor);
    let relative = |i: &usize| reading.is(*i, Class::Relative) || reading.is_word(*i, "that");
    let who = subject.clone().rev().find(relative);
    let before = subject
        .start
        .checked_sub(1)
        .filter(|before| subject.is_empty() && *before >= floor);
    match who.filter(|who| who + 1 == subject.end).or(before.filter(relative)) {
        Some(who) => {
            let comma = who > floor && reading.is_one_of(who - 1, &[',']);
            let end = who - usize::from(comma);
            let whole = subject_before(reading, end, floor);
            if whole.is_empty() {
                noun_before(reading, end, floor)
            } else {
                whole
            }
        }
        None => subject,
    }
}

/// The noun before token `end` with its article, if it is near: "signed [a deal]".
fn noun_before(reading: &Reading, end: usize, floor: usize) -> Range<usize> {
    const FAR: usize = 4;
    let near = end.saturating_sub(FAR).max(floor)..end;
    let start = near.rev().find(|&i| reading.is(i, Class::Determiner));
    start.unwrap_or(end)..end
}

/// The last word before "of", "in" or a comma.
pub fn head(reading: &Reading, subject: &Range<usize>) -> Option<usize> {
    // "a draft seen by two delegations"
    let known = |i: usize| reading.is_any(i, &[Class::Agent, Class::Paper, Class::Study]);
    let participle =
        |i: usize| known(i - 1) && !known(i) && !reading.is_capital(i) && reading.is(i + 1, Class::Preposition);
    let ends = |i: &usize| {
        *i > subject.start && (reading.is(*i, Class::Preposition) || reading.is_one_of(*i, &[',']) || participle(*i))
    };
    let end = subject.clone().find(ends).unwrap_or(subject.end);
    // "the U.S."
    let end = end - usize::from(end > subject.start + 1 && reading.is_one_of(end - 1, &['.']));
    end.checked_sub(1).filter(|head| subject.contains(head))
}

/// Whether the words name someone who can undertake something.
pub fn is_agent(reading: &Reading, subject: &Range<usize>) -> bool {
    let Some(head) = head(reading, subject) else {
        return false;
    };
    let small = reading.is_any(head, &[Class::Subject, Class::Determiner]);
    reading.is(head, Class::Agent) || reading.is_capital(head) && !small
}

/// Whether the words name a paper that binds: "a deal", "the draft".
pub fn is_paper(reading: &Reading, subject: &Range<usize>) -> bool {
    head(reading, subject).is_some_and(|head| reading.is(head, Class::Paper) && !reading.is(head, Class::Agent))
}

/// Whether the words name what somebody found out: "a report", "the figures".
pub fn is_study(reading: &Reading, subject: &Range<usize>) -> bool {
    head(reading, subject).is_some_and(|head| reading.is(head, Class::Study))
}
