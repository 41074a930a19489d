//! Which words look like verbs that have a subject, as far as that shows in single words.

use super::lexicon::Class;
use super::reading::Reading;
use super::tokens::Kind;

/// Whether token `i` looks like a verb that has a subject, once the classes and the adverbs
/// of the paragraph are known.
pub fn looks_finite(reading: &Reading, i: usize) -> bool {
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
        && !reading.is_adverb(i + 1);
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
    small && plain && !word.ends_with("ing") && !reading.is_any(i, &OTHERS) && !reading.is_adverb(i)
}

/// Whether a pronoun that is always a subject stands before token `i`: "we spend", "they
/// rarely meet".
fn follows_subject(reading: &Reading, i: usize) -> bool {
    let Some(mut before) = i.checked_sub(1) else {
        return false;
    };
    if before > 0 && reading.is_adverb(before) {
        before -= 1;
    }
    let always = reading.is_any_word(before, &["i", "we", "he", "she", "they", "who"]);
    // "It" and "you" are objects, too.
    let opens = reading.is_any_word(before, &["it", "you"])
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
    let article = reading.is_any_word(
        i + 1,
        &["the", "a", "an", "its", "his", "her", "their", "our", "no", "every"],
    );
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
    let adjective = reading.is_any_word(i, &["close", "open", "free", "set"]);
    plural
        && !adjective
        && reading.is_any(i, &verb)
        && can_be_verb(reading, i)
        && !reading.is(i - 1, Class::Be)
        && !reading.is(i + 1, Class::Be)
}
