//! A text as words, numbers and marks, in sentences, in paragraphs.
//!
//! ```text
//! Kyiv’s mayor won’t say “U.S. aid”: 1,000.5 euros.
//! Kyiv|’s|mayor|won’t|say|“|U.S|.|aid|”|:|1,000.5|euros|.
//! ```

use std::ops::Range;

use super::super::segmentation::{makes_word, sentences, word_end};
use super::super::text::Text;

/// A paragraph that is longer than this many bytes is read in pieces.
const LONG: usize = 1 << 13;

/// Gives a text's paragraphs, one after another. A paragraph is a line; blank ones
/// are left out.
#[derive(Clone, Debug)]
pub struct Reader {
    text: Text,
    at: usize,
    paragraphs: usize,
}

impl Reader {
    /// At the start of a text.
    pub fn new(text: Text) -> Self {
        Self {
            text,
            at: 0,
            paragraphs: 0,
        }
    }

    /// The text that is read.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Up to which byte it has been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next paragraph, if there is one.
    ///
    /// Limitation: of a paragraph of more than 8 kB, as much of it as ends at a
    /// space after about so many; a sentence there may be cut in two.
    #[expect(clippy::should_implement_trait, reason = "what it gives borrows from it")]
    pub fn next(&mut self) -> Option<Paragraph<'_>> {
        loop {
            let rest = &self.text.as_str()[self.at..];
            if rest.is_empty() {
                return None;
            }
            let start = self.at;
            let end = start + piece(rest);
            self.at = end;
            if !self.text.as_str()[start..end].trim().is_empty() {
                self.paragraphs += 1;
                return Some(Paragraph::new(&self.text, start..end, self.paragraphs - 1));
            }
        }
    }
}

/// The length of what is read of `rest` at once: its first line, or as much of it.
fn piece(rest: &str) -> usize {
    let near = rest.floor_char_boundary(LONG);
    let window = &rest[..rest.ceil_char_boundary(LONG + LONG / 8)];
    if let Some(lf) = window.find('\n') {
        return lf + 1;
    }
    if window.len() == rest.len() {
        return rest.len();
    }
    let space = window[near..].find(char::is_whitespace);
    space.map_or(near, |space| near + space)
}

/// A line of the text, or a piece of a very long one.
#[derive(Clone, Debug)]
pub struct Paragraph<'a> {
    text: &'a Text,
    number: usize,
    tokens: Vec<Token<'a>>,
    sentences: Vec<Range<usize>>,
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it stands in the text.
    pub word: &'a str,
    /// The byte of the text at which it starts.
    pub start: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether white space, or nothing, stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters: `Kyiv`, `won’t`, `U.S`. In a script that is written without spaces,
    /// one character.
    Word,
    /// What ends a word and is not of it: `’s`, `’ll`.
    Clitic,
    /// What begins with a digit: `2027`, `1,000.5`, `3rd`.
    Number,
    /// One character that is none of these.
    Mark,
}

impl Token<'_> {
    /// The byte of the text after its last.
    pub fn end(&self) -> usize {
        self.start + self.word.len()
    }

    /// Whether it begins with a capital letter.
    pub fn capital(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_uppercase)
    }
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a Text, bytes: Range<usize>, number: usize) -> Self {
        let content = &text.as_str()[bytes.clone()];
        let tokens = tokens(content, bytes.start);
        let mut begin = 0;
        let sentences = sentences(content)
            .into_iter()
            .map(|sentence| {
                let end = bytes.start + usize::from(sentence.end());
                let first = begin;
                begin += tokens[first..].partition_point(|token| token.start < end);
                first..begin
            })
            .filter(|sentence| !sentence.is_empty())
            .collect();
        Self {
            text,
            number,
            tokens,
            sentences,
        }
    }

    /// The text that it is of.
    pub fn text(&self) -> &'a Text {
        self.text
    }

    /// How many paragraphs of the text come before it.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Its words, numbers and marks.
    pub fn tokens(&self) -> &[Token<'a>] {
        &self.tokens
    }

    /// Its sentences, each as the numbers of its tokens; none is empty, and
    /// together they are all of them.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }
}

/// The tokens of `content`, which stands at byte `offset` of the text.
fn tokens(content: &str, offset: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(content.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = content[at..].chars().next() {
        let length = c.len_utf8();
        if c.is_whitespace() {
            spaced = true;
            at += length;
            continue;
        }
        let (kind, end) = if c.is_numeric() {
            (Kind::Number, word_end(content, at))
        } else if makes_word(c) {
            (Kind::Word, word_end(content, at))
        } else {
            (Kind::Mark, at + length)
        };
        // A word of more than 512 bytes is none.
        let end = end.max(at + length);
        let middle = end - clitic(&content[at..end]);
        let mut push = |kind, start: usize, end: usize, spaced| {
            tokens.push(Token {
                word: &content[start..end],
                start: offset + start,
                kind,
                spaced,
            });
        };
        if middle > at {
            push(kind, at, middle, spaced);
        }
        if end > middle {
            push(Kind::Clitic, middle, end, false);
        }
        spaced = false;
        at = end;
    }
    tokens
}

/// The length of the `’s` or the like that ends a word; 0 if none does.
fn clitic(word: &str) -> usize {
    let Some((at, apostrophe)) = word.char_indices().rev().find(|(_, c)| matches!(c, '\'' | '’')) else {
        return 0;
    };
    let letters = &word[at + apostrophe.len_utf8()..];
    let known = ["s", "ll", "d", "ve", "re", "m"]
        .iter()
        .any(|clitic| letters.eq_ignore_ascii_case(clitic));
    if known && at > 0 { word.len() - at } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::super::intake;
    use super::*;

    /// The tokens of each sentence of each paragraph, with | between tokens, / between
    /// sentences and a line for each paragraph.
    fn cut(content: &str) -> String {
        let mut reader = Reader::new(intake::clean(content).expect("a text").text);
        let mut lines = Vec::new();
        while let Some(paragraph) = reader.next() {
            let sentence = |sentence: &Range<usize>| {
                let words = paragraph.tokens()[sentence.clone()].iter().map(|token| token.word);
                words.collect::<Vec<_>>().join("|")
            };
            let sentences: Vec<_> = paragraph.sentences().iter().map(sentence).collect();
            lines.push(sentences.join("/"));
        }
        lines.join("\n")
    }

    #[test]
    fn a_text_is_cut_into_words_numbers_and_marks() {
        for (content, expected) in [
            (
                "Kyiv’s mayor won’t say “U.S. aid”: 1,000.5 euros.",
                "Kyiv|’s|mayor|won’t|say|“|U.S|.|aid|”|:|1,000.5|euros|.",
            ),
            ("They'll go. O'Brien stays.", "They|'ll|go|./O'Brien|stays|."),
            ("’s ‘s' rock’n’roll", "’|s|‘|s|'|rock’n’roll"),
            ("Mr. Li left. He's 40%", "Mr|.|Li|left|./He|'s|40|%"),
            ("one\n\n \ntwo three\n", "one\ntwo|three"),
            ("今天，雨。明天", "今|天|，|雨|。/明|天"),
            ("قال الرئيس: نعم", "قال|الرئيس|:|نعم"),
            ("3rd 2027–28", "3rd|2027|–|28"),
            ("👨‍👩‍👧!", "👨|\u{200d}|👩|\u{200d}|👧|!"),
        ] {
            assert_eq!(cut(content), expected, "{content}");
        }
    }

    #[test]
    fn tokens_know_their_place() {
        let content = "Été à Kyiv’s\n\tPort-Saïd… ok";
        let text = intake::clean(content).expect("a text").text;
        let mut reader = Reader::new(text.clone());
        let mut spaced = String::new();
        let mut numbers = Vec::new();
        while let Some(paragraph) = reader.next() {
            numbers.push(paragraph.number());
            for token in paragraph.tokens() {
                assert_eq!(&text.as_str()[token.start..token.end()], token.word);
                spaced.push_str(if token.spaced { " " } else { "" });
                spaced.push_str(token.word);
            }
        }
        assert_eq!(spaced, " Été à Kyiv’s Port-Saïd… ok");
        assert_eq!(numbers, [0, 1]);
    }

    #[test]
    fn a_long_line_is_read_in_pieces() {
        for (word, words) in [("word ", 10_000), ("字", 10_000), ("🏽", 5_000), ("longword", 4_000)] {
            let text = intake::clean(word.repeat(words)).expect("a text").text;
            let mut reader = Reader::new(text.clone());
            let mut read = String::new();
            while let Some(paragraph) = reader.next() {
                let tokens = paragraph.tokens();
                let length = tokens[tokens.len() - 1].end() - tokens[0].start;
                assert!(length <= 2 * LONG, "{length}");
                read.extend(tokens.iter().map(|token| token.word));
            }
            assert_eq!(read, text.as_str().replace(' ', ""), "{word}");
        }
    }
}
