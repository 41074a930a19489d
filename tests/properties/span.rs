//! Spans, against another implementation of UAX #29.

use std::ops::Range;

use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::span::Span;
use gloss::model::text::Text;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::arbitrary::{self, Ends};
use crate::config;

/// What `Span::new` must come to: the grapheme clusters that the range touches,
/// without those at its ends that are white space.
fn expected(text: &Text, drawn: TextRange) -> Option<TextRange> {
    let content = text.as_str();
    let clusters: Vec<_> = content
        .grapheme_indices(true)
        .map(|(at, cluster)| at..at + cluster.len())
        .collect();
    let borders = || clusters.iter().map(|cluster| cluster.start).chain([content.len()]);
    let start = borders().take_while(|&at| at <= drawn.start().into()).last()?;
    let end = borders().find(|&at| at >= drawn.end().into())?;
    let inked = |c: &&Range<usize>| start <= c.start && c.end <= end && !content[(*c).clone()].trim().is_empty();
    let first = clusters.iter().find(inked)?.start;
    let last = clusters.iter().rfind(inked)?.end;
    Some(TextRange::new(
        TextSize::from(first as u32),
        TextSize::from(last as u32),
    ))
}

fn check(text: &Text, drawn: TextRange) -> Result<(), TestCaseError> {
    let span = Span::new(text, drawn);
    prop_assert_eq!(
        span.map(Span::range),
        expected(text, drawn),
        "{:?} of {:?}",
        drawn,
        text.as_str()
    );
    if let Some(span) = span {
        prop_assert_eq!(Span::new(text, span.range()), Some(span), "once is enough");
        prop_assert!(!span.range().is_empty());
        prop_assert_eq!(Some(span.quote(text)), text.slice(span.range()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn spans_are_whole_trimmed_and_not_empty(text in arbitrary::text_of_pieces(), ends in any::<Ends>()) {
        check(&text, arbitrary::range(&text, &ends))?;
    }

    #[test]
    fn a_span_of_any_text_is_its_own_span(text in arbitrary::text(), ends in any::<Ends>()) {
        if let Some(span) = arbitrary::span(&text, &ends) {
            prop_assert_eq!(Span::new(&text, span.range()), Some(span));
            prop_assert!(!span.quote(&text).trim().is_empty());
        }
    }

    #[test]
    fn no_span_through_a_character(text in arbitrary::text(), start: u16, end: u16) {
        let (start, end) = (u32::from(start.min(end)) % 64, u32::from(start.max(end)) % 64);
        let drawn = TextRange::new(start.min(end).into(), start.max(end).into());
        prop_assert!(text.slice(drawn).is_some() || Span::new(&text, drawn).is_none());
    }

    #[test]
    fn spans_order_as_they_are_read(text in arbitrary::text(), a in any::<Ends>(), b in any::<Ends>()) {
        if let (Some(a), Some(b)) = (arbitrary::span(&text, &a), arbitrary::span(&text, &b)) {
            let longer_first = a.start() == b.start() && a.end() > b.end();
            prop_assert_eq!(a < b, a.start() < b.start() || longer_first);
            prop_assert_eq!(a.overlaps(b), a.range().intersect(b.range()).is_some_and(|both| !both.is_empty()));
        }
    }
}

/// Runs without a break that are longer than any window around a point.
#[test]
fn spans_in_long_unbroken_runs() -> Result<(), TestCaseError> {
    for run in [
        "🇫🇷",
        "\u{301}",
        "\u{200d}",
        "👩\u{200d}",
        "क्",
        "\u{600}",
        "\u{1100}",
        "中",
        "🏽",
    ] {
        for lead in ["", "a", "🌍", "中", "🇩"] {
            let content = format!("{lead}{} z", run.repeat(1_200 / run.len()));
            let text = intake::clean(&content).expect("a text").text;
            let places: Vec<_> = content
                .char_indices()
                .map(|(at, _)| TextSize::from(at as u32))
                .collect();
            for pair in places.chunks_exact(2).step_by(13) {
                check(&text, TextRange::new(pair[0], pair[1]))?;
            }
        }
    }
    Ok(())
}
