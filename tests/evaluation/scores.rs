//! Counts of what was found, what was missed and what was wrong.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use gloss::model::annotation::Value;
use gloss::model::span::Span;
use gloss::model::text::Text;

use crate::pairing::{Measure, pairs};
use crate::places::{is_resolved, same_place};
use crate::sentences::sentences;

/// Something marked, by a person or by a rule.
#[derive(Clone, Debug)]
pub struct Marked {
    /// As what.
    pub label: String,
    /// Where.
    pub span: Span,
    /// What is known of it.
    pub attributes: BTreeMap<String, Value>,
}

/// The attribute, of no scheme, under which it is counted whether a place is the same.
pub const RESOLUTION: &str = "(same place)";

/// What follows from which place it is.
const OF_THE_PLACE: [&str; 7] = ["place", "country", "lat", "lon", "kind", "geonames", "wikidata"];

/// How many there are, and how many of them are in pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Annotations.
    pub annotations: usize,
    /// Suggestions.
    pub suggestions: usize,
    /// Pairs.
    pub pairs: usize,
}

impl Count {
    /// Which part of the suggestions is right.
    pub fn precision(self) -> Option<f64> {
        part(self.pairs, self.suggestions)
    }

    /// Which part of the annotations is found.
    pub fn recall(self) -> Option<f64> {
        part(self.pairs, self.annotations)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> Option<f64> {
        part(2 * self.pairs, self.annotations + self.suggestions)
    }
}

/// A part of a whole; none of nothing.
pub fn part(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.annotations += other.annotations;
        self.suggestions += other.suggestions;
        self.pairs += other.pairs;
    }
}

/// What became of the values of an attribute, in the pairs of a label.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Filled {
    /// Annotations in pairs that have a value.
    pub annotated: usize,
    /// Those of them whose suggestion has one.
    pub proposed: usize,
    /// Those of them for which it is the same.
    pub right: usize,
}

impl AddAssign for Filled {
    fn add_assign(&mut self, other: Self) {
        self.annotated += other.annotated;
        self.proposed += other.proposed;
        self.right += other.right;
    }
}

/// How well the suggestions for one label are, in one file or in several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Pairs have the same ends.
    pub exact: Count,
    /// Pairs share half of what they cover.
    pub half: Count,
    /// Pairs share a character.
    pub any: Count,
    /// Sentences in which something begins, whatever its ends.
    pub sentences: Count,
    /// The attributes, in the pairs that share half.
    pub attributes: BTreeMap<String, Filled>,
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        self.exact += other.exact;
        self.half += other.half;
        self.any += other.any;
        self.sentences += other.sentences;
        for (name, filled) in &other.attributes {
            *self.attributes.entry(name.clone()).or_default() += *filled;
        }
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug)]
pub enum Fault<'a> {
    /// No suggestion shares half of it.
    Missed(&'a Marked),
    /// It shares half of no annotation.
    Spurious(&'a Marked),
    /// An attribute is another.
    Wrong {
        /// What the person marked.
        annotation: &'a Marked,
        /// What the rule filled in.
        suggestion: &'a Marked,
        /// The attribute.
        name: &'a str,
    },
}

/// Scores the suggestions for one label in one text; what they and the annotations are
/// of other labels is not looked at.
pub fn score<'a>(
    text: &Text,
    label: &str,
    annotations: &'a [Marked],
    suggestions: &'a [Marked],
) -> (Score, Vec<Fault<'a>>) {
    let annotations: Vec<_> = annotations.iter().filter(|marked| marked.label == label).collect();
    let suggestions: Vec<_> = suggestions.iter().filter(|marked| marked.label == label).collect();
    let spans = |marked: &[&Marked]| marked.iter().map(|marked| marked.span).collect::<Vec<_>>();
    let pairs = |measure| pairs(&spans(&annotations), &spans(&suggestions), measure);
    let count = |measure| Count {
        annotations: annotations.len(),
        suggestions: suggestions.len(),
        pairs: pairs(measure).len(),
    };
    let mut score = Score {
        exact: count(Measure::Exact),
        half: count(Measure::Half),
        any: count(Measure::Any),
        sentences: sentences(text, &spans(&annotations), &spans(&suggestions)),
        attributes: BTreeMap::new(),
    };
    let pairs = pairs(Measure::Half);
    let mut faults = Vec::new();
    for (a, annotation) in annotations.iter().enumerate() {
        let Some(&(_, s)) = pairs.iter().find(|pair| pair.0 == a) else {
            faults.push(Fault::Missed(annotation));
            continue;
        };
        let suggestion = suggestions[s];
        let mut fill = |name: &'a str, proposed: bool, right: bool| {
            *score.attributes.entry(name.to_owned()).or_default() += Filled {
                annotated: 1,
                proposed: proposed.into(),
                right: right.into(),
            };
            if !right {
                faults.push(Fault::Wrong {
                    annotation,
                    suggestion,
                    name,
                });
            }
        };
        let resolved = is_resolved(text, &annotation.attributes);
        for (name, value) in &annotation.attributes {
            // Of a place that is known, where it lies is one question.
            if !(resolved && OF_THE_PLACE.contains(&name.as_str())) {
                let proposed = suggestion.attributes.get(name);
                fill(
                    name,
                    proposed.is_some(),
                    proposed.is_some_and(|proposed| same(text, value, proposed)),
                );
            }
        }
        if resolved {
            let (a, s) = (&annotation.attributes, &suggestion.attributes);
            fill(RESOLUTION, is_resolved(text, s), same_place(text, a, s));
        }
    }
    let lonely = |s: &usize| !pairs.iter().any(|pair| pair.1 == *s);
    faults.extend(
        (0..suggestions.len())
            .filter(lonely)
            .map(|s| Fault::Spurious(suggestions[s])),
    );
    (score, faults)
}

/// Whether two values say the same: the same words, capitals or not; or words of the
/// article that overlap; or one that names the other ("Ana Ruiz" and "Ruiz").
pub fn same(text: &Text, a: &Value, b: &Value) -> bool {
    if let (Value::Quote(a), Value::Quote(b)) = (a, b)
        && a.overlaps(*b)
    {
        return true;
    }
    let (x, y) = (a.shown(text).to_lowercase(), b.shown(text).to_lowercase());
    let quoted = matches!(a, Value::Quote(_)) || matches!(b, Value::Quote(_));
    x == y || quoted && (has_words(&x, &y) || has_words(&y, &x))
}

/// Whether the words stand in `long`, not within other words.
fn has_words(long: &str, words: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !words.is_empty()
        && long.match_indices(words).any(|(at, _)| {
            let after = long[at + words.len()..].chars().next();
            !letter(long[..at].chars().next_back()) && !letter(after)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gloss::model::intake;
    use gloss::model::offset::{TextRange, TextSize};

    fn marked(text: &Text, quote: &str, attributes: &[(&str, Value)]) -> Marked {
        let start = text.as_str().find(quote).expect("it is there");
        let at = |at: usize| TextSize::from(at as u32);
        Marked {
            label: "claim".to_owned(),
            span: Span::new(text, TextRange::new(at(start), at(start + quote.len()))).expect("a span"),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }

    fn quote(text: &Text, words: &str) -> Value {
        Value::Quote(marked(text, words, &[]).span)
    }

    #[test]
    fn counts_are_those_worked_out_by_hand() {
        let text = intake::clean("Ana Ruiz said crime fell and rents rose. Ruiz left. It will rain.")
            .expect("a text")
            .text;
        let words = |words: &str| Value::Text(words.to_owned());
        let annotations = [
            marked(
                &text,
                "crime fell",
                &[("speaker", quote(&text, "Ana Ruiz")), ("kind", words("event"))],
            ),
            marked(
                &text,
                "rents rose",
                &[("kind", words("number")), ("cue", quote(&text, "said"))],
            ),
            marked(&text, "It will rain", &[]),
        ];
        let suggestions = [
            marked(
                &text,
                "crime fell",
                &[("speaker", quote(&text, "Ruiz left")), ("kind", words("cause"))],
            ),
            marked(
                &text,
                "and rents rose",
                &[("kind", words("number")), ("polarity", words("affirms"))],
            ),
            marked(&text, "Ruiz left", &[]),
            Marked {
                label: "place".to_owned(),
                ..marked(&text, "It will rain", &[])
            },
        ];
        let (score, faults) = score(&text, "claim", &annotations, &suggestions);
        let count = |pairs| Count {
            annotations: 3,
            suggestions: 3,
            pairs,
        };
        assert_eq!((score.exact, score.half, score.any), (count(1), count(2), count(2)));
        // The first sentence and one of the two others.
        let sentences = (score.sentences.annotations, score.sentences.suggestions);
        assert_eq!((sentences, score.sentences.pairs), ((2, 2), 1));
        assert_eq!(score.half.precision(), Some(2.0 / 3.0));
        assert_eq!(score.half.recall(), Some(2.0 / 3.0));
        assert_eq!(score.half.f1(), Some(2.0 / 3.0));
        let filled = |annotated, proposed, right| Filled {
            annotated,
            proposed,
            right,
        };
        let expected = [
            ("cue", filled(1, 0, 0)),
            ("kind", filled(2, 2, 1)),
            ("speaker", filled(1, 1, 0)),
        ];
        assert_eq!(
            score.attributes,
            expected.map(|(name, filled)| (name.to_owned(), filled)).into()
        );
        let said: Vec<String> = faults
            .iter()
            .map(|fault| match fault {
                Fault::Missed(marked) => format!("missed {}", marked.span.quote(&text)),
                Fault::Spurious(marked) => format!("spurious {}", marked.span.quote(&text)),
                Fault::Wrong { annotation, name, .. } => format!("{name} of {}", annotation.span.quote(&text)),
            })
            .collect();
        let expected = [
            "kind of crime fell",
            "speaker of crime fell",
            "cue of rents rose",
            "missed It will rain",
            "spurious Ruiz left",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn figures_of_several_texts_add_up() {
        let one = Count {
            annotations: 4,
            suggestions: 2,
            pairs: 1,
        };
        let mut sum = Count {
            annotations: 0,
            suggestions: 1,
            pairs: 0,
        };
        assert_eq!((sum.recall(), sum.precision(), sum.f1()), (None, Some(0.0), Some(0.0)));
        sum += one;
        assert_eq!((sum.recall(), sum.precision()), (Some(0.25), Some(1.0 / 3.0)));
        assert_eq!(Count::default().f1(), None);
    }

    #[test]
    fn values_are_the_same_if_they_name_the_same() {
        let text = intake::clean("Ana Ruiz said. Ruiz left by May. Bruiz")
            .expect("a text")
            .text;
        let words = |words: &str| Value::Text(words.to_owned());
        for (a, b, expected) in [
            (words("Event"), words("event"), true),
            (words("event"), words("number"), false),
            (words("will do"), words("will"), false),
            (quote(&text, "Ana Ruiz"), quote(&text, "Ruiz said"), true),
            (quote(&text, "Ana Ruiz"), quote(&text, "Ruiz left"), false),
            (quote(&text, "Ana Ruiz"), words("ruiz"), true),
            (quote(&text, "Bruiz"), words("ruiz"), false),
            (words("May"), quote(&text, "by May"), true),
            (Value::Flag(true), words("yes"), true),
        ] {
            assert_eq!(same(&text, &a, &b), expected, "{a:?} {b:?}");
        }
    }
}
