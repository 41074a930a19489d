//! Words and signs of a text, for formats that know nothing smaller.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::segmentation::{grapheme_ceil, makes_word, word_of};

/// Whether Python takes this for white space: what Unicode does, and four
/// separators of ASCII (U+001C to U+001F).
pub fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// The words and signs of a text in order, as ranges of bytes: all of it but its
/// white space, of which none is in them. One ends at each of `cuts`, which are
/// bytes in order, on characters.
///
/// A word is what a double click takes; a sign is one character as readers see it.
pub fn words(content: &str, cuts: &[usize]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut cuts = cuts.iter().copied().peekable();
    let mut at = 0;
    while let Some(c) = content[at..].chars().next() {
        let after = at + c.len_utf8();
        if is_white(c) {
            at = after;
            continue;
        }
        let end = if makes_word(c) {
            word_of(content, at).end().into()
        } else {
            after
        };
        let end = grapheme_ceil(content, end);
        let end = content[at..end].find(is_white).map_or(end, |white| at + white);
        while cuts.next_if(|&cut| cut <= at).is_some() {}
        let end = cuts.peek().map_or(end, |&cut| cut.min(end));
        words.push(at..end);
        at = end;
    }
    words
}

/// A text as spaCy's tokens, which together are the text.
#[derive(Clone, Debug)]
pub struct Tokens(Vec<Token>);

/// A token: a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub at: Range<usize>,
    /// Whether a space follows that is of no token.
    pub space: bool,
}

impl Tokens {
    /// The tokens of a text. These stretches of it, whose ends are bytes on
    /// characters, begin and end where tokens do.
    ///
    /// A space after a word is of no token; what more white space there is makes one.
    /// A `Doc` cannot be made otherwise: `get_words_and_spaces` in spaCy's `util.py`
    /// takes the words, looks for each in the text, and makes a token of what stands
    /// between.
    ///
    /// Limitation: no token can begin with the space after a word, not even if that
    /// space carries an accent, nor can white space (a separator such as U+001C, too)
    /// be cut in two. Stretches that would need it have other [edges](Self::around).
    pub fn of(content: &str, stretches: &[Range<usize>]) -> Self {
        let mut starts: Vec<_> = stretches.iter().map(|stretch| stretch.start).collect();
        let mut ends: Vec<_> = stretches.iter().map(|stretch| stretch.end).collect();
        let mut cuts = [&*starts, &*ends].concat();
        for edges in [&mut starts, &mut ends, &mut cuts] {
            edges.sort_unstable();
            edges.dedup();
        }
        let mut words = words(content, &cuts);
        // White space at the edge of a stretch is of its last or first word: it
        // belongs to a character there.
        let white = |c: Option<char>| c.is_some_and(is_white);
        for end in ends
            .into_iter()
            .filter(|&end| white(content[..end].chars().next_back()))
        {
            let next = words.partition_point(|word| word.start < end);
            let free = words.get(next).is_none_or(|next| end <= next.start);
            if let (true, Some(word)) = (free, next.checked_sub(1).and_then(|last| words.get_mut(last))) {
                word.end = word.end.max(end);
            }
        }
        for start in starts
            .into_iter()
            .filter(|&start| white(content[start..].chars().next()))
        {
            let next = words.partition_point(|word| word.end <= start);
            let before = next.checked_sub(1).map(|last| words[last].end);
            let taken = before == Some(start) && content[start..].starts_with(' ');
            if let (false, Some(word)) = (taken, words.get_mut(next)) {
                word.start = word.start.min(start);
            }
        }
        let mut tokens = Vec::with_capacity(words.len());
        let mut at = 0;
        for word in words {
            if at < word.start {
                let at = at..word.start;
                tokens.push(Token { at, space: false });
            }
            let space = content[word.end..].starts_with(' ');
            at = word.end + usize::from(space);
            tokens.push(Token { at: word, space });
        }
        if at < content.len() {
            let at = at..content.len();
            tokens.push(Token { at, space: false });
        }
        Self(tokens)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        self.0.iter()
    }

    /// The first and the last token that a stretch of bytes touches, as numbers from
    /// 0, and the bytes from the start of the one to the end of the other. `None` if
    /// it touches none.
    pub fn around(&self, stretch: Range<usize>) -> Option<Around> {
        let first = self.0.partition_point(|token| token.at.end <= stretch.start);
        let last = self
            .0
            .partition_point(|token| token.at.start < stretch.end)
            .checked_sub(1)?;
        let at = self.0.get(first)?.at.start..self.0.get(last)?.at.end;
        (first <= last).then_some(Around { first, last, at })
    }
}

/// The tokens that a stretch touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The number of the first, from 0.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
    /// The bytes from the start of the first to the end of the last.
    pub at: Range<usize>,
}

/// Which of these stretches stay where none may overlap another: the longest, of
/// equally long ones the first. spaCy's `filter_spans` has the same rule.
pub fn flat(stretches: &[Range<usize>]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|&number| (Reverse(stretches[number].len()), stretches[number].start));
    let mut stays = vec![false; stretches.len()];
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for number in order {
        let Range { start, end } = stretches[number];
        let before = taken.range(..end).next_back();
        if before.is_none_or(|(_, &taken)| taken <= start) {
            taken.insert(start, end);
            stays[number] = true;
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens of a text with stretches in [ ]; a space that is of no token is `_`.
    fn check(marked: &str, expected: &[&str]) {
        let content = marked.replace(['[', ']'], "");
        let mut stretches = Vec::new();
        for (before, part) in marked.split('[').scan(0, |at, part| {
            let before = *at;
            *at += part.replace(']', "").len();
            Some((before, part))
        }) {
            stretches.extend(part.find(']').map(|end| before..before + end));
        }
        let tokens = Tokens::of(&content, &stretches);
        let shown: Vec<_> = tokens
            .iter()
            .map(|token| content[token.at.clone()].to_owned() + if token.space { "_" } else { "" })
            .collect();
        assert_eq!(shown, expected, "{marked:?}");
    }

    #[test]
    fn tokens_are_words_signs_and_white_space() {
        check(
            "The EU’s 1,000.5 (km).",
            &["The_", "EU’s_", "1,000.5_", "(", "km", ")", "."],
        );
        check("The [EU]’s", &["The_", "EU", "’", "s"]);
        check("a\n\nb  c ", &["a", "\n\n", "b_", " ", "c_"]);
        check(" a\u{a0} b", &[" ", "a", "\u{a0} ", "b"]);
        check("北京 cafe\u{301}s", &["北", "京_", "cafe\u{301}s"]);
        check("👩🏽‍⚖️👍", &["👩🏽‍⚖️", "👍"]);
    }

    #[test]
    fn white_space_that_is_of_a_character_is_of_a_word() {
        check("a\n[ \u{301}b]", &["a", "\n", " \u{301}", "b"]);
        // The space after a word is of no token.
        check("a[ \u{301}b]", &["a_", "\u{301}", "b"]);
        check("[\u{600} ] b", &["\u{600} _", "b"]);
        check("a\u{1c}b", &["a", "\u{1c}", "b"]);
    }

    #[test]
    fn the_longest_stay() {
        let stays = |stretches: &[Range<usize>]| flat(stretches);
        assert_eq!(
            stays(&[0..3, 2..7, 7..9, 2..7, 8..9]),
            [false, true, true, false, false]
        );
        assert_eq!(stays(&[0..2, 1..3, 2..4]), [true, false, true]);
    }
}
