//! Verbs that say something of a noun, without a clause: blamed, accused, denied, put.
//!
//! ```text
//! The city blames [an old main].      The union accused [the firm of lying].
//! The yard denies [any delay].        Drivers put [the number at fewer than 60].
//! ```

use std::ops::Range;

use super::actors::is_study;
use super::circumstances::after_circumstances;
use super::clause::{is_clause, subject_before, trimmed, verb_start};
use super::content::content_end;
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::{Frame, Report};

/// What is said of a noun by the verb at token `i`.
pub fn accused(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    const KINDS: [Class; 5] = [
        Class::Blaming,
        Class::Accusing,
        Class::Putting,
        Class::Denying,
        Class::Finding,
    ];
    if i == sentence.start || !reading.is_any(i, &KINDS) || reading.is_word(i - 1, "to") {
        return None;
    }
    let start = verb_start(reading, i, sentence.start);
    let auxiliary = |class| (start..i).any(|at| reading.is(at, class));
    let passive = auxiliary(Class::Be);
    if auxiliary(Class::Negation) || auxiliary(Class::Modal) {
        return None;
    }
    let subject = subject_before(reading, start, sentence.start);
    if subject.is_empty() {
        return None;
    }
    let end = noun_end(reading, i + 1, sentence.end);
    let said = i + 1..end;
    if passive {
        // "The council is accused of lying."
        let of = reading.is(i, Class::Accusing) && reading.is_word(i + 1, "of");
        return of.then(|| Report {
            cue: start..i + 2,
            source: None,
            contents: vec![trimmed(reading, subject.start..end)],
            frame: Frame::SaidOf,
        });
    }
    let content = if reading.is(i, Class::Denying) {
        denied(reading, said)?
    } else {
        let fits = if reading.is(i, Class::Blaming) {
            !reading.is(i + 1, Class::Preposition)
        } else if reading.is(i, Class::Accusing) {
            said.clone().any(|at| reading.is_word(at, "of"))
        } else if reading.is(i, Class::Putting) {
            is_put(reading, &said)
        } else {
            is_study(reading, &subject) && is_finding(reading, i + 1)
        };
        fits.then_some(said)?
    };
    let content = trimmed(reading, content);
    // "They blame you."
    if content.len() == 1 && reading.is_any(content.start, &[Class::Object, Class::Subject]) {
        return None;
    }
    let denying = reading.is(i, Class::Denying);
    (!content.is_empty()).then(|| Report {
        cue: i..i + 1,
        source: Some(subject),
        contents: vec![content],
        frame: if denying { Frame::Denied } else { Frame::Said },
    })
}

/// What is denied: the noun, or what is said after "the accusation that".
fn denied(reading: &Reading, said: Range<usize>) -> Option<Range<usize>> {
    const FAR: usize = 4;
    // One can deny, or reject, what was never said: a request, a visa.
    const FAVOURS: [&str; 13] = [
        "request",
        "requests",
        "entry",
        "access",
        "bail",
        "permission",
        "visa",
        "visas",
        "appeal",
        "motion",
        "him",
        "them",
        "us",
    ];
    let that = (said.start..said.end.min(said.start + FAR))
        .find(|&at| reading.is_word(at, "that") && at > said.start && reading.is(at - 1, Class::SpeechNoun));
    if let Some(that) = that {
        return Some(that + 1..said.end);
    }
    // "Ruled out", "rejected" and "dismissed" are said of plans.
    let plain = ["den", "disput", "refut", "rebut"]
        .iter()
        .any(|stem| reading.word(said.start - 1).to_ascii_lowercase().starts_with(stem));
    let pronoun = reading.is_any(said.start, &[Class::Subject, Class::Object]) || reading.is_word(said.start, "that");
    let pronoun = pronoun && !(reading.is_word(said.start, "her") && said.len() > 1);
    let lone = said.len() < 2 && reading.is(said.start, Class::Determiner);
    let favour = said.clone().take(FAR).any(|at| reading.is_any_word(at, &FAVOURS));
    (plain && !pronoun && !lone && !favour && !reading.is_break(said.start)).then_some(said)
}

/// Whether a noun is put at a number: "the cost at 40 million".
fn is_put(reading: &Reading, said: &Range<usize>) -> bool {
    let at = said.clone().skip(1).find(|&at| reading.is_word(at, "at"));
    at.is_some_and(|at| (at..said.end).any(|i| reading.is_amount(i))) && !is_clause(reading, said.clone())
}

/// Whether a study finds something here: "no evidence of fraud", "nine violations".
fn is_finding(reading: &Reading, i: usize) -> bool {
    let named = reading.is_any_word(i, &["evidence", "signs", "traces"]);
    reading.is_amount(i) || named || reading.is(i, Class::Negation) || reading.is_word(i, "little")
}

/// The token after the last of a noun and of what belongs to it.
fn noun_end(reading: &Reading, from: usize, end: usize) -> usize {
    let end = content_end(reading, from, end);
    let stops = |at: usize| {
        let comma = reading.is_one_of(at, &[',', ':', '—', '–']) && reading.quotation(at).is_none();
        let joint = reading.is(at, Class::Coordinator)
            && (reading.is_any(
                at + 1,
                &[
                    Class::Saying,
                    Class::Thinking,
                    Class::Offering,
                    Class::Have,
                    Class::Will,
                ],
            ) || after_circumstances(reading, at + 1, end) > at + 1
                || reading.word(at + 1).ends_with("ed"));
        comma || joint && reading.quotation(at).is_none()
    };
    (from..end).find(|&at| stops(at)).unwrap_or(end)
}
