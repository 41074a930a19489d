//! What holds for the suggestions of any text.

use super::marked::{suggesting, suggestions};

use gloss::model::annotation::Value;
use gloss::model::intake;
use gloss::model::span::Span;
use gloss::model::text::Text;
use proptest::prelude::*;

/// Words that rules look at, marks, and other scripts, in any order.
fn news() -> impl Strategy<Value = String> {
    let words = [
        "The minister",
        "said",
        "that",
        "told",
        "reporters",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "’s",
        ",",
        ".",
        "—",
        "(",
        ")",
        ":",
        "according to",
        "Ana Ruiz",
        "will",
        "would",
        "not",
        "pledged",
        "to",
        "pay",
        "40%",
        "million",
        "by",
        "May",
        "2027",
        "if",
        "unless",
        "and",
        "but",
        "denied",
        "is expected to",
        "who",
        "she",
        "we",
        "\n",
        " ",
        "  ",
        "«",
        "»",
        "？",
        "今天说",
        "قال إن",
        "שלום",
        "🏽",
        "👨‍👩‍👧",
        "e\u{301}",
        "\u{202E}",
        "the claim that",
        "offered",
        "refuses to",
        "U.S.",
        "-",
        "…",
        "?",
        "Mr.",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 1..60).prop_map(|words| words.join(" "))
}

fn hold(text: &Text) {
    let found = suggestions(text);
    let order = |(a, b): (&_, &_)| -> bool {
        let key = |suggestion: &gloss::model::suggest::Suggestion| (suggestion.span, suggestion.label.clone());
        key(a) < key(b)
    };
    assert!(
        found.iter().zip(found.iter().skip(1)).all(order),
        "in text order, and none twice"
    );
    for suggestion in &found {
        let spans = suggestion.attributes.values().filter_map(|value| match value {
            Value::Quote(span) => Some(*span),
            _ => None,
        });
        for span in spans.chain([suggestion.span]) {
            assert_eq!(Span::new(text, span.range()), Some(span), "a span of this text");
        }
        assert!(!suggestion.reason.is_empty());
    }
    assert_eq!(found, suggestions(text), "the same again");
    let mut suggesting = suggesting(text);
    while suggesting.step() {
        let so_far = suggesting.found();
        assert!(so_far.iter().all(|suggestion| found.contains(suggestion)));
    }
}

proptest! {
    #[test]
    fn suggestions_of_words_that_rules_know(content in news()) {
        if let Ok(intake) = intake::clean(content) {
            hold(&intake.text);
        }
    }

    #[test]
    fn suggestions_of_any_characters(content in "\\PC*") {
        if let Ok(intake) = intake::clean(content) {
            hold(&intake.text);
        }
    }
}
