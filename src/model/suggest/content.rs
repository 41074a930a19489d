//! How far what is said reaches.

use std::ops::Range;

use super::circumstances::after_circumstances;
use super::clause::{is_clause, trimmed};
use super::halves::begins_number;
use super::lexicon::Class;
use super::reading::Reading;

/// What stands before the words that say who said it.
pub fn before(reading: &Reading, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let mut start = sentence.start;
    if let Some(quotation) = reading.quotation(start) {
        start = quotation.outside().start.min(start);
    }
    // A quotation right before is all of it.
    let mut last = end;
    while last > start && reading.is_one_of(last - 1, &[',']) {
        last -= 1;
    }
    if let Some(quotation) = last.checked_sub(1).and_then(|last| reading.quotation(last))
        && quotation.outside().end == last
        && is_speech(reading, &quotation.inside)
    {
        return Some(trimmed(reading, quotation.inside.clone()));
    }
    start += reading.length(start, Class::Opener);
    start = after_dateline(reading, start);
    // "Asked when it would be, she said"
    let asked = reading.is_any_word(start, &["asked", "pressed", "questioned", "speaking"]);
    let content = trimmed(reading, start.min(end)..end);
    (!asked && is_clause(reading, content.clone())).then_some(content)
}

/// The first token after "PARIS, Friday —", if that is what stands at `start`.
pub fn after_dateline(reading: &Reading, start: usize) -> usize {
    const FAR: usize = 16;
    let far = start + FAR;
    let dash = (start + 1..far)
        .find(|&at| reading.is_one_of(at, &['—', '–']) || reading.word(at) == "-" && reading.is_break(at));
    match dash {
        Some(dash) if start == 0 && reading.is_capital(0) && !is_clause(reading, 0..dash) => {
            dash + 1 + usize::from(reading.word(dash + 1) == "-")
        }
        _ => start,
    }
}

/// Whether what is quoted is a whole thing said, rather than a few words of it.
pub fn is_speech(reading: &Reading, inside: &Range<usize>) -> bool {
    let ends = reading.is_one_of(inside.end - 1, &[',', '.', '!', '?', '…']);
    inside.len() > 3 && (ends || reading.is_capital(inside.start)) && is_clause(reading, inside.clone())
        || inside.len() > 2 && ends && reading.is_capital(inside.start)
}

/// What goes on after "…, she said, …".
pub fn further(reading: &Reading, from: usize, end: usize) -> Vec<Range<usize>> {
    if !reading.is_one_of(from, &[',', '—', '–']) && !reading.is_any(from, &[Class::Contrast, Class::Coordinator]) {
        return Vec::new();
    }
    let start = from + usize::from(reading.is_one_of(from, &[',', '—', '–']));
    // "…, the network estimates — up from 38 million"
    let age = reading.is_number(start) && reading.is_break(start + 1);
    if start > from && !age && begins_number(reading, start, end) {
        return pieces(reading, start..end);
    }
    if quote_at(reading, start).is_some() {
        return pieces(reading, start..end);
    }
    if reading.is_any(start, &[Class::Contrast, Class::Coordinator]) && !is_cue_ahead(reading, start + 1, end) {
        let mut pieces = pieces(reading, start + 1..end);
        pieces.retain(|piece| reading.is_finite(piece.start) || is_clause(reading, piece.clone()));
        return pieces;
    }
    Vec::new()
}

/// Whether another word that reports follows soon.
fn is_cue_ahead(reading: &Reading, from: usize, end: usize) -> bool {
    (from..end.min(from + 4))
        .any(|at| reading.is_any(at, &[Class::Saying, Class::Pledging, Class::Thinking, Class::Denying]))
}

/// The first token of a quotation that opens at token `i`.
pub fn quote_at(reading: &Reading, i: usize) -> Option<usize> {
    let quotation = reading.quotation(i)?;
    (quotation.outside().start == i).then_some(i)
}

/// What is said from a token on, cut at "and that".
pub fn pieces(reading: &Reading, tokens: Range<usize>) -> Vec<Range<usize>> {
    let end = content_end(reading, tokens.start, tokens.end);
    let mut found = Vec::new();
    let mut start = tokens.start;
    for at in tokens.start..end {
        let joint = reading.is(at, Class::Coordinator) && reading.is_word(at + 1, "that");
        if joint && reading.quotation(at).is_none() {
            found.push(trimmed(reading, start..at));
            start = at + 2;
        }
    }
    found.push(trimmed(reading, start.min(end)..end));
    found.retain(|piece| piece.len() > 1);
    found
}

/// The token after the last of what is said from `from` on, at most `end`.
pub fn content_end(reading: &Reading, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if let Some(quotation) = reading.quotation(at) {
            let outside = quotation.outside();
            let whole = outside.start == from && is_speech(reading, &quotation.inside);
            at = outside.end.max(at + 1);
            if whole {
                return at;
            }
            continue;
        }
        if at > from && ends_content(reading, at, end) {
            return at;
        }
        at += 1;
    }
    at.max(from)
}

/// Whether what is said ends before token `at`.
fn ends_content(reading: &Reading, at: usize, end: usize) -> bool {
    if reading.is_one_of(at, &[';']) || reading.is(at, Class::SourceLead) {
        return true;
    }
    let comma = reading.is_one_of(at, &[',', '—']) || reading.word(at) == "-" && reading.is_break(at);
    if comma {
        let next = at + 1;
        return reading.is(next, Class::Contrast) && is_clause(reading, next + 1..end)
            || reading.word(next).ends_with("ing")
                && reading.is_any(next, &[Class::Saying, Class::Thinking, Class::Pledging])
            || reading.is(next, Class::SourceLead)
            || is_attribution(reading, next, end);
    }
    // "called it “a disgrace” and left"
    let auxiliary = reading.is_any(at + 1, &[Class::Be, Class::Have, Class::Modal]);
    let quoted = reading.is_quotation_mark(at - 1) && reading.is_finite(at + 1) && !auxiliary;
    if quoted && reading.is(at, Class::Coordinator) {
        return true;
    }
    // "expects both to come and has threatened to leave"
    let verb = at + 1 + usize::from(reading.is(at + 1, Class::Have));
    reading.is_any(at, &[Class::Coordinator])
        && reading.is_any(
            verb,
            &[
                Class::Saying,
                Class::Pledging,
                Class::Denying,
                Class::Demanding,
                Class::Accusing,
                Class::Blaming,
            ],
        )
        && !reading.is_any(verb, &[Class::NounToo, Class::Modal])
}

/// Whether somebody says something here, between commas: "the minister said,".
pub fn is_attribution(reading: &Reading, from: usize, end: usize) -> bool {
    let far = end.min(from + 12);
    for at in from..far {
        if reading.is_break(at) && at > from {
            return false;
        }
        if reading.is_any(at, &[Class::Saying, Class::Opining]) && !reading.is(at, Class::NounToo) && at > from {
            let after = after_circumstances(reading, at + 1, end);
            return after >= end || reading.is_break(after);
        }
        if reading.is_finite(at) && !reading.is(at, Class::Have) {
            return false;
        }
    }
    false
}
