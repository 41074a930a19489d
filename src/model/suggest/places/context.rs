//! Whether a name of a place is meant as one where it stands: not a person, a
//! newspaper, or any other word.

use std::ops::Range;

use super::super::gazetteer::{Gazetteer, Kind as PlaceKind, Named, Place, Role};
use super::super::tokens::{Kind, Token};
use super::names::{Found, longest};
use super::words::{Class, Classes, PlaceWords};

/// What a name is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A place, and what stands beside it says so: "in", a larger place.
    Surely,
    /// A place, as far as can be seen.
    Likely,
    /// A place's name in a longer name that may be anything.
    Perhaps,
    /// A newspaper, a club or a company that is called after it.
    Company,
    /// A person, of whose name these tokens are the last.
    Person(usize),
    /// No name of a place here.
    No,
}

/// A name in its sentence.
#[derive(Clone, Copy)]
pub struct Context<'t, 'a> {
    /// All places.
    pub gazetteer: &'a Gazetteer,
    /// What words tell.
    pub words: &'a PlaceWords,
    /// The tokens of its paragraph.
    pub tokens: &'t [Token<'t>],
    /// Those of its sentence.
    pub sentence: &'t Range<usize>,
    /// The name.
    pub found: &'t Found<'a>,
    /// Whether the name before it, with only a space between, is that of a place.
    pub after_place: bool,
}

impl<'t> Context<'t, '_> {
    /// The word right before the name, and what it tells. The point of "Mr." and of
    /// an initial is stepped over.
    pub fn before(&self) -> Option<(&'t Token<'t>, Classes)> {
        let first = self.found.tokens.start;
        let mut at = first.checked_sub(1).filter(|&at| at >= self.sentence.start)?;
        if !self.tokens[first].spaced {
            return None;
        }
        if self.tokens[at].word == "." && !self.tokens[at].spaced {
            at = at.checked_sub(1)?;
            let short = self.tokens[at].word.chars().count() == 1;
            if !short && !self.words.of(self.tokens[at].word).has(Class::Title) {
                return None;
            }
        }
        let token = &self.tokens[at];
        (token.kind == Kind::Word).then(|| (token, self.words.of(token.word)))
    }

    /// The word before the name, an article, a direction and the like left out: “in” of
    /// “in the eastern Donbas”.
    pub fn lead(&self) -> Option<(&'t Token<'t>, Classes)> {
        const LEFT_OUT: [&str; 14] = [
            "the",
            "rural",
            "mainland",
            "occupied",
            "modern",
            "much",
            "neighboring",
            "neighbouring",
            "nearby",
            "most",
            "all",
            "parts",
            "former",
            "today",
        ];
        let (mut token, mut of) = self.before()?;
        for _ in 0..2 {
            if !of.has(Class::Direction) && !LEFT_OUT.contains(&token.word) || of.has(Class::Inside) {
                break;
            }
            let at = self.tokens.partition_point(|other| other.start < token.start);
            let earlier = at
                .checked_sub(1)
                .filter(|&at| at >= self.sentence.start)
                .map(|at| &self.tokens[at]);
            match earlier.filter(|earlier| earlier.kind == Kind::Word) {
                Some(earlier) => (token, of) = (earlier, self.words.of(earlier.word)),
                None => break,
            }
        }
        Some((token, of))
    }

    /// Whether the name is no subject, by the word before it: “from Kyiv”.
    pub fn is_led(&self) -> bool {
        self.lead().is_some_and(|(_, of)| of.has(Class::Object))
    }

    /// The word right after the name, and what it tells.
    pub fn after(&self) -> Option<(&'t Token<'t>, Classes)> {
        let token = self.next(0).filter(|token| token.kind == Kind::Word && token.spaced)?;
        Some((token, self.words.of(token.word)))
    }

    /// So many tokens on from the name, in its sentence.
    pub fn next(&self, on: usize) -> Option<&'t Token<'t>> {
        let at = self.tokens.partition_point(|token| token.start < self.found.end) + on;
        self.tokens.get(at).filter(|_| at < self.sentence.end)
    }

    /// Whether it is an adjective, or what people from a place are called.
    pub fn is_adjective(&self) -> bool {
        let named = &self.found.named;
        self.found.typed.is_none() && named.iter().all(|named| named.role == Role::Adjective)
    }

    /// Whether it owns what follows: Kyiv’s.
    pub fn owns(&self) -> bool {
        self.next(0).is_some_and(|next| {
            next.kind == Kind::Clitic && next.word.ends_with(['s', 'S'])
                || !next.spaced && matches!(next.word, "’" | "'")
        })
    }

    /// The larger place that follows after a comma: Paris, Texas.
    pub fn within(&self) -> Option<Found<'_>> {
        let comma = self.next(0)?;
        let at = self.tokens.partition_point(|token| token.start <= comma.start);
        if comma.word != "," || comma.spaced || at >= self.sentence.end {
            return None;
        }
        let larger = longest(self.gazetteer, self.tokens, at)?;
        let is_larger = |place: Place| matches!(place.kind(), PlaceKind::Country | PlaceKind::Region | PlaceKind::Area);
        larger
            .named
            .iter()
            .any(|named| named.role != Role::Adjective && is_larger(named.place))
            .then_some(larger)
    }

    /// What the name is taken for.
    pub fn verdict(&self) -> Verdict {
        let named = &self.found.named;
        if self.found.typed.is_some() {
            // That the gazetteer knows one of the kind makes sure.
            return match named[..] {
                // That it stands after "in" is all that is known of it.
                [] if self.found.typed == Some("") && self.within().is_none() => Verdict::Perhaps,
                [] => Verdict::Likely,
                _ => Verdict::Surely,
            };
        }
        let code = named.iter().all(|named| named.role == Role::Code);
        let language = self.is_adjective() && self.is_language();
        if self.shouted() || self.in_compound() || code && !self.follows_place() || language {
            return Verdict::No;
        }
        if self.is_adjective() {
            return Verdict::Likely;
        }
        let sure = self.is_sure();
        let otherwise = self
            .person_before()
            .or_else(|| self.longer_after(sure))
            .or_else(|| self.other_word(sure))
            .or_else(|| self.longer_before());
        otherwise.unwrap_or(if sure { Verdict::Surely } else { Verdict::Likely })
    }

    /// Whether what stands beside it says that it is a place.
    fn is_sure(&self) -> bool {
        let lead = self.lead();
        let inside = lead.is_some_and(|(word, of)| of.has(Class::Inside) && (!word.capital() || self.opens(word)));
        inside || self.follows_place() || self.within().is_some()
    }

    fn is_single(&self) -> bool {
        self.found.tokens.len() == 1
    }

    /// A person, by a title, a first name or an initial before it.
    fn person_before(&self) -> Option<Verdict> {
        let (word, of) = self.before().filter(|_| self.is_single() && !self.after_place)?;
        let initial = word.word.chars().count() == 1 && !matches!(word.word, "I" | "A");
        // "President Jordan" may be one, "Minister France" is none.
        let title = of.has(Class::Title) && self.largest() != PlaceKind::Country;
        let person = match word.capital() {
            true => title || of.has(Class::Given) || initial,
            false => of.has(Class::Particle),
        };
        person.then_some(Verdict::Person(self.found.tokens.end))
    }

    /// A person, a company, or a longer name of anything, by a capital after it.
    fn longer_after(&self, sure: bool) -> Option<Verdict> {
        let (word, of) = self.after().filter(|(word, _)| word.capital())?;
        if of.has(Class::Company) && !of.has(Class::Title) {
            return Some(Verdict::Company);
        }
        let plain = [
            Class::Common,
            Class::Title,
            Class::Ground,
            Class::Direction,
            Class::Region,
        ];
        if !self.is_single() || upper(word.word) || of.any(&plain) || of.any(&[Class::After, Class::Acts]) {
            return None;
        }
        let end = self.found.tokens.end;
        let place = longest(self.gazetteer, self.tokens, end).is_some();
        let given = self.words.of_folded(&self.found.folded).has(Class::Given);
        if given && (!place || of.has(Class::Given)) {
            return Some(Verdict::Person(end + 1));
        }
        if place || sure {
            return None;
        }
        Some(if self.well_known() {
            Verdict::Perhaps
        } else {
            Verdict::No
        })
    }

    /// Another word, or a first name, that is as often meant as the place.
    fn other_word(&self, sure: bool) -> Option<Verdict> {
        let of = self.words.of_folded(&self.found.folded);
        if self.is_single() && of.has(Class::Direction) {
            return Some(Verdict::No);
        }
        let given = self.is_single() && of.has(Class::Given) && !self.well_known();
        let verdict = if sure { Verdict::Perhaps } else { Verdict::No };
        (given || of.has(Class::Ordinary)).then_some(verdict)
    }

    /// A surname, or the end of another longer name, by a capital before it.
    fn longer_before(&self) -> Option<Verdict> {
        if !self.is_single() || self.after_place || self.largest() == PlaceKind::Country {
            return None;
        }
        let (_, of) = self.before().filter(|(word, _)| word.capital() && !upper(word.word))?;
        let plain = [
            Class::Common,
            Class::Direction,
            Class::Before,
            Class::Inside,
            Class::Party,
        ];
        if of.any(&plain) || of.any(&[Class::After, Class::Acts]) {
            return None;
        }
        Some(match self.well_known() {
            true => Verdict::Perhaps,
            false => Verdict::Person(self.found.tokens.end),
        })
    }

    /// Whether a word opens the sentence, so that its capital says nothing.
    fn opens(&self, word: &Token) -> bool {
        let before = &self.tokens[self.sentence.clone()];
        before
            .iter()
            .take_while(|token| token.start < word.start)
            .all(|token| token.kind == Kind::Mark)
    }

    /// Whether it stands in capitals among words that don't: then it is an
    /// abbreviation, unless it opens a paragraph, as the place of a report does.
    fn shouted(&self) -> bool {
        let tokens = &self.tokens[self.found.tokens.clone()];
        let is_upper = |token: &&Token| token.kind == Kind::Word && upper(token.word);
        let shouted = tokens
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .all(|token| upper(token.word));
        let abbreviated = self
            .found
            .named
            .iter()
            .any(|named| !named.name.chars().any(char::is_lowercase));
        let opens = self.tokens[self.sentence.start..self.found.tokens.start]
            .iter()
            .all(|token| token.kind == Kind::Mark);
        let of_report = opens
            && self
                .next(0)
                .is_some_and(|next| matches!(next.word, "(" | "," | "—" | "–" | "-" | ":"));
        if !shouted || abbreviated || self.found.tokens.start == 0 || of_report {
            return false;
        }
        let sentence = &self.tokens[self.sentence.clone()];
        let words = sentence.iter().filter(|token| token.kind == Kind::Word).count();
        2 * sentence.iter().filter(is_upper).count() < words
    }

    /// Whether hyphens make it a part of another name: Saint-Denis, but not
    /// US-Russia or pro-Russian.
    fn in_compound(&self) -> bool {
        let name = &self.found.tokens;
        let hyphen = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| matches!(token.word, "-" | "‐" | "‑") && !token.spaced)
        };
        let foreign = |at: usize| {
            let token = &self.tokens[at];
            let of = self.words.of(token.word);
            token.kind == Kind::Word
                && token.capital()
                && !upper(token.word)
                && !of.any(&[Class::Before, Class::Direction, Class::Common])
                && longest(self.gazetteer, self.tokens, at).is_none()
        };
        let before =
            name.start >= 2 && !self.tokens[name.start].spaced && hyphen(name.start - 1) && foreign(name.start - 2);
        let after =
            hyphen(name.end) && self.tokens.get(name.end + 1).is_some_and(|next| !next.spaced) && foreign(name.end + 1);
        before || after
    }

    /// Whether a comma and the name of a place stand before it.
    fn follows_place(&self) -> bool {
        self.after_place && self.tokens[self.found.tokens.start - 1].word == ","
    }

    /// Whether a language is meant: “in French”, “spoke Arabic”.
    fn is_language(&self) -> bool {
        const SPEAK: [&str; 14] = [
            "in", "into", "speak", "speaks", "spoke", "speaking", "fluent", "learn", "learning", "teach", "teaching",
            "taught", "from", "broken",
        ];
        let spoken = self.before().is_some_and(|(word, _)| SPEAK.contains(&word.word));
        let describes = self.after().is_some_and(|(_, of)| !of.has(Class::After));
        spoken && !describes && !self.found.folded.ends_with('s') && !self.owns()
    }

    /// The kind of the largest place that has the name.
    fn largest(&self) -> PlaceKind {
        let largest = self
            .found
            .named
            .iter()
            .max_by_key(|named| (named.place.kind() == PlaceKind::Country, named.place.thousands()));
        largest.map_or(PlaceKind::City, |named| named.place.kind())
    }

    fn well_known(&self) -> bool {
        well_known(&self.found.named)
    }
}

/// Whether anyone who reads the name would think of a place first.
pub fn well_known(named: &[Named]) -> bool {
    named.iter().any(|named| {
        let place = named.place;
        match place.kind() {
            PlaceKind::City => place.thousands() >= 1_000,
            PlaceKind::Region => place.thousands() >= 3_000,
            _ => true,
        }
    })
}

/// Whether a word is in capitals.
pub fn upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase) && word.chars().nth(1).is_some()
}
