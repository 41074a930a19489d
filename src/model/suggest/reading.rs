//! A paragraph as a rule sees it: each word with what it can do there.

use std::ops::Range;

use super::super::span::{Span, range};
use super::lexicon::{Class, Classes, Lexicon, push_folded};
use super::quotes::{Quotation, quotations};
use super::tokens::{Kind, Paragraph, Token};
use super::verbs::looks_finite;

/// A paragraph with what the lexicon knows of its words.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    paragraph: &'a Paragraph<'a>,
    /// Its tokens, in their order.
    words: Vec<Word>,
    /// The phrases: their first token, their length, and what they do.
    phrases: Vec<(usize, usize, Class)>,
    quotations: Vec<Quotation>,
}

/// What is known of a token. It is worked out once: each rule asks for it, of every token.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// What the word, or a phrase that begins with it, can do.
    classes: Classes,
    /// The mark that the token is, if it is one.
    mark: Option<char>,
    /// Its length in bytes and the first of them, as a small letter: most words differ in these.
    length: u32,
    first: u8,
    capital: bool,
    opens_sentence: bool,
    in_quotation: bool,
    quotation_mark: bool,
    breaks: bool,
    adverb: bool,
    finite: bool,
}

/// After which “’s” is short for "is" or "has".
const SHORTENED: [&str; 21] = [
    "it",
    "he",
    "she",
    "that",
    "this",
    "there",
    "here",
    "what",
    "who",
    "where",
    "how",
    "when",
    "why",
    "one",
    "everyone",
    "someone",
    "nobody",
    "nothing",
    "something",
    "everything",
    "let",
];

impl<'a> Reading<'a> {
    /// Looks up the words of a paragraph.
    pub fn new(paragraph: &'a Paragraph<'a>, lexicon: &Lexicon) -> Self {
        let tokens = paragraph.tokens();
        let mut reading = Self {
            paragraph,
            words: tokens.iter().map(Word::new).collect(),
            phrases: Vec::new(),
            quotations: quotations(tokens),
        };
        for sentence in paragraph.sentences() {
            reading.words[sentence.start].opens_sentence = true;
        }
        for quotation in &reading.quotations {
            let (inside, outside) = (&quotation.inside, quotation.outside());
            for i in outside {
                reading.words[i].in_quotation = true;
                reading.words[i].quotation_mark = !inside.contains(&i);
            }
        }
        reading.look_up(lexicon);
        for i in 0..reading.words.len() {
            reading.words[i].breaks = breaks(&reading, i);
            reading.words[i].adverb = looks_like_adverb(&reading, i);
        }
        // Which needs to know the adverbs before it and after it.
        for i in 0..reading.words.len() {
            reading.words[i].finite = looks_finite(&reading, i);
        }
        reading
    }

    /// Learns what each word can do.
    fn look_up(&mut self, lexicon: &Lexicon) {
        let tokens = self.paragraph.tokens();
        let folded = Folded::new(tokens);
        for i in 0..tokens.len() {
            let Some(entry) = lexicon.entry(folded.word(i)) else {
                continue;
            };
            let mut all = entry.classes;
            for (rest, class) in &entry.phrases {
                if (i + 1..).zip(rest).all(|(at, known)| folded.word(at) == &**known) {
                    self.phrases.push((i, 1 + rest.len(), *class));
                    all = all.and((*class).into());
                }
            }
            self.words[i].classes = all;
        }
        for (i, token) in tokens.iter().enumerate() {
            // A month, not what may be.
            if token.word == "May" && !self.words[i].opens_sentence {
                self.words[i].classes = Class::Time.into();
            }
            // "It’s late", not "the city’s".
            if i > 0 && folded.word(i) == "'s" && SHORTENED.contains(&folded.word(i - 1)) {
                self.words[i].classes = Class::Be.into();
            }
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
        if !self.words.get(i)?.in_quotation {
            return None;
        }
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
        self.is_any_word(i, &[word])
    }

    /// Whether token `i` is one of these words, which are in small letters.
    pub fn is_any_word(&self, i: usize, words: &[&str]) -> bool {
        let Some(known) = self.words.get(i) else {
            return false;
        };
        let may_be = |word: &str| word.len() == known.length as usize && word.as_bytes()[0] == known.first;
        words
            .iter()
            .any(|word| may_be(word) && self.word(i).eq_ignore_ascii_case(word))
    }

    /// Whether token `i`, or a phrase that begins there, is of the class.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.words.get(i).is_some_and(|word| word.classes.has(class))
    }

    /// Whether it is of one of the classes.
    pub fn is_any(&self, i: usize, classes: &[Class]) -> bool {
        self.words.get(i).is_some_and(|word| word.classes.has_any(classes))
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
        self.words.get(i).is_some_and(|word| word.mark.is_some())
    }

    /// Whether token `i` is one of these marks.
    pub fn is_one_of(&self, i: usize, marks: &[char]) -> bool {
        let mark = self.words.get(i).and_then(|word| word.mark);
        mark.is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether token `i` is a number in digits.
    pub fn is_number(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether an amount is or begins at token `i`: "40", "forty", "$".
    pub fn is_amount(&self, i: usize) -> bool {
        self.is_number(i) || self.is(i, Class::Quantity) || self.is_one_of(i, &['$', '€', '£'])
    }

    /// Whether token `i` is a year in digits.
    pub fn is_year(&self, i: usize) -> bool {
        self.is_number(i) && self.word(i).len() == 4 && self.word(i).starts_with(['1', '2'])
    }

    /// Whether token `i` is the “’s” that ends a word: of a possessive, or short for "is" or "has".
    pub fn is_clitic_s(&self, i: usize) -> bool {
        self.is_any_word(i, &["'s", "’s"])
    }

    /// Whether token `i` says that something is theirs who speak.
    pub fn is_our(&self, i: usize) -> bool {
        self.is_any_word(i, &["my", "our"])
    }

    /// Whether token `i` is what those who speak call themselves.
    pub fn is_first_person(&self, i: usize) -> bool {
        self.is_any_word(i, &["i", "we"])
    }

    /// Whether token `i` begins with a capital letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.capital)
    }

    /// Whether token `i` is an adverb.
    pub fn is_adverb(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.adverb)
    }

    /// Whether token `i` looks like a verb that has a subject.
    pub fn is_finite(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.finite)
    }

    /// Whether a sentence begins at token `i`, or its words do after a quotation mark.
    pub fn begins_sentence(&self, i: usize) -> bool {
        let opens = |i: usize| self.words.get(i).is_some_and(|word| word.opens_sentence);
        opens(i) || i > 0 && self.is_mark(i - 1) && (opens(i - 1) || self.quotation(i - 1).is_some())
    }

    /// Whether the words stop at token `i`: at a comma, a dash, a bracket, a quotation
    /// mark, or the end.
    pub fn is_break(&self, i: usize) -> bool {
        self.words.get(i).is_none_or(|word| word.breaks)
    }

    /// Whether token `i` opens or closes a quotation.
    pub fn is_quotation_mark(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.quotation_mark)
    }

    /// Where these tokens stand in the text.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let all = self.paragraph.tokens().get(tokens)?;
        let (first, last) = (all.first()?, all.last()?);
        Span::new(self.paragraph.text(), range(first.start, last.end()))
    }
}

impl Word {
    fn new(token: &Token) -> Self {
        let mark = token.word.chars().next().filter(|_| token.kind == Kind::Mark);
        Self {
            classes: Classes::default(),
            mark,
            length: token.word.len() as u32,
            first: token.word.as_bytes()[0].to_ascii_lowercase(),
            capital: token.capital(),
            opens_sentence: false,
            in_quotation: false,
            quotation_mark: false,
            breaks: false,
            adverb: false,
            finite: false,
        }
    }
}

/// The words of a paragraph as the lexicon writes them, one after another.
struct Folded {
    words: String,
    ends: Vec<usize>,
}

impl Folded {
    fn new(tokens: &[Token]) -> Self {
        let mut folded = Self {
            words: String::with_capacity(8 * tokens.len()),
            ends: Vec::with_capacity(tokens.len()),
        };
        for token in tokens {
            push_folded(&mut folded.words, token.word);
            folded.ends.push(folded.words.len());
        }
        folded
    }

    /// Word `i`; nothing after the last.
    fn word(&self, i: usize) -> &str {
        let Some(&end) = self.ends.get(i) else { return "" };
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..end]
    }
}

/// Whether the words stop at token `i`.
fn breaks(reading: &Reading, i: usize) -> bool {
    const BREAKS: &[char] = &[
        ',', ';', ':', '.', '!', '?', '…', '—', '–', '(', ')', '[', ']', '“', '”', '"', '«', '»', '„', '|', '。', '，',
    ];
    // A hyphen that stands alone is a dash, and so are two.
    if reading.is_one_of(i, &['-']) {
        let alone = |at: usize| reading.token(at).is_none_or(|token| token.spaced);
        let two = reading.is_one_of(i + 1, &['-']) || i > 0 && reading.is_one_of(i - 1, &['-']);
        return two || alone(i) && alone(i + 1);
    }
    reading.is_one_of(i, BREAKS) || reading.is_quotation_mark(i)
}

fn looks_like_adverb(reading: &Reading, i: usize) -> bool {
    let word = reading.word(i);
    reading.is(i, Class::Adverb) || word.len() > 4 && word.ends_with("ly") && !reading.is_capital(i)
}
