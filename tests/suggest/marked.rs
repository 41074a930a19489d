//! Texts with [ ] around what a rule should propose.

use std::rc::Rc;

use gloss::model::intake;
use gloss::model::suggest::lexicon::Lexicon;
use gloss::model::suggest::statements::Statements;
use gloss::model::suggest::{Suggesting, Suggestion, Tier};
use gloss::model::text::Text;

thread_local! {
    /// Reading them takes longer than most texts do.
    static WORDS: Rc<Lexicon> = Rc::new(Lexicon::read(include_str!("../../www/lexicon.txt")).expect("a lexicon"));
}

/// The words that the page knows.
pub fn lexicon() -> Rc<Lexicon> {
    WORDS.with(Rc::clone)
}

/// The rules for claims and commitments, at the start of a text.
pub fn suggesting(text: &Text) -> Suggesting {
    Suggesting::with(text.clone(), vec![Box::new(Statements::new(lexicon()))])
}

/// What is proposed for a text.
pub fn suggestions(text: &Text) -> Vec<Suggestion> {
    let mut suggesting = suggesting(text);
    while suggesting.step() {}
    suggesting.found().to_vec()
}

/// Checks that just what stands in [ ] is proposed as `label`, faint suggestions apart,
/// and that the first of it has these attributes: `speaker Ana Ruiz; kind number`. One
/// that must be absent is `condition –`.
pub fn check(label: &str, marked: &str, attributes: &str) {
    let text = intake::clean(marked.replace(['[', ']'], "")).expect("a text").text;
    let all = suggestions(&text);
    let all: Vec<_> = all
        .iter()
        .filter(|suggestion| suggestion.label.as_str() == label && suggestion.tier < Tier::Faint)
        .collect();
    let mut found = text.as_str().to_owned();
    for suggestion in all.iter().rev() {
        found.insert(suggestion.span.end().into(), ']');
        found.insert(suggestion.span.start().into(), '[');
    }
    assert_eq!(found, marked);
    for attribute in attributes.split("; ").filter(|attribute| !attribute.is_empty()) {
        let (name, expected) = attribute.split_once(' ').expect("a name and a value");
        let value = all[0].attributes.get(name);
        assert_eq!(
            value.map_or("–", |value| value.shown(&text)),
            expected,
            "{name} in {marked}"
        );
    }
}
