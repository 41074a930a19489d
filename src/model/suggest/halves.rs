//! Where what is said is cut into parts that could be wrong by themselves.

use std::ops::Range;

use super::clause::{is_clause, trimmed};
use super::kind::counts;
use super::lexicon::Class;
use super::reading::Reading;

/// What is no longer than this before a colon only leads to what stands after it.
const LEAD: usize = 6;

/// Of so many tokens, what a pronoun begins between commas is only a remark.
const REMARK: usize = 4;

/// The parts of what is said that could be wrong by themselves.
///
/// ```text
/// [They tried it in Cambridge] and [the basements filled up]; [nobody was told].
/// [It sells ten a year], [twice what it made], which [pleases its owners].
/// ```
pub fn halves(reading: &Reading, content: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = content.start;
    for at in content.start + 1..content.end {
        if at < start {
            continue;
        }
        let semicolon = reading.is_one_of(at, &[';']);
        let joint = reading.is_word(at, "and") || reading.is_word(at, "but");
        let whole = semicolon || joint && begins_half(reading, at + 1, content.end) && !joins_names(reading, at);
        let comma = reading.is_one_of(at, &[',', '—', '–']);
        // "The truth is simpler: we took the mothers."
        // "At 6:40 they left" has none.
        let colon = reading.is_one_of(at, &[':'])
            && reading.token(at + 1).is_some_and(|next| next.spaced)
            && is_clause(reading, at + 1..content.end);
        if colon
            && at < content.start + LEAD
            && reading
                .quotation(at + 1)
                .is_none_or(|quotation| quotation.inside.contains(&at))
        {
            start = at + 1;
            continue;
        }
        // "I can tell you that it fell, and that it will rise"
        let that = joint && reading.is_word(at + 1, "that") && is_clause(reading, at + 2..content.end);
        let next = if that {
            Some(at + 2)
        } else if whole || colon {
            Some(at + 1).filter(|_| at + 2 < content.end)
        } else if comma {
            aside(
                reading,
                at + 1,
                content.end,
                begins_condition(reading, start + reading.length(start, Class::Opener)),
            )
        } else {
            None
        };
        if let Some(next) = next
            && (is_clause(reading, start..at) || joint && reading.is(at + 1, Class::Subject) && at > start + 3)
        {
            found.push(trimmed(reading, start..at));
            start = next;
        }
    }
    found.push(trimmed(reading, start..content.end));
    found
}

/// What is said without the words that only lead to it: "But", "Third,", "No."
pub fn after_opener(reading: &Reading, content: Range<usize>) -> Range<usize> {
    let mut start = content.start;
    loop {
        let filler = reading.length(start, Class::Filler);
        let filler = if reading.is_break(start + filler) { filler } else { 0 };
        let length = reading.length(start, Class::Opener).max(filler);
        let next = start + length + usize::from(length > 0 && reading.is_break(start + length));
        if length == 0 || next >= content.end {
            return start..content.end;
        }
        start = next;
    }
}

/// Whether a clause that says something by itself begins at token `from`, after "and".
fn begins_half(reading: &Reading, from: usize, end: usize) -> bool {
    let and = from - 1;
    let from = from + usize::from(reading.is_adverb(from));
    // The same subject goes on: "and would take two years".
    if reading.is_any(from, &[Class::Be, Class::Have, Class::Modal, Class::Do]) {
        return true;
    }
    if goes_on(reading, and, from) {
        return true;
    }
    let far = end.min(from + 8);
    let comma = reading.is_one_of(and - 1, &[',']);
    let counted = reading.is_amount(from) || reading.is_word(from, "one");
    let subject =
        comma || counted || reading.is_any(from, &[Class::Determiner, Class::Subject]) || reading.is_capital(from);
    // "and in China we sell nothing"
    let we = (from..far).find(|&at| reading.is(at, Class::Subject));
    if reading.is(from, Class::Preposition) && we.is_some_and(|we| reading.is_finite(we + 1)) {
        return true;
    }
    let stops = |at: usize| {
        let inner = reading.is_any(at, &[Class::Relative, Class::Subordinator, Class::Coordinator]) && at > from;
        inner || reading.is_break(at) || reading.is_finite(at)
    };
    let verb = (from + 1..far).find(|&at| stops(at));
    subject && verb.is_some_and(|verb| reading.is_finite(verb))
}

/// Whether the same subject goes on with another verb: "and never paid it".
fn goes_on(reading: &Reading, and: usize, verb: usize) -> bool {
    const FAR: usize = 5;
    const OBJECTS: [Class; 4] = [
        Class::Determiner,
        Class::Preposition,
        Class::Object,
        Class::Subordinator,
    ];
    let near = and.saturating_sub(FAR)..and;
    let object = reading.is_any(verb + 1, &OBJECTS) || reading.is_amount(verb + 1) || reading.is_capital(verb + 1);
    // "was tried and convicted", "will test and publish"
    let participle = reading.word(verb).ends_with("ed") && near.clone().any(|at| reading.is(at, Class::Be));
    let plain = near
        .clone()
        .any(|at| reading.is(at, Class::Modal) || reading.is_word(at, "to"));
    let listed = near.clone().any(|at| reading.is_one_of(at, &[',']));
    reading.is_finite(verb) && object && !participle && !plain && !listed
}

/// Whether "and" joins names: "at Homa Bay and Mbita".
fn joins_names(reading: &Reading, and: usize) -> bool {
    reading.is_capital(and - 1) && reading.is_capital(and + 1)
}

/// Where what says something of its own begins after a comma, if it goes on to the end:
/// a relative clause, a contrast, or another number.
fn aside(reading: &Reading, from: usize, end: usize, is_condition: bool) -> Option<usize> {
    const NEAR: usize = 4;
    let comma = |at: usize| reading.is_one_of(at, &[',', ';']);
    let last = (from..end).find(|&at| comma(at)).is_none_or(|at| at + 2 >= end);
    if reading.is_word(from, "which") || reading.is_word(from, "where") {
        // In the middle: "the fund, which was empty, has closed".
        let open = (from + 2..end).any(|at| comma(at) && reading.is_finite(at + 1));
        return (!open && is_clause(reading, from..end)).then_some(from + 1);
    }
    // "it might be a fifth, it might be half"; "we have nobody there, so I cannot say"
    let so = reading.is_word(from, "so") && !reading.is_word(from + 1, "that");
    let subject = from + usize::from(so);
    let verb = subject + 1 + usize::from(reading.is_adverb(subject + 1));
    let pronoun = reading.is(subject, Class::Subject) && reading.is_finite(verb);
    // "Last year, she said, it was nine" is one.
    let said = from > 1 && reading.is(from - 2, Class::Saying);
    // "…, I suppose, …", "…, it turned out, …" say nothing.
    let remark = (from..end.min(from + REMARK)).any(comma) || end <= from + 2;
    if said || pronoun && remark {
        return None;
    }
    if (pronoun || so && begins_half(reading, subject, end)) && !is_condition {
        return Some(subject);
    }
    // "however much it costs"
    let however = reading.is_word(from, "however") && !reading.is_break(from + 1);
    if reading.is(from, Class::Contrast) && !however && is_clause(reading, from + 1..end) {
        return Some(from + reading.length(from, Class::Contrast));
    }
    // "They took, in principle, a third."
    let opened = (from.saturating_sub(NEAR)..from - 1).any(comma);
    if opened && !reading.is(from, Class::Weighing) {
        return None;
    }
    let list = (from..end).any(|at| reading.is(at, Class::Coordinator) && reading.is_amount(at + 1));
    (last && !list && from + 2 < end && begins_number(reading, from, end)).then_some(from)
}

/// Whether a number stands here, after no more than what weighs it: "about a third of",
/// "up from 38 million", "well under the limit of 15".
pub fn begins_number(reading: &Reading, from: usize, end: usize) -> bool {
    const NEAR: usize = 4;
    let verb = (from..end).find(|&at| reading.is_finite(at) || reading.is(at, Class::Subordinator));
    let near = (from..end.min(from + NEAR)).find(|&at| reading.is_amount(at));
    let weighs = |i: usize| reading.is_adverb(i) || reading.is_any(i, &[Class::Weighing, Class::Determiner]);
    let compares = reading.is(from, Class::Weighing);
    counts(reading, &(from..end))
        && verb.is_none_or(|verb| reading.is(verb, Class::Subordinator) && near.is_some_and(|near| near < verb))
        && (compares || near.is_some_and(|near| (from..near).all(weighs)))
}

/// Whether a condition or a time stands in front: "If it rains, we stay."
pub fn begins_condition(reading: &Reading, first: usize) -> bool {
    const WORDS: [&str; 12] = [
        "if", "unless", "when", "once", "since", "after", "before", "until", "while", "although", "though", "as",
    ];
    reading.is_any_word(first, &WORDS)
}
