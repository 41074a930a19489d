//! Which annotations are listed.

use std::rc::Rc;

use super::annotation::{Annotation, LabelId, Value};
use super::annotation_set::AnnotationSet;
use super::occurrences::Pattern;
use super::text::Text;

/// What an annotation must be like to be listed. The default lets everything
/// pass; what is asked for must all be true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Each of these words, which white space sets apart, must be part of what is
    /// marked, of the note, or of the words of an attribute. Case does not matter,
    /// nor whether quotation marks are curly.
    pub words: String,
    /// One of these labels; empty for any.
    pub labels: Vec<LabelId>,
    /// An attribute, by its id, that must be filled in; with a value as
    /// [`Value::shown`] has it, it must be filled in with that.
    pub attribute: Option<(Rc<str>, Option<String>)>,
}

impl Filter {
    /// Whether it lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.labels.is_empty() && self.attribute.is_none()
    }

    /// Whether an annotation of this text passes.
    pub fn passes(&self, annotation: &Annotation, text: &Text) -> bool {
        self.passes_with(&self.patterns(), annotation, text)
    }

    /// The places in text order, from 0, of the annotations of this text that
    /// pass. Looks at each.
    pub fn places(&self, annotations: &AnnotationSet, text: &Text) -> Vec<usize> {
        let patterns = self.patterns();
        let all = annotations.iter().enumerate();
        all.filter(|(_, annotation)| self.passes_with(&patterns, annotation, text))
            .map(|(place, _)| place)
            .collect()
    }

    fn patterns(&self) -> Vec<Pattern> {
        let words = self.words.split_whitespace();
        words.map(|word| Pattern::new(word, false)).collect()
    }

    fn passes_with(&self, patterns: &[Pattern], annotation: &Annotation, text: &Text) -> bool {
        let label = self.labels.is_empty() || self.labels.contains(&annotation.label);
        let attribute = self.attribute.as_ref().is_none_or(|(id, wanted)| {
            let value = annotation.attributes.get(id);
            value.is_some_and(|value| wanted.as_ref().is_none_or(|wanted| value.shown(text) == wanted))
        });
        label && attribute && patterns.iter().all(|pattern| says(annotation, pattern, text))
    }
}

/// Whether the words are in something that people read or wrote.
fn says(annotation: &Annotation, pattern: &Pattern, text: &Text) -> bool {
    let found = |words: &str| pattern.find(words, 0).is_some();
    found(annotation.span.quote(text))
        || annotation.note.as_deref().is_some_and(found)
        || annotation.attributes.values().any(|value| match value {
            Value::Text(_) | Value::Quote(_) => found(value.shown(text)),
            Value::Flag(_) | Value::Unknown(_) => false,
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::annotation::{Id, Json};
    use super::super::intake;
    use super::super::span::{Span, range};
    use super::*;

    const CONTENT: &str = "The minister said: “We’ll build the port by May.” Lagos waits.";

    fn span(text: &Text, words: &str) -> Span {
        let at = text.as_str().find(words).expect("it is there");
        Span::new(text, range(at, at + words.len())).expect("a span")
    }

    fn annotation(
        text: &Text,
        label: &str,
        words: &str,
        attributes: &[(&str, Value)],
        note: Option<&str>,
    ) -> Annotation {
        let attributes = attributes.iter().map(|(id, value)| (Rc::from(*id), value.clone()));
        Annotation {
            id: Id::new(words),
            label: LabelId::new(label),
            span: span(text, words),
            attributes: attributes.collect::<BTreeMap<_, _>>(),
            note: note.map(Rc::from),
            by: None,
            created: None,
            modified: None,
            extra: Vec::new(),
        }
    }

    /// A claim (0), a commitment (1) and a place (2).
    fn all(text: &Text) -> AnnotationSet {
        let speaker = ("speaker", Value::Quote(span(text, "The minister")));
        let unknown = ("shape", Value::Unknown(Json("{\"box\":1}".into())));
        AnnotationSet::of([
            annotation(
                text,
                "claim",
                "said",
                &[("checkable", Value::Flag(true))],
                Some("weak Verb"),
            ),
            annotation(
                text,
                "commitment",
                "We’ll build the port by May.",
                &[speaker, ("deadline", Value::Text("31 May".to_owned()))],
                None,
            ),
            annotation(
                text,
                "place",
                "Lagos",
                &[("checkable", Value::Flag(false)), unknown],
                None,
            ),
        ])
    }

    fn check(words: &str, labels: &[&str], attribute: Option<(&str, Option<&str>)>, expected: &[usize]) {
        let text = intake::clean(CONTENT).expect("a text").text;
        let filter = Filter {
            words: words.to_owned(),
            labels: labels.iter().map(|label| LabelId::new(*label)).collect(),
            attribute: attribute.map(|(id, value)| (id.into(), value.map(str::to_owned))),
        };
        let all = all(&text);
        assert_eq!(filter.places(&all, &text), expected, "{filter:?}");
        for (place, annotation) in all.iter().enumerate() {
            assert_eq!(
                filter.passes(annotation, &text),
                expected.contains(&place),
                "{filter:?}"
            );
        }
        assert!(!filter.is_empty() || expected.len() == all.len());
    }

    #[test]
    fn everything_that_is_asked_for_must_be_true() {
        check("", &[], None, &[0, 1, 2]);
        check(" \n", &[], None, &[0, 1, 2]);
        check("LAGOS", &[], None, &[2]);
        check("we'll PORT", &[], None, &[1]);
        check("port Lagos", &[], None, &[]);
        check("minister 31 build", &[], None, &[1]);
        check("verb", &[], None, &[0]);
        check("yes", &[], None, &[]);
        check("box", &[], None, &[]);
        check("a", &["claim", "place"], None, &[0, 2]);
        check("", &["claim", "other"], None, &[0]);
        check("", &[], Some(("checkable", None)), &[0, 2]);
        check("", &[], Some(("checkable", Some("no"))), &[2]);
        check("", &[], Some(("speaker", Some("The minister"))), &[1]);
        check("", &[], Some(("deadline", Some("31 May"))), &[1]);
        check("", &[], Some(("deadline", Some("31"))), &[]);
        check("", &[], Some(("shape", Some("{\"box\":1}"))), &[2]);
        check("", &["claim"], Some(("deadline", None)), &[]);
    }

    #[test]
    fn an_empty_filter_lets_everything_pass() {
        assert!(Filter::default().is_empty());
        for filter in [
            Filter {
                words: "a".to_owned(),
                ..Filter::default()
            },
            Filter {
                labels: vec![LabelId::new("claim")],
                ..Filter::default()
            },
            Filter {
                attribute: Some(("speaker".into(), None)),
                ..Filter::default()
            },
        ] {
            assert!(!filter.is_empty());
        }
    }
}
