//! Names that say themselves what they are: Lamar Avenue, Gulf of Finland. Most are
//! in no gazetteer.

use std::ops::Range;

use super::super::gazetteer::{Gazetteer, Kind as PlaceKind, Role};
use super::super::tokens::{Kind, Token};
use super::names::{Found, fold_tokens};
use super::words::{Class, PlaceWords};

/// How many words may stand before the word that says what it is.
const BEFORE: usize = 3;

/// Words that end a name, with the kind of place, in the words of
/// [`Kind`](PlaceKind) where there is one.
const ENDINGS: [(&str, &[&str]); 12] = [
    ("street", &["Street", "Road", "Avenue", "Boulevard", "Highway"]),
    ("river", &["River", "Creek"]),
    ("lake", &["Lake", "Lagoon"]),
    ("sea", &["Sea", "Bay", "Strait", "Gulf", "Sound"]),
    ("canal", &["Canal"]),
    ("island", &["Island", "Islands", "Archipelago"]),
    ("mountain", &["Mountains", "Mountain", "Hills"]),
    ("valley", &["Valley", "Delta"]),
    (
        "area",
        &[
            "Beach",
            "Peninsula",
            "Heights",
            "Falls",
            "Park",
            "Square",
            "Desert",
            "Coast",
        ],
    ),
    ("building", &["Bridge", "Airport", "Castle", "Plaza", "Palace"]),
    (
        "region",
        &["State", "Province", "Oblast", "Region", "Governorate", "Prefecture"],
    ),
    ("district", &["County", "Parish", "Township"]),
];

/// Words that begin a name, with the kind of place, and whether “of” follows.
const BEGINNINGS: [(&str, &str, bool); 13] = [
    ("Lake", "lake", false),
    ("Mount", "mountain", false),
    ("Cape", "area", false),
    ("Port", "city", false),
    ("Fort", "city", false),
    ("River", "river", false),
    ("Gulf", "sea", true),
    ("Bay", "sea", true),
    ("Firth", "sea", true),
    ("Strait", "sea", true),
    ("Sea", "sea", true),
    ("Isle", "island", true),
    ("Province", "region", true),
];

/// The name with a word for its kind that begins with the token of this number.
pub fn typed<'a>(gazetteer: &'a Gazetteer, words: &PlaceWords, tokens: &[Token], first: usize) -> Option<Found<'a>> {
    if !name(words, &tokens[first]) {
        return None;
    }
    begun(gazetteer, words, tokens, first).or_else(|| ended(gazetteer, words, tokens, first))
}

fn begun<'a>(gazetteer: &'a Gazetteer, words: &PlaceWords, tokens: &[Token], first: usize) -> Option<Found<'a>> {
    let (_, kind, of) = *BEGINNINGS.iter().find(|(word, ..)| *word == tokens[first].word)?;
    let mut at = first + 1;
    if of {
        tokens.get(at).filter(|token| token.word == "of")?;
        at += 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.word == "the"));
    }
    let own = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.spaced && name(words, token) && !is_ending(token.word))
    };
    // "River Towns" is no river.
    let own = |at: usize| own(at) && !words.of(tokens[at].word).any(&[Class::Ground, Class::Organ]);
    let found = own(at).then(|| found(gazetteer, tokens, first..at + 1, at..at + 1, kind))?;
    // Nor is there a lake in the "Lake Policy Institute".
    let longer = tokens.get(at + 1).is_some_and(|next| next.spaced && next.capital());
    (!found.named.is_empty() || !longer).then_some(found)
}

fn ended<'a>(gazetteer: &'a Gazetteer, words: &PlaceWords, tokens: &[Token], first: usize) -> Option<Found<'a>> {
    let mut before = 1;
    let mut at = first + 1;
    loop {
        let token = tokens.get(at)?;
        let clitic = token.kind == Kind::Clitic;
        if !(clitic || token.spaced && token.kind == Kind::Word && token.capital()) {
            return None;
        }
        let ending = ENDINGS.iter().find(|(_, endings)| endings.contains(&token.word));
        if let Some(&(kind, _)) = ending {
            let found = found(gazetteer, tokens, first..at + 1, first..at, kind);
            // There are an Islamic State and the Ohio State Police, too.
            let longer = tokens.get(at + 1).is_some_and(|next| next.spaced && next.capital());
            return (token.word != "State" || !found.named.is_empty() && !longer).then_some(found);
        }
        before += usize::from(!clitic);
        if before > BEFORE || !clitic && !name(words, token) {
            return None;
        }
        at += 1;
    }
}

fn is_ending(word: &str) -> bool {
    ENDINGS.iter().any(|(_, endings)| endings.contains(&word))
}

/// Whether a word may be of such a name.
fn name(words: &PlaceWords, token: &Token) -> bool {
    token.kind == Kind::Word
        && token.capital()
        && !words
            .of(token.word)
            .any(&[Class::Before, Class::After, Class::Inside, Class::Party])
}

/// The whole name, as that of the places of this kind that the name without its word
/// for the kind may mean.
fn found<'a>(
    gazetteer: &'a Gazetteer,
    tokens: &[Token],
    all: Range<usize>,
    own: Range<usize>,
    kind: &'static str,
) -> Found<'a> {
    let own = fold_tokens(&tokens[own]);
    let named = gazetteer.named(&own).filter(|named| {
        named.role != Role::Adjective && named.place.kind() != PlaceKind::City && named.place.kind().word() == kind
    });
    Found {
        end: tokens[all.end - 1].end(),
        folded: fold_tokens(&tokens[all.clone()]),
        named: named.collect(),
        typed: Some(kind),
        tokens: all,
    }
}
