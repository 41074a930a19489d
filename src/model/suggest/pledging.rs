//! Verbs that undertake something: pledged, offered, refused.

use std::ops::Range;

use super::actors::{is_agent, subject};
use super::circumstances::after_circumstances;
use super::clause::verb_start;
use super::lexicon::Class;
use super::reading::Reading;
use super::undertakings::{Frame, Undertaking, undertaking};
use super::verbs::ends_in_s;

/// "pledged to build", "promised that it would build", "promised 500 homes".
pub fn pledge(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    if !reading.is(i, Class::Pledging) || is_noun(reading, i) || is_of_name(reading, i) {
        return None;
    }
    let Some(committer) = doer(reading, sentence, i) else {
        return promised(reading, sentence, i);
    };
    let mut from = after_circumstances(reading, i + 1, sentence.end);
    // "promised us a new main", "committed itself to", "told voters"
    let reflexive = reading.word(from).ends_with("self") || reading.word(from).ends_with("selves");
    if reflexive || reading.is_any(from, &[Class::Object, Class::Hearer]) && !reading.is_break(from + 1) {
        from = after_circumstances(reading, from + 1, sentence.end);
    }
    if let Some((start, negative)) = infinitive(reading, from) {
        // "remain committed to a better service"
        if reading.is(start, Class::Determiner) && !negative {
            return None;
        }
        return undertaking(
            reading,
            i..from + 1,
            committer,
            start..sentence.end,
            negative,
            Frame::Pledge,
        );
    }
    let that = from + usize::from(reading.is_word(from, "that"));
    let will = (that..sentence.end.min(that + 14)).find(|&at| reading.is(at, Class::Will) || reading.is_break(at));
    let will = will.filter(|&will| reading.is(will, Class::Will) && !reading.is(that, Class::Coordinator));
    if let Some(will) = will {
        let promiser = committer;
        let committer = subject(reading, will, that);
        // "promised that no net would be sold": all of it is promised.
        if reading.is(that, Class::Negation) || !is_agent(reading, &committer) {
            return undertaking(reading, i..that, promiser, that..sentence.end, false, Frame::Pledge);
        }
        let negative = reading.is(will, Class::Negation) || reading.is(will + 1, Class::Negation);
        return undertaking(
            reading,
            i..will + 1,
            committer,
            will + 1..sentence.end,
            negative,
            Frame::Pledge,
        );
    }
    if that > from || !is_object(reading, from) {
        return None;
    }
    let thing = from..before_year(reading, from, sentence.end);
    undertaking(reading, i..i + 1, committer, thing, false, Frame::Pledge)
}

/// Where it is said in which year something was promised: "promised [new toilets] in 2021".
fn before_year(reading: &Reading, from: usize, end: usize) -> usize {
    let stops = |i: usize| reading.is_word(i, "in") && reading.is_year(i + 1);
    (from + 1..end).find(|&i| stops(i)).unwrap_or(end)
}

/// "We were promised guards by March", by nobody who is named.
fn promised(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let start = verb_start(reading, i, sentence.start);
    let passive = reading.is_word(i, "promised") && (start..i).any(|at| reading.is(at, Class::Be));
    let unreal = (start..i).any(|at| reading.is_any(at, &[Class::Negation, Class::Modal]));
    (passive && !unreal && is_object(reading, i + 1))
        .then(|| undertaking(reading, i..i + 1, i..i, i + 1..sentence.end, false, Frame::Pledge))
        .flatten()
}

/// "offered to open", "agreed not to raise", "is ready to sign", "voted 11-4 to build".
pub fn offer(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    let length = reading.length(i, Class::Offering);
    if length == 0 || is_noun(reading, i) || is_of_name(reading, i) {
        return None;
    }
    let committer = doer(reading, sentence, i)?;
    let mut from = i + length;
    while reading.is_number(from) || reading.is_word(from, "-") || reading.is_word(from, "–") {
        from += 1;
    }
    from = after_circumstances(reading, from, sentence.end);
    if let Some((start, negative)) = infinitive(reading, from) {
        let idle =
            reading.is_any(start, &[Class::Determiner, Class::Be, Class::Saying]) && !reading.is(start, Class::Act);
        // "was committed to contractors"
        let idle = idle || is_plural(reading, start);
        return (!idle)
            .then(|| {
                undertaking(
                    reading,
                    i..from + 1,
                    committer,
                    start..sentence.end,
                    negative,
                    Frame::Offer,
                )
            })
            .flatten();
    }
    // "further strikes": what weighs the object is of it.
    while from > i + length && reading.is_adverb(from - 1) {
        from -= 1;
    }
    let offers = ["offer", "threat", "plan"]
        .iter()
        .any(|stem| reading.word(i).to_ascii_lowercase().starts_with(stem));
    let vague = [
        Class::Preposition,
        Class::Subject,
        Class::Coordinator,
        Class::Quantity,
        Class::Negation,
    ];
    (offers && !reading.is_break(from) && !reading.is_any(from, &vague))
        .then(|| {
            undertaking(
                reading,
                i..i + length,
                committer,
                from..sentence.end,
                false,
                Frame::Offer,
            )
        })
        .flatten()
}

/// "refuses to admit inspectors".
pub fn refusal(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Undertaking> {
    const WORDS: [&str; 5] = ["say", "comment", "answer", "discuss", "do"];
    let length = reading.length(i, Class::Refusing);
    let to = i + length;
    // "has no intention of lifting"
    let lifting = reading.is_word(to - usize::from(length > 0), "of") && reading.word(to).ends_with("ing");
    if length > 0 && lifting {
        let start = verb_start(reading, i, sentence.start);
        let committer = subject(reading, start, sentence.start);
        let real = !(start..i).any(|at| reading.is_any(at, &[Class::Modal, Class::Negation, Class::Do, Class::Be]));
        return (real && is_agent(reading, &committer))
            .then(|| undertaking(reading, i..to, committer, to..sentence.end, true, Frame::Refusal))
            .flatten();
    }
    if length == 0 || !reading.is_word(to, "to") || reading.is_any_word(to + 1, &WORDS) {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    if (start..i).any(|at| reading.is(at, Class::Modal)) {
        return None;
    }
    let committer = subject(reading, start, sentence.start);
    undertaking(
        reading,
        i..to + 1,
        committer,
        to + 1..sentence.end,
        true,
        Frame::Refusal,
    )
}

/// Where an undertaking begins that stands after "to", which is at token `to`, or after
/// "not to"; and whether it is not to be done.
pub fn infinitive(reading: &Reading, to: usize) -> Option<(usize, bool)> {
    let negative = reading.is(to, Class::Negation) && reading.is_word(to + 1, "to");
    if negative {
        return Some((to, true));
    }
    reading.is_word(to, "to").then_some((to + 1, false))
}

/// Who does what the verb at token `i` says; none if it is not done, but could be, is
/// not, or is wanted: "could offer", "did not offer", "to offer".
fn doer(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Range<usize>> {
    let start = verb_start(reading, i, sentence.start);
    let unreal = [Class::Modal, Class::Negation, Class::Do, Class::Be];
    let wanted = start > sentence.start && reading.is_word(start - 1, "to");
    // "He’s undertaken to pay" is "has".
    // "is threatening to walk out"
    let now = reading.word(i).ends_with("ing");
    let has = |at: usize| now && reading.is(at, Class::Be) || reading.is(i, Class::Pledging) && reading.is_clitic_s(at);
    let real = !wanted && !(start..i).any(|at| reading.is_any(at, &unreal) && !has(at));
    real.then(|| subject(reading, start, sentence.start))
}

/// Whether the word is of a name: "the Town Planning Association".
fn is_of_name(reading: &Reading, i: usize) -> bool {
    reading.is_capital(i) && !reading.begins_sentence(i)
}

/// Whether what is promised begins here: "85 million euros", "a new main".
fn is_object(reading: &Reading, i: usize) -> bool {
    // "new toilets", "cheaper public transport"
    let far = i + OBJECT;
    let described = (i..far)
        .all(|at| !reading.is_break(at) && !reading.is_any(at, &NO_OBJECT) && !reading.is_capital(at))
        && (i + 1..far).any(|at| is_plural(reading, at));
    reading.is_amount(i) || reading.is(i, Class::Determiner) || is_plural(reading, i) || described
}

/// Of so many words, one is the noun that is promised.
const OBJECT: usize = 2;

/// What does not stand before a noun that is promised.
const NO_OBJECT: [Class; 6] = [
    Class::Preposition,
    Class::Subordinator,
    Class::Coordinator,
    Class::Time,
    Class::Subject,
    Class::Negation,
];

/// Whether a noun in the plural stands here, as far as its ending shows.
fn is_plural(reading: &Reading, i: usize) -> bool {
    let other = [
        Class::Act,
        Class::Idle,
        Class::Adverb,
        Class::Preposition,
        Class::Time,
        Class::Saying,
        Class::Subordinator,
        Class::Object,
    ];
    ends_in_s(reading, i) && !reading.is_capital(i) && !reading.is_any(i, &other)
}

/// Whether a word that may be a noun is one here: after "the", "of", "’s".
pub fn is_noun(reading: &Reading, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return true;
    };
    let owned = reading.is_clitic_s(before) && !reading.is(before, Class::Be) || reading.is_word(before, "-");
    let named = reading.is_any(before, &[Class::Determiner, Class::Preposition]);
    let verbal = reading.is_capital(before)
        || reading.is_any(
            before,
            &[
                Class::Subject,
                Class::Adverb,
                Class::Have,
                Class::Agent,
                Class::Relative,
            ],
        )
        || reading.word(before).ends_with('s');
    let both = reading.is(i, Class::NounToo) && reading.is(i, Class::UndertakingNoun);
    owned || named || both && !verbal
}
