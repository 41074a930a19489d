//! Words for those who hear the page, which nobody sees.

use super::page::document;

/// The id of the live region, which the page has from the start.
pub const REGION: &str = "heard";

/// Says words, once what is being said has been said.
pub fn say(words: &str) {
    if let Some(region) = document().get_element_by_id(REGION) {
        // The same words again would be no change.
        let again = region.text_content().as_deref() == Some(words);
        region.set_text_content(Some(&[words, if again { "\u{a0}" } else { "" }].concat()));
    }
}
