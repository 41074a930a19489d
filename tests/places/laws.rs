//! What holds for the suggestions of any text.

use gloss::model::intake;
use proptest::prelude::*;

use crate::suggested::suggestions;

/// Words that names and their surroundings are made of, and anything else.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(&[
            "Paris", "Texas", "U.S.", "US", "in", "the", "The", "said", "Mr.", "Jordan", "Smith", "Lincoln", "New", "York", "of", "Gulf",
            "River", "County", "Street", "’s", "'s", ",", ".", "-", "—", "(", "“", "French", "St.", "John’s", "Côte", "d’Ivoire", "\n", "Ga.",
            "TX", "Washington", "D.C.", "and", "PARIS", "Lake", "Sea",
        ][..]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    let space = prop_oneof![5 => Just(" "), 1 => Just("")];
    prop::collection::vec((word, space), 1..40).prop_map(|parts| {
        let parts = parts.iter().flat_map(|(word, space)| [word.as_str(), space]);
        parts.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing panics; suggestions are in the order of the text, don't overlap, and
    /// begin with a capital letter.
    #[test]
    fn suggestions_are_names_in_order(content in words()) {
        if let Ok(cleaned) = intake::clean(content) {
            let text = cleaned.text;
            let found = suggestions(text.as_str());
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
            for suggestion in &found {
                let quote = suggestion.span.quote(&text);
                prop_assert!(quote.starts_with(char::is_uppercase), "{quote}");
                prop_assert!(!quote.contains('\n'));
            }
        }
    }
}

/// A text of many steps has the suggestions of its paragraphs, since each names the
/// same places.
#[test]
fn a_long_text_is_read_as_its_paragraphs_are() {
    let paragraph = "Ministers from Serbia met in Zagreb. Croatia agreed.\n";
    let one = suggestions(paragraph);
    let times = 2_000;
    let all = suggestions(&paragraph.repeat(times));
    assert_eq!(all.len(), one.len() * times);
    for (number, found) in all.iter().enumerate() {
        let first = &one[number % one.len()];
        let start = usize::from(found.span.start()) % paragraph.len();
        assert_eq!(start, usize::from(first.span.start()));
        assert_eq!(
            (&found.attributes, &found.reason, found.tier),
            (&first.attributes, &first.reason, first.tier)
        );
    }
}
