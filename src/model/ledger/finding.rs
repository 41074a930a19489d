//! Words in a document of the library.

use crate::model::annotation::{Annotation, Value};
use crate::model::occurrences::{Search, occurrences};
use crate::model::offset::TextSize;
use crate::model::project::Project;

/// Where words were found, and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In what: "text", "note" and the like.
    pub place: &'static str,
    /// The words with some of what stands around them, on one line.
    pub words: String,
}

/// How much is shown before and after the words, in bytes.
const AROUND: usize = 48;

/// The first place in which the words occur: what is known of the article, then notes
/// and fields, then the text. Upper and lower case are the same.
pub fn find(project: &Project, words: &str) -> Option<Finding> {
    let needle = words.trim().to_lowercase();
    if needle.is_empty() {
        return None;
    }
    let has = |words: &str| words.to_lowercase().contains(&needle);
    let facts = project.document.named_facts();
    for (place, fact) in facts {
        if let Some(words) = fact.filter(|fact| has(fact)) {
            let words = words.to_owned();
            return Some(Finding { place, words });
        }
    }
    let in_annotation = |annotation: &Annotation| {
        let note = annotation.note.as_deref().filter(|note| has(note));
        let values = annotation.attributes.values().filter_map(|value| match value {
            Value::Text(words) if has(words) => Some(words.as_str()),
            _ => None,
        });
        let noted = note.map(|note| ("note", note));
        noted
            .or_else(|| values.map(|words| ("field", words)).next())
            .map(|(place, words)| (place, words.to_owned()))
    };
    let mut annotations = project.markup.annotations.iter();
    if let Some((place, words)) = annotations.find_map(|annotation| in_annotation(annotation)) {
        return Some(Finding { place, words });
    }
    let text = &project.document.text;
    let search = Search {
        words: needle,
        ..Search::default()
    };
    let span = occurrences(text, &search, 1).first().copied()?;
    let content = text.as_str();
    let (start, end): (usize, usize) = (span.start().into(), TextSize::into(span.end()));
    let from = content.floor_char_boundary(start.saturating_sub(AROUND));
    let to = content.ceil_char_boundary((end + AROUND).min(content.len()));
    let before = if from > 0 { "…" } else { "" };
    let after = if to < content.len() { "…" } else { "" };
    let around = content[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
    let words = format!("{before}{around}{after}");
    Some(Finding { place: "text", words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::Id;
    use crate::model::intake;
    use crate::model::project::Document;
    use crate::model::scheme::Scheme;

    fn check(title: Option<&str>, text: &str, words: &str, expected: Option<(&str, &str)>) {
        let text = intake::clean(text).expect("a text").text;
        let mut document = Document::new(Id::new("d"), text);
        document.title = title.map(str::to_owned);
        let found = find(&Project::new(document, Scheme::default()), words);
        let found = found.as_ref().map(|found| (found.place, found.words.as_str()));
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn words_are_found_in_titles_and_texts() {
        check(
            Some("Harbour pledge"),
            "x",
            "HARBOUR",
            Some(("title", "Harbour pledge")),
        );
        check(
            None,
            "The EU said\nno.",
            "eu said no",
            Some(("text", "The EU said no.")),
        );
        check(None, "The EU said no.", "yes", None);
        check(None, "The EU said no.", " ", None);
        let long = format!("{} harbour {}", "é".repeat(60), "é".repeat(60));
        let part = "é".repeat(24);
        check(
            None,
            &long,
            "Harbour",
            Some(("text", &format!("…{part} harbour {part}…"))),
        );
    }
}
