//! A paragraph as a rule sees it: each word with what it can do there.

use std::ops::Range;

use super::super::span::{Span, range};
use super::lexicon::{Class, Classes, Lexicon, folded};
use super::quotes::{Quotation, quotations};
use super::tokens::{Kind, Paragraph, Token};

/// A paragraph with what the lexicon knows of its words.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    paragraph: &'a Paragraph<'a>,
    /// What each word, or a phrase that begins with it, can do.
    classes: Vec<Classes>,
    /// The phrases: their first token, their length, and what they do.
    phrases: Vec<(usize, usize, Class)>,
    quotations: Vec<Quotation>,
}

/// After which “’s” is short for "is" or "has".
const SHORTENED: [&str; 13] = [
    "it", "he", "she", "that", "this", "there", "here", "what", "who", "where", "how", "everyone", "nobody",
];

impl<'a> Reading<'a> {
    /// Looks up the words of a paragraph.
    pub fn new(paragraph: &'a Paragraph<'a>, lexicon: &Lexicon) -> Self {
        let tokens = paragraph.tokens();
        let words: Vec<String> = tokens.iter().map(|token| folded(token.word)).collect();
        let mut classes = Vec::with_capacity(words.len());
        let mut phrases = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let Some(entry) = lexicon.entry(word) else {
                classes.push(Classes::default());
                continue;
            };
            let mut all = entry.classes;
            for (rest, class) in &entry.phrases {
                let here = words.get(i + 1..i + 1 + rest.len());
                if here.is_some_and(|here| here.iter().zip(rest).all(|(word, known)| **word == **known)) {
                    phrases.push((i, 1 + rest.len(), *class));
                    all = all.and((*class).into());
                }
            }
            classes.push(all);
        }
        // A month, not what may be.
        for (i, token) in tokens.iter().enumerate() {
            let begins = paragraph
                .sentences()
                .binary_search_by_key(&i, |sentence| sentence.start)
                .is_ok();
            if token.word == "May" && !begins {
                classes[i] = Class::Time.into();
            }
            // "It’s late", not "the city’s".
            if i > 0 && words[i] == "'s" && SHORTENED.contains(&words[i - 1].as_str()) {
                classes[i] = Class::Be.into();
            }
        }
        Self {
            paragraph,
            classes,
            phrases,
            quotations: quotations(tokens),
        }
    }

    /// The paragraph.
    pub fn paragraph(&self) -> &'a Paragraph<'a> {
        self.paragraph
    }

    /// Its sentences, as the numbers of their tokens.
    pub fn sentences(&self) -> &'a [Range<usize>] {
        self.paragraph.sentences()
    }

    /// What stands in quotation marks.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The quotation that token `i` is in, marks included.
    pub fn quotation(&self, i: usize) -> Option<&Quotation> {
        let after = self
            .quotations
            .partition_point(|quotation| quotation.outside().start <= i);
        let quotation = &self.quotations[after.checked_sub(1)?];
        quotation.outside().contains(&i).then_some(quotation)
    }

    /// Token `i`.
    pub fn token(&self, i: usize) -> Option<&Token<'a>> {
        self.paragraph.tokens().get(i)
    }

    /// Token `i` as it stands in the text; nothing after the last.
    pub fn word(&self, i: usize) -> &'a str {
        self.token(i).map_or("", |token| token.word)
    }

    /// Whether token `i` is this word, which is in small letters.
    pub fn is_word(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i`, or a phrase that begins there, is of the class.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.classes.get(i).is_some_and(|classes| classes.has(class))
    }

    /// Whether it is of one of the classes.
    pub fn is_any(&self, i: usize, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(i, *class))
    }

    /// How many tokens from `i` are of the class: those of the longest phrase, 1 for
    /// a word, 0 for nothing.
    pub fn length(&self, i: usize, class: Class) -> usize {
        if !self.is(i, class) {
            return 0;
        }
        let from = self.phrases.partition_point(|phrase| phrase.0 < i);
        let here = self.phrases[from..].iter().take_while(|phrase| phrase.0 == i);
        let of_class = here.filter(|phrase| phrase.2 == class);
        of_class.map(|phrase| phrase.1).max().unwrap_or(1)
    }

    /// The first token within `tokens` of the class.
    pub fn find(&self, mut tokens: Range<usize>, class: Class) -> Option<usize> {
        tokens.find(|&i| self.is(i, class))
    }

    /// Whether token `i` is a mark; nothing after the last.
    pub fn is_mark(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Mark)
    }

    /// Whether token `i` is one of these marks.
    pub fn is_one_of(&self, i: usize, marks: &[char]) -> bool {
        self.is_mark(i) && self.word(i).starts_with(marks)
    }

    /// Whether token `i` is a number in digits.
    pub fn is_number(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether an amount is or begins at token `i`: "40", "forty", "$".
    pub fn is_amount(&self, i: usize) -> bool {
        self.is_number(i) || self.is(i, Class::Quantity) || self.is_one_of(i, &['$', '€', '£'])
    }

    /// Whether token `i` is what those who speak call themselves.
    pub fn is_first_person(&self, i: usize) -> bool {
        self.is_word(i, "I") || self.is_word(i, "we")
    }

    /// Whether token `i` begins with a capital letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(Token::capital)
    }

    /// Whether a sentence begins at token `i`, or its words do after a quotation mark.
    pub fn begins_sentence(&self, i: usize) -> bool {
        let begins = |i: usize| {
            self.sentences()
                .binary_search_by_key(&i, |sentence| sentence.start)
                .is_ok()
        };
        begins(i) || i > 0 && self.is_mark(i - 1) && (begins(i - 1) || self.quotation(i - 1).is_some())
    }

    /// Whether the words stop at token `i`: at a comma, a dash, a bracket, a quotation
    /// mark, or the end.
    pub fn is_break(&self, i: usize) -> bool {
        const BREAKS: &[char] = &[
            ',', ';', ':', '.', '!', '?', '…', '—', '–', '(', ')', '[', ']', '“', '”', '"', '«', '»', '„', '|', '。',
            '，',
        ];
        match self.token(i) {
            None => true,
            // A hyphen that stands alone is a dash, and so are two.
            Some(token) if token.word == "-" => {
                let two = self.word(i + 1) == "-" || i > 0 && self.word(i - 1) == "-";
                two || token.spaced && self.token(i + 1).is_none_or(|next| next.spaced)
            }
            Some(_) => self.is_one_of(i, BREAKS) || self.is_quotation_mark(i),
        }
    }

    /// Whether token `i` opens or closes a quotation.
    pub fn is_quotation_mark(&self, i: usize) -> bool {
        self.quotation(i)
            .is_some_and(|quotation| !quotation.inside.contains(&i))
    }

    /// Where these tokens stand in the text.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let all = self.paragraph.tokens().get(tokens)?;
        let (first, last) = (all.first()?, all.last()?);
        Span::new(self.paragraph.text(), range(first.start, last.end()))
    }
}
