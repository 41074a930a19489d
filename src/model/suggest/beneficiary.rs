//! For whom something is undertaken, as far as the words right beside it say so.
//!
//! ```text
//! promised [residents] a new main      to warn [Thailand and Laos]      a roof for [every pupil]
//! ```

use std::ops::Range;

use super::lexicon::Class;
use super::reading::Reading;
use super::undertakings::Undertaking;

/// What is done to those who gain by it: "warn residents".
const FOR_THEM: [&str; 32] = [
    "warn",
    "notify",
    "inform",
    "tell",
    "brief",
    "consult",
    "alert",
    "advise",
    "assure",
    "compensate",
    "reimburse",
    "repay",
    "refund",
    "reward",
    "help",
    "assist",
    "aid",
    "support",
    "protect",
    "defend",
    "shelter",
    "house",
    "feed",
    "train",
    "reinstate",
    "let",
    "allow",
    "meet",
    "join",
    "stop",
    "free",
    "release",
];

/// What is given to those who gain by it: "lend us engineers".
const TO_THEM: [&str; 10] = [
    "give", "lend", "offer", "grant", "sell", "send", "hand", "supply", "pay", "owe",
];

/// Whom the undertaking is for, if that is said.
pub fn beneficiary(reading: &Reading, one: &Undertaking) -> Option<Range<usize>> {
    recipient(reading, one)
        .or_else(|| object(reading, &one.content))
        .or_else(|| led(reading, &one.content))
}

/// Who stands between the verb and what is promised: "promised us a roof".
fn recipient(reading: &Reading, one: &Undertaking) -> Option<Range<usize>> {
    let from = one.cue.start + 1;
    let between = from..one.content.start;
    let stop = between
        .clone()
        .find(|&i| reading.is_any_word(i, &["to", "that", "not"]));
    let words = from..stop.unwrap_or(between.end);
    let person = reading.is_any(from, &[Class::Object, Class::Hearer]) && !reading.is_any_word(from, &["it", "them"]);
    (words.len() == 1 && person).then_some(words)
}

/// Who follows the verb: "warn [residents] by text message".
fn object(reading: &Reading, content: &Range<usize>) -> Option<Range<usize>> {
    let verb = content.start + usize::from(reading.is(content.start, Class::Negation));
    let negative = reading.is_any_word(content.start, &["won't", "won’t", "wouldn't", "wouldn’t"]);
    let verb = verb + usize::from(negative && verb == content.start);
    let next = verb + 1;
    if next >= content.end {
        return None;
    }
    let for_them = reading.is_any_word(verb, &FOR_THEM);
    let gains = for_them || reading.is_any_word(verb, &TO_THEM);
    if gains && reading.is_any_word(next, &["me", "us", "you", "them", "him"]) {
        return Some(next..next + 1);
    }
    for_them.then(|| someone(reading, next, content.end)).flatten()
}

/// Who follows "for" or "to": "a crossing for [the wounded]", but not "pay for a lawyer".
fn led(reading: &Reading, content: &Range<usize>) -> Option<Range<usize>> {
    let leads = |i: &usize| {
        let verb = *i > content.start && reading.is_any_word(i - 1, &["pay", "paid", "ask", "wait", "look", "vote"]);
        reading.is_any_word(*i, &["for", "to"]) && !verb
    };
    let mut words = content
        .clone()
        .filter(leads)
        .filter_map(|i| someone(reading, i + 1, content.end));
    // "to Poti" is the way there, "to court" a figure of speech.
    words.find(|words| !reading.is_capital(words.end - 1) && words.len() > 1)
}

/// The noun phrase that begins at token `from`, if it names people or those who act.
fn someone(reading: &Reading, from: usize, end: usize) -> Option<Range<usize>> {
    const FAR: usize = 6;
    const STOPS: [Class; 7] = [
        Class::Preposition,
        Class::Subordinator,
        Class::Relative,
        Class::Time,
        Class::Quantity,
        Class::Modal,
        Class::Adverb,
    ];
    let stops = |i: usize| {
        let again = i > from && reading.is(i, Class::Determiner);
        reading.is_break(i) || reading.is_number(i) || again || reading.is_any(i, &STOPS)
    };
    let stop = (from..end.min(from + FAR))
        .find(|&i| stops(i))
        .unwrap_or(end.min(from + FAR));
    let last = stop.checked_sub(1).filter(|&last| last >= from)?;
    // "each", "it"
    let small = reading.is_any(last, &[Class::Determiner, Class::Subject, Class::Object]);
    let people = (reading.is_any(last, &[Class::Agent, Class::Hearer]) || reading.is_capital(last)) && !small;
    let wounded = stop == from + 2 && reading.is_word(from, "the") && reading.word(last).ends_with("ed");
    let wounded = wounded || reading.is_any_word(last, &["others", "poor", "sick", "homeless"]);
    (people || wounded).then_some(from..stop)
}
