//! Which sentences have something of a label: how suggestions for claims are measured
//! where the ends do not matter, as in work on which sentences are worth a check.

use std::collections::BTreeSet;

use gloss::model::segmentation::sentence_starts;
use gloss::model::span::Span;
use gloss::model::text::Text;

use crate::scores::Count;

/// Counts sentences: those in which an annotation begins, those in which a suggestion
/// begins, and, as pairs, those in which both do.
pub fn sentences(text: &Text, annotations: &[Span], suggestions: &[Span]) -> Count {
    let starts = sentence_starts(text.as_str());
    let of = |spans: &[Span]| -> BTreeSet<usize> {
        let number = |span: &Span| starts.partition_point(|&start| start <= usize::from(span.start()));
        spans.iter().map(number).collect()
    };
    let (annotated, suggested) = (of(annotations), of(suggestions));
    Count {
        annotations: annotated.len(),
        suggestions: suggested.len(),
        pairs: annotated.intersection(&suggested).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gloss::model::intake;
    use gloss::model::offset::{TextRange, TextSize};

    fn check(annotations: &[&str], suggestions: &[&str], expected: (usize, usize, usize)) {
        let text = intake::clean("Crime fell, she said. Rents rose and rose. It rained.\nNobody came.")
            .expect("a text")
            .text;
        let spans = |quotes: &[&str]| -> Vec<Span> {
            let at = |at: usize| TextSize::from(at as u32);
            let span = |quote: &&str| {
                let start = text.as_str().find(*quote).expect("it is there");
                Span::new(&text, TextRange::new(at(start), at(start + quote.len()))).expect("a span")
            };
            quotes.iter().map(span).collect()
        };
        let count = sentences(&text, &spans(annotations), &spans(suggestions));
        assert_eq!((count.annotations, count.suggestions, count.pairs), expected);
    }

    #[test]
    fn a_sentence_counts_once_and_by_where_something_begins() {
        check(&["Crime fell"], &["fell, she"], (1, 1, 1));
        check(&["Rents rose", "rose and rose"], &["Rents rose and rose"], (1, 1, 1));
        // What goes on into the next sentence is of the one in which it begins.
        check(&["It rained"], &["Rents rose and rose. It rained"], (1, 1, 0));
        check(&["It rained"], &["Nobody came"], (1, 1, 0));
        check(&["Crime", "Nobody"], &["It rained", "Nobody came"], (2, 2, 1));
        check(&[], &["Rents"], (0, 1, 0));
    }
}
