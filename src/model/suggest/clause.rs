//! Where clauses and what belongs to them begin and end, as far as that shows in
//! single words: no sentence is parsed.

use std::ops::Range;

use super::circumstances::{after_circumstances, time_length};
use super::lexicon::Class;
use super::reading::Reading;
use super::tokens::Kind;

/// Whether token `i` looks like a verb that has a subject.
pub fn is_finite(reading: &Reading, i: usize) -> bool {
    if reading.is_any(i, &[Class::Modal, Class::Be, Class::Have, Class::Do]) {
        return !reading.is_word(i, "being") && !reading.is_word(i, "having");
    }
    // A noun or a participle stands after "the", a plain form after "to".
    let determined = |at: usize| at < i && reading.is(at, Class::Determiner);
    // "a report", and "a first report"
    let noun = reading.is(i, Class::NounToo) && !reading.is_capital(i.wrapping_sub(1)) && determined(i.wrapping_sub(2));
    let named = determined(i.wrapping_sub(1)) || noun || i > 0 && reading.is_word(i - 1, "to");
    let past = reading.word(i).len() > 4 && reading.word(i).ends_with("ed") && !reading.is_capital(i);
    let past = past && !describes(reading, i);
    let known = past || reading.is_any(i, &[Class::Finite, Class::Saying]);
    !named && (known || follows_subject(reading, i) || has_object(reading, i) || is_plural_verb(reading, i))
}

/// Whether a participle only describes a noun: "three armed groups", "of wounded men".
fn describes(reading: &Reading, i: usize) -> bool {
    const OTHERS: [Class; 6] = [
        Class::Preposition,
        Class::Coordinator,
        Class::Subordinator,
        Class::Determiner,
        Class::Object,
        Class::Time,
    ];
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    let noun = reading.token(i + 1).is_some_and(|next| next.kind == Kind::Word)
        && !reading.is_any(i + 1, &OTHERS)
        && !reading.is_capital(i + 1)
        && !is_adverb(reading, i + 1);
    noun && (reading.is(before, Class::Preposition) || reading.is_amount(before))
}

/// Whether a word of small letters stands at token `i` that can be a verb, as far as the
/// lexicon knows.
fn can_be_verb(reading: &Reading, i: usize) -> bool {
    const OTHERS: [Class; 9] = [
        Class::Determiner,
        Class::Preposition,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
        Class::Subject,
        Class::Object,
        Class::Negation,
        Class::Quantity,
    ];
    let word = reading.word(i);
    let small = word.chars().next().is_some_and(char::is_lowercase);
    let plain = reading.token(i).is_some_and(|token| token.kind == Kind::Word);
    small && plain && !word.ends_with("ing") && !reading.is_any(i, &OTHERS) && !is_adverb(reading, i)
}

/// Whether a pronoun that is always a subject stands before token `i`: "we spend", "they
/// rarely meet".
fn follows_subject(reading: &Reading, i: usize) -> bool {
    let Some(mut before) = i.checked_sub(1) else {
        return false;
    };
    if before > 0 && is_adverb(reading, before) {
        before -= 1;
    }
    let always = ["i", "we", "he", "she", "they", "who"]
        .iter()
        .any(|pronoun| reading.is_word(before, pronoun));
    // "It" and "you" are objects, too.
    let opens = ["it", "you"].iter().any(|pronoun| reading.is_word(before, pronoun))
        && (reading.begins_sentence(before)
            || before > 0
                && (reading.is_break(before - 1)
                    || reading.is_any(before - 1, &[Class::Subordinator, Class::Coordinator, Class::Opener])));
    (always || opens) && can_be_verb(reading, i)
}

/// Whether a word that ends in -s stands between a noun and its object: "the order directs
/// the agency".
fn has_object(reading: &Reading, i: usize) -> bool {
    const BEFORE: [Class; 7] = [
        Class::Determiner,
        Class::Preposition,
        Class::Coordinator,
        Class::Quantity,
        Class::Be,
        Class::Modal,
        Class::Have,
    ];
    let noun = i > 0
        && !reading.is_any(i - 1, &BEFORE)
        && reading.token(i - 1).is_some_and(|token| token.kind == Kind::Word)
        && !reading.word(i - 1).ends_with('s');
    let article = ["the", "a", "an", "its", "his", "her", "their", "our", "no", "every"]
        .iter()
        .any(|word| reading.is_word(i + 1, word));
    ends_in_s(reading, i) && noun && article && can_be_verb(reading, i)
}

/// Whether a word has the -s of a plural, or of a verb: not "press", "bus" or "crisis".
pub fn ends_in_s(reading: &Reading, i: usize) -> bool {
    let word = reading.word(i);
    let plain = reading.token(i).is_some_and(|token| token.kind == Kind::Word);
    plain && word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

/// Whether a plain verb stands after a plural: "the mines earn more".
fn is_plural_verb(reading: &Reading, i: usize) -> bool {
    let plural = i > 0 && ends_in_s(reading, i - 1);
    let verb = [Class::Act, Class::Idle, Class::Volitional, Class::Vague];
    // "sources close to the talks"
    let adjective = ["close", "open", "free", "set"]
        .iter()
        .any(|word| reading.is_word(i, word));
    plural
        && !adjective
        && reading.is_any(i, &verb)
        && can_be_verb(reading, i)
        && !reading.is(i - 1, Class::Be)
        && !reading.is(i + 1, Class::Be)
}

/// Whether something is said in these words that has a subject and a verb.
pub fn is_clause(reading: &Reading, tokens: Range<usize>) -> bool {
    tokens.start + 1 < tokens.end && (tokens.start + 1..tokens.end).any(|i| is_finite(reading, i))
}

/// Whether token `i` is an adverb.
pub fn is_adverb(reading: &Reading, i: usize) -> bool {
    let word = reading.word(i);
    reading.is(i, Class::Adverb) || word.len() > 4 && word.ends_with("ly") && !reading.is_capital(i)
}

/// The first word of the verb that ends at token `verb`: "had" in "had also said".
pub fn verb_start(reading: &Reading, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor {
        let before = start - 1;
        if !(is_adverb(reading, before) || reading.is_any(before, &[Class::Have, Class::Be, Class::Modal, Class::Do])) {
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
        // After an initial or a title nothing ends.
        return reading.token(i + 1).is_none_or(|next| !next.spaced);
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
    if !relative && let Some(verb) = (start..end).rev().find(|&i| is_finite(reading, i)) {
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
    let verb = (sentence.start + 1..before).find(|&at| is_finite(reading, at))?;
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
