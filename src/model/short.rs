//! Words of an article, short enough for a message.

use super::segmentation::grapheme_floor;
use super::unseen::spelled;

/// The words on one line, cut off after `most` code points and never through
/// what a reader sees as one character. Characters that nobody sees are named.
///
/// ```
/// # use gloss::model::short::short;
/// assert_eq!(short("crime fell\nin Lagos", 10), "crime fell…");
/// ```
pub fn short(words: &str, most: usize) -> String {
    let end = words.char_indices().nth(most).map_or(words.len(), |(at, _)| at);
    let end = grapheme_floor(words, end);
    let cut = if end < words.len() { "…" } else { "" };
    spelled(&words[..end]).replace('\n', " ") + cut
}
