//! For whom people speak: the body that they head, as it is said where they are named.
//!
//! ```text
//! Ana Ruiz, director of the [Bank of Lima]      [Sahyadri]’s chief executive, Ana Ruiz
//! ```

use std::ops::Range;

use super::super::span::Span;
use super::lexicon::Class;
use super::reading::Reading;
use super::speaker::name;

/// Of so many people it is remembered for whom they speak.
const MOST: usize = 6;

/// The bodies of those who were named, the last ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Posts {
    posts: [Option<(Span, Span)>; MOST],
    next: usize,
}

impl Posts {
    /// Learns from the words that name a person.
    pub fn learn(&mut self, reading: &Reading, words: &Range<usize>) {
        // Few words name a body, so this is looked for first.
        if let Some(body) = body(reading, words)
            && let Some(person) = reading.span(name(reading, words))
        {
            self.appoint(person, body);
        }
    }

    /// Learns that a person speaks for a body.
    pub fn appoint(&mut self, person: Span, body: Span) {
        if !person.overlaps(body) {
            self.posts[self.next % MOST] = Some((person, body));
            self.next += 1;
        }
    }

    /// For whom the person speaks who is called so.
    pub fn body(&self, reading: &Reading, person: Span) -> Option<Span> {
        let text = reading.paragraph().text();
        let called = person.quote(text);
        let is = |named: Span| {
            let named = named.quote(text);
            named == called || named.ends_with(called) || called.ends_with(named)
        };
        let mut posts = self.posts.iter().flatten();
        posts.find(|(named, _)| is(*named)).map(|&(_, body)| body)
    }
}

/// The body of which the words say that somebody heads it or speaks for it.
pub fn body(reading: &Reading, words: &Range<usize>) -> Option<Span> {
    const HEADS: [&str; 26] = [
        "director",
        "head",
        "chief",
        "executive",
        "manager",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chair",
        "chairman",
        "chairwoman",
        "president",
        "founder",
        "owner",
        "governor",
        "commissioner",
        "leader",
        "mayor",
        "convener",
        "coordinator",
        "treasurer",
        "curator",
        "principal",
        "rector",
        "officer",
        "boss",
    ];
    const VERBS: [&str; 6] = ["heads", "leads", "runs", "chairs", "manages", "over"];
    let of = words.clone().find(|&i| {
        let heads = reading.is_any_word(i, &HEADS) && reading.is_any_word(i + 1, &["of", "for", "at"]);
        let takes = reading.is_word(i, "over") && i > 0 && reading.is_any_word(i - 1, &["took", "takes"]);
        heads || takes || !reading.is_word(i, "over") && reading.is_any_word(i, &VERBS)
    });
    if let Some(of) = of {
        let at = of + 1 + usize::from(reading.is_any_word(of + 1, &["of", "for", "at"]));
        let start = at + usize::from(reading.is(at, Class::Determiner));
        let end = (start..words.end).find(|&i| ends(reading, i)).unwrap_or(words.end);
        return reading.span(start..end);
    }
    let post = words.clone().find(|&i| reading.is_any_word(i, &HEADS))?;
    let owner = (words.start + 1..post).rev().find(|&i| reading.is_clitic_s(i))?;
    let capitals = (words.start..owner)
        .rev()
        .take_while(|&i| reading.is_capital(i))
        .count();
    reading.span(owner - capitals.max(1)..owner)
}

/// Whether the name of a body ends before token `i`.
fn ends(reading: &Reading, i: usize) -> bool {
    let of = reading.is_word(i, "of") && reading.is_capital(i + 1);
    reading.is_break(i)
        || reading.is_any(i, &[Class::Coordinator, Class::Relative, Class::Time])
        || reading.is(i, Class::Preposition) && !of
        || reading.is_finite(i) && !reading.is_capital(i)
}
