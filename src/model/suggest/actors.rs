//! Who or what the words of a subject name.

use std::ops::Range;

use super::lexicon::Class;
use super::reading::Reading;

/// The last word before "of", "in" or a comma.
pub fn head(reading: &Reading, subject: &Range<usize>) -> Option<usize> {
    let ends = |i: &usize| *i > subject.start && (reading.is(*i, Class::Preposition) || reading.is_one_of(*i, &[',']));
    let end = subject.clone().find(ends).unwrap_or(subject.end);
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
