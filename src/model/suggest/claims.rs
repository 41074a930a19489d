//! Claims: what somebody is reported to say, and what the article says itself.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::annotation::{LabelId, Value};
use super::clause::{is_adverb, is_clause, is_finite, trimmed};
use super::content::after_dateline;
use super::halves::{after_opener, begins_condition, halves};
use super::kind::{certainty, counts, cue, kind, polarity};
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::Frame;
use super::speaker::OWN_VOICE;
use super::voices::{Voice, overlap};
use super::{Suggestion, Tier};

/// Proposes what is said, and what the article says itself.
pub fn claims(reading: &Reading, voices: &[Voice], found: &mut Vec<Suggestion>) {
    found.extend(voices.iter().filter_map(|voice| claim(reading, voice)));
    let free = reading
        .sentences()
        .iter()
        .filter(|sentence| !voices.iter().any(|voice| overlap(&voice.content, sentence)));
    for sentence in free {
        let start = after_dateline(reading, sentence.start);
        let halves = halves(reading, &trimmed(reading, start..sentence.end));
        found.extend(halves.into_iter().filter_map(|half| own_voice(reading, half)));
    }
}

fn claim(reading: &Reading, voice: &Voice) -> Option<Suggestion> {
    let Voice {
        report,
        content,
        speaker,
    } = voice;
    let words = |value: &str| Value::Text(value.to_owned());
    let text = reading.paragraph().text();
    let turn = report.frame == Frame::Turn;
    if turn && !is_stated(reading, content) {
        return None;
    }
    let cue = cue(reading, report, content).and_then(|cue| reading.span(cue));
    let said = reading.span(report.cue.clone()).map(|cue| cue.quote(text));
    let mut attributes = BTreeMap::from([
        ("kind".into(), words(kind(reading, Some(report), content))),
        ("certainty".into(), words(certainty(reading, report, content))),
        ("polarity".into(), words(polarity(reading, report, content))),
    ]);
    attributes.extend(speaker.clone().map(|speaker| ("speaker".into(), speaker)));
    attributes.extend(cue.map(|cue| ("cue".into(), Value::Quote(cue))));
    let why = match report.frame {
        Frame::Said => "what someone is reported to say",
        Frame::Denied => "what someone says is not so",
        Frame::According => "what a source says",
        Frame::SaidOf => "what is said by nobody in particular",
        Frame::Expected => "what the article expects",
        Frame::Noun => "what someone claims, fears or reports",
        Frame::Turn => "what someone says in turn",
    };
    Some(Suggestion {
        label: LabelId::new("claim"),
        span: reading.span(content.clone())?,
        attributes,
        reason: said.map_or_else(|| why.to_owned(), |said| format!("“{said}”: {why}")),
        tier: if matches!(report.frame, Frame::Noun | Frame::Turn) {
            Tier::Check
        } else {
            Tier::Likely
        },
    })
}

/// Whether what is said in a turn states something: it has a verb of its own, and is
/// no courtesy and no promise, which is a commitment only.
fn is_stated(reading: &Reading, content: &Range<usize>) -> bool {
    let first = content.start + usize::from(reading.is(content.start, Class::Opener));
    let own = |at: &usize| {
        let at = *at;
        let relative = reading.is(at - 1, Class::Relative) || reading.is_word(at - 1, "that") && at - 1 > first;
        let participle = reading.is_one_of(at - 1, &[',']) && reading.word(at).ends_with("ed");
        is_finite(reading, at) && !relative && !participle
    };
    let verb = (first + 1..content.end).find(own);
    let says = verb.is_some()
        || content.len() > 3 && content.clone().any(|i| reading.is_number(i)) && counts(reading, content);
    let polite = (first..content.end.min(first + 4)).any(|at| reading.is(at, Class::Courtesy));
    let speaker = reading.is_first_person(first);
    let wishes = speaker && verb.is_some_and(|verb| reading.is_word(verb, "would"));
    let half = reading.is(first, Class::Subordinator)
        && !(begins_condition(reading, first) || reading.is_word(first, "that") && is_finite(reading, first + 1));
    let promises = speaker && reading.is(first + 1, Class::Pledging)
        || verb.is_some_and(|verb| is_promise(reading, verb..content.end));
    content.len() > 2 && says && !polite && !wishes && !half && !promises
}

/// Whether the verb undertakes something: "has promised to pay", "I do not promise you".
fn is_promise(reading: &Reading, mut tokens: Range<usize>) -> bool {
    let auxiliary = |i: usize| is_adverb(reading, i) || reading.is_any(i, &[Class::Have, Class::Do, Class::Negation]);
    let Some(verb) = tokens.find(|&i| !auxiliary(i)) else {
        return false;
    };
    let offers = reading.is_any(verb, &[Class::Offering, Class::Refusing])
        && reading.is_any(verb + 1, &[Class::Determiner])
        || reading.is_word(verb + 1, "to") && reading.is_any(verb, &[Class::Offering, Class::Refusing]);
    reading.is(verb, Class::Pledging) || offers
}

/// What the article says itself: most sentences do, so it is faint.
fn own_voice(reading: &Reading, half: Range<usize>) -> Option<Suggestion> {
    let content = after_opener(reading, half);
    let asks = content.clone().any(|i| reading.is_one_of(i, &['?'])) || reading.is_one_of(content.end, &['?']);
    let quoted = content.clone().any(|i| reading.quotation(i).is_some());
    if asks || quoted || !is_stated(reading, &content) || !is_clause(reading, content.clone()) {
        return None;
    }
    let words = |value: &str| Value::Text(value.to_owned());
    let reason = if counts(reading, &content) {
        "a number, given by the article itself"
    } else {
        "what the article says itself"
    };
    Some(Suggestion {
        label: LabelId::new("claim"),
        span: reading.span(content.clone())?,
        attributes: BTreeMap::from([
            ("kind".into(), words(kind(reading, None, &content))),
            ("speaker".into(), words(OWN_VOICE)),
        ]),
        reason: reason.to_owned(),
        tier: Tier::Faint,
    })
}
