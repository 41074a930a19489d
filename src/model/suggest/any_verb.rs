//! Verbs that report by what stands beside them, whatever they mean: smiled, fumed, underlined.

use std::ops::Range;

use super::actors::{is_agent, subject};
use super::circumstances::after_circumstances;
use super::clause::{is_clause, verb_start};
use super::content::{is_speech, quote_at};
use super::lexicon::Class;
use super::reading::Reading;

/// Whether a verb that may be any reports here, by what stands beside it: a whole sentence
/// in quotation marks, or "that" after someone who can speak.
///
/// ```text
/// Ana Ruiz (fumed): “It is a joke.”      “It grew,” (affirmed) Ana Ruiz.
/// The minister (underlined) that it had grown.
/// ```
pub fn any_verb_reports(reading: &Reading, sentence: &Range<usize>, i: usize) -> bool {
    const AUXILIARIES: [Class; 4] = [Class::Be, Class::Have, Class::Do, Class::Modal];
    // "managers counter that"
    let plural = i > 0
        && reading.word(i - 1).ends_with('s')
        && reading.is_word(i + 1, "that")
        && !reading.is(i, Class::Preposition);
    if i == sentence.start || reading.is_any(i, &AUXILIARIES) || !(reading.is_finite(i) || plural) {
        return false;
    }
    let speech = |at: usize| {
        reading
            .quotation(at)
            .is_some_and(|quotation| is_speech(reading, &quotation.inside))
    };
    let after = after_circumstances(reading, i + 1, sentence.end);
    let before = i - 1;
    let opens = speech_after_colon(reading, i + 1, sentence.end).is_some()
        || quote_at(reading, after + usize::from(reading.is_one_of(after, &[',']))).is_some_and(speech);
    let inverted = reading.is_quotation_mark(before)
        && speech(before)
        && (reading.is_capital(i + 1) || reading.is_any(i + 1, &[Class::Determiner, Class::Subject]));
    let person = || subject(reading, verb_start(reading, i, sentence.start), sentence.start);
    let closes = || {
        let start = person().start;
        reading.is_break(after) && start > sentence.start && reading.is_quotation_mark(start - 1) && speech(start - 1)
    };
    // "It emerged that": nobody says so.
    let emerges = i > 0 && reading.is_word(i - 1, "it");
    let that = || {
        reading.is_word(after, "that")
            && !emerges
            && !reading.is_finite(after + 1)
            && !reading.is_any(
                i,
                &[Class::Arranging, Class::Demanding, Class::Pledging, Class::Offering],
            )
            && is_clause(reading, after + 1..sentence.end)
            && is_agent(reading, &person())
    };
    opens || inverted || closes() || that()
}

/// Where a whole sentence in quotation marks opens after the next colon, if nothing stands
/// before that which says something by itself: "turned on her critics: “…”".
pub fn speech_after_colon(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    const FAR: usize = 12;
    let stops = |at: usize| reading.is_break(at) || reading.is_finite(at);
    let colon = (from..end.min(from + FAR)).find(|&at| stops(at))?;
    let quotation = reading.quotation(colon + 1)?;
    let opens = reading.is_one_of(colon, &[':']) && is_speech(reading, &quotation.inside);
    opens.then(|| quote_at(reading, colon + 1)).flatten()
}
