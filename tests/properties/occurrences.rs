//! Words that are looked for are found.

use gloss::model::occurrences::{Search, occurrences};
use proptest::prelude::*;

use crate::arbitrary::{self, Ends};
use crate::config;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_words_of_a_span_occur_there(text in arbitrary::text(), ends in any::<Ends>(), match_case: bool) {
        let Some(span) = arbitrary::span(&text, &ends) else { return Ok(()) };
        let words = span.quote(&text).to_owned();
        // A space that carries an accent is no white space that could be another.
        prop_assume!(words.trim() == words);
        let search = Search { words, match_case, whole_words: false };
        let found = occurrences(&text, &search, usize::MAX);
        prop_assert!(found.iter().any(|hit| *hit == span || hit.overlaps(span)), "{:?} of {:?}", span, found);
        prop_assert!(found.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        for hit in &found {
            let [hit, words] = [hit.quote(&text), &search.words].map(|words| words.split_whitespace().collect::<Vec<_>>());
            prop_assert_eq!(hit.len(), words.len(), "as many words");
        }
        let whole = Search { whole_words: true, ..search.clone() };
        prop_assert!(occurrences(&text, &whole, usize::MAX).len() <= found.len());
        prop_assert_eq!(&occurrences(&text, &search, 1)[..], &found[..1]);
    }
}
