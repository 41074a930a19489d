//! Claims: what somebody is reported to say, and numbers that the article gives.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::annotation::{LabelId, Value};
use super::clause::{is_clause, trimmed};
use super::kind::{certainty, counts, cue, kind, polarity};
use super::reading::Reading;
use super::reporting::Frame;
use super::speaker::OWN_VOICE;
use super::voices::{Voice, overlap};
use super::{Suggestion, Tier};

/// Proposes what is said, and numbers that nobody else gives.
pub fn claims(reading: &Reading, voices: &[Voice], found: &mut Vec<Suggestion>) {
    found.extend(voices.iter().filter_map(|voice| claim(reading, voice)));
    let mut free = reading.sentences().iter().filter(|sentence| {
        let said = voices.iter().any(|voice| overlap(&voice.content, sentence));
        !said && counts(reading, sentence)
    });
    found.extend(free.by_ref().filter_map(|sentence| own_voice(reading, sentence)));
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
    if turn && !is_clause(reading, content.clone()) {
        return None;
    }
    let cue = reading.span(cue(reading, report, content)).filter(|_| !turn);
    let said = reading.span(report.cue.clone()).map(|cue| cue.quote(text));
    let mut attributes = BTreeMap::from([
        ("kind".into(), words(kind(reading, content))),
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

/// A number in a sentence that nobody else says.
fn own_voice(reading: &Reading, sentence: &Range<usize>) -> Option<Suggestion> {
    let content = trimmed(reading, sentence.clone());
    let quoted = content.clone().any(|i| reading.quotation(i).is_some());
    if quoted || !is_clause(reading, content.clone()) {
        return None;
    }
    let words = |value: &str| Value::Text(value.to_owned());
    Some(Suggestion {
        label: LabelId::new("claim"),
        span: reading.span(content.clone())?,
        attributes: BTreeMap::from([
            ("kind".into(), words(kind(reading, &content))),
            ("speaker".into(), words(OWN_VOICE)),
        ]),
        reason: "a number, given by the article itself".to_owned(),
        tier: Tier::Faint,
    })
}
