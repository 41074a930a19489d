//! Who speaks: a name out of the words before or after "said", and who "she" is.

use std::ops::Range;

use super::super::annotation::Value;
use super::super::span::Span;
use super::lexicon::Class;
use super::reading::Reading;

/// The answer of the scheme for those who are not named.
pub const UNNAMED: &str = "unnamed";

/// The answer of the scheme for what nobody else says.
pub const OWN_VOICE: &str = "article (own voice)";

/// Who spoke last, for "she said".
#[derive(Clone, Copy, Debug, Default)]
pub struct Speakers {
    person: Option<Span>,
    any: Option<Span>,
}

impl Speakers {
    /// Who speaks, where these words stand for the speaker.
    pub fn speaker(&mut self, reading: &Reading, source: &Range<usize>) -> Option<Value> {
        let pronoun = source.len() == 1 && reading.is(source.start, Class::ThirdPerson);
        if pronoun {
            let plural = reading.is_word(source.start, "they");
            let known = if plural { self.any } else { self.person };
            return known.or_else(|| reading.span(source.clone())).map(Value::Quote);
        }
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
        if name.clone().all(|i| is_of_name(reading, i)) && !reading.is(name.start, Class::Determiner) {
            self.person = Some(span);
        }
        Some(Value::Quote(span))
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
        return untitled(reading, part.clone());
    }
    let Some(first) = parts.first() else {
        return source.clone();
    };
    let article = ["the", "a", "an"]
        .iter()
        .any(|article| reading.is_word(first.start, article));
    let first = untitled(
        reading,
        first.start + usize::from(article && first.len() > 1)..first.end,
    );
    let run = first.clone().take_while(|&i| is_of_name(reading, i)).count();
    let goes_on = first.start + run;
    if run > 1 && reading.is_capital(first.start) && reading.is_any(goes_on, &[Class::Preposition, Class::Relative]) {
        return first.start..goes_on;
    }
    first
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
        let small = reading.is_any(from, &[Class::Preposition, Class::Determiner, Class::Subject, Class::Opener]);
        if !small && (words > 1 || words == 1 && titles > 0) {
            return Some(from..from + run);
        }
        at = from + if small { 1 } else { run.max(1) };
    }
    None
}

/// The parts of the source between commas, the first of a relative clause with it.
fn parts(reading: &Reading, source: &Range<usize>) -> Vec<Range<usize>> {
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

/// A part without the titles before a name: "Prime Minister Boris Johnson".
fn untitled(reading: &Reading, part: Range<usize>) -> Range<usize> {
    let titles = part
        .clone()
        .take_while(|&i| reading.is(i, Class::Title) || reading.is_one_of(i, &['.']) || reading.word(i) == "-")
        .count();
    let name = part.start + titles..part.end;
    let named = !name.is_empty() && name.clone().all(|i| is_of_name(reading, i)) && reading.is_capital(name.start);
    if named { name } else { part }
}

/// Whether token `i` can be a part of a name.
fn is_of_name(reading: &Reading, i: usize) -> bool {
    const PARTICLES: [&str; 12] = [
        "de", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "di", "du",
    ];
    let particle = PARTICLES.iter().any(|particle| reading.is_word(i, particle));
    let joint = reading.word(i) == "-" || reading.is_one_of(i, &['.', '’', '\'']);
    reading.is_capital(i) || particle || joint
}
