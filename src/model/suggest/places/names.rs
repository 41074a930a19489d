//! Names of the gazetteer in a text, the longest one that begins at a word.

use std::ops::Range;

use super::super::fold::fold_into;
use super::super::gazetteer::{Gazetteer, Kind as PlaceKind, Named, Role};
use super::super::tokens::{Kind, Token};
use super::words::{Class, Classes, PlaceWords};

/// No name has more words than this.
const MOST: usize = 7;

/// A name that stands in a text.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The byte of the text after its last: a point of an abbreviation is of it.
    pub end: usize,
    /// As it is in the gazetteer's index.
    pub folded: String,
    /// Whose name it is; empty only if it says itself what it is.
    pub named: Vec<Named<'a>>,
    /// The kind of place that a word of the name says that it is.
    pub typed: Option<&'static str>,
}

/// The longest name that begins with the token of this number.
pub fn longest<'a>(gazetteer: &'a Gazetteer, tokens: &[Token], first: usize) -> Option<Found<'a>> {
    let begins = |token: &Token| token.kind == Kind::Word && token.capital();
    if !tokens.get(first).is_some_and(begins) {
        return None;
    }
    let mut folded = String::with_capacity(32);
    let mut best = None;
    let mut words = 0;
    for (number, token) in tokens.iter().enumerate().skip(first) {
        match token.kind {
            Kind::Mark if joins(tokens, number) => continue,
            Kind::Mark => break,
            Kind::Clitic => {}
            Kind::Word | Kind::Number => {
                let small = token.kind == Kind::Word && !token.capital() && !may_be_small(token.word);
                if small || words == MOST {
                    break;
                }
                words += 1;
                if words > 1 {
                    folded.push(' ');
                }
            }
        }
        fold_into(&mut folded, token.word);
        if !gazetteer.knows(&folded) {
            continue;
        }
        let range = first..number + 1;
        let named: Vec<_> = gazetteer
            .named(&folded)
            .filter(|named| fits(named, tokens, range.clone()))
            .collect();
        if !named.is_empty() {
            best = Some((range, folded.len(), named));
        }
    }
    let (range, length, named) = best?;
    // "The Hague", but "Netherlands".
    let without = folded[..length].strip_prefix("the ");
    if without.is_some_and(|name| {
        named
            .iter()
            .any(|named| gazetteer.named(name).any(|other| other.place == named.place))
    }) {
        return None;
    }
    folded.truncate(length);
    let last = &tokens[range.end - 1];
    let abbreviated = named
        .iter()
        .any(|named| named.name.ends_with('.') && named.name.chars().any(char::is_lowercase));
    let point = point_after(tokens, range.end).filter(|_| last.word.contains('.') || abbreviated);
    Some(Found {
        end: point.map_or(last.end(), Token::end),
        tokens: range,
        folded,
        named,
        typed: None,
    })
}

/// A name that is in no gazetteer, but stands after “in” and before a comma and a
/// region or country: “in Churchill, Manitoba”.
pub fn before_region<'a>(
    gazetteer: &'a Gazetteer,
    words: &PlaceWords,
    tokens: &[Token],
    sentence: &Range<usize>,
    first: usize,
) -> Option<Found<'a>> {
    let lead = first.checked_sub(1).filter(|&at| at >= sentence.start)?;
    let name = |token: &&Token| token.kind == Kind::Word && token.capital() && token.spaced;
    let length = tokens[first..sentence.end].iter().take(3).take_while(name).count();
    let end = first + length;
    let comma = tokens.get(end).filter(|mark| mark.word == "," && !mark.spaced)?;
    let lead = words.of(tokens[lead].word);
    if length == 0 || !lead.any(&[Class::Inside, Class::Object]) {
        return None;
    }
    let larger = longest(gazetteer, &tokens[..sentence.end], end + 1)?;
    let is_larger = |named: &Named| {
        named.role != Role::Adjective && matches!(named.place.kind(), PlaceKind::Region | PlaceKind::Country)
    };
    (comma.kind == Kind::Mark && larger.named.iter().any(is_larger)).then(|| Found {
        tokens: first..end,
        end: tokens[end - 1].end(),
        folded: fold_tokens(&tokens[first..end]),
        named: Vec::new(),
        typed: Some(""),
    })
}

/// A name that is in no gazetteer, but stands alone after “in” or “near”: “near Voss.”
/// It is one of up to three words that mean nothing else.
///
/// Limitation: “in Bitcoin” reads the same.
pub fn after_lead<'a>(
    words: &PlaceWords,
    tokens: &[Token],
    sentence: &Range<usize>,
    first: usize,
) -> Option<Found<'a>> {
    const LEADS: [&str; 10] = [
        "in", "at", "near", "off", "outside", "around", "toward", "towards", "beyond", "visited",
    ];
    let lead = first.checked_sub(1).filter(|&at| at >= sentence.start)?;
    if !LEADS.iter().any(|word| tokens[lead].word.eq_ignore_ascii_case(word)) {
        return None;
    }
    let found = unknown(words, tokens, sentence, first)?;
    ends_name(words, tokens, sentence, found.tokens.end).then_some(found)
}

/// Whether no noun and no other name follows that the words before `end` could be a part
/// of.
pub fn ends_name(words: &PlaceWords, tokens: &[Token], sentence: &Range<usize>, end: usize) -> bool {
    tokens[..sentence.end].get(end).is_none_or(|next| {
        let of = words.of(next.word);
        let verb = !next.capital() && of.any(&[Class::After, Class::Acts]);
        next.kind == Kind::Mark && next.word != "-" && next.word != "&" || verb
    })
}

/// Up to three capitalised words that mean nothing else.
pub fn unknown<'a>(words: &PlaceWords, tokens: &[Token], sentence: &Range<usize>, first: usize) -> Option<Found<'a>> {
    const LONGEST: usize = 3;
    const SHORTEST: usize = 4;
    let all = &tokens[first..sentence.end];
    let plain = |token: &&Token| {
        let small = token.word.chars().any(char::is_lowercase) && token.word.chars().count() >= SHORTEST;
        let own = token.kind == Kind::Word && token.capital() && token.spaced && small;
        own && words.of(token.word) == Classes::default()
    };
    let length = all.iter().take(LONGEST + 1).take_while(plain).count();
    let end = first + length;
    (1..=LONGEST).contains(&length).then(|| Found {
        tokens: first..end,
        end: tokens[end - 1].end(),
        folded: fold_tokens(&tokens[first..end]),
        named: Vec::new(),
        typed: Some(""),
    })
}

/// The tokens of a name as they are in the gazetteer's index.
pub fn fold_tokens(tokens: &[Token]) -> String {
    let mut folded = String::new();
    for token in tokens.iter().filter(|token| token.kind != Kind::Mark) {
        if token.kind != Kind::Clitic && !folded.is_empty() {
            folded.push(' ');
        }
        fold_into(&mut folded, token.word);
    }
    folded
}

/// Whether a word of a name may begin with a small letter: "of", "d’Ivoire".
fn may_be_small(word: &str) -> bool {
    word.chars().count() < 4 || word.contains(['’', '\''])
}

/// Whether a mark stands between two words of a name.
fn joins(tokens: &[Token], mark: usize) -> bool {
    let next = tokens.get(mark + 1);
    let unspaced = !tokens[mark].spaced;
    let word = next.is_some_and(|next| next.kind == Kind::Word);
    match tokens[mark].word {
        "-" | "‐" | "‑" | "–" => unspaced && word && next.is_some_and(|next| !next.spaced),
        "." | "," => unspaced && word && next.is_some_and(|next| next.spaced && next.capital()),
        _ => false,
    }
}

/// Whether a name that has the same letters is written as one writes it.
fn fits(named: &Named, tokens: &[Token], range: Range<usize>) -> bool {
    let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
    let name = named.name;
    let small = |word: &str| word.chars().any(char::is_lowercase);
    // "US" is no "us", and "Pa." no "Pa".
    let short = named.role == Role::Code || name.len() < 6 && !small(name);
    if short && small(first.word) {
        return false;
    }
    if name.ends_with('.') && small(name) && point_after(tokens, range.end).is_none() {
        return false;
    }
    if name.ends_with('-') && tokens.get(range.end).is_none_or(|mark| mark.spaced || mark.word != "-") {
        return false;
    }
    // "St. John’s" is a name, "John’s" is somebody’s.
    last.kind != Kind::Clitic || name.ends_with("'s") || name.ends_with("’s")
}

/// The point that stands right after a word.
fn point_after<'t, 'a>(tokens: &'t [Token<'a>], end: usize) -> Option<&'t Token<'a>> {
    tokens.get(end).filter(|mark| mark.word == "." && !mark.spaced)
}
