//! What re-anchoring never does.

use gloss::model::annotation::Id;
use gloss::model::intake;
use gloss::model::project::{Document, Markup};
use gloss::model::reanchor::{Reanchoring, Verdict, carry, reanchor};
use gloss::model::span::Span;
use gloss::model::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::arbitrary::{self, Ends};
use crate::config;

/// Whether two quotes are the same words: white space and the form of quotation marks
/// aside.
fn alike(one: &str, other: &str) -> bool {
    let solid = |words: &str| -> String {
        let plain = words.chars().filter(|c| !c.is_whitespace());
        plain
            .map(|c| match c {
                '‘' | '’' => '\'',
                '“' | '”' => '"',
                c => c,
            })
            .collect()
    };
    solid(one) == solid(other)
}

/// Whether a verdict is of spans as they may be, and the same words where it says so.
fn holds(old: &Text, span: Span, new: &Text, verdict: &Verdict) -> bool {
    let whole = |place: &Span| Span::new(new, place.range()) == Some(*place);
    let same = |place: &Span| alike(span.quote(old), place.quote(new));
    match verdict {
        Verdict::Unchanged(place) | Verdict::Moved(place) => whole(place) && same(place),
        Verdict::Changed(place) => whole(place) && !same(place),
        Verdict::Ambiguous(places) => !places.is_empty() && places.iter().all(whole),
        Verdict::Gone => true,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn in_the_same_text_all_is_unchanged(text in arbitrary::text(), ends in vec(any::<Ends>(), 0..9)) {
        let annotations = arbitrary::plain_annotations(&text, &ends);
        for fate in reanchor(&text, &annotations, &text) {
            prop_assert_eq!(fate.verdict, Verdict::Unchanged(fate.annotation.span));
        }
    }

    #[test]
    fn any_text_may_become_any_other(old in arbitrary::text_of_pieces(), new in arbitrary::text_of_pieces(), ends in any::<Ends>()) {
        if let Some(span) = arbitrary::span(&old, &ends) {
            let verdict = Reanchoring::new(&old, &new).verdict(span);
            prop_assert!(holds(&old, span, &new, &verdict), "{:?}", verdict);
        }
    }

    /// Pieces of one text in another order, with some left out and some twice.
    #[test]
    fn same_words_are_the_same(text in arbitrary::long_text(), cuts in vec((any::<Ends>(), 0..3_usize), 1..6), ends in any::<Ends>()) {
        let parts = cuts.iter().map(|(ends, times)| text.slice(arbitrary::range(&text, ends)).unwrap_or_default().repeat(*times));
        let new = intake::clean(parts.collect::<String>() + "x").expect("a text").text;
        if let Some(span) = arbitrary::span(&text, &ends) {
            let verdict = Reanchoring::new(&text, &new).verdict(span);
            prop_assert!(holds(&text, span, &new, &verdict), "{:?}", verdict);
        }
    }

    #[test]
    fn what_is_added_elsewhere_changes_no_words(before in arbitrary::long_text(), added in "[a-z ]{40,200}", after in arbitrary::long_text(), ends in any::<Ends>()) {
        let text = |between: &str| intake::clean(format!("{}\n{between}\n{}", before.as_str(), after.as_str())).expect("a text").text;
        let (old, new) = (text(""), text(&added));
        let Some(span) = arbitrary::span(&before, &ends) else {
            return Ok(());
        };
        match Reanchoring::new(&old, &new).verdict(span) {
            Verdict::Unchanged(place) | Verdict::Moved(place) => prop_assert_eq!(place, span),
            Verdict::Changed(place) => prop_assert!(false, "{} became {}", span.quote(&old), place.quote(&new)),
            Verdict::Ambiguous(_) | Verdict::Gone => {}
        }
    }

    #[test]
    fn what_is_deleted_is_never_unchanged(text in arbitrary::long_text(), ends in any::<Ends>()) {
        let Some(span) = arbitrary::span(&text, &ends) else {
            return Ok(());
        };
        let mut left = text.as_str().to_owned();
        left.replace_range(std::ops::Range::<usize>::from(span.range()), "");
        let Ok(new) = intake::clean(left) else {
            return Ok(());
        };
        let verdict = Reanchoring::new(&text, &new.text).verdict(span);
        prop_assert!(!matches!(verdict, Verdict::Unchanged(_)), "{:?}", verdict);
    }

    #[test]
    fn whatever_is_carried_is_a_project(project in arbitrary::project(), text in arbitrary::text()) {
        let document = Document::new(Id::new("new"), text.clone());
        let reanchoring = Reanchoring::new(&project.document.text, &text);
        let places: Vec<_> = project.markup.annotations.iter().filter_map(|annotation| {
            match reanchoring.verdict(annotation.span) {
                Verdict::Unchanged(place) | Verdict::Moved(place) | Verdict::Changed(place) => Some((annotation.id.clone(), place)),
                Verdict::Ambiguous(places) => Some((annotation.id.clone(), places[0])),
                Verdict::Gone => None,
            }
        }).collect();
        let carried = carry(&project, document, &places, &reanchoring);
        let Markup { annotations, relations } = &carried.project.markup;
        prop_assert_eq!(annotations.len() + carried.left_out + carried.joined, project.markup.annotations.len());
        prop_assert_eq!(relations.len() + carried.unlinked, project.markup.relations.len());
        for relation in relations.iter() {
            prop_assert!(annotations.get(&relation.from).is_some() && annotations.get(&relation.to).is_some());
        }
    }
}
