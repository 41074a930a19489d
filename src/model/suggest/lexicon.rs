//! The words that rules know: what a word can do in a sentence of the news.
//!
//! The words are data, `www/lexicon.txt`, which has its own word on its form. They
//! began as the lists of Krestel, Bergler and Witte (2008) and Pareti (2015) on
//! reporting, of CoNLL-2010 on hedges, and of pledge trackers on undertakings do.

use std::fmt;

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

/// Makes the classes, their names in the file, and the table of both.
macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $class:ident $name:literal,)+) => {
        /// What a word or a phrase can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $($(#[doc = $doc])+ $class,)+
        }

        impl Class {
            /// Each with its name in the file.
            const ALL: &[(Self, &str)] = &[$((Self::$class, $name),)+];
        }
    };
}

classes! {
    /// Brings what is said: "said".
    Saying "saying",
    /// Names the hearer before what is said: "told".
    Telling "telling",
    /// Brings what is said, with "that" or in quotation marks only: "believes".
    Thinking "thinking",
    /// Brings what is thought, without "that" before a subject: "believes it fell".
    Opining "opining",
    /// Brings a noun and what is said of it: "called".
    Naming "naming",
    /// Sees to something, with "that": "ensured".
    Arranging "arranging",
    /// Says that it is not so: "denied".
    Denying "denying",
    /// Says whose fault something is: "blamed".
    Blaming "blaming",
    /// Says what somebody did wrong: "accused".
    Accusing "accusing",
    /// Says how much something is: "put the number at 60".
    Putting "putting",
    /// Says what a study found: "found no fault".
    Finding "finding",
    /// What somebody found out: "report".
    Study "study",
    /// A verb that may be a noun: "claims".
    NounToo "noun_too",
    /// Brings what is said after "that": "the claim".
    SpeechNoun "speech_noun",
    /// Stands before a source: "according to".
    SourceLead "source_lead",
    /// Said by nobody in particular: "reportedly".
    Hearsay "hearsay",
    /// "is said to".
    SaidOf "said_of",
    /// "is expected to".
    ExpectedOf "expected_of",
    /// What somebody does who expects it: "is scheduled to".
    Awaiting "awaiting",
    /// A source that does not want to be known: "sources".
    Unnamed "unnamed",
    /// Who is spoken to: "reporters".
    Hearer "hearer",
    /// Where it is said: "interview".
    Venue "venue",
    /// Says what a text is, in the heading of a speech: "remarks".
    SpeechHeading "speech_heading",
    /// Says that a text gives what was said: "transcript".
    Presenting "presenting",
    /// Says that somebody was talked to: "interview".
    Talking "talking",
    /// Greets those who listen to a speech: "ladies".
    Salutation "salutation",
    /// Stands before a question in a transcript: "Q".
    Asker "asker",
    /// Stands before an answer in a transcript: "A".
    Answerer "answerer",
    /// A verb with a subject before it: "went".
    Finite "finite",
    /// "the".
    Determiner "determiner",
    /// A word that is a subject by itself: "she".
    Subject "subject",
    /// A person who is told something: "her".
    Object "object",
    /// A person who was named before: "she".
    ThirdPerson "third_person",
    /// "of".
    Preposition "preposition",
    /// "and".
    Coordinator "coordinator",
    /// Begins a clause: "that".
    Subordinator "subordinator",
    /// Begins a clause that says something against the one before: "although".
    Contrast "contrast",
    /// "who".
    Relative "relative",
    /// A form of "be".
    Be "be",
    /// A form of "have".
    Have "have",
    /// A form of "do".
    Do "do",
    /// "can".
    Modal "modal",
    /// "will".
    Will "will",
    /// "not".
    Negation "negation",
    /// "also".
    Adverb "adverb",
    /// Opens what is spoken, before a comma: "well".
    Filler "filler",
    /// Keeps a talk going, or leads it to an end: "take your questions".
    Housekeeping "housekeeping",
    /// What those do not give who keep silent: "comment".
    Reticence "reticence",
    /// What those who speak do, after "I can": "tell".
    Telltale "telltale",
    /// Opens a sentence: "meanwhile".
    Opener "opener",
    /// "Tuesday".
    Time "time",
    /// Stands before a time: "on".
    TimeLead "time_lead",
    /// "may".
    Possible "possible",
    /// "likely".
    Probable "probable",
    /// "unclear".
    Uncertain "uncertain",
    /// "because".
    Cause "cause",
    /// "illegal".
    Rule "rule",
    /// "going to".
    Future "future",
    /// Brings what lies ahead: "expects".
    Foreseeing "foreseeing",
    /// "unacceptable".
    Position "position",
    /// "million".
    Quantity "quantity",
    /// Weighs a number, or compares with one: "about", "up from".
    Weighing "weighing",
    /// What is said out of courtesy: "thank".
    Courtesy "courtesy",
    /// Stands before a person's name: "President".
    Title "title",
    /// Undertakes: "pledged".
    Pledging "pledging",
    /// Undertakes before "to": "agreed".
    Offering "offering",
    /// Offers what is not to be kept yet: "proposes".
    Tentative "tentative",
    /// Undertakes not to: "refuses".
    Refusing "refusing",
    /// "commitment".
    UndertakingNoun "undertaking_noun",
    /// A paper in which something is undertaken: "deal".
    Paper "paper",
    /// Who can undertake something: "ministry".
    Agent "agent",
    /// What is done on purpose: "send".
    Act "act",
    /// What is not done on purpose, or stands in the diary: "cost", "meet".
    Idle "idle",
    /// A participle of what is done on purpose: "sold".
    Done "done",
    /// A participle of what happens to one: "needed".
    Suffered "suffered",
    /// Done on purpose if one says it of oneself: "we won’t ask".
    Volitional "volitional",
    /// Done or not, as one sees it: "help", "consider".
    Vague "vague",
    /// Wants it of others: "urged".
    Demanding "demanding",
    /// Binds somebody to do it: "obliges".
    Obliging "obliging",
    /// Undertakes nothing: "could".
    Hypothetical "hypothetical",
    /// "provided that".
    Condition "condition",
    /// "within".
    Deadline "deadline",
    /// Not agreed yet: "draft".
    DraftStage "draft_stage",
    /// Done: "implemented".
    DeliveredStage "delivered_stage",
    /// Not kept: "reneged".
    BrokenStage "broken_stage",
    /// Binds by law: "treaty".
    Binding "binding",
    /// Binds nobody: "joint statement".
    NonBinding "non_binding",
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes([u64; 2]);

impl Classes {
    /// Whether the class is in it.
    pub fn has(self, class: Class) -> bool {
        let (half, bit) = Self::place(class);
        self.0[half] & bit != 0
    }

    /// Whether one of the classes is in it.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// With the classes of another.
    pub fn and(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// In which half the class is, and as which bit: WebAssembly has no numbers of 128 bits.
    fn place(class: Class) -> (usize, u64) {
        let number = class as u32;
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        let (half, bit) = Self::place(class);
        let mut classes = Self::default();
        classes.0[half] = bit;
        classes
    }
}

/// A phrase that begins with a word: the words after it, and what it does.
pub(super) type Phrase = (Box<[Box<str>]>, Class);

/// What is known of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// What it does by itself.
    pub(super) classes: Classes,
    /// What it does with the words after it.
    pub(super) phrases: SmallVec<[Phrase; 1]>,
}

/// Words and phrases with what they can do. One can do several things.
#[derive(Clone, Debug)]
pub struct Lexicon {
    entries: FxHashMap<Box<str>, Entry>,
}

/// What is wrong with a lexicon, and in which line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A line begins with a name that is of no class.
    UnknownClass {
        /// Where.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// A class is begun twice.
    Twice {
        /// Where, the second time.
        line: usize,
        /// Its name.
        class: &'static str,
    },
    /// Words stand before the first class.
    NoClass {
        /// Where.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// There are no words of a class.
    Empty {
        /// Its name.
        class: &'static str,
    },
}

impl Lexicon {
    /// Reads a lexicon. Each class must have words.
    ///
    /// # Errors
    /// At the first line that cannot be read, or the first class without words.
    pub fn read(file: &str) -> Result<Self, Error> {
        // About so many words; to make room for them bit by bit takes half of the time.
        let mut entries: FxHashMap<Box<str>, Entry> =
            FxHashMap::with_capacity_and_hasher(file.len() / 10, FxBuildHasher);
        let mut begun: Vec<Class> = Vec::new();
        let mut filled = Classes::default();
        for (line, content) in file.lines().enumerate() {
            let line = line + 1;
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            let words = if content.starts_with(' ') {
                content
            } else {
                let (name, words) = content.split_once(':').unwrap_or((content, ""));
                let class = Class::ALL.iter().find(|(_, known)| *known == name);
                let Some(&(class, name)) = class else {
                    let found = name.to_owned();
                    return Err(Error::UnknownClass { line, found });
                };
                if begun.contains(&class) {
                    return Err(Error::Twice { line, class: name });
                }
                begun.push(class);
                words
            };
            let Some(&class) = begun.last() else {
                let found = words.trim().to_owned();
                return Err(Error::NoClass { line, found });
            };
            for phrase in words.split(',') {
                // A hyphen is a token of its own.
                let phrase = folded(phrase).replace('-', " - ");
                let mut words = phrase.split_whitespace();
                let Some(first) = words.next() else {
                    continue;
                };
                let entry = entries.entry(first.into()).or_default();
                let rest: Box<[Box<str>]> = words.map(Box::from).collect();
                if rest.is_empty() {
                    entry.classes = entry.classes.and(class.into());
                } else {
                    entry.phrases.push((rest, class));
                }
                filled = filled.and(class.into());
            }
        }
        match Class::ALL.iter().find(|(class, _)| !filled.has(*class)) {
            Some((_, class)) => Err(Error::Empty { class }),
            None => Ok(Self { entries }),
        }
    }

    /// What is known of a word that is [folded](push_folded).
    pub(super) fn entry(&self, folded: &str) -> Option<&Entry> {
        self.entries.get(folded)
    }
}

/// Adds a word as the lexicon writes it: in small letters, with straight apostrophes.
pub(super) fn push_folded(folded: &mut String, word: &str) {
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
    } else {
        let straight = word.chars().map(|c| if c == '’' { '\'' } else { c });
        folded.extend(straight.flat_map(char::to_lowercase));
    }
}

/// A word, or several, as the lexicon writes them.
fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    push_folded(&mut folded, words);
    folded
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownClass { line, found } => write!(f, "line {line}: there is no class \"{found}\""),
            Self::Twice { line, class } => write!(f, "line {line}: \"{class}\" is begun a second time"),
            Self::NoClass { line, found } => write!(f, "line {line}: \"{found}\" stands before the first class"),
            Self::Empty { class } => write!(f, "there are no words for \"{class}\""),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../www/lexicon.txt");

    #[test]
    fn the_words_of_the_page_can_be_read() {
        let lexicon = Lexicon::read(FILE).expect("a lexicon");
        let has = |word: &str, class| {
            let entry = lexicon.entry(&folded(word)).expect("it is there");
            entry.classes.has(class)
        };
        assert!(has("SAID", Class::Saying) && has("said", Class::SaidOf));
        assert!(has("won’t", Class::Will) && has("won’t", Class::Negation));
        assert!(!has("the", Class::Saying));
        let according = lexicon.entry("according").expect("it begins a phrase");
        assert_eq!(according.classes, Classes::default());
        assert_eq!(according.phrases[..], [(["to".into()].into(), Class::SourceLead)]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (file, expected) in [
            ("# x\nsayings: said", "line 2: there is no class \"sayings\""),
            (
                "\n said\nsaying: said",
                "line 2: \"said\" stands before the first class",
            ),
            (
                "saying: said\ntelling: told\nsaying: told",
                "line 3: \"saying\" is begun a second time",
            ),
            ("said", "line 1: there is no class \"said\""),
            ("saying: ,\n ,", "there are no words for \"saying\""),
            ("", "there are no words for \"saying\""),
        ] {
            let error = Lexicon::read(file).expect_err("it is damaged");
            assert_eq!(error.to_string(), expected, "{file}");
        }
    }
}
