//! Papers and promises that bind: "the deal would oblige", "the pledge to".

use std::ops::Range;

use super::actors::{is_agent, is_paper, subject};
use super::clause::{first_subject, verb_start};
use super::lexicon::Class;
use super::pledging::{infinitive, is_noun};
use super::reading::Reading;
use super::undertakings::{Frame, Undertaking, undertaking};
use super::willing::is_act;

/// "would bind each of them to keep the limit", "a draft commits Mali to open".
pub fn obliged(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::Obliging) || is_noun(reading, i) || i == sentence.start {
        return None;
    }
    let would = reading.is(i - 1, Class::Will);
    let committer = subject(reading, verb_start(reading, i, sentence.start), sentence.start);
    // "It obliges both to help."
    let law =
        reading.is_word(committer.start, "it") && reading.is_any_word(i, &["obliges", "obliged", "binds", "commits"]);
    if !(would || law || is_paper(reading, &committer)) {
        return None;
    }
    let far = sentence.end.min(i + 14);
    let to = (i + 2..far).find(|&at| reading.is_word(at, "to") || reading.is_finite(at))?;
    if !reading.is_word(to, "to") {
        return None;
    }
    let start = i - usize::from(would);
    undertaking(
        reading,
        start..i + 1,
        i + 1..to,
        to + 1..sentence.end,
        false,
        Frame::Obliged,
    )
}

/// "a letter, signed by him, committing the firm to pay": by a participle after a paper.
pub fn committing(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const WORDS: [&str; 4] = ["committing", "obliging", "requiring", "binding"];
    const FAR: usize = 8;
    let participle = reading.is_any_word(i, &WORDS);
    let paper = || (sentence.start..i).any(|at| reading.is(at, Class::Paper));
    if !participle || !paper() {
        return None;
    }
    let mut near = i + 2..sentence.end.min(i + FAR);
    let to = near.find(|&at| reading.is_word(at, "to") || reading.is_finite(at) || reading.is_break(at))?;
    let committer = i + 1..to;
    if !reading.is_word(to, "to") || !is_agent(reading, &committer) {
        return None;
    }
    undertaking(
        reading,
        i..i + 1,
        committer,
        to + 1..sentence.end,
        false,
        Frame::Obliged,
    )
}

/// "Under the contract, the yard must pay for each day": what a paper makes its
/// parties do.
pub fn bound(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is_word(i, "must") {
        return None;
    }
    let negative = reading.is(i + 1, Class::Negation);
    let verb = i + 1 + usize::from(negative);
    let committer = subject(reading, i, sentence.start);
    let paper =
        (sentence.start..committer.start).any(|at| reading.is(at, Class::Paper) && !reading.is(at, Class::Agent));
    // "under the charter", behind it
    let under = (verb..sentence.end).find(|&at| reading.is_word(at, "under"));
    let behind = under.is_some_and(|under| (under..sentence.end).any(|at| reading.is(at, Class::Paper)));
    if !(paper || behind) || !is_act(reading, verb) || !is_agent(reading, &committer) {
        return None;
    }
    undertaking(
        reading,
        i..i + 1,
        committer,
        i + 1..sentence.end,
        negative,
        Frame::Obliged,
    )
}

/// "last year’s pledge not to fire on cranes".
pub fn noun(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::UndertakingNoun) {
        return None;
    }
    let of = reading.is_word(i + 1, "of");
    // "his promise of an opening before March"
    let promise = reading.is_any_word(i, &["promise", "pledge", "guarantee", "offer"]);
    let article = reading.is_any_word(i + 2, &["a", "an"]);
    let sum = of && (is_sum(reading, i + 2) || promise && article);
    // "Our plan is to build it."
    let ours = i > sentence.start && reading.is_our(i - 1);
    let is = ours && reading.is(i + 1, Class::Be);
    let (from, negative) = if sum {
        (i + 2, false)
    } else if is {
        infinitive(reading, i + 2)?
    } else {
        infinitive(reading, i + 1)?
    };
    let verbal = reading.is_any(i, &[Class::Pledging, Class::Offering]) && !is_noun(reading, i);
    let denied = i > sentence.start && reading.is_word(i - 1, "no");
    let acts = negative || sum || reading.is(from, Class::Act);
    if verbal || denied || !acts {
        return None;
    }
    let near = i.saturating_sub(4).max(sentence.start);
    let owner = (near..i).rev().find(|&at| reading.is_clitic_s(at));
    let owner = owner.filter(|&owner| owner > sentence.start && reading.is_capital(owner - 1));
    let committer = match owner {
        Some(owner) => owner - 1..owner,
        None if ours => i - 1..i,
        None => {
            let verb = (sentence.start + 1..i).rev().find(|&at| reading.is_finite(at));
            let start = verb.map(|verb| verb_start(reading, verb, sentence.start));
            start.map_or(i..i, |start| subject(reading, start, sentence.start))
        }
    };
    // The verb of the sentence comes after it: "the pledge to build was broken".
    let verbs = [Class::Be, Class::Have, Class::Modal];
    let end = (from + 1..sentence.end).find(|&at| reading.is_any(at, &verbs));
    let end = end.unwrap_or(sentence.end);
    undertaking(reading, i..i + 2, committer, from..end, negative, Frame::Noun)
}

/// "has given his word that the metro will open": the noun, and what it stands for.
pub fn word_that(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const FAR: usize = 14;
    let named = reading.is(i, Class::UndertakingNoun) || reading.is_word(i, "word");
    if !named || i == sentence.start || !reading.is_word(i + 1, "that") {
        return None;
    }
    if !reading.is_any_word(i - 1, &["his", "her", "its", "my", "our", "their"]) {
        return None;
    }
    let far = sentence.end.min(i + FAR);
    let will = (i + 2..far).find(|&at| reading.is(at, Class::Will) || reading.is_break(at))?;
    let ours = reading.is_our(i - 1);
    let first = first_subject(reading, sentence, i).unwrap_or(i..i);
    let committer = if ours { i - 1..i } else { first };
    let negative = reading.is(i + 2, Class::Negation) || reading.is(will + 1, Class::Negation);
    reading
        .is(will, Class::Will)
        .then(|| undertaking(reading, i..i + 2, committer, i + 2..sentence.end, negative, Frame::Noun))
        .flatten()
}

/// Whether a sum of money begins here: "$40 million".
fn is_sum(reading: &Reading, i: usize) -> bool {
    let money = reading.is_one_of(i, &['$', '€', '£']);
    money || reading.is_number(i) && reading.is(i + 1, Class::Quantity)
}
