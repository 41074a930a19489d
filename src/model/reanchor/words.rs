//! A text as the words that it is compared by.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::occurrences::straight;
use crate::model::offset::TextRange;
use crate::model::segmentation::{of_word, unspaced};
use crate::model::span::range;
use crate::model::text::Text;

/// How many letters the start of a text counts for, and its end.
const EDGE: u32 = 12;

/// How many letters one stands for in a script that is written without spaces.
const UNSPACED: u32 = 2;

/// The words of a text, each a number that is the same for the same word: runs of
/// letters and digits, and every other character that is not white space. Before
/// the first stands the start of the text, after the last its end, as if they were
/// words that are in no text twice.
///
/// Curly and straight quotation marks are the same.
#[derive(Debug)]
pub struct Words {
    ids: Vec<u32>,
    ranges: Vec<TextRange>,
    /// How many letters and digits precede each word, and how many there are.
    letters: Vec<u32>,
}

/// The numbers that words have.
pub type Numbers<'a> = FxHashMap<&'a str, u32>;

impl Words {
    /// The words of `text`; those that have no number yet are numbered.
    pub fn of<'a>(text: &'a Text, numbers: &mut Numbers<'a>) -> Self {
        const START: u32 = 0;
        const END: u32 = 1;
        let content = text.as_str();
        let mut words = Self {
            ids: vec![START],
            ranges: vec![range(0, 0)],
            letters: vec![0],
        };
        let mut before = EDGE;
        let mut chars = content.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut letters = u32::from(c.is_alphanumeric());
            let mut end = start + c.len_utf8();
            if unspaced(c) {
                letters *= UNSPACED;
            } else if of_word(c) {
                while let Some((at, c)) = chars.next_if(|&(_, c)| of_word(c) && !unspaced(c)) {
                    letters += u32::from(c.is_alphanumeric());
                    end = at + c.len_utf8();
                }
            }
            let word = match straight(c) {
                '\'' => "'",
                '"' => "\"",
                _ => &content[start..end],
            };
            let next = numbers.len() as u32 + END + 1;
            words.push(*numbers.entry(word).or_insert(next), range(start, end), before);
            before += letters;
        }
        words.push(END, range(content.len(), content.len()), before);
        words.letters.push(before + EDGE);
        words
    }

    fn push(&mut self, id: u32, range: TextRange, before: u32) {
        self.ids.push(id);
        self.ranges.push(range);
        self.letters.push(before);
    }

    /// Their numbers, with those of the text's start and end.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The words of which a part is in `range`, if any is.
    pub fn within(&self, range: TextRange) -> Range<usize> {
        let start = self.ranges.partition_point(|word| word.end() <= range.start());
        let end = self.ranges.partition_point(|word| word.start() < range.end());
        start..end.max(start)
    }

    /// Where these words stand in the text, from the first to the last.
    pub fn range(&self, words: &Range<usize>) -> Option<TextRange> {
        let words = self.ranges.get(words.clone())?;
        Some(TextRange::new(words.first()?.start(), words.last()?.end()))
    }

    /// How many letters and digits are in these words.
    pub fn letters(&self, words: &Range<usize>) -> u32 {
        self.letters[words.end] - self.letters[words.start]
    }
}
