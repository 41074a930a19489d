//! Who speaks: a name out of the words before or after "said", and who "she" is.

use std::ops::Range;

use super::super::annotation::Value;
use super::super::span::Span;
use super::actors::{head, is_agent, is_paper, is_study};
use super::clause::first_subject;
use super::lexicon::Class;
use super::posts::Posts;
use super::reading::Reading;

/// The answer of the scheme for those who are not named.
pub const UNNAMED: &str = "unnamed";

/// The answer of the scheme for what nobody else says.
pub const OWN_VOICE: &str = "article (own voice)";

/// Who spoke last, for "she said".
#[derive(Clone, Copy, Debug, Default)]
pub struct Speakers {
    person: Option<Span>,
    /// Whoever spoke, or was named, and is no person.
    thing: Option<Span>,
    any: Option<Span>,
    /// The last of them that is a paper in which things are undertaken.
    paper: Option<Span>,
    posts: Posts,
}

impl Speakers {
    /// Who speaks, where these words stand for the speaker.
    pub fn speaker(&mut self, reading: &Reading, source: &Range<usize>) -> Option<Value> {
        let third = reading.is(source.start, Class::ThirdPerson) || reading.is_word(source.start, "it");
        // "according to him"
        let object = reading.is_any_word(source.start, &["him", "her", "them"]);
        if source.len() == 1 && (third || object) {
            let known = self.meant(reading, source.start);
            return known.or_else(|| reading.span(source.clone())).map(Value::Quote);
        }
        self.posts.learn(reading, source);
        let name = name(reading, source);
        if source.clone().any(|i| reading.is(i, Class::Unnamed))
            && !name
                .clone()
                .any(|i| reading.is_capital(i) && !reading.begins_sentence(i))
        {
            return Some(Value::Text(UNNAMED.to_owned()));
        }
        let span = reading.span(name.clone())?;
        self.any = Some(span);
        self.learn_paper(reading, source, span);
        if !self.is_person(reading, &name) {
            self.thing = Some(span);
        }
        let office = name
            .clone()
            .any(|i| reading.is_any(i, &[Class::Agent, Class::Paper, Class::Determiner]));
        if name.clone().all(|i| is_of_name(reading, i)) && !office {
            self.person = Some(span);
        }
        Some(Value::Quote(span))
    }

    /// Whom "she", "it" or "they", which is token `i`, means.
    pub fn meant(&self, reading: &Reading, i: usize) -> Option<Span> {
        let person = reading.is(i, Class::ThirdPerson) || reading.is_word(i, "him") || reading.is_word(i, "her");
        if reading.is_word(i, "they") || reading.is_word(i, "them") {
            self.any
        } else if reading.is_word(i, "it") {
            self.thing
        } else {
            self.person.filter(|_| person)
        }
    }

    /// Learns that a person speaks for a body.
    pub fn appoint(&mut self, person: Span, body: Span) {
        self.posts.appoint(person, body);
    }

    /// For whom a person speaks, who says "we".
    pub fn body(&self, reading: &Reading, person: Span) -> Option<Span> {
        self.posts.body(reading, person)
    }

    /// Who spoke or was named last, a person if there is one.
    pub fn latest(&self) -> Option<Span> {
        self.person.or(self.any)
    }

    /// Learns of whom a sentence speaks, without a verb that reports: of a person with a
    /// full name, of an actor or of a paper.
    pub fn mention(&mut self, reading: &Reading, sentence: &Range<usize>) {
        let Some(subject) = first_subject(reading, sentence, sentence.end) else {
            return;
        };
        self.posts.learn(reading, &subject);
        let name = name(reading, &subject);
        let span = reading.span(name.clone());
        // "Mayor Ruiz"
        let titled = name.len() == 1
            && reading.is_capital(name.start)
            && name.start > subject.start
            && reading.is(name.start - 1, Class::Title);
        let several = subject.clone().any(|i| reading.is(i, Class::Coordinator));
        if several && is_agent(reading, &subject) {
            self.any = span.or(self.any);
        }
        if titled || self.is_person(reading, &name) {
            self.person = span.or(self.person);
        } else if is_agent(reading, &subject) && !reading.is_any(subject.start, &[Class::Subject, Class::Negation])
            || is_paper(reading, &subject)
            || is_study(reading, &subject)
        {
            self.thing = span.or(self.thing);
            if let Some(span) = span {
                self.learn_paper(reading, &subject, span);
            }
        }
    }

    fn learn_paper(&mut self, reading: &Reading, words: &Range<usize>, name: Span) {
        // A statement tells, rather than binds.
        let tells = head(reading, words).is_some_and(|head| reading.is(head, Class::Venue));
        if is_paper(reading, words) && !tells {
            self.paper = Some(name);
        }
    }

    /// Whether who speaks is a paper in which things are undertaken: a draft, a letter.
    pub fn is_paper(&self, speaker: Option<&Value>) -> bool {
        matches!((speaker, self.paper), (Some(Value::Quote(speaker)), Some(paper)) if *speaker == paper)
    }

    /// Whether the words are a person’s full name, or one that is known.
    fn is_person(&self, reading: &Reading, name: &Range<usize>) -> bool {
        let words = name.clone().filter(|&i| reading.is_capital(i)).count();
        let full = words > 1 && name.clone().all(|i| is_of_name(reading, i));
        let text = reading.paragraph().text();
        let known = self.person.zip(reading.span(name.clone()));
        let known = known.is_some_and(|(person, name)| person.quote(text).ends_with(name.quote(text)));
        let office = name
            .clone()
            .any(|i| reading.is_any(i, &[Class::Agent, Class::Determiner, Class::Paper]));
        (full || known) && !office
    }
}

/// The words of the source that name it.
///
/// ```text
/// its prime minister, [Radu Stănilă]      [Ana Ruiz] of the city’s police
/// ```
pub fn name(reading: &Reading, source: &Range<usize>) -> Range<usize> {
    let parts = parts(reading, source);
    let whole = |part: &Range<usize>| {
        let name = untitled(reading, part.clone());
        name.clone().all(|i| is_of_name(reading, i)) && reading.is_capital(name.start)
    };
    if let Some(part) = parts.iter().find(|part| whole(part)) {
        return after_article(reading, untitled(reading, part.clone()));
    }
    let Some(first) = parts.first() else {
        return source.clone();
    };
    let first = untitled(reading, after_article(reading, first.clone()));
    if let Some(last) = last_name(reading, &first) {
        return last;
    }
    let run = first.clone().take_while(|&i| is_of_name(reading, i)).count();
    let goes_on = first.start + run;
    if run > 1 && reading.is_capital(first.start) && reading.is_any(goes_on, &[Class::Preposition, Class::Relative]) {
        return first.start..goes_on;
    }
    first
}

/// The words without the article that begins them.
fn after_article(reading: &Reading, part: Range<usize>) -> Range<usize> {
    let article = reading.is_any_word(part.start, &["the", "a", "an"]);
    part.start + usize::from(article && part.len() > 1)..part.end
}

/// The name of two words or more at the end, after what the person is: "mother of three
/// [Ana Ruiz]", but not "mayor of New York".
fn last_name(reading: &Reading, part: &Range<usize>) -> Option<Range<usize>> {
    let words = part.clone().rev().take_while(|&i| is_of_name(reading, i)).count();
    let start = part.end - words;
    let lead = start.checked_sub(1).filter(|lead| part.contains(lead))?;
    let of = reading.is_any(lead, &[Class::Preposition, Class::Determiner, Class::Coordinator]);
    let capitals = (start..part.end).filter(|&i| reading.is_capital(i)).count();
    (capitals > 1 && reading.is_capital(start) && !of && !reading.is_mark(lead)).then_some(start..part.end)
}

/// The first name of two words or more, or of one after a title: "[Ana Ruiz] runs the
/// port", "we met Dr [Ruiz]".
pub fn full_name(reading: &Reading, tokens: &Range<usize>) -> Option<Range<usize>> {
    let mut at = tokens.start;
    while at < tokens.end {
        let titles = (at..tokens.end)
            .take_while(|&i| reading.is(i, Class::Title) && reading.is_capital(i) || i > at && reading.word(i) == ".")
            .count();
        let from = at + titles;
        let run = (from..tokens.end)
            .take_while(|&i| is_of_name(reading, i) && (i > from || reading.is_capital(i)))
            .count();
        let words = (from..from + run).filter(|&i| reading.is_capital(i)).count();
        // "For" and "The" are no names.
        let small = reading.is_any(
            from,
            &[Class::Preposition, Class::Determiner, Class::Subject, Class::Opener],
        );
        if !small && (words > 1 || words == 1 && titles > 0) {
            return Some(from..from + run);
        }
        at = from + if small { 1 } else { run.max(1) };
    }
    None
}

/// The parts of the source between commas, the first of a relative clause with it.
pub fn parts(reading: &Reading, source: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = source.start;
    for at in source.clone().chain([source.end]) {
        if at == source.end || reading.is_one_of(at, &[',', '(', ')']) {
            if start < at {
                parts.push(start..at);
            }
            start = at + 1;
        }
    }
    parts
}

/// A part without the titles before a name, and what stands before them: "Prime
/// Minister [Boris Johnson]", "public works director [Ana Ruiz]".
fn untitled(reading: &Reading, part: Range<usize>) -> Range<usize> {
    let of_title = |i: usize| reading.is(i, Class::Title) || i > part.start && reading.is_one_of(i, &['.']);
    let title = part.clone().rev().find(|&i| of_title(i));
    let name = title.map_or(part.start, |title| title + 1)..part.end;
    let named = !name.is_empty() && name.clone().all(|i| is_of_name(reading, i)) && reading.is_capital(name.start);
    if named { name } else { part }
}

/// Whether token `i` can be a part of a name.
fn is_of_name(reading: &Reading, i: usize) -> bool {
    const PARTICLES: [&str; 12] = [
        "de", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "di", "du",
    ];
    let particle = reading.is_any_word(i, &PARTICLES);
    let joint = reading.word(i) == "-" || reading.is_one_of(i, &['.', '’', '\'']);
    // "Between Derry and Letterkenny I crossed no border"
    let pronoun = reading.is_word(i, "i");
    (reading.is_capital(i) && !pronoun) || particle || joint
}
