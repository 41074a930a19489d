//! Whether those who have the floor state something that one can check or dispute, or do
//! something else: greet, thank, wish, promise, keep the talk going.

use std::ops::Range;

use super::clause::is_clause;
use super::halves::begins_condition;
use super::kind::counts;
use super::lexicon::Class;
use super::reading::Reading;

/// What those who speak ask of others.
const ASKED: [&str; 10] = [
    "urge", "remind", "demand", "call", "appeal", "ask", "beg", "request", "invite", "salute",
];

/// Whether nothing is said, and that is all: "did not give details", "declined to comment".
pub fn is_silence(reading: &Reading, content: &Range<usize>) -> bool {
    const NEAR: usize = 4;
    let silent = |i: usize| reading.is(i, Class::Negation) || reading.is(i, Class::Refusing);
    let verb = content.clone().find(|&i| reading.is_finite(i) || silent(i));
    verb.is_some_and(|verb| {
        let near = verb..content.end.min(verb + NEAR + 1);
        let negation = near.clone().find(|&i| silent(i));
        negation.is_some_and(|negation| reading.find(negation + 1..near.end, Class::Reticence).is_some())
    })
}

/// Whether these words state something.
pub fn is_stated(reading: &Reading, content: &Range<usize>) -> bool {
    let first = content.start + usize::from(reading.is(content.start, Class::Opener));
    let own = |at: &usize| {
        let at = *at;
        let relative = reading.is(at - 1, Class::Relative) || reading.is_word(at - 1, "that") && at - 1 > first;
        let participle = reading.is_one_of(at - 1, &[',']) && reading.word(at).ends_with("ed");
        reading.is_finite(at) && !relative && !participle
    };
    // "and did not dig a hole": the subject stands before the half.
    let goes_on = !reading.is_capital(first) && first > 0 && reading.is_finite(first);
    let from = first + usize::from(!goes_on);
    let verb = (from..content.end).find(own);
    let says = match verb {
        Some(verb) => !is_cut_short(reading, first, verb..content.end),
        None => content.len() > 3 && (is_number_alone(reading, content) || is_time_alone(reading, content)),
    };
    let half =
        reading.is(first, Class::Subordinator) && !(begins_condition(reading, first) || is_pronoun(reading, first));
    // "You cannot promise both."
    let promises = !reading.is_word(first, "you") && verb.is_some_and(|verb| is_promise(reading, verb..content.end));
    let denies = verb.is_some_and(|verb| (verb..content.end).any(|i| reading.is(i, Class::Negation)));
    let tells = content.len() > 1 && (denies || counts(reading, content));
    (content.len() > 2 || tells)
        && says
        && !half
        && !promises
        && !verb.is_some_and(|verb| only_says(reading, verb, content.end))
        && !is_polite(reading, first..content.end, verb)
        && !is_order(reading, first)
}

/// Whether "that" stands for something: "That is late", "That one is".
fn is_pronoun(reading: &Reading, that: usize) -> bool {
    let verb = that + 1 + usize::from(reading.is_word(that + 1, "one"));
    reading.is_word(that, "that") && reading.is_finite(verb)
}

/// Whether an amount answers, without a verb: "About 120 gigawatt-hours a year."
fn is_number_alone(reading: &Reading, content: &Range<usize>) -> bool {
    content.clone().any(|i| tells_amount(reading, i)) && counts(reading, content)
}

/// Whether a time answers, without a verb: "Until the end of 2027." "Forty by October."
fn is_time_alone(reading: &Reading, content: &Range<usize>) -> bool {
    let answers = [Class::Quantity, Class::Deadline, Class::Weighing, Class::Negation];
    reading.is_any(content.start, &answers) && reading.find(content.clone(), Class::Time).is_some()
}

/// Whether it is only said that something was said: "My predecessor said the same thing."
fn only_says(reading: &Reading, verb: usize, end: usize) -> bool {
    const FEW: usize = 4;
    let what = verb + 1..end;
    let same = reading.is_any_word(what.start, &["so", "it", "that", "this", "as", "much"])
        || reading.is_word(what.start, "the") && reading.is_word(what.start + 1, "same");
    reading.is_any_word(verb, &["said", "say", "says"])
        && (same || what.len() <= FEW && !what.clone().any(|i| reading.is_number(i)))
        && !is_clause(reading, what)
}

/// Whether a number is no part of a name: "the Hai Feng 88".
fn tells_amount(reading: &Reading, i: usize) -> bool {
    const SMALL: [Class; 4] = [Class::Weighing, Class::Preposition, Class::Adverb, Class::Determiner];
    let named = i > 0 && reading.is_capital(i - 1) && !reading.is_any(i - 1, &SMALL);
    reading.is_number(i) && !named
}

/// Whether nothing follows the auxiliary: "They would", "I don't, much", but not "They
/// aren’t", which denies.
fn is_cut_short(reading: &Reading, first: usize, verb: Range<usize>) -> bool {
    let denies = verb.clone().any(|i| reading.is(i, Class::Negation)) && !reading.is_first_person(first);
    let auxiliary = reading.is_any(verb.start, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let idle = |i: usize| reading.is(i, Class::Negation) || reading.is_adverb(i) || reading.is_break(i);
    auxiliary && !denies && verb.len() < 4 && (verb.start + 1..verb.end).all(|i| idle(i) || reading.is_word(i, "much"))
}

/// Whether something is said out of courtesy, wished, or said of the talk itself.
pub fn is_polite(reading: &Reading, content: Range<usize>, verb: Option<usize>) -> bool {
    const NEAR: usize = 4;
    const FAR: usize = 10;
    const SHORT: usize = 6;
    let first = content.start;
    let speaker = reading.is_first_person(first);
    let polite = (first..content.end.min(first + NEAR)).any(|at| reading.is(at, Class::Courtesy));
    let keeps = (first..content.end.min(first + FAR)).any(|at| reading.is(at, Class::Housekeeping));
    // "I would like to", but not "I’d rather sell", "I would be surprised"
    let would = |verb: usize| {
        let view = reading.is_word(verb + 1, "be") && reading.word(verb + 2).ends_with("ed");
        reading.is_any_word(verb, &["would", "'d", "’d"]) && !view && !reading.is_word(verb + 1, "rather")
    };
    let wishes = speaker && verb.is_some_and(would);
    // "You can write that down."
    let may = reading.is(first + 1, Class::Modal) && !reading.is(first + 1, Class::Negation);
    let allows = reading.is_word(first, "you") && may && content.len() < FAR;
    // "We urge both sides to stop."
    let asks = speaker && reading.is_any_word(first + 1, &ASKED);
    // "Here are four."
    let presents = reading.is_word(first, "here") && reading.is(first + 1, Class::Be) && content.len() < SHORT;
    let knows = reading.is_word(first, "you") && reading.is_word(first + 1, "know") && content.len() < SHORT;
    polite || presents || knows || keeps || wishes || allows || asks
}

/// Whether somebody is told to do something: "Give me a minute".
pub fn is_order(reading: &Reading, first: usize) -> bool {
    let verb = [Class::Act, Class::Idle, Class::Volitional, Class::Vague];
    let object = [Class::Determiner, Class::Object, Class::Adverb];
    let lets = reading.is_word(first, "let");
    // "Look at Lincoln"
    let calls = reading.is_any_word(
        first,
        &[
            "look", "listen", "wait", "think", "ask", "go", "talk", "come", "imagine",
        ],
    );
    let at = [Class::Preposition, Class::Determiner, Class::Object, Class::Adverb];
    if calls && (reading.is_any(first + 1, &at) || reading.is_capital(first + 1)) {
        return true;
    }
    lets || reading.is_any(first, &verb) && !reading.is(first, Class::NounToo) && reading.is_any(first + 1, &object)
}

/// Whether the verb undertakes something: "has promised to pay", "I do not promise you".
fn is_promise(reading: &Reading, mut tokens: Range<usize>) -> bool {
    let auxiliary = |i: usize| reading.is_adverb(i) || reading.is_any(i, &[Class::Have, Class::Do, Class::Negation]);
    let Some(verb) = tokens.find(|&i| !auxiliary(i)) else {
        return false;
    };
    let offers = reading.is_any(verb, &[Class::Offering, Class::Refusing])
        && reading.is_any(verb + 1, &[Class::Determiner])
        || reading.is_word(verb + 1, "to") && reading.is_any(verb, &[Class::Offering, Class::Refusing]);
    reading.is(verb, Class::Pledging) || offers
}
