//! Words that report: who says, by which word, and what.
//!
//! ```text
//! [The dam will hold], <the minister> (told) reporters on Monday, adding that [it was safe].
//! ```
//!
//! The frames are those of PARC 3.0 (Pareti 2016): a source, a cue, a content.

use std::ops::Range;

use super::accusing::accused;
use super::actors::is_paper;
use super::circumstances::time_length;
use super::clause::{clause_start, is_clause, subject_before, trimmed, verb_start};
use super::content::{before, content_end, pieces};
use super::halves::halves;
use super::lexicon::Class;
use super::reading::Reading;
use super::saying::{said, source_after};

/// Somebody's words, or what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The words that report: "said", "according to", "is expected to".
    pub cue: Range<usize>,
    /// Who speaks; `None` where that is not said.
    pub source: Option<Range<usize>>,
    /// What is said; each could be wrong by itself.
    pub contents: Vec<Range<usize>>,
    /// How it is reported.
    pub frame: Frame,
}

/// How something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Somebody says it.
    Said,
    /// Somebody says that it is not so.
    Denied,
    /// It is so according to somebody.
    According,
    /// It is said to be so, of nobody in particular.
    SaidOf,
    /// It is expected, by the article itself.
    Expected,
    /// There is a claim, a report, a fear that it is so.
    Noun,
    /// It is somebody's turn in a transcript.
    Turn,
}

/// The reports of a sentence, in the order of their cues; those of nobody come last.
pub fn reports(reading: &Reading, sentence: &Range<usize>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let report = if reading.quotation(i).is_some() {
            None
        } else {
            according(reading, sentence, i)
                .or_else(|| under(reading, sentence, i))
                .or_else(|| said_of(reading, sentence, i))
                .or_else(|| hearsay(reading, sentence, i))
                .or_else(|| noun(reading, sentence, i))
                .or_else(|| accused(reading, sentence, i))
                .or_else(|| said(reading, sentence, i, &found))
        };
        i += 1;
        if let Some(report) = report {
            i = i.max(report.cue.end);
            found.push(report);
        }
    }
    // Who says it is likely counts before that it is.
    found.sort_by_key(|report| matches!(report.frame, Frame::Expected | Frame::SaidOf));
    found
}

/// "According to the minister, it is safe." "It is safe, according to the minister."
fn according(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    let length = reading.length(i, Class::SourceLead);
    if length == 0 {
        return None;
    }
    let cue = i..i + length;
    let source = source_after(reading, cue.end, sentence.end);
    let begins =
        reading.begins_sentence(i) || i > 0 && reading.is_break(i - 1) && !is_clause(reading, sentence.start..i);
    let contents = if begins {
        pieces(reading, source.end + 1..sentence.end)
    } else {
        vec![before(reading, sentence, i)?]
    };
    Some(Report {
        cue,
        source: (!source.is_empty()).then_some(source),
        contents,
        frame: Frame::According,
    })
}

/// "Under the agreement, each side may board a ship."
fn under(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    const FAR: usize = 12;
    if !(reading.is_word(i, "under") && i == sentence.start) {
        return None;
    }
    let comma = (i..sentence.end.min(i + FAR)).find(|&at| reading.is_one_of(at, &[',']))?;
    let source = i + 1..comma;
    is_paper(reading, &source).then(|| Report {
        cue: i..i + 1,
        contents: halves(reading, &trimmed(reading, comma + 1..sentence.end)),
        source: Some(source),
        frame: Frame::According,
    })
}

/// "These are said to cover support." "Turkey is expected to offer ships."
fn said_of(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    if reading.is_word(i, "told") {
        return told(reading, sentence, i);
    }
    let frame = if reading.is(i, Class::SaidOf) {
        Frame::SaidOf
    } else if reading.is(i, Class::ExpectedOf) {
        Frame::Expected
    } else {
        return None;
    };
    let start = verb_start(reading, i, sentence.start);
    let passive = (start..i).rev().find(|&at| reading.is(at, Class::Be))?;
    let to = reading.is_word(i + 1, "to") && !reading.is(i + 2, Class::Determiner) && !reading.is_capital(i + 2);
    // "is scheduled for Friday"
    let when = frame == Frame::Expected && time_length(reading, i + 1) > 0;
    let infinitive = to || when;
    if reading.is_word(i + 1, "that") && reading.is_word(start.wrapping_sub(1), "it") {
        let contents = pieces(reading, i + 2..sentence.end);
        return Some(Report {
            cue: passive..i + 1,
            source: None,
            contents,
            frame,
        });
    }
    if !infinitive || (start..i).any(|at| reading.is(at, Class::Negation)) {
        return None;
    }
    let subject = subject_before(reading, start, sentence.start);
    let from = if subject.is_empty() {
        clause_start(reading, start, sentence.start)
    } else {
        subject.start
    };
    let end = content_end(reading, i + 2, sentence.end);
    let whole = trimmed(reading, from..end);
    (!subject.is_empty()).then_some(Report {
        cue: passive..i + 1 + usize::from(to),
        source: None,
        contents: vec![whole],
        frame,
    })
}

/// "I am told that the ferry could sail again."
fn told(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    let start = verb_start(reading, i, sentence.start);
    let ours = start > sentence.start && reading.is_first_person(start - 1);
    let passive = (start..i).rev().find(|&at| reading.is(at, Class::Be))?;
    let from = i + 1 + usize::from(reading.is_word(i + 1, "that"));
    let denied = (start..i).any(|at| reading.is(at, Class::Negation));
    let contents = pieces(reading, from..sentence.end);
    (ours && !denied && is_clause(reading, from..sentence.end)).then_some(Report {
        cue: passive..i + 1,
        source: None,
        contents,
        frame: Frame::SaidOf,
    })
}

/// "The money was allegedly spent on a house."
fn hearsay(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    let length = reading.length(i, Class::Hearsay);
    if length == 0 {
        return None;
    }
    let parts = halves(reading, &trimmed(reading, sentence.clone()));
    let content = parts.into_iter().find(|part| part.contains(&i))?;
    is_clause(reading, content.clone()).then(|| Report {
        cue: i..i + length,
        source: None,
        contents: vec![content],
        frame: Frame::SaidOf,
    })
}

/// "The claim that the dam would hold was wrong."
fn noun(reading: &Reading, sentence: &Range<usize>, i: usize) -> Option<Report> {
    if !(reading.is(i, Class::SpeechNoun) && reading.is_word(i + 1, "that")) || i == sentence.start {
        return None;
    }
    let named = |at: usize| {
        reading.is_any(at, &[Class::Determiner, Class::Preposition])
            || reading.word(at).ends_with("’s")
            || reading.word(at).ends_with("'s")
    };
    let near = i.saturating_sub(3).max(sentence.start);
    let verb = reading.is(i, Class::Saying) && !(near..i).any(named);
    let relative = reading.is_finite(i + 2);
    if verb || relative {
        return None;
    }
    let end = content_end(reading, i + 2, sentence.end);
    let content = trimmed(reading, i + 2..before_main_verb(reading, i + 2..end));
    is_clause(reading, content.clone()).then(|| Report {
        cue: i..i + 2,
        source: owner(reading, sentence, i),
        contents: vec![content],
        frame: Frame::Noun,
    })
}

/// Whose claim it is: "[Turkey]’s claim that", "[the mayor]’s fear that".
fn owner(reading: &Reading, sentence: &Range<usize>, noun: usize) -> Option<Range<usize>> {
    const FAR: usize = 5;
    let mark = noun.checked_sub(1).filter(|&mark| reading.is_clitic_s(mark))?;
    let near = mark.saturating_sub(FAR).max(sentence.start)..mark;
    let capitals = near.clone().rev().take_while(|&i| reading.is_capital(i)).count();
    let article = near.clone().rev().find(|&i| reading.is(i, Class::Determiner));
    let start = if capitals > 0 { Some(mark - capitals) } else { article };
    start.filter(|&start| start < mark).map(|start| start..mark)
}

/// Where the sentence goes on with its own verb: "[the mine had flooded] was wrong".
fn before_main_verb(reading: &Reading, tokens: Range<usize>) -> usize {
    let auxiliary = |i: usize| reading.is_any(i, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let inner = tokens.clone().find(|&i| reading.is_finite(i)).unwrap_or(tokens.end);
    let joins =
        |i: usize| reading.is_any(i, &[Class::Subordinator, Class::Coordinator, Class::Subject]) || reading.is_break(i);
    let mut rest = (inner + 1..tokens.end).skip_while(|&i| auxiliary(i) || reading.is_adverb(i));
    let next = rest.find(|&i| joins(i) || auxiliary(i));
    next.filter(|&next| auxiliary(next)).unwrap_or(tokens.end)
}
