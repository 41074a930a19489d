//! Where words occur in a text.

use std::ops::Range;

use super::segmentation::inside_word;
use super::span::{Span, range};
use super::text::Text;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The words. White space between them stands for any white space, a straight
    /// quotation mark or apostrophe for a curly one, and the other way round.
    pub words: String,
    /// Whether "EU" is another word than "eu".
    pub match_case: bool,
    /// Whether "port" in "airport" does not count.
    pub whole_words: bool,
}

/// The places where the words occur, from left to right, the first `limit` of
/// them. No two overlap: where two would, the first counts.
///
/// ```
/// # use gloss::model::{intake, occurrences::{Search, occurrences}};
/// let text = intake::clean("The EU’s plan: the\n EU's aim").unwrap().text;
/// let search = Search { words: "the eu's".to_owned(), ..Search::default() };
/// let quotes: Vec<_> = occurrences(&text, &search, 10).iter().map(|span| span.quote(&text)).collect();
/// assert_eq!(quotes, ["The EU’s", "the\n EU's"]);
/// ```
///
/// An occurrence that starts or ends inside what a reader sees as one character
/// is none. A whole word is one as [`snap_to_words`](super::segmentation::snap_to_words)
/// sees it: in scripts that are written without spaces, anything is.
///
/// Limitation: case is that of [`char::to_lowercase`], for every language alike:
/// "ISPARTA" is no "ısparta", "STRASSE" is no "straße". Nothing is normalised: "é"
/// in one code point is not "é" in two.
pub fn occurrences(text: &Text, search: &Search, limit: usize) -> Vec<Span> {
    let content = text.as_str();
    let pattern = Pattern::new(&search.words, search.match_case);
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < limit
        && let Some(hit) = pattern.find(content, from)
    {
        let cut = search.whole_words && (inside_word(content, hit.start) || inside_word(content, hit.end));
        let hit = range(hit.start, hit.end);
        let span = Span::new(text, hit).filter(|span| !cut && span.range() == hit);
        from = match span {
            Some(span) => span.end().into(),
            None => content.ceil_char_boundary(usize::from(hit.start()) + 1),
        };
        found.extend(span);
    }
    found
}

/// Words to look for, as they compare with a text.
pub(super) struct Pattern {
    /// Each character folded, each run of white space one space. It begins and
    /// ends with other characters.
    folded: Vec<char>,
    match_case: bool,
    /// What the UTF-8 of a character ends with that the words can begin with;
    /// `None` if that may be any byte.
    first: Option<[u8; 3]>,
}

impl Pattern {
    /// The pattern of these words. That of blank words is found nowhere.
    pub fn new(words: &str, match_case: bool) -> Self {
        let mut pattern = Vec::new();
        for word in words.split_whitespace() {
            if !pattern.is_empty() {
                pattern.push(' ');
            }
            pattern.extend(word.chars().flat_map(|c| folded(c, match_case)));
        }
        Self {
            first: pattern.first().and_then(|&first| last_bytes(first, match_case)),
            folded: pattern,
            match_case,
        }
    }

    /// The first occurrence in `content` that starts at or after byte `from`,
    /// which is on a character.
    pub fn find(&self, content: &str, mut from: usize) -> Option<Range<usize>> {
        while from < content.len() {
            if let Some([a, b, c]) = self.first {
                from += memchr::memchr3(a, b, c, &content.as_bytes()[from..])?;
                from = content.floor_char_boundary(from);
            }
            if let Some(length) = self.length_at_start(&content[from..]) {
                return Some(from..from + length);
            }
            from = content.ceil_char_boundary(from + 1);
        }
        None
    }

    /// How many bytes of `content` are an occurrence that it starts with.
    fn length_at_start(&self, content: &str) -> Option<usize> {
        let mut wanted = &*self.folded;
        let mut rest = content;
        wanted.first()?;
        while let Some(&next) = wanted.first() {
            if next == ' ' {
                let after = rest.trim_start();
                if after.len() == rest.len() {
                    return None;
                }
                rest = after;
                wanted = &wanted[1..];
                continue;
            }
            let c = rest.chars().next()?;
            for part in folded(c, self.match_case) {
                // A character of the text is found whole or not at all.
                wanted = wanted.strip_prefix(&[part])?;
            }
            rest = &rest[c.len_utf8()..];
        }
        Some(content.len() - rest.len())
    }
}

/// What the character is compared as.
fn folded(c: char, match_case: bool) -> impl Iterator<Item = char> {
    let c = match straight(c) {
        // The sigma that ends words has the capital of the other one.
        'ς' if !match_case => 'σ',
        c => c,
    };
    let lower = (!match_case).then(|| c.to_lowercase());
    match_case.then_some(c).into_iter().chain(lower.into_iter().flatten())
}

/// A curly quotation mark or apostrophe as a straight one; any other character as
/// it is.
pub(super) fn straight(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => c,
    }
}

/// The last bytes of the characters that `folded` turns into `first`, or into
/// more that begins with it. `None` if they are many.
fn last_bytes(first: char, match_case: bool) -> Option<[u8; 3]> {
    let sources = match first {
        '\'' => ['\'', '‘', '’'],
        '"' => ['"', '“', '”'],
        _ if match_case => [first; 3],
        'i' => ['i', 'I', 'İ'],
        'σ' => ['σ', 'Σ', 'ς'],
        // Signs that are letters once more: kelvin, ångström, ohm.
        'k' => ['k', 'K', '\u{212A}'],
        'å' => ['å', 'Å', '\u{212B}'],
        'ω' => ['ω', 'Ω', '\u{2126}'],
        'θ' => ['θ', 'Θ', 'ϴ'],
        // Two letters in one have two capitals: "Dž" and "DŽ" in one code point.
        '\u{1C6}' | '\u{1C9}' | '\u{1CC}' | '\u{1F3}' => return None,
        _ => {
            let mut capital = first.to_uppercase();
            if capital.len() > 1 {
                return None;
            }
            [first, first, capital.next()?]
        }
    };
    let last = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => byte,
        _ => 0x80 | (u32::from(c) % 64) as u8,
    };
    Some(sources.map(last))
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    /// `marked` has each occurrence of the words between [ ].
    fn check(words: &str, match_case: bool, whole_words: bool, marked: &str) {
        let text = intake::clean(marked.replace(['[', ']'], "")).expect("a text").text;
        let search = Search {
            words: words.to_owned(),
            match_case,
            whole_words,
        };
        let mut found = text.as_str().to_owned();
        for span in occurrences(&text, &search, usize::MAX).iter().rev() {
            found.insert(span.end().into(), ']');
            found.insert(span.start().into(), '[');
        }
        assert_eq!(found, marked, "{words:?}");
    }

    #[test]
    fn words_are_found() {
        for (words, marked) in [
            ("aa", "[aa]a [AA][aA]"),
            ("  the\n EU ", "[The EU], [the \n\n eu], theEU"),
            ("", "nothing"),
            (" \n", "nothing  "),
            ("EU's “plan”", "[EU’s \"plan\"] [eu‘s ”plan“]"),
            ("’", "don[']t"),
            ("👩", "👩‍👩‍👧 [👩] 👩🏽"),
            ("👨‍👩‍👧", "[👨‍👩‍👧][👨‍👩‍👧]👨‍👩‍👧‍👦"),
            ("🇫🇷", "[🇫🇷]🇩🇪[🇫🇷]"),
            ("e", "e\u{301} [e]é[E]"),
            ("e\u{301}", "[e\u{301}] e [E\u{301}]"),
            ("الرئيس", "قال [الرئيس] إن [الرئيس]ة"),
            ("北京", "在[北京]市[北京]"),
            ("İstanbul", "[İstanbul] Istanbul istanbul [i\u{307}stanbul]"),
            ("istanbul", "İstanbul [Istanbul] [istanbul] ıstanbul"),
            ("ß", "Stra[ß]e STRA[ẞ]E STRASSE"),
            ("strasse", "Straße [STRASSE]"),
            ("οδός", "[ΟΔΌΣ] [οδός]"),
            ("ΟΔΌΣ", "[οδός]"),
            ("kelvin", "[Kelvin] [\u{212A}elvin]"),
            ("правда", "[Правда], [ПРАВДА]"),
            ("\u{1C4}", "[\u{1C6}][\u{1C4}][\u{1C5}] d\u{17E}"),
        ] {
            check(words, false, false, marked);
        }
    }

    #[test]
    fn case_and_whole_words_can_matter() {
        check("EU", true, false, "[EU] eu [EU]ropa");
        check("don't", true, false, "[don’t] Don’t");
        check("EU", false, true, "[EU] [eu] Europa NEU [EU]-wide [EU]的 EU’s U.S.EU");
        check("plan is", false, true, "[plan\nis] plan isn’t airplan is");
        check("北京", false, true, "在[北京]市");
        check("e", false, true, "[e] été e\u{301}");
        check("“We", false, true, "said [“We] — “Wer [\"We]”");
        check("1", false, true, "[1] 1.5 1,000 [1].");
    }

    #[test]
    fn so_many_and_no_more() {
        let text = intake::clean("aaaaa").expect("a text").text;
        let search = Search {
            words: "a".to_owned(),
            ..Search::default()
        };
        for (limit, count) in [(0, 0), (2, 2), (5, 5), (9, 5)] {
            assert_eq!(occurrences(&text, &search, limit).len(), count);
        }
    }

    #[test]
    fn no_character_is_passed_over() {
        for c in '\0'..=char::MAX {
            let [lower, same] = [false, true].map(|match_case| (folded(c, match_case).next(), match_case));
            for (first, match_case) in [lower, same] {
                let bytes = last_bytes(first.expect("a character"), match_case);
                let last = *c.to_string().as_bytes().last().expect("a byte");
                assert!(bytes.is_none_or(|bytes| bytes.contains(&last)), "{c:?}");
            }
        }
    }
}
