//! Commitments: what an actor undertakes, offers or refuses to do.
//!
//! ```text
//! The city pledged to [build 500 homes by 2027 if the state pays].
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::annotation::{LabelId, Value};
use super::beneficiary::beneficiary;
use super::lexicon::Class;
use super::reading::Reading;
use super::reporting::Frame as Reported;
use super::scope::{actions, with_condition};
use super::speaker::{Speakers, name};
use super::terms::{condition, deadline, stage, strength, testable};
use super::undertakings::{Frame, Undertaking, undertakings};
use super::voices::{Heard, Voice, overlap};
use super::willing::seen_to;
use super::{Suggestion, Tier};

/// Proposes what is undertaken in a paragraph.
pub fn commitments(reading: &Reading, heard: &Heard, found: &mut Vec<Suggestion>) {
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (sentence, known) in reading.sentences().iter().zip(&heard.known) {
        if sentence.clone().any(|i| reading.is_one_of(i, &['?'])) {
            continue;
        }
        // Who has the floor, or an office, sees to what "will be done".
        let own = |i: &usize| {
            let sees = |voice: &Voice| match voice.report.frame {
                Reported::Turn => !reading.word(*i).ends_with('d'),
                Reported::Said => {
                    let source = voice.report.source.clone().unwrap_or_default();
                    source
                        .clone()
                        .any(|at| reading.is_any(at, &[Class::Agent, Class::Title]))
                }
                _ => false,
            };
            let will = reading.is(*i, Class::Will);
            let mut voices = heard.voices.iter();
            will && voices
                .any(|voice| voice.content.contains(i) && matches!(voice.speaker, Some(Value::Quote(_))) && sees(voice))
        };
        let seen = sentence
            .clone()
            .filter(own)
            .filter_map(|i| seen_to(reading, sentence, i));
        for undertaking in undertakings(reading, sentence).into_iter().chain(seen) {
            for content in actions(reading, &undertaking.content) {
                let keeps = reading.is(content.start, Class::Housekeeping);
                if keeps || taken.iter().any(|taken| overlap(taken, &content)) {
                    continue;
                }
                let content = with_condition(reading, sentence, &undertaking, content);
                let one = Undertaking {
                    content: content.clone(),
                    ..undertaking.clone()
                };
                found.extend(commitment(reading, sentence, &one, (&heard.voices, known)));
                taken.push(content);
            }
        }
    }
}

fn commitment(
    reading: &Reading,
    sentence: &Range<usize>,
    one: &Undertaking,
    who: (&[Voice], &Speakers),
) -> Option<Suggestion> {
    let words = |value: &str| Value::Text(value.to_owned());
    let quote = |tokens: Range<usize>| reading.span(tokens).map(Value::Quote);
    let mut attributes = BTreeMap::from([
        ("stage".into(), words(stage(reading, sentence, one))),
        ("testable".into(), words(testable(reading, &one.content))),
        ("strength".into(), words(strength(reading, sentence, one))),
        (
            "polarity".into(),
            words(if one.negative { "will not do" } else { "will do" }),
        ),
    ]);
    let known = [
        ("committer", body(reading, one, who.1, committer(reading, one, who))),
        ("beneficiary", beneficiary(reading, one).and_then(quote)),
        ("condition", condition(reading, &one.content).and_then(quote)),
        ("deadline", deadline(reading, &one.content).and_then(quote)),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name.into(), value?)));
    attributes.extend(known);
    let cue = reading.span(one.cue.clone())?.quote(reading.paragraph().text());
    let why = match one.frame {
        Frame::Pledge => "what someone undertakes",
        Frame::Offer => "what someone offers, agrees or plans to do",
        Frame::Will | Frame::Would => "what someone is going to do",
        Frame::Expected => "what someone is expected to do",
        Frame::Obliged => "what someone would be bound to do",
        Frame::Refusal => "what someone refuses to do",
        Frame::Noun => "what someone has undertaken",
    };
    Some(Suggestion {
        label: LabelId::new("commitment"),
        span: reading.span(one.content.clone())?,
        attributes,
        reason: format!("“{cue}”: {why}"),
        tier: Tier::Check,
    })
}

/// Whoever "we" are undertakes it, if it is known for whom the one speaks who says so.
fn body(reading: &Reading, one: &Undertaking, known: &Speakers, committer: Option<Value>) -> Option<Value> {
    let ours = reading.is_any_word(one.committer.start, &["we", "our"]);
    match committer {
        Some(Value::Quote(person)) if ours => Some(Value::Quote(known.body(reading, person).unwrap_or(person))),
        other => other,
    }
}

/// Who undertakes it: for "we" and "she", who speaks.
fn committer(reading: &Reading, one: &Undertaking, (voices, known): (&[Voice], &Speakers)) -> Option<Value> {
    let committer = &one.committer;
    let here = voices.iter().find(|voice| voice.content.contains(&committer.start));
    let ours = reading.is_our(committer.start);
    if committer.is_empty() && one.frame == Frame::Will || ours {
        return here.and_then(|voice| voice.speaker.clone());
    }
    let words = || reading.span(name(reading, committer)).map(Value::Quote);
    if !(committer.len() == 1 && reading.is(committer.start, Class::Subject)) {
        return words();
    }
    // "Ana Ruiz said she would pay"
    let says = here.filter(|voice| {
        let near = committer.start <= voice.content.start + 1;
        near && voice.report.frame == Reported::Said && !reading.is_word(committer.start, "it")
    });
    if let Some(speaker @ Value::Quote(_)) = says.and_then(|voice| voice.speaker.clone()) {
        return Some(speaker);
    }
    if let Some(meant) = known.meant(reading, committer.start) {
        return Some(Value::Quote(meant));
    }
    let before = || voices.iter().rev().find(|voice| voice.content.end <= committer.start);
    let voice = here.or_else(before);
    let speaker = voice.and_then(|voice| voice.speaker.clone());
    speaker
        .filter(|speaker| matches!(speaker, Value::Quote(_)))
        .or_else(words)
}
