//! Articles out of documents with structure: whatever comes in is read or refused,
//! and no word is lost or made up on the way.

use gloss::model::exchange::batch::Batch;
use gloss::model::exchange::hypertext::paragraphs;
use gloss::model::exchange::web_page;
use gloss::model::format::html_report;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{arbitrary, config};

/// Tags, whole and broken.
const TAGS: [&str; 22] = [
    "<p>",
    "</p>",
    "<div hidden>",
    "</div>",
    "<article>",
    "</article>",
    "<main>",
    "</main>",
    "<nav>",
    "</nav>",
    "<br>",
    "<pre>",
    "</pre>",
    "<table><tr><td>",
    "<td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<title>",
    "<p style='",
    "<!--StartFragment-->",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(&TAGS[..]).prop_map(str::to_owned), arbitrary::raw()];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_html_becomes_clean_paragraphs(html in soup()) {
        let text = paragraphs(&html);
        prop_assert!(!text.contains("\n\n\n") || html.contains("<pre>"), "{text:?}");
        prop_assert!(!text.contains('\0'));
        prop_assert_eq!(text.trim_end().len(), text.len());
        let _ = web_page::read(&html);
    }

    #[test]
    fn a_report_holds_the_article(project in arbitrary::project()) {
        let file = html_report::write(&project).parts.remove(0).content;
        prop_assert!(web_page::is("", &file));
        let article = web_page::read(&file).expect("an article");
        let (read, own) = (article.intake.text, &project.document.text);
        prop_assert_eq!(without_white_space(read.as_str()), without_white_space(own.as_str()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(name in select(&["a.docx", "a.html", "a"][..]), mut bytes in vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        let mut batch = Batch::begin(vec![(name.to_owned(), bytes)]);
        while batch.step().is_some() {}
    }
}
