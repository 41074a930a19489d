//! Where clauses and what belongs to them begin and end, as far as that shows in
//! single words: no sentence is parsed.

use std::ops::Range;

use super::circumstances::{after_circumstances, time_length};
use super::lexicon::Class;
use super::reading::Reading;

/// Whether something is said in these words that has a subject and a verb.
pub fn is_clause(reading: &Reading, tokens: Range<usize>) -> bool {
    tokens.start + 1 < tokens.end && (tokens.start + 1..tokens.end).any(|i| reading.is_finite(i))
}

/// The first word of the verb that ends at token `verb`: "had" in "had also said".
pub fn verb_start(reading: &Reading, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor {
        let before = start - 1;
        if !(reading.is_adverb(before) || reading.is_any(before, &[Class::Have, Class::Be, Class::Modal, Class::Do])) {
            break;
        }
        start = before;
    }
    start
}

/// The start of the clause that has its verb at token `verb`, not before `floor`.
pub fn clause_start(reading: &Reading, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor && !stops_before(reading, start - 1) {
        start -= 1;
    }
    start
}

/// Whether a clause cannot go on to the left over token `i`.
fn stops_before(reading: &Reading, i: usize) -> bool {
    if reading.is_one_of(i, &['.']) {
        // After an initial or a title nothing ends, nor after "U.S."
        let abbreviates = i > 0 && reading.word(i - 1).contains('.');
        return !abbreviates && reading.token(i + 1).is_none_or(|next| !next.spaced);
    }
    let relative = reading.is(i, Class::Relative) || reading.is_word(i, "as") || reading.is_word(i, "since");
    reading.is_break(i) || reading.is(i, Class::Subordinator) && !relative && !reading.is_capital(i)
}

/// The noun phrase before token `end` that is the subject of the verb there.
///
/// ```text
/// But [its prime minister, Radu Stănilă], said …
/// ```
pub fn subject_before(reading: &Reading, end: usize, floor: usize) -> Range<usize> {
    if end > floor && is_dash(reading, end - 1) {
        // Between dashes, something else: "the mayor – he is 80 – said".
        let open = (floor..end - 1).rev().find(|&i| is_dash(reading, i));
        return open.map_or(end..end, |open| subject_before(reading, open, floor));
    }
    if let Some(open) = bracket_before(reading, end, floor) {
        // "Ana Ruiz (Lima) said"
        return subject_before(reading, open, floor);
    }
    if end > floor && reading.is_one_of(end - 1, &[',']) {
        // Between commas: a name, or what a person is.
        let mut start = end - 1;
        while start > floor && !reading.is_one_of(start - 1, &[',']) {
            if let Some(open) = bracket_before(reading, start, floor) {
                start = open;
                continue;
            }
            let quotation = reading.quotation(start - 1);
            if quotation.is_some() || reading.is_one_of(start - 1, &[';', ':', '—', '(', ')']) {
                return end..end;
            }
            start -= 1;
        }
        if start <= floor || start == end - 1 {
            return end..end;
        }
        let before = bracket_before(reading, start - 1, floor).unwrap_or(start - 1);
        let mut head = simple_subject(reading, before, floor);
        // "Ana Ruiz, 81, who lives there, said"
        let age = head.len() == 1 && reading.is_number(head.start);
        if age && head.start > floor + 1 && reading.is_one_of(head.start - 1, &[',']) {
            head = simple_subject(reading, head.start - 1, floor);
        }
        return if head.is_empty() { end..end } else { head.start..end - 1 };
    }
    simple_subject(reading, end, floor)
}

/// Where the bracket opens that closes right before token `end`.
fn bracket_before(reading: &Reading, end: usize, floor: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|&close| close >= floor)?;
    if !reading.is_one_of(close, &[')']) {
        return None;
    }
    let open = (floor..close).rev().find(|&i| reading.is_one_of(i, &['(']))?;
    (open > floor).then_some(open)
}

fn is_dash(reading: &Reading, i: usize) -> bool {
    reading.is_one_of(i, &['—', '–']) || reading.word(i) == "-" && reading.is_break(i)
}

/// The subject before token `end`, which has no comma in it.
fn simple_subject(reading: &Reading, end: usize, floor: usize) -> Range<usize> {
    if end > floor && reading.is(end - 1, Class::Coordinator) {
        return end..end;
    }
    let mut start = clause_start(reading, end, floor);
    loop {
        let before = start;
        let opener = reading.length(start, Class::Opener);
        if opener > 0 && start + opener < end {
            start += opener;
        }
        if start < end && reading.is(start, Class::Coordinator) {
            start += 1;
        }
        let time = time_length(reading, start);
        if time > 0 && start + time < end {
            start += time;
        }
        if start == before {
            break;
        }
    }
    // After another verb of the same clause, what follows "and" is the subject.
    let relative = (start..end).any(|i| reading.is(i, Class::Relative));
    if !relative && let Some(verb) = (start..end).rev().find(|&i| reading.is_finite(i)) {
        let and = (verb..end).rev().find(|&i| reading.is(i, Class::Coordinator));
        let reports = reading.is_any(verb, &[Class::Saying, Class::Thinking]);
        start = match and {
            Some(and) => and + 1,
            // "She said Oslo would pay": the clause begins after "said".
            None if reports => after_circumstances(reading, verb + 1, end),
            // "Public works director Ana Ruiz", "drivers interviewed in Lima": no verbs.
            None if verb > start && is_no_verb(reading, verb) => start,
            None => end,
        };
    }
    start..end
}

/// Whether what looks like a verb is none, if a subject ends after it.
fn is_no_verb(reading: &Reading, verb: usize) -> bool {
    let word = reading.word(verb);
    reading.is(verb, Class::Finite) && word.ends_with('s')
        || word.ends_with("ed") && (reading.is(verb + 1, Class::Preposition) || time_length(reading, verb + 1) > 0)
}

/// The first noun phrase of the sentence, if it is a subject.
pub fn first_subject(reading: &Reading, sentence: &Range<usize>, before: usize) -> Option<Range<usize>> {
    let verb = (sentence.start + 1..before).find(|&at| reading.is_finite(at))?;
    let subject = subject_before(reading, verb_start(reading, verb, sentence.start), sentence.start);
    (!subject.is_empty()).then_some(subject)
}

/// The tokens without marks, conjunctions and quotation marks at their ends that are
/// not of what is said.
pub fn trimmed(reading: &Reading, mut tokens: Range<usize>) -> Range<usize> {
    loop {
        let before = tokens.clone();
        while tokens.start < tokens.end && is_litter(reading, tokens.start, &tokens) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && is_litter(reading, tokens.end - 1, &tokens) {
            tokens.end -= 1;
        }
        if let Some(quotation) = reading.quotation(tokens.start)
            && quotation.outside() == tokens
        {
            tokens = quotation.inside.clone();
        }
        if tokens == before {
            return tokens;
        }
    }
}

/// Whether the mark at an end of `tokens` is not of them.
fn is_litter(reading: &Reading, i: usize, tokens: &Range<usize>) -> bool {
    if reading.is_one_of(i, &[',', ';', ':', '—', '–', '。', '，']) || reading.word(i) == "-" {
        return true;
    }
    if reading.is_one_of(i, &['.', '!', '?', '…']) {
        // The full stop of "U.S." is of the word.
        return i + 1 == tokens.end && !(i > 0 && reading.word(i) == "." && reading.word(i - 1).contains('.'));
    }
    if reading.is_one_of(i, &['(', '[']) {
        return i + 1 == tokens.end;
    }
    if reading.is_one_of(i, &[')', ']']) {
        return i == tokens.start;
    }
    // A quotation mark whose partner is elsewhere.
    reading.is_quotation_mark(i)
        && reading.quotation(i).is_some_and(|quotation| {
            let outside = quotation.outside();
            !(tokens.start <= outside.start && outside.end <= tokens.end)
        })
}
