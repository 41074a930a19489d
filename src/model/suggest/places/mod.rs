//! Places: a rule that finds names of the gazetteer, takes them for places where
//! they are meant so, and says which place each is and how it is used.
//!
//! What a name means depends on the whole article, so places are proposed at its end.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::gazetteer::{Gazetteer, Role};
use super::tokens::{Paragraph, Token};
use super::{Rule, Suggestion};
use crate::model::span::{Span, range};
use context::{Context, Verdict, well_known};
use meaning::Meaning;
use names::{Found, after_lead, before_region, ends_name, longest, unknown};
use proposal::Proposal;
use resolve::{Told, told};
use typed::typed;
use usage::{Setting, setting};
use words::PlaceWords;

pub mod names;

pub mod typed;

pub mod context;

pub mod resolve;

pub mod usage;

mod acting;

mod meaning;

pub mod identity;

pub mod choice;

mod proposal;

pub mod words;

/// Looks for places.
pub struct Places {
    gazetteer: Rc<Gazetteer>,
    words: Rc<PlaceWords>,
    names: Vec<Name>,
    numbers: FxHashMap<Box<str>, u32>,
    mentions: Vec<Mention>,
    meaning: Meaning,
    /// How many mentions were proposed.
    proposed: usize,
}

/// How many names are understood, or mentions proposed, at once, when all is read.
const STEP: usize = 500;

/// A name that the article has, and what is known of it there.
struct Name {
    /// Whose it may be, by their numbers, and as what.
    places: Vec<(u32, Role)>,
    /// How often it stands for a place.
    times: f32,
    /// How often a person is called so.
    persons: f32,
    /// Whether anyone would think of the place first.
    well_known: bool,
    /// What is said of it anywhere.
    told: Told,
}

/// Where a name stands.
struct Mention {
    span: Span,
    /// The number of the name.
    name: u32,
    told: Told,
    setting: Setting,
    verdict: Verdict,
    typed: Option<&'static str>,
    /// Whether a word stands before it after which it is no subject: "from".
    led: bool,
    /// Whether only “and” or “nor” stands between it and the last one.
    after_and: bool,
    /// Whether only a comma does: one of a list, or what the last one lies in.
    after_comma: bool,
}

impl Places {
    /// Looks for the places of a gazetteer.
    pub fn new(gazetteer: Rc<Gazetteer>, words: Rc<PlaceWords>) -> Self {
        Self {
            gazetteer,
            words,
            names: Vec::new(),
            numbers: FxHashMap::default(),
            mentions: Vec::new(),
            meaning: Meaning::default(),
            proposed: 0,
        }
    }

    fn read_sentence(&mut self, paragraph: &Paragraph, sentence: &Range<usize>) {
        let tokens = paragraph.tokens();
        let (gazetteer, words) = (self.gazetteer.clone(), self.words.clone());
        let mut at = sentence.start;
        // The token after the last place.
        let mut last: Option<usize> = None;
        while at < sentence.end {
            let found = name_at(&gazetteer, &words, tokens, sentence, at);
            let Some(found) = found.or_else(|| self.unlisted(tokens, sentence, at, last)) else {
                at += 1;
                continue;
            };
            let start = found.tokens.start;
            let follows = |word: &str| {
                last.is_some_and(|last| {
                    // "Malaysia and the Philippines"
                    let start = start - usize::from(start > last + 1 && tokens[start - 1].word == "the");
                    last + 1 == start && tokens[last].word == word
                })
            };
            let context = Context {
                gazetteer: &gazetteer,
                words: &words,
                tokens,
                sentence,
                found: &found,
                after_place: last == Some(start) || follows(","),
            };
            at = found.tokens.end;
            let verdict = context.verdict();
            match verdict {
                Verdict::No => {}
                Verdict::Person(end) => {
                    at = end;
                    // A person is called so again by the last name alone.
                    let surname = longest(&gazetteer, tokens, end - 1).filter(|name| name.tokens.len() == 1);
                    if let Some(surname) = surname {
                        self.name(&surname).1.persons += 1.0;
                    }
                }
                _ => {
                    let Some(span) = Span::new(paragraph.text(), range(tokens[start].start, found.end)) else {
                        continue;
                    };
                    let told = told(&context);
                    let (name, known) = self.name(&found);
                    known.times += 1.0;
                    known.told = known.told.or(told);
                    let after_and = follows("and") || follows("nor");
                    let after_comma = follows(",");
                    last = Some(tokens.partition_point(|token| token.start < found.end));
                    self.mentions.push(Mention {
                        span,
                        name,
                        told,
                        setting: setting(&context),
                        led: context.is_led(),
                        verdict,
                        typed: found.typed,
                        after_and,
                        after_comma,
                    });
                }
            }
        }
    }

    /// A name that is in no gazetteer: after “in”, or after a place and “and”, or one that
    /// stood so before.
    fn unlisted<'a>(
        &self,
        tokens: &[Token],
        sentence: &Range<usize>,
        at: usize,
        last: Option<usize>,
    ) -> Option<Found<'a>> {
        let led = after_lead(&self.words, tokens, sentence, at);
        let joined = || {
            let inside = self
                .mentions
                .last()
                .is_some_and(|mention| mention.setting == Setting::Inside);
            let and = last.is_some_and(|last| last + 1 == at && tokens[last].word == "and");
            let found = unknown(&self.words, tokens, sentence, at)?;
            let new = inside && and && ends_name(&self.words, tokens, sentence, found.tokens.end);
            (new || self.is_known(&found)).then_some(found)
        };
        led.or_else(joined)
    }

    /// Whether an unlisted name was taken for a place before.
    fn is_known(&self, found: &Found) -> bool {
        self.numbers.contains_key(found.folded.as_str())
    }

    /// The number of a name, and what is known of it.
    fn name(&mut self, found: &Found) -> (u32, &mut Name) {
        let next = self.names.len() as u32;
        let number = *self.numbers.entry(found.folded.as_str().into()).or_insert(next);
        if number == next {
            self.names.push(Name {
                places: Vec::new(),
                times: 0.0,
                persons: 0.0,
                well_known: well_known(&found.named),
                told: Told::default(),
            });
        }
        let name = &mut self.names[number as usize];
        // The same letters may be an abbreviation in one place and none in another.
        for named in &found.named {
            let place = (named.place.number(), named.role);
            if !name.places.contains(&place) {
                name.places.push(place);
            }
        }
        (number, name)
    }
}

impl Rule for Places {
    fn read(&mut self, paragraph: &Paragraph, _: &mut Vec<Suggestion>) {
        for sentence in paragraph.sentences() {
            self.read_sentence(paragraph, sentence);
        }
    }

    fn finish(&mut self, found: &mut Vec<Suggestion>) -> bool {
        let left = self.meaning.step(&self.gazetteer, &self.names, &self.mentions, STEP);
        let Some(meant) = self.meaning.whole(&self.mentions) else {
            return true;
        };
        let until = self.mentions.len().min(self.proposed + left);
        let next = self.proposed..until;
        for (mention, (place, usage)) in self.mentions[next.clone()].iter().zip(meant.skip(next.start)) {
            let place = place.and_then(|number| self.gazetteer.place(number));
            let name = &self.names[mention.name as usize];
            let of_person = name.persons > 0.0 && (!name.well_known || name.persons >= name.times);
            if !of_person || mention.verdict == Verdict::Surely {
                let proposal = Proposal {
                    span: mention.span,
                    place,
                    usage,
                    setting: mention.setting,
                    verdict: mention.verdict,
                    typed: mention.typed,
                };
                found.extend(proposal.suggestion());
            }
        }
        self.proposed = until;
        until < self.mentions.len()
    }
}

/// The name that begins with the token of this number: of the gazetteer, or one that
/// says itself what it is, whichever is longer; else one before a region.
fn name_at<'a>(
    gazetteer: &'a Gazetteer,
    words: &PlaceWords,
    tokens: &[Token],
    sentence: &Range<usize>,
    at: usize,
) -> Option<Found<'a>> {
    let tokens = &tokens[..sentence.end];
    let (known, typed) = (longest(gazetteer, tokens, at), typed(gazetteer, words, tokens, at));
    let longer = |known: &Found| typed.as_ref().is_none_or(|typed| typed.end <= known.end);
    let found = known.filter(longer).or(typed);
    found.or_else(|| before_region(gazetteer, words, tokens, sentence, at))
}
