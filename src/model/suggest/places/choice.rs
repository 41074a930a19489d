//! A person's choice of the place that an annotation means.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::super::gazetteer::{Gazetteer, Place};
use super::super::search::{Index, search};
use super::identity::identity;
use super::resolve::{Article, candidates};
use crate::model::annotation::{Annotation, Timestamp, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::place::{GEONAMES, LAT, LON, NAME, WIKIDATA, known};
use crate::model::text::Text;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice<'a> {
    /// A place that is known.
    Known(Place<'a>),
    /// The words by which a person calls it; nothing else is known of it.
    Called(&'a str),
}

/// Whether the choice of a place decides about the attribute of this id, beside how the
/// place is called.
pub fn is_decided(attribute: &str) -> bool {
    let points = LAT.iter().chain(&LON);
    let mut all = points.chain(&GEONAMES).chain(&WIKIDATA).chain(&["kind", "country"]);
    all.any(|id| *id == attribute)
}

/// Whether more is known of the place that an annotation means than how it is called.
pub fn is_known(annotation: &Annotation) -> bool {
    annotation.attributes.keys().any(|id| is_decided(id))
}

impl Choice<'_> {
    /// The annotation with what is known of the place. Whatever it said of another one
    /// is gone; it is a person's from now on.
    #[must_use]
    pub fn made(self, annotation: &Annotation, at: &Timestamp) -> Annotation {
        let mut made = annotation.clone();
        made.attributes.retain(|id, _| &**id != NAME && !is_decided(id));
        // What a rule made of the place that it took it for.
        if annotation.by.as_deref() == Some("rule") {
            made.attributes.remove("stands_for");
        }
        let known = match self {
            Self::Known(place) => identity(place).to_vec(),
            Self::Called(words) => vec![(NAME, words.trim())],
        };
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        made.attributes
            .extend(known.map(|(id, value)| (Rc::from(id), Value::Text(value.to_owned()))));
        made.by = Some("person".into());
        made.modified = Some(at.clone());
        made
    }
}

/// The words by which to look for the place of an annotation: what a person wrote, or
/// the words in the text.
pub fn words<'a>(annotation: &'a Annotation, text: &'a Text) -> &'a str {
    let own = annotation.attributes.get(NAME).map(|value| value.shown(text));
    own.filter(|_| !annotation.attributes.contains_key("lat"))
        .unwrap_or_else(|| annotation.span.quote(text))
}

/// The other annotations with the same label on the same words.
pub fn others(annotations: &AnnotationSet, text: &Text, of: &Annotation) -> Vec<Rc<Annotation>> {
    let same = |other: &&Rc<Annotation>| {
        other.id != of.id && other.label == of.label && other.span.quote(text) == of.span.quote(text)
    };
    annotations.iter().filter(same).cloned().collect()
}

/// Which countries and regions an article names, by the places that its annotations mean.
pub fn named(gazetteer: &Gazetteer, annotations: &AnnotationSet, text: &Text) -> Article {
    let ids = annotations.iter().filter_map(|one| known(one, text, &GEONAMES));
    let ids: FxHashSet<&str> = ids.filter(|id| !id.is_empty()).collect();
    let mut article = Article::default();
    if !ids.is_empty() {
        for place in gazetteer.places().filter(|place| ids.contains(place.geonames())) {
            article.note(place, 1.0);
        }
    }
    article
}

/// At most `limit` places that may be meant by these words: first those of which they
/// are the name, the likeliest in this article first, then those that a search finds.
pub fn runners<'a>(
    gazetteer: &'a Gazetteer,
    index: &Index,
    words: &str,
    article: &Article,
    limit: usize,
) -> Vec<Place<'a>> {
    let exact = candidates(gazetteer, words, article);
    let mut runners: Vec<Place> = exact.into_iter().map(|(place, _)| place).collect();
    for place in search(gazetteer, index, words, limit) {
        if !runners.contains(&place) {
            runners.push(place);
        }
    }
    runners.truncate(limit);
    runners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::gloss;

    const PLACES: &str = "C\tFrance\t3017382\t46\t2\t66987\t\tFrench\tQ142\tFR\n\
        M\tParis\t2988507\t48.85\t2.35\t2139\n\
        C\tUnited States\t6252001\t39.76\t-98.5\t310232\t\tAmerican\tQ30\tUS\n\
        R\tTexas\t4736286\t31.25\t-99.25\t22875\t\tTexan\t\tTX\n\
        P\tParis\t4717560\t33.66\t-95.56\t25\n\
        P\tDallas\t4684888\t32.78\t-96.81\t1301\n\
        P\tParis Hill\t1\t30\t-96\t1\n";

    fn annotated() -> (Text, AnnotationSet) {
        let file = r#"{"format":"gloss","version":1,"document":{"id":"d","text":"Paris, Dallas. Paris. paris"},"annotations":[
            {"id":"a","label":"place","start":0,"end":5,"by":"rule","attributes":{"use":"literal","stands_for":"the French government","place":"Paris","geonames":"2988507","lat":"48.85","lon":"2.35","lng":"2.35","geonames_id":"2988507","wikidata":"Q90"}},
            {"id":"b","label":"place","start":7,"end":13,"attributes":{"place":"Dallas","geonames":"4684888"}},
            {"id":"c","label":"place","start":15,"end":20},{"id":"d","label":"claim","start":15,"end":20},
            {"id":"e","label":"place","start":22,"end":27,"attributes":{"place":"Parigi"}}]}"#;
        let (project, _) = gloss::read(file).expect("a file");
        (project.document.text.clone(), project.markup.annotations.clone())
    }

    fn value<'a>(annotation: &'a Annotation, text: &'a Text, id: &str) -> Option<&'a str> {
        annotation.attributes.get(id).map(|value| value.shown(text))
    }

    #[test]
    fn the_choice_replaces_all_that_was_said_of_another_place() {
        let (text, all) = annotated();
        let gazetteer = Gazetteer::read(PLACES).expect("places");
        let texas = gazetteer
            .places()
            .find(|place| place.geonames() == "4717560")
            .expect("it");
        let at = Timestamp::new("2026-01-02T03:04:05Z").expect("a time");
        let one = all.iter().next().expect("one");
        let made = Choice::Known(texas).made(one, &at);
        for (id, expected) in [
            ("use", Some("literal")),
            ("place", Some("Paris")),
            ("kind", Some("city")),
            ("country", Some("US")),
            ("lat", Some("33.66")),
            ("lon", Some("-95.56")),
            ("geonames", Some("4717560")),
            ("wikidata", None),
            ("lng", None),
            ("geonames_id", None),
        ] {
            assert_eq!(value(&made, &text, id), expected, "{id}");
        }
        assert_eq!(
            (made.by.as_deref(), &made.modified),
            (Some("person"), &Some(at.clone()))
        );
        let made = Choice::Called(" the old harbour ").made(one, &at);
        assert_eq!(value(&made, &text, "place"), Some("the old harbour"));
        assert_eq!(value(&made, &text, "use"), Some("literal"));
        assert_eq!(made.attributes.len(), 2);
    }

    #[test]
    fn the_likeliest_in_the_article_come_first_and_what_else_begins_so_after_them() {
        let (text, all) = annotated();
        let gazetteer = Gazetteer::read(PLACES).expect("places");
        let index = Index::new(&gazetteer);
        let ids = |article: &Article, words: &str| -> Vec<&str> {
            let runners = runners(&gazetteer, &index, words, article, 5);
            runners.into_iter().map(Place::geonames).collect()
        };
        assert_eq!(ids(&Article::default(), "Paris"), ["2988507", "4717560", "1"]);
        // Two of three that are located lie in Texas, but a capital is a capital.
        let dallas: AnnotationSet = all.without(&all.iter().next().expect("one").id);
        let article = named(&gazetteer, &dallas, &text);
        assert_eq!(ids(&article, "Paris")[0], "4717560");
        assert_eq!(ids(&article, "paris, fr"), ["2988507"]);
        assert!(ids(&article, "").is_empty());
    }

    #[test]
    fn others_have_the_same_label_and_words() {
        let (text, all) = annotated();
        let all_of: Vec<_> = all.iter().collect();
        let ids: Vec<_> = others(&all, &text, all_of[0])
            .iter()
            .map(|one| one.id.to_string())
            .collect();
        assert_eq!(ids, ["c"]);
        let looked: Vec<_> = all.iter().map(|one| words(one, &text)).collect();
        assert_eq!(looked, ["Paris", "Dallas", "Paris", "Paris", "Parigi"]);
    }
}
