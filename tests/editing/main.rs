//! What each change of the marks makes of an article, and what it says.

mod marked;

mod known;

mod suggested;

use gloss::model::annotation::{Extra, Id, LabelId, Relation};
use gloss::model::session::{Action, Mode};

use marked::{Given, check, now};

const TWICE: &str = "! These words are marked as claim already: remove one of the two instead.";

fn id(name: &str) -> Id {
    Id::new(name)
}

fn label(name: &str) -> LabelId {
    LabelId::new(name)
}

fn relation(from: &str, kind: &str, to: &str) -> Relation {
    Relation {
        id: id("n"),
        kind: kind.into(),
        from: id(from),
        to: id(to),
        extra: Extra::new(),
    }
}

fn pick(attribute: &str) -> Action {
    Action::Turn(Mode::Pick {
        id: id("a"),
        attribute: attribute.into(),
    })
}

fn link(from: &str) -> Action {
    Action::Turn(Mode::Link {
        from: id(from),
        kind: "about".into(),
    })
}

fn settle() -> Action {
    Action::Settle { id: id("n"), at: now() }
}

#[test]
fn an_annotation_gets_other_words() {
    for (before, after, words) in [
        (
            "[They met] <and left>",
            "They met [and left]",
            "Now it is Claim: “and left”",
        ),
        (
            "[They met] {<and left>}; a kind event; b about a",
            "They met [{and left}]; a kind event; b about a",
            "Now it is Claim: “and left”",
        ),
        ("[They met] [<and left>]", "[They met] [and left]", TWICE),
        ("[<They met>]", "[They met]", ""),
    ] {
        let respan = |given: &Given| Action::Respan {
            id: id("a"),
            span: given.spans[0],
            at: now(),
        };
        check(before, |given| vec![respan(given)], after, words);
    }
}

#[test]
fn an_annotation_is_cut_in_two() {
    const OUTSIDE: &str = "! To split an annotation, put the caret inside of it: click between two of its words.";
    for (before, after, words) in [
        ("They| [met and left]", "They [met and left]", OUTSIDE),
        ("[|They met] and left", "[They met] and left", OUTSIDE),
        ("[They met|] and left", "[They met] and left", OUTSIDE),
        (
            "[They met| and left] (Rome); a kind event; a certainty possible; a note why; a about b",
            "[They met] [and left] (Rome); a certainty possible; a kind event; a note why; \
             n certainty possible; n kind event; a about b",
            "Split. Claim: “They met”",
        ),
        // One of the parts is there already.
        ("[[They met]| and left]", "[[They met] and left]", TWICE),
        ("[They met |[and left]]", "[They met [and left]]", TWICE),
        (
            "[They met| {and left}]",
            "[They met] [{and left}]",
            "Split. Claim: “They met”",
        ),
    ] {
        let split = |given: &Given| Action::Split {
            id: id("a"),
            cut: given.caret,
            second: id("n"),
            at: now(),
        };
        check(before, |given| vec![split(given)], after, words);
    }
}

#[test]
fn two_annotations_become_one() {
    for (who, before, after, words) in [
        (
            "a",
            "[They met] {in} (Rome) [and left]; a kind event; a note why; d certainty possible; d kind rule; d note not",
            "[They met {in} (Rome) and left]; a certainty possible; a kind event; a note why not",
            "Joined. Claim: “They met in Rome and left”",
        ),
        // Links lead to the one; none to itself, and none twice.
        (
            "a",
            "[They met] {in} (Rome) [and left]; a about c; a supports d; d about c; d reports b; c łinks d; d note not",
            "[They met {in} (Rome) and left]; a note not; a about c; a reports b; c łinks a",
            "Joined. Claim: “They met in Rome and left”",
        ),
        (
            "a",
            "[They met] {and left}; a supports b",
            "[They met] {and left}; a supports b",
            "! There is no later claim to join this one with.",
        ),
        (
            "b",
            "[They met] [and left]",
            "[They met] [and left]",
            "! There is no later claim to join this one with.",
        ),
        // The other one is inside, or overlaps.
        (
            "a",
            "[They met [and left]] so",
            "[They met and left] so",
            "Joined. Claim: “They met and left”",
        ),
        // All of it is marked already.
        ("b", "[[They met] [and left]]", "[[They met] [and left]]", TWICE),
    ] {
        check(before, |_| vec![Action::Join { id: id(who), at: now() }], after, words);
    }
    // Whoever looked at the second one looks at both now.
    let choose = Action::Choose(Some(id("b")));
    let join = Action::Join { id: id("a"), at: now() };
    let work = check(
        "[They met] [and left]",
        |_| vec![choose, join],
        "[They met and left]",
        "Joined. Claim: “They met and left”",
    );
    assert_eq!(work.chosen, Some(id("a")));
}

#[test]
fn words_are_marked_with_another_label_too() {
    for (before, after, words, chosen) in [
        (
            "[They met]; a kind event; a note why",
            "[{They met}]; a kind event; a note why",
            "Added. Commitment: “They met”",
            "n",
        ),
        (
            "[{They met}]",
            "[{They met}]",
            "Already there. Commitment: “They met”",
            "b",
        ),
    ] {
        let duplicate = Action::Duplicate {
            id: id("a"),
            label: label("commitment"),
            new: id("n"),
            at: now(),
        };
        let work = check(before, |_| vec![duplicate], after, words);
        assert_eq!(work.chosen, Some(id(chosen)), "{before}");
    }
}

#[test]
fn many_stretches_are_marked_in_one_step() {
    for (before, after, words) in [
        (
            "(Rome), <Rome> and <Rome>",
            "(Rome), (Rome) and (Rome)",
            "Added 2 annotations as place.",
        ),
        (
            "(<Rome>), <Rome> and [<Rome>]",
            "(Rome), (Rome) and [(Rome)]",
            "Added 2 annotations as place. 1 was there already.",
        ),
        (
            "(<Rome>), (<Rome>)",
            "(Rome), (Rome)",
            "Added 0 annotations as place. 2 were there already.",
        ),
        ("<Rome>, Rome", "(Rome), Rome", "Added 1 annotation as place."),
    ] {
        let tag_all = |given: &Given| {
            let spans = given.spans.iter().enumerate();
            Action::TagAll {
                label: label("place"),
                spans: spans.map(|(i, &span)| (span, id(&format!("n{i}")))).collect(),
                at: now(),
            }
        };
        check(before, |given| vec![tag_all(given)], after, words);
    }
}

#[test]
fn annotations_are_linked() {
    const ALREADY: &str = "! These two are linked in this way already.";
    for (before, link_of, after, words) in [
        (
            "[They met] (Rome)",
            ("a", "about", "b"),
            "[They met] (Rome); a about b",
            "Linked. Claim: “They met” about Place: “Rome”",
        ),
        // Another way or another direction is another link.
        (
            "[They met] [and left]; a supports b",
            ("b", "supports", "a"),
            "[They met] [and left]; a supports b; b supports a",
            "Linked. Claim: “and left” supports Claim: “They met”",
        ),
        (
            "[They met] [and left]; a supports b",
            ("a", "same_as", "b"),
            "[They met] [and left]; a supports b; a same_as b",
            "Linked. Claim: “They met” same as Claim: “and left”",
        ),
        // What is not in the scheme may lead anywhere.
        (
            "[They met] (Rome)",
            ("b", "łinks", "a"),
            "[They met] (Rome); b łinks a",
            "Linked. Place: “Rome” łinks Claim: “They met”",
        ),
        (
            "[They met]",
            ("a", "same_as", "a"),
            "[They met]",
            "! An annotation cannot be linked to itself.",
        ),
        (
            "[They met] (Rome); a about b",
            ("a", "about", "b"),
            "[They met] (Rome); a about b",
            ALREADY,
        ),
        (
            "[They met] (Rome)",
            ("b", "about", "a"),
            "[They met] (Rome)",
            "! “about” does not lead from a place to a claim.",
        ),
        (
            "[They met] [and left]",
            ("a", "about", "b"),
            "[They met] [and left]",
            "! “about” does not lead from a claim to a claim.",
        ),
        (
            "[They met] {and left}",
            ("a", "same_as", "b"),
            "[They met] {and left}",
            "! “same as” does not lead from a claim to a commitment.",
        ),
    ] {
        let (from, kind, to) = link_of;
        let relate = Action::Relate(relation(from, kind, to));
        let work = check(before, |_| vec![link("a"), relate], after, words);
        assert_eq!(work.mode, Mode::Mark, "{before}");
    }
}

#[test]
fn a_link_is_taken_out() {
    for (gone, after, words) in [
        ("r0", "[They met] (Rome); a łinks b", "The link is gone."),
        ("nobody", "[They met] (Rome); a about b; a łinks b", ""),
    ] {
        let unrelate = Action::Unrelate(id(gone));
        check(
            "[They met] (Rome); a about b; a łinks b",
            |_| vec![unrelate],
            after,
            words,
        );
    }
}

#[test]
fn what_a_selection_is_for() {
    for (turns, words) in [
        (
            vec![pick("speaker")],
            "Select the words of the article that are the speaker.",
        ),
        (
            vec![Action::Turn(Mode::Brush(label("place")))],
            "Every selection becomes a place.",
        ),
        (
            vec![link("a")],
            "Choose where the link “about” leads: click an annotation, or go to it and press Enter.",
        ),
        (
            vec![link("a"), Action::Turn(Mode::Mark)],
            "Select words, then choose a label.",
        ),
        (vec![Action::Turn(Mode::Mark)], ""),
        (vec![link("nobody")], ""),
        (vec![settle()], ""),
    ] {
        check("[They met]", |_| turns, "[They met]", words);
    }
    // Nothing is for an annotation that is gone.
    for turn in [pick("speaker"), link("a")] {
        let work = check(
            "[They met]",
            |_| vec![turn, Action::Remove(id("a"))],
            "They met",
            "Removed. Claim: “They met”",
        );
        assert_eq!(work.mode, Mode::Mark);
    }
}

#[test]
fn picked_words_fill_an_attribute() {
    for (before, after) in [
        ("[They met] in <Rome>", "[They met] in Rome; a speaker “Rome”"),
        (
            "[They met] in <Rome>; a kind event; a speaker unnamed",
            "[They met] in Rome; a kind event; a speaker “Rome”",
        ),
        // The same words once more are no change.
        (
            "[They met] in <Rome>; a speaker “Rome”",
            "[They met] in Rome; a speaker “Rome”",
        ),
    ] {
        let select = |given: &Given| Action::Select(Some(given.spans[0]));
        let actions = |given: &Given| vec![pick("speaker"), select(given), settle()];
        let work = check(before, actions, after, "Speaker: “Rome”");
        assert_eq!((work.mode, work.selected), (Mode::Mark, None), "{before}");
    }
}

#[test]
fn a_brush_marks_at_once() {
    for (before, after, words, chosen) in [
        (
            "[They met] in <Rome>",
            "[They met] in (Rome)",
            "Added. Place: “Rome”",
            "n",
        ),
        (
            "[They met] in (<Rome>)",
            "[They met] in (Rome)",
            "Already there. Place: “Rome”",
            "b",
        ),
    ] {
        let brush = Mode::Brush(label("place"));
        let turn = Action::Turn(brush.clone());
        let select = |given: &Given| Action::Select(Some(given.spans[0]));
        let work = check(before, |given| vec![turn, select(given), settle()], after, words);
        assert_eq!((work.mode, work.selected), (brush, None), "it goes on");
        assert_eq!(work.chosen, Some(id(chosen)));
    }
}
