//! Claims: what somebody is reported to say, and what the article says itself.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::annotation::{LabelId, Value};
use super::clause::{is_clause, trimmed};
use super::content::after_dateline;
use super::halves::{after_opener, halves};
use super::kind::{certainty, counts, cue, kind, polarity};
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::Frame;
use super::speaker::OWN_VOICE;
use super::stated::{is_order, is_polite, is_silence, is_stated};
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
    if turn && !is_stated(reading, content) || !turn && is_silence(reading, content) {
        return None;
    }
    // “Let them explain it,” she said.
    let quoted = !turn && reading.quotation(content.start).is_some();
    if quoted && (is_order(reading, content.start) || is_polite(reading, content.clone(), None)) {
        return None;
    }
    if turn && is_term(reading, content) {
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

/// Whether it is only a term of a draft that was spoken of: "There is a draft. Chad would pay."
fn is_term(reading: &Reading, content: &Range<usize>) -> bool {
    let Some(would) = content.clone().find(|&i| reading.is(i, Class::Modal)) else {
        return false;
    };
    let verb = would + 1 + usize::from(reading.is(would + 1, Class::Negation));
    let others = !reading.is_any(content.start, &[Class::Subject]);
    let does = !reading.is_any(verb, &[Class::Be, Class::Have]);
    let drafted = reading.find(0..content.start, Class::DraftStage).is_some();
    reading.is_any_word(would, &["would", "wouldn't", "wouldn’t"]) && others && drafted && does
}

/// What the article says itself: most sentences do, so it is faint.
fn own_voice(reading: &Reading, half: Range<usize>) -> Option<Suggestion> {
    let content = after_opener(reading, half);
    let asks = content.clone().any(|i| reading.is_one_of(i, &['?'])) || reading.is_one_of(content.end, &['?']);
    let quoted = content.clone().any(|i| reading.quotation(i).is_some());
    if asks
        || quoted
        || is_silence(reading, &content)
        || !is_stated(reading, &content)
        || !is_clause(reading, content.clone())
    {
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
