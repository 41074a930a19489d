//! What the words beside a name tell about it.
//!
//! The words are data, `www/place-words.txt`, which has its own word on its form.

use std::fmt;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::super::fold::{fold, fold_into};

/// What a word can tell; its name in the file, in the order of these lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Stands before a person's name: "Mr".
    Title,
    /// A first name: "Jordan".
    Given,
    /// Stands before the second part of a surname: "van".
    Particle,
    /// After a place's name it makes that of a company or a club: "Post".
    Company,
    /// A place's name that is a word, too: "Reading".
    Ordinary,
    /// Stands before what is meant as a place: "in".
    Inside,
    /// Stands before anything: "the".
    Before,
    /// Stands before those who act: "against".
    Party,
    /// Follows those who act: "agreed".
    Acts,
    /// Follows any noun: "and".
    After,
    /// A part of the land: "border".
    Ground,
    /// A first-level region: "oblast".
    Region,
    /// A part or a side: "northern".
    Direction,
    /// With a capital, but of no person's name: "Ministry".
    Common,
    /// Stands before a noun of which the verb after it is not said: "of".
    Object,
    /// Acts for a country: "delegate", "parliament".
    Organ,
    /// Follows even a town, if that stands for those who act there: "insists".
    Says,
    /// Stands before "to" or "from" and those who act: "letter".
    Passes,
    /// Brings something to those who act: "offered".
    Gives,
    /// Said of those who act, after "is": "ready".
    Willing,
    /// Said of the land, after "is", in spite of its ending: "shrinking".
    Undergoes,
    /// Follows several who act: "revive".
    Jointly,
    /// What happens to a place: "grew".
    Happens,
    /// What a place has, rather than those who act there: "economy".
    Owned,
    /// Stands before "of" and those who act: "critics".
    Stance,
    /// Stands before "on" and those who act: "called".
    Imposes,
}

const NAMES: [(&str, Class); 26] = [
    ("title", Class::Title),
    ("given", Class::Given),
    ("particle", Class::Particle),
    ("company", Class::Company),
    ("ordinary", Class::Ordinary),
    ("inside", Class::Inside),
    ("before", Class::Before),
    ("party", Class::Party),
    ("acts", Class::Acts),
    ("after", Class::After),
    ("ground", Class::Ground),
    ("region", Class::Region),
    ("direction", Class::Direction),
    ("common", Class::Common),
    ("object", Class::Object),
    ("organ", Class::Organ),
    ("says", Class::Says),
    ("passes", Class::Passes),
    ("gives", Class::Gives),
    ("willing", Class::Willing),
    ("undergoes", Class::Undergoes),
    ("jointly", Class::Jointly),
    ("happens", Class::Happens),
    ("owned", Class::Owned),
    ("stance", Class::Stance),
    ("imposes", Class::Imposes),
];

/// What is known of a word: a set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

impl Classes {
    /// Whether the word is one of these.
    pub fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u16 != 0
    }

    /// Whether the word is one of any of these.
    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }
}

/// Words with what they tell.
#[derive(Clone, Debug)]
pub struct PlaceWords {
    words: FxHashMap<Box<str>, Classes>,
}

/// What is wrong with a file of words. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A line begins with a name that is of no class.
    Class {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// Nothing is listed for a class.
    Empty {
        /// Its name.
        class: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class { line, found } => write!(f, "line {line} of the words: there is no class “{found}”"),
            Self::Empty { class } => write!(f, "there are no words for “{class}”"),
        }
    }
}

impl PlaceWords {
    /// Reads a file of words. Each class has to have some.
    ///
    /// # Errors
    /// At the first line that begins no class, or the first class without words.
    pub fn read(content: &str) -> Result<Self, Error> {
        let mut words: FxHashMap<Box<str>, Classes> =
            FxHashMap::with_capacity_and_hasher(content.len() / 9, FxBuildHasher);
        let mut class = None;
        let mut filled = Classes::default();
        for (number, line) in content.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let listed = if line.starts_with(' ') {
                line
            } else {
                let (name, rest) = line.split_once(':').unwrap_or((line, ""));
                class = NAMES.iter().find(|(known, _)| *known == name).map(|&(_, class)| class);
                rest
            };
            let bit = class.map(|class| 1 << class as u16).ok_or_else(|| Error::Class {
                line: number + 1,
                found: line.split(':').next().unwrap_or_default().to_owned(),
            })?;
            for word in listed.split(',').map(fold).filter(|word| !word.is_empty()) {
                words.entry(word.into()).or_default().0 |= bit;
                filled.0 |= bit;
            }
        }
        match NAMES.iter().find(|(_, class)| !filled.has(*class)) {
            Some((class, _)) => Err(Error::Empty { class }),
            None => Ok(Self { words }),
        }
    }

    /// What is known of a word as it stands in a text.
    pub fn of(&self, word: &str) -> Classes {
        let mut folded = String::with_capacity(word.len());
        fold_into(&mut folded, word);
        self.of_folded(&folded)
    }

    /// What is known of a word that is [folded](fold).
    pub fn of_folded(&self, folded: &str) -> Classes {
        self.words.get(folded).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../../www/place-words.txt");

    #[test]
    fn the_words_of_the_page_can_be_read() {
        let words = PlaceWords::read(FILE).expect("words");
        for (word, class) in [
            ("Mr", Class::Title),
            ("Jordan", Class::Given),
            ("Post", Class::Company),
            ("Reading", Class::Ordinary),
            ("in", Class::Inside),
            ("won’t", Class::Acts),
        ] {
            assert!(words.of(word).has(class), "{word}");
        }
        assert_eq!(words.of("Zagreb"), Classes::default());
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (content, expected) in [
            ("# x\n\n word", "line 3 of the words: there is no class “ word”"),
            ("title: mr\nof: what", "line 2 of the words: there is no class “of”"),
            ("title: mr", "there are no words for “given”"),
            ("", "there are no words for “title”"),
        ] {
            assert_eq!(PlaceWords::read(content).expect_err(content).to_string(), expected);
        }
    }
}
