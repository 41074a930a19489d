//! Where the caret goes, from every place of a text.

use gloss::model::caret::{Edge, Unit, moved, sentence_after, split, with_edge_moved};
use gloss::model::offset::TextSize;
use gloss::model::segmentation::grapheme_floor;
use gloss::model::span::Span;
use gloss::model::text::Text;
use proptest::prelude::*;

use crate::arbitrary::{self, Ends};
use crate::config;

const UNITS: [Unit; 4] = [Unit::Character, Unit::Word, Unit::Sentence, Unit::Paragraph];

/// Each step leads on, to a boundary of characters, and the last one to the end.
/// From further on it never leads less far, unless only every `step`th place is
/// tried, in a text that is too long for that.
fn check_moves(text: &Text, unit: Unit, step: usize) -> Result<(), TestCaseError> {
    let mut before = [TextSize::from(0); 2];
    for at in (0..=text.as_str().len()).step_by(step) {
        let at = TextSize::from(at as u32);
        let [back, forward] = [true, false].map(|back| moved(text, at, unit, back));
        prop_assert!(back < at || at == 0.into() && back == at, "{at:?} {back:?}");
        prop_assert!(forward > at || at == text.len() && forward == at, "{at:?} {forward:?}");
        for to in [back, forward] {
            let to = usize::from(to);
            prop_assert_eq!(grapheme_floor(text.as_str(), to), to, "by {:?} from {:?}", unit, at);
        }
        prop_assert!(step > 1 || before[0] <= back && before[1] <= forward, "{at:?}");
        before = [back, forward];
    }
    Ok(())
}

/// The sentences, from one end to the other.
fn sentences(text: &Text, back: bool) -> Vec<Span> {
    let start = if back { text.len() } else { TextSize::from(0) };
    let next = |span: &Span| sentence_after(text, if back { span.start() } else { span.end() }, back);
    std::iter::successors(sentence_after(text, start, back), next).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_caret_gets_through(text in arbitrary::text()) {
        for unit in UNITS {
            check_moves(&text, unit, 1)?;
        }
    }

    #[test]
    fn sentences_are_gone_through_both_ways(text in arbitrary::text()) {
        let forward = sentences(&text, false);
        let mut back = sentences(&text, true);
        back.reverse();
        prop_assert_eq!(&forward, &back);
        let mut end = 0;
        for sentence in &forward {
            prop_assert!(text.as_str()[end..sentence.start().into()].trim().is_empty(), "a gap");
            end = sentence.end().into();
        }
        prop_assert!(text.as_str()[end..].trim().is_empty(), "a gap at the end");
    }

    #[test]
    fn one_edge_moves_one_way(text in arbitrary::text(), ends in any::<Ends>()) {
        let Some(span) = arbitrary::span(&text, &ends) else { return Ok(()) };
        for (edge, unit, outwards) in [Edge::Start, Edge::End]
            .into_iter()
            .flat_map(|edge| UNITS.map(|unit| (edge, unit)))
            .flat_map(|(edge, unit)| [true, false].map(|outwards| (edge, unit, outwards)))
        {
            let Some(moved) = with_edge_moved(&text, span, edge, unit, outwards) else { continue };
            let (fixed, edges) = match edge {
                Edge::Start => (moved.end() == span.end(), (moved.start(), span.start())),
                Edge::End => (moved.start() == span.start(), (span.end(), moved.end())),
            };
            prop_assert!(fixed && (edges.0 < edges.1) == outwards && edges.0 != edges.1, "{edge:?} {unit:?}");
            if unit == Unit::Character {
                let back = with_edge_moved(&text, moved, edge, unit, !outwards);
                prop_assert_eq!(back, Some(span), "there and back");
            }
        }
    }

    #[test]
    fn halves_are_the_whole(text in arbitrary::text(), ends in any::<Ends>()) {
        let Some(span) = arbitrary::span(&text, &ends) else { return Ok(()) };
        for at in 0..=text.as_str().len() as u32 {
            let Some((first, second)) = split(&text, span, at.into()) else { continue };
            prop_assert_eq!((first.start(), second.end()), (span.start(), span.end()));
            prop_assert!(first.end() <= at.into());
            let between = &text.as_str()[first.end().into()..second.start().into()];
            prop_assert!(between.trim().is_empty());
        }
    }
}

/// Runs without a break that are longer than any window around a point.
#[test]
fn a_caret_gets_through_long_runs() -> Result<(), TestCaseError> {
    for run in ["a", "\u{301}", "क्", "中", "🇫🇷", "\n", "-", "1,", "a. b "] {
        let content = format!("x {} z", run.repeat(3_000 / run.len()));
        let text = gloss::model::intake::clean(content).expect("a text").text;
        for unit in UNITS {
            check_moves(&text, unit, 61)?;
        }
    }
    Ok(())
}
