//! What becomes of marked words, as marked strings.

use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::reanchor::{Reanchoring, Verdict};
use gloss::model::span::Span;
use gloss::model::text::Text;

/// A text, and the spans that [ ] mark in it.
fn marked(marked: &str) -> (Text, Vec<Span>) {
    let text = intake::clean(marked.replace(['[', ']'], "")).expect("a text").text;
    let (mut at, mut start, mut spans) = (0_u32, 0, Vec::new());
    for c in marked.chars() {
        match c {
            '[' => start = at,
            ']' => spans.extend(Span::new(
                &text,
                TextRange::new(TextSize::from(start), TextSize::from(at)),
            )),
            c => at += c.len_utf8() as u32,
        }
    }
    (text, spans)
}

/// What becomes of the words that `old` marks is `verdict`, at the places that `new`
/// marks.
fn check(old: &str, verdict: &str, new: &str) {
    let ((old_text, old_spans), (new_text, _)) = (marked(old), marked(new));
    let found = Reanchoring::new(&old_text, &new_text).verdict(old_spans[0]);
    let (name, mut places) = match found {
        Verdict::Unchanged(place) => ("unchanged", vec![place]),
        Verdict::Moved(place) => ("moved", vec![place]),
        Verdict::Changed(place) => ("changed", vec![place]),
        Verdict::Ambiguous(places) => ("ambiguous", places),
        Verdict::Gone => ("gone", Vec::new()),
    };
    places.sort();
    let mut shown = new_text.as_str().to_owned();
    for place in places.iter().rev() {
        shown.insert(place.end().into(), ']');
        shown.insert(place.start().into(), '[');
    }
    assert_eq!((name, &*shown), (verdict, new), "of {old}");
}

#[test]
fn the_same_text() {
    let same = |text: &str| check(text, "unchanged", text);
    same("[x]");
    same("The [EU] pays Rome.");
    same("[Paris] Paris Paris");
    same("Paris [Paris] Paris");
    same("[👩‍👩‍👧]👩‍👩‍👧");
    same("欧盟[支付]罗马。");
    same("قال [الرئيس] ذلك");
    same("caf[e\u{301}] x");
    same("Presid[ent Zelensk]yy's plan");
    same("a [ \u{301}] b");
}

/// An article of four paragraphs.
const ARTICLE: [&str; 4] = [
    "The ministers of twelve coastal states agreed in Lisbon on Tuesday to halve the catch of sardines by 2030.",
    "“We will not leave a single harbour behind,” said Marta Nogueira, who chairs the council. \
     She promised 40 million euros for crews that stay ashore.",
    "Fishers in Peniche were not convinced. Last year the council promised 15 million euros, and no crew has seen \
     any of it, said their spokesman.",
    "The council meets again in Lisbon in May. Critics said the plan was late. Critics said the plan was thin.",
];

/// What becomes of words of the article, by number of paragraph and with [ ] around
/// them, when `edit` is done to its paragraphs; in them [ ] are where they are then.
fn edited(paragraph: usize, words: &str, verdict: &str, edit: impl FnOnce(&mut Vec<String>)) {
    let plain = words.replace(['[', ']'], "");
    let mut old = ARTICLE.map(str::to_owned);
    assert_eq!(old[paragraph].matches(&plain).count(), 1, "{plain}");
    old[paragraph] = old[paragraph].replace(&plain, words);
    let mut new: Vec<String> = ARTICLE.map(str::to_owned).into();
    edit(&mut new);
    check(&old.join("\n\n"), verdict, &new.join("\n\n"));
}

/// An edit that writes `by` for `words` in a paragraph.
fn write(paragraph: usize, words: &str, by: &str) -> impl FnOnce(&mut Vec<String>) {
    move |article| {
        assert_eq!(article[paragraph].matches(words).count(), 1, "{words}");
        article[paragraph] = article[paragraph].replace(words, by);
    }
}

#[test]
fn a_correction() {
    // Of a number that is marked, alone and in a claim.
    edited(1, "[40] million", "changed", write(1, "40 million", "[45] million"));
    edited(
        1,
        "[40 million euros]",
        "changed",
        write(1, "40 million euros", "[45 million euros]"),
    );
    edited(
        1,
        "[She promised 40 million euros for crews that stay ashore.]",
        "changed",
        |article| {
            write(1, "She promised 40 million", "[She promised 45.5 million")(article);
            write(1, "stay ashore.", "stay ashore.]")(article);
        },
    );
    // Near what is marked, and far from it.
    edited(1, "crews that [stay ashore]", "moved", |article| {
        write(1, "40 million", "45 million")(article);
        write(1, "stay ashore", "[stay ashore]")(article);
    });
    edited(1, "said [Marta Nogueira]", "unchanged", |article| {
        write(1, "40 million", "45 million")(article);
        write(1, "Marta Nogueira", "[Marta Nogueira]")(article);
    });
    // A number is not the start of another one.
    edited(1, "[40] million", "changed", write(1, "40 million", "[40.5] million"));
    edited(0, "by [2030]", "changed", write(0, "by 2030", "by [2035]"));
    // Of the name of a place, by a longer one.
    edited(
        0,
        "in [Lisbon] on",
        "changed",
        write(0, "in Lisbon on", "in [Vila Nova de Gaia] on"),
    );
}

#[test]
fn what_is_moved() {
    edited(2, "Fishers in [Peniche]", "moved", |article| {
        let paragraph = article.remove(2).replace("Peniche", "[Peniche]");
        article.insert(0, paragraph);
    });
    edited(2, "[Last year the council]", "unchanged", |article| {
        let paragraph = article
            .remove(2)
            .replace("Last year the council", "[Last year the council]");
        article.insert(1, paragraph);
    });
    // And edited there.
    edited(2, "[the council promised 15 million euros]", "changed", |article| {
        let paragraph = article.remove(2);
        article.insert(
            0,
            paragraph.replace(
                "the council promised 15 million euros",
                "[the council had promised 16 million euros]",
            ),
        );
    });
}

#[test]
fn what_is_added_and_trimmed() {
    edited(0, "[The ministers] of", "moved", |article| {
        article[0] = format!(
            "LISBON, 3 March — {}",
            article[0].replace("The ministers", "[The ministers]")
        );
    });
    edited(0, "in [Lisbon] on", "unchanged", |article| {
        article[0] = format!("LISBON, 3 March — {}", article[0].replace("in Lisbon", "in [Lisbon]"));
    });
    edited(
        1,
        "“[We will not leave a single harbour behind],”",
        "changed",
        |article| {
            write(
                1,
                "We will not leave a single harbour behind",
                "[We will not leave a harbour behind]",
            )(article);
        },
    );
    // Trimmed so far that less than half is left.
    edited(
        1,
        "“[We will not leave a single harbour behind],”",
        "ambiguous",
        |article| {
            write(
                1,
                "We will not leave a single harbour behind",
                "[We … leave no one behind]",
            )(article);
        },
    );
}

#[test]
fn what_is_deleted() {
    edited(0, "in [Lisbon] on", "gone", |article| {
        article.remove(0);
    });
    edited(
        3,
        "in [Lisbon] in May",
        "gone",
        write(3, "The council meets again in Lisbon in May. ", ""),
    );
    edited(
        2,
        "[Last year the council promised 15 million euros]",
        "gone",
        |article| {
            article.remove(2);
        },
    );
    edited(0, " [in Lisbon] on", "gone", write(0, " in Lisbon on", " on"));
    edited(
        1,
        "[She promised 40 million euros for crews that stay ashore.]",
        "gone",
        |article| {
            write(1, " She promised 40 million euros for crews that stay ashore.", "")(article);
        },
    );
    // Another sentence in its place, which has the word: nobody can tell.
    edited(0, "in [Lisbon] on", "ambiguous", |article| {
        article[0] = "Rain fell on [Lisbon].".to_owned()
    });
}

#[test]
fn what_is_said_twice() {
    edited(
        3,
        "[Critics said the plan was] late",
        "unchanged",
        write(3, "Critics said the plan was late", "[Critics said the plan was] late"),
    );
    // One of them goes. Whether that is the words before "late" or before "thin" nobody can tell.
    for words in ["[Critics said the plan was] late", "[Critics said the plan was] thin"] {
        edited(3, words, "ambiguous", |article| {
            write(3, "Critics said the plan was late. ", "")(article);
            write(3, "Critics said the plan was", "[Critics said the plan was]")(article);
        });
    }
    // The same sentence once more, and nobody can tell which of them was there.
    edited(0, "[to halve the catch]", "ambiguous", |article| {
        article[0] = article[0].replace("to halve the catch", "[to halve the catch]");
        article.insert(1, article[0].clone());
    });
    // One of two that are the same is deleted.
    check(
        "Rain fell. [He said no.] He said no. Nobody came to the harbour that morning.",
        "ambiguous",
        "Rain fell. [He said no.] Nobody came to the harbour that morning.",
    );
}

/// hypothesis/client#7571: the marked sentence goes, and one of nearly the same words
/// stays.
#[test]
fn a_look_alike_that_was_there_before_is_none() {
    let north = "Crews from the north told the council that new nets had cut the catch by a tenth in every harbour.";
    let south = "Crews from the south told the council that new nets had cut the catch by a tenth in every harbour.";
    let (before, after) = ("The council met on Monday.", "It will meet again in June.");
    let article = |paragraphs: &[&str]| paragraphs.join("\n");
    for words in [north, "new nets had cut the catch by a tenth", "the catch"] {
        let marked = north.replace(words, &format!("[{words}]"));
        let old = article(&[before, &marked, south, after]);
        check(&old, "gone", &article(&[before, south, after]));
        check(
            &old,
            "gone",
            &article(&[before, "Nothing was heard of the others.", south, after]),
        );
        check(&old, "unchanged", &article(&[before, &marked, south, after]));
        // Where the two change places, the right one is chosen or stands first.
        let (turned, places) = self::marked(&article(&[before, south, &marked, after]));
        let (old, spans) = self::marked(&old);
        match Reanchoring::new(&old, &turned).verdict(spans[0]) {
            Verdict::Unchanged(place) | Verdict::Moved(place) => assert_eq!(place, places[0]),
            Verdict::Ambiguous(offered) => assert_eq!(offered[0], places[0]),
            other => panic!("{other:?}"),
        }
    }
    // hypothesis/h#2798: the marked name is corrected, and the same name stands before it.
    check(
        "As Robin wrote in the letter of last May, the work of [Robin] was never paid for by the school.",
        "changed",
        "As Robin wrote in the letter of last May, the work of [Elisa] was never paid for by the school.",
    );
    // hypothesis/h#2634: a short word of another text.
    check(
        "For [Linus], and for Ada.",
        "gone",
        "Our computational machines are talking.",
    );
}

#[test]
fn white_space_and_quotation_marks() {
    edited(
        1,
        "[“We will not leave a single harbour behind,” said]",
        "unchanged",
        |article| {
            for paragraph in article.iter_mut() {
                *paragraph = paragraph.replace(['“', '”'], "\"").replace(' ', "\n");
            }
            article[1] = article[1]
                .replace("\"We", "[\"We")
                .replace("said\nMarta", "said]\nMarta");
        },
    );
    check(
        "Marta’s crew [didn’t sail] on the first of May.",
        "unchanged",
        "Marta's\u{a0}crew [didn't  sail] on the first of May.",
    );
}
