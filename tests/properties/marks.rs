//! Overlap, drawn and looked up, against brute force.

use std::collections::HashSet;
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Id};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::marks::{Mark, Piece, pieces};
use gloss::model::offset::{TextRange, TextSize};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::arbitrary::{self, Ends};
use crate::config;

/// Whether the two share a character and neither is inside the other.
fn cross(a: TextRange, b: TextRange) -> bool {
    let shared = a.intersect(b).is_some_and(|both| !both.is_empty());
    shared && !a.contains_range(b) && !b.contains_range(a)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn pieces_say_exactly_what_is_marked(
        text in arbitrary::text(),
        ends in vec(any::<Ends>(), 0..9),
        stretch in any::<Ends>(),
    ) {
        let stretch = arbitrary::range(&text, &stretch);
        let all = arbitrary::plain_annotations(&text, &ends);
        let annotations = all.overlapping(stretch);
        let drawn = pieces(&text, stretch, &annotations);

        let mut open: Vec<&Mark> = Vec::new();
        let mut elements: Vec<&Mark> = Vec::new();
        let mut end = stretch.start();
        let mut empty = false;
        for piece in &drawn {
            match piece {
                Piece::Open(mark) => {
                    let apart = open.iter().all(|other| other.lane != mark.lane && other.id != mark.id);
                    prop_assert!(apart, "two in a lane: {:?}", drawn);
                    open.push(mark);
                    elements.push(mark);
                    empty = true;
                }
                Piece::Close => {
                    prop_assert!(open.pop().is_some(), "closed, but not open: {:?}", drawn);
                    prop_assert!(!empty, "an element of nothing: {:?}", drawn);
                }
                Piece::Words(range) | Piece::Control(range, _) => {
                    let words = text.slice(*range).expect("whole characters");
                    if let Piece::Control(_, c) = piece {
                        prop_assert_eq!(words, c.to_string());
                    }
                    prop_assert!(!range.is_empty() && range.start() == end, "no gap: {:?}", drawn);
                    end = range.end();
                    empty = false;
                    let covers = |a: &&&Rc<Annotation>| a.span.range().contains_range(*range);
                    let covering: HashSet<&Id> = annotations.iter().filter(covers).map(|a| &a.id).collect();
                    prop_assert_eq!(covering, open.iter().map(|mark| &mark.id).collect(), "of {:?}", range);
                }
            }
        }
        prop_assert!(open.is_empty(), "open at the end: {:?}", drawn);
        prop_assert_eq!(end, stretch.end());

        for annotation in &annotations {
            let range = annotation.span.range();
            let own: Vec<_> = elements.iter().filter(|mark| mark.id == annotation.id).collect();
            let crossed = |a: &&Rc<Annotation>| a.span.end() < range.end() && cross(a.span.range(), range);
            prop_assert!(own.len() == 1 || annotations.iter().any(crossed), "cut for nothing: {:?}", drawn);
            prop_assert!(own.iter().all(|mark| mark.lane == own[0].lane && mark.label == annotation.label));
            for (i, mark) in own.iter().enumerate() {
                prop_assert_eq!(mark.starts, i == 0 && range.start() >= stretch.start());
                prop_assert_eq!(mark.ends, i + 1 == own.len() && range.end() <= stretch.end());
            }
        }
    }

    #[test]
    fn sets_find_what_a_look_at_each_would(
        text in arbitrary::text(),
        ends in vec(any::<Ends>(), 0..9),
        asked in any::<Ends>(),
    ) {
        let asked = arbitrary::range(&text, &asked);
        let all = arbitrary::plain_annotations(&text, &ends);
        let shares = |range: TextRange| range.intersect(asked).is_some_and(|both| !both.is_empty());
        let expected: Vec<_> = all.iter().filter(|a| shares(a.span.range())).collect();
        prop_assert_eq!(all.overlapping(asked), expected);
        let covering = all.covering(asked.start());
        let mut expected: Vec<_> = all.iter().filter(|a| a.span.range().contains(asked.start())).collect();
        expected.sort_by_key(|a| a.span.range().len());
        prop_assert_eq!(covering, expected);
        for (i, annotation) in all.iter().enumerate() {
            prop_assert_eq!(all.twin(annotation), Some(annotation));
            prop_assert_eq!(all.get(&annotation.id), Some(annotation));
            prop_assert_eq!((all.place(&annotation.id), all.nth(i)), (Some(i), Some(annotation)));
            prop_assert_eq!(all.count(&annotation.label), all.iter().filter(|a| a.label == annotation.label).count());
            prop_assert_eq!(all.neighbour(&annotation.id, false), all.iter().nth(i + 1));
            prop_assert_eq!(all.neighbour(&annotation.id, true), all.iter().take(i).next_back());
            let twin = arbitrary::plain("twin", annotation.label.as_str(), annotation.span);
            prop_assert_eq!(&all.with(twin), &all, "the same words with the same label are one");
            let changed = Annotation { note: Some("new".into()), ..(**annotation).clone() };
            let with = all.with(changed.clone());
            prop_assert_eq!((with.len(), &**with.get(&changed.id).expect("it is there")), (all.len(), &changed));
        }
    }

    #[test]
    fn sets_do_not_care_in_which_order_they_were_made(text in arbitrary::text(), ends in vec(any::<Ends>(), 0..9)) {
        let all = arbitrary::plain_annotations(&text, &ends);
        let one_by_one = all.iter().rev().fold(AnnotationSet::default(), |set, a| set.with((**a).clone()));
        prop_assert_eq!(&one_by_one, &all);
        let none = all.iter().fold(one_by_one, |set, a| set.without(&a.id));
        prop_assert!(none.is_empty() && none.overlapping(TextRange::up_to(text.len())).is_empty());
        prop_assert_eq!(none.covering(TextSize::from(0)), Vec::<&Rc<Annotation>>::new());
    }
}
