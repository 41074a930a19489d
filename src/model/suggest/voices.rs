//! Who says what in a paragraph.

use std::ops::Range;
use std::rc::Rc;

use super::super::annotation::Value;
use super::clause::{is_clause, trimmed};
use super::content::is_speech;
use super::floor::Turn;
use super::halves::{after_opener, halves};
use super::leads::after_lead;
use super::lexicon::Class;
use super::quotes::Quotation;
use super::reading::Reading;
use super::reporting::{Frame, Report, reports};
use super::speaker::{OWN_VOICE, Speakers, UNNAMED};

/// A stretch that somebody says, no longer than a sentence.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The words that report it.
    pub report: Rc<Report>,
    /// What is said.
    pub content: Range<usize>,
    /// Who says it.
    pub speaker: Option<Value>,
}

/// What is heard in a paragraph.
#[derive(Clone, Debug)]
pub struct Heard {
    /// What is said, in the order in which it is reported. No two share a word.
    pub voices: Vec<Voice>,
    /// Who is known in each sentence.
    pub known: Vec<Speakers>,
}

/// What is said in a paragraph, and by whom.
pub fn voices(reading: &Reading, speakers: &mut Speakers, turn: Option<&Turn>) -> Heard {
    let mut voices = Vec::new();
    let mut known = Vec::new();
    let mut last: Option<(Rc<Report>, Option<Value>)> = None;
    let mut alone = Vec::new();
    let quotations = reading.quotations().iter();
    let mut speech = quotations
        .filter(|quotation| is_speech(reading, &quotation.inside))
        .peekable();
    for sentence in reading.sentences() {
        speakers.mention(reading, sentence);
        known.push(*speakers);
        // "Q The mayor says it is safe."
        let label = turn.map_or(0, |turn| turn.label.end);
        let words = sentence.start.max(label).min(sentence.end)..sentence.end;
        for report in reports(reading, &words) {
            let speaker = match (&report.source, report.frame) {
                // "I believe it will hold", in a speech.
                (Some(source), _) if is_self(reading, source) && turn.is_some() => {
                    turn.map(|turn| turn.speaker.clone())
                }
                (Some(source), _) => speakers.speaker(reading, source),
                (None, Frame::Expected) if !is_awaited(reading, &report.cue) => Some(Value::Text(OWN_VOICE.to_owned())),
                (None, _) => Some(Value::Text(UNNAMED.to_owned())),
            };
            let report = Rc::new(report);
            let paper = speakers.is_paper(speaker.as_ref());
            for content in &report.contents {
                // What a treaty says that its parties will do is a commitment only.
                if !(paper && undertakes(reading, content)) {
                    add(reading, &mut voices, &report, content, &speaker);
                }
            }
            if report.source.is_some() {
                last = Some((report, speaker));
            }
        }
        // “A,” she said. “B.”
        while let Some(quotation) = speech.next_if(|quotation| quotation.inside.start < sentence.end) {
            if !is_clause(reading, quotation.inside.clone()) {
                continue;
            }
            if let Some((report, speaker)) = &last {
                add(reading, &mut voices, report, &quotation.inside, speaker);
            } else {
                alone.push(quotation.clone());
            }
        }
    }
    if let Some(turn) = turn {
        take_turn(reading, turn, &mut voices);
    } else {
        for quotation in alone {
            speak_alone(reading, &quotation, &mut voices, speakers);
        }
    }
    Heard { voices, known }
}

/// Whether somebody is to do something by what is said.
fn undertakes(reading: &Reading, content: &Range<usize>) -> bool {
    content
        .clone()
        .any(|i| reading.is_any(i, &[Class::Will, Class::Tentative]) || reading.is_word(i, "must"))
}

/// Whether the source is whoever has the floor.
fn is_self(reading: &Reading, source: &Range<usize>) -> bool {
    source.len() == 1 && reading.is_first_person(source.start)
}

/// Whether somebody expects it who is not named, rather than the article.
fn is_awaited(reading: &Reading, cue: &Range<usize>) -> bool {
    cue.clone().any(|i| reading.is(i, Class::Awaiting))
}

/// Adds what is said in a turn: "DR RUIZ: The river rose."
fn take_turn(reading: &Reading, turn: &Turn, voices: &mut Vec<Voice>) {
    let report = Rc::new(Report {
        cue: turn.label.clone(),
        source: Some(turn.label.clone()),
        contents: Vec::new(),
        frame: Frame::Turn,
    });
    add(reading, voices, &report, &turn.content, &Some(turn.speaker.clone()));
}

/// Adds what stands in quotation marks with no word of who says it: it goes on, often,
/// with whoever spoke in the paragraph before.
///
/// ```text
/// She poured tea. “It was cold.”
/// ```
fn speak_alone(reading: &Reading, quotation: &Quotation, voices: &mut Vec<Voice>, speakers: &Speakers) {
    let start = quotation.outside().start;
    let report = Rc::new(Report {
        cue: start..start,
        source: None,
        contents: Vec::new(),
        frame: Frame::Turn,
    });
    let speaker = speakers.latest().map(Value::Quote);
    let speaker = speaker.unwrap_or_else(|| Value::Text(UNNAMED.to_owned()));
    add(reading, voices, &report, &quotation.inside, &Some(speaker));
}

/// Adds what is said, cut where halves could be wrong by themselves. Questions say
/// nothing, and nothing is said twice.
fn add(
    reading: &Reading,
    voices: &mut Vec<Voice>,
    report: &Rc<Report>,
    content: &Range<usize>,
    speaker: &Option<Value>,
) {
    let all = reading.sentences().iter();
    let within = all.filter(|sentence| sentence.start < content.end && content.start < sentence.end);
    for sentence in within {
        let part = sentence.start.max(content.start)..sentence.end.min(content.end);
        let part = before_tag(reading, part);
        if (part.start..part.end + 1).any(|i| reading.is_one_of(i, &['?'])) {
            continue;
        }
        for half in halves(reading, &trimmed(reading, part)) {
            let half = after_lead(reading, after_opener(reading, half));
            let taken = voices.iter().any(|voice: &Voice| overlap(&voice.content, &half));
            if !(half.is_empty() || taken) {
                voices.push(Voice {
                    report: Rc::clone(report),
                    content: half,
                    speaker: speaker.clone(),
                });
            }
        }
    }
}

/// What is said before it is asked whether it is so: "[It binds them], doesn’t it?"
fn before_tag(reading: &Reading, part: Range<usize>) -> Range<usize> {
    const TAG: usize = 4;
    let last = part.end.saturating_sub(TAG).max(part.start);
    let asks = reading.is_one_of(part.end - 1, &['?']) && reading.is(part.end - 2, Class::Subject);
    let auxiliary = [Class::Be, Class::Have, Class::Do, Class::Modal];
    let comma = (last..part.end).find(|&at| reading.is_one_of(at, &[',']) && reading.is_any(at + 1, &auxiliary));
    match comma.filter(|_| asks && part.len() > TAG) {
        Some(comma) => part.start..comma,
        None => part,
    }
}

/// Whether two stretches share a token.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
