//! Words of those who have the floor that only lead to what they state.
//!
//! ```text
//! What I can tell you is that [prices fell].      I want to assure you [nobody was hurt].
//! ```

use std::ops::Range;

use super::clause::is_clause;
use super::lexicon::Class;
use super::reading::Reading;

/// What is stated, without the words that lead to it.
pub fn after_lead(reading: &Reading, content: Range<usize>) -> Range<usize> {
    // "Because we bought cheap.", to one who asked why.
    let alone = !content.clone().any(|at| reading.is_one_of(at, &[',']));
    let because = (reading.is_word(content.start, "because") && alone).then_some(content.start + 1);
    let start = because
        .or_else(|| after_what(reading, &content))
        .or_else(|| after_telling(reading, &content));
    match start {
        Some(start) if is_clause(reading, start..content.end) => start..content.end,
        _ => content,
    }
}

/// After "What I can tell you is that", "The fact is that".
fn after_what(reading: &Reading, content: &Range<usize>) -> Option<usize> {
    const FAR: usize = 9;
    let lead = reading.is_any_word(content.start, &["what", "the", "my", "all"]);
    let mut near = content.start + 1..content.end.min(content.start + FAR);
    let be = near.find(|&at| reading.is(at, Class::Be))?;
    // "My understanding is they knew."
    let bare = reading.is_any_word(be + 1, &["i", "we", "he", "she", "they", "there"]);
    let that = reading.is_word(be + 1, "that");
    (lead && (that || bare)).then_some(be + 1 + usize::from(that))
}

/// After "I can tell you that", "let me say", "I want to be clear that".
fn after_telling(reading: &Reading, content: &Range<usize>) -> Option<usize> {
    const FAR: usize = 6;
    let first = content.start;
    if !(reading.is_first_person(first) || reading.is_word(first, "let")) {
        return None;
    }
    let far = content.end.min(first + FAR);
    // "I could tell you" is not said.
    if (first..far).any(|at| reading.is(at, Class::Possible) || reading.is(at, Class::Negation)) {
        return None;
    }
    let tells = (first + 2..far).find(|&at| reading.is(at, Class::Telltale) || reading.is_word(at, "clear"))?;
    let hearer = tells + 1 + usize::from(reading.is(tells + 1, Class::Object));
    let that = reading.is_word(hearer, "that");
    (that || reading.is(hearer, Class::Subject)).then_some(hearer + usize::from(that))
}
