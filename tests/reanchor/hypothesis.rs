//! The samples of Hypothesis: five annotations of a real page, which are not a part
//! of the project. The test looks for them where they lie beside it, and says so if they
//! do not.

use std::fs;
use std::path::Path;

use gloss::model::annotation::Id;
use gloss::model::exchange::batch::{Batch, Kind};
use gloss::model::exchange::draft::set;
use gloss::model::exchange::web_page;
use gloss::model::intake;
use gloss::model::project::Document;
use gloss::model::reanchor::{Verdict, reanchor};
use gloss::model::text::Text;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/hypothesis-anchoring");

/// The words of the five, in the order of the page.
const WORDS: [&str; 5] = [
    "Regression testing",
    "The purpose of regression testing is to ensure that changes such as those mentioned above have not introduced \
     new faults",
    "Therefore, in most software development situations, it is considered good coding practice, when a bug is located \
     and fixed, to record a test that exposes the bug and re-run that test regularly after subsequent changes to the \
     program",
    "Also as a consequence of the introduction of new bugs, program maintenance requires far more system testing per \
     statement written than any other programming",
    "11 November 2016",
];

/// The text with an edit, of which the words must be there once.
fn with(text: &str, words: &str, by: &str) -> String {
    assert_eq!(text.matches(words).count(), 1, "{words}");
    text.replace(words, by)
}

#[test]
fn the_five_annotations_stay_on_their_words() {
    let file = |name: &str| fs::read(Path::new(FOLDER).join(name));
    let (Ok(page), Ok(json)) = (
        file("wikipedia-regression-testing.html"),
        file("wikipedia-regression-testing.json"),
    ) else {
        println!("Not tried: the samples of Hypothesis are not at {FOLDER}.");
        return;
    };
    let page = web_page::read(&web_page::decode(page).expect("UTF-8")).expect("an article");
    let document = Document::new(Id::new("page"), page.intake.text);
    let text = &document.text;
    let arrived = Batch::begin(vec![("five.json".to_owned(), json)])
        .step()
        .expect("a file");
    let Ok(Kind::Foreign(_, found)) = arrived.content else {
        panic!("{:?}", arrived.content);
    };
    let draft = set(&found.documents[0], Some(&document), None).expect("a draft");
    let annotations = &draft.project.markup.annotations;
    let quotes: Vec<_> = annotations
        .iter()
        .map(|annotation| annotation.span.quote(text))
        .collect();
    assert_eq!(quotes, WORDS);

    let verdicts = |new: &str| -> (Text, Vec<Verdict>) {
        let new = intake::clean(new).expect("a text").text;
        let fates = reanchor(text, annotations, &new);
        (new, fates.into_iter().map(|fate| fate.verdict).collect())
    };
    // The same page: the same spans.
    let same: Vec<_> = annotations
        .iter()
        .map(|annotation| Verdict::Unchanged(annotation.span))
        .collect();
    assert_eq!(verdicts(text.as_str()).1, same);

    // The page as it might be a year later.
    let content = text.as_str();
    let purpose = content
        .lines()
        .find(|line| line.contains(WORDS[1]))
        .expect("a paragraph");
    let mut edited = with(content, &format!("{purpose}\n"), "");
    edited = with(&edited, "re-run that test", "run that test again");
    edited = with(&edited, "last modified on 11", "last edited on 11");
    edited = format!("From the archive.\n{purpose}\n\n{edited}");
    let (new, found) = verdicts(&edited);
    let shown: Vec<_> = found
        .iter()
        .map(|verdict| match verdict {
            Verdict::Unchanged(place) => ("unchanged", place.quote(&new)),
            Verdict::Moved(place) => ("moved", place.quote(&new)),
            Verdict::Changed(place) => ("changed", place.quote(&new)),
            Verdict::Ambiguous(_) => ("ambiguous", ""),
            Verdict::Gone => ("gone", ""),
        })
        .collect();
    let changed = WORDS[2].replace("re-run that test", "run that test again");
    assert_eq!(
        shown,
        [
            ("moved", WORDS[0]),
            ("moved", WORDS[1]),
            ("changed", &changed),
            ("unchanged", WORDS[3]),
            ("moved", WORDS[4])
        ]
    );
}
