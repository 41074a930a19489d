//! Which places an article has, and what is drawn for each on the map.

use rustc_hash::FxHashMap;

use super::projection::{Position, project};
use crate::model::annotation::{Annotation, Id, LabelId};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake::grouped;
use crate::model::place::{GEONAMES, Point, WIKIDATA, is_place, known, point};
use crate::model::text::Text;

/// The radius of the point of a place that is mentioned once, in CSS pixels.
const RADIUS: f64 = 5.0;

/// The radius that none goes beyond.
const LARGEST: f64 = 20.0;

/// How the radius grows with what it stands for, so that people see circles of twice the
/// number as twice as large: Flannery, “The relative effectiveness of some common graduated
/// point symbols”, The Canadian Cartographer 8 (1971).
const GROWTH: f64 = 0.5716;

/// A place with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is called: what is filled in, or else the words of its first mention.
    pub name: String,
    /// The code of its country, or whatever else is filled in for that.
    pub country: Option<String>,
    /// The label of its first mention.
    pub label: LabelId,
    /// The annotations that mention it, in text order; at least one.
    pub mentions: Vec<Id>,
    /// How many of them use its name for each of [`USES`].
    pub uses: [usize; 3],
}

/// What a name can be used for (the attribute `use`): the place itself, what acts there, or only
/// to describe the next word (Gritta, Pilehvar and Collier, “A pragmatic guide to geoparsing
/// evaluation”, 2020).
const USES: [&str; 3] = ["literal", "metonymic", "associative"];

/// How the mentions of a place use its name. One that does not say so is taken for literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// For the place itself: a filled point.
    Literal,
    /// For something else, as a government: a hollow one.
    Figurative,
    /// Some so, some so: a ring around a point.
    Both,
}

impl Place {
    /// How its mentions use its name.
    pub fn usage(&self) -> Usage {
        match self.uses[1] + self.uses[2] {
            0 => Usage::Literal,
            count if count == self.mentions.len() => Usage::Figurative,
            _ => Usage::Both,
        }
    }

    /// The same in words: `2 literal, 1 metonymic`, `metonymic` if all are; nothing where
    /// nothing is filled in.
    pub fn used(&self) -> String {
        let said = self.uses.into_iter().zip(USES).filter(|(count, _)| *count > 0);
        let words = said.map(|(count, word)| {
            if count == self.mentions.len() {
                word.to_owned()
            } else {
                format!("{} {word}", grouped(count))
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// The radius of its point, in CSS pixels: more mentions, more area.
    pub fn radius(&self) -> f64 {
        (RADIUS * (self.mentions.len() as f64).powf(GROWTH)).min(LARGEST)
    }

    /// The mention after the chosen one, around and around; the first if none of them is
    /// chosen.
    pub fn next(&self, chosen: Option<&Id>) -> Option<&Id> {
        let chosen = self.mentions.iter().position(|id| Some(id) == chosen);
        let next = chosen.map_or(0, |chosen| (chosen + 1) % self.mentions.len());
        self.mentions.get(next)
    }

    fn add(&mut self, annotation: &Annotation, text: &Text) {
        self.mentions.push(annotation.id.clone());
        let said = known(annotation, text, &["use"]);
        if let Some(number) = USES.iter().position(|word| Some(*word) == said) {
            self.uses[number] += 1;
        }
        if self.country.is_none() {
            self.country = country(annotation, text);
        }
    }

    fn new(annotation: &Annotation, text: &Text) -> Self {
        let name = known(annotation, text, &["place"]).filter(|name| !name.trim().is_empty());
        let mut place = Self {
            name: name.unwrap_or(annotation.span.quote(text)).trim().to_owned(),
            country: None,
            label: annotation.label.clone(),
            mentions: Vec::new(),
            uses: [0; 3],
        };
        place.add(annotation, text);
        place
    }
}

fn country(annotation: &Annotation, text: &Text) -> Option<String> {
    let country = known(annotation, text, &["country"])?.trim();
    (!country.is_empty()).then(|| country.to_owned())
}

/// A place that is on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Which.
    pub place: Place,
    /// Where it lies.
    pub point: Point,
    /// Where that is on the map.
    pub position: Position,
}

/// All places of an article, each list with what is mentioned most first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Those that are on the map.
    pub spots: Vec<Spot>,
    /// Those without coordinates.
    pub elsewhere: Vec<Place>,
    /// Which spot each annotation is of, by its number.
    of: FxHashMap<Id, usize>,
}

impl Places {
    /// The places that annotations mark. What has the same id in a gazetteer, or else the
    /// same coordinates, is one place on the map; of those without coordinates, what has the
    /// same name.
    pub fn of(annotations: &AnnotationSet, text: &Text) -> Self {
        let mut spots = Vec::<Spot>::new();
        let mut elsewhere = Vec::<Place>::new();
        let (mut known, mut by_name) = (Known::default(), FxHashMap::default());
        for annotation in annotations.iter().filter(|annotation| is_place(annotation, text)) {
            let Some(point) = point(annotation, text) else {
                let place = Place::new(annotation, text);
                let number = *by_name.entry(place.name.to_lowercase()).or_insert(elsewhere.len());
                match elsewhere.get_mut(number) {
                    Some(known) => known.add(annotation, text),
                    None => elsewhere.push(place),
                }
                continue;
            };
            let number = known.number(annotation, text, point).unwrap_or(spots.len());
            match spots.get_mut(number) {
                Some(spot) => spot.place.add(annotation, text),
                None => spots.push(Spot {
                    place: Place::new(annotation, text),
                    point,
                    position: project(point),
                }),
            }
            known.note(annotation, text, point, number);
        }
        spots.sort_by_key(|spot| std::cmp::Reverse(spot.place.mentions.len()));
        elsewhere.sort_by_key(|place| std::cmp::Reverse(place.mentions.len()));
        let numbered = spots.iter().enumerate();
        let of = numbered.flat_map(|(number, spot)| spot.place.mentions.iter().map(move |id| (id.clone(), number)));
        Self {
            of: of.collect(),
            spots,
            elsewhere,
        }
    }

    /// The number of the spot of an annotation, if it has one.
    pub fn spot_of(&self, id: &Id) -> Option<usize> {
        self.of.get(id).copied()
    }
}

/// The numbers of the spots that are known so far.
#[derive(Default)]
struct Known {
    by_id: FxHashMap<String, usize>,
    by_point: FxHashMap<String, usize>,
    /// Those by whose point no other id is known yet.
    nameless: FxHashMap<String, usize>,
}

impl Known {
    /// The spot of a mention: that with one of its ids, or else that at its point; if it has
    /// an id and that one another, they are two places.
    fn number(&mut self, annotation: &Annotation, text: &Text, point: Point) -> Option<usize> {
        let ids = ids(annotation, text);
        let by_point = if ids.is_empty() { &self.by_point } else { &self.nameless };
        let by_id = ids.iter().find_map(|id| self.by_id.get(id));
        by_id.or_else(|| by_point.get(&at(point))).copied()
    }

    fn note(&mut self, annotation: &Annotation, text: &Text, point: Point, number: usize) {
        let ids = ids(annotation, text);
        let new = !self.by_point.contains_key(&at(point));
        self.by_point.entry(at(point)).or_insert(number);
        if !ids.is_empty() {
            self.nameless.remove(&at(point));
        } else if new {
            self.nameless.insert(at(point), number);
        }
        for id in ids {
            self.by_id.entry(id).or_insert(number);
        }
    }
}

fn at(Point { lat, lon }: Point) -> String {
    format!("{lat} {lon}")
}

/// The ids that a mention has in gazetteers.
fn ids(annotation: &Annotation, text: &Text) -> Vec<String> {
    let ids = [GEONAMES, WIKIDATA].into_iter().filter_map(|names| {
        let id = known(annotation, text, &names)?.trim();
        (!id.is_empty()).then(|| format!("{} {id}", names[0]))
    });
    ids.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::gloss;

    /// Annotations of an article that is made of words; each with its attributes.
    fn places(words: &[(&str, &str)]) -> Places {
        let text: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let mut annotations = Vec::new();
        let mut start = 0;
        for (number, (word, attributes)) in words.iter().enumerate() {
            let end = start + word.chars().count();
            annotations.push(format!(
                r#"{{"id":"{number}","label":"place","start":{start},"end":{end},"quote":"{word}","attributes":{{{attributes}}}}}"#
            ));
            start = end + 1;
        }
        let file = format!(
            r#"{{"format":"gloss","version":1,"document":{{"id":"d","text":"{}"}},"annotations":[{}],"relations":[]}}"#,
            text.join(" "),
            annotations.join(",")
        );
        let (project, problems) = gloss::read(&file).expect("a project");
        assert_eq!(problems, []);
        Places::of(&project.markup.annotations, &project.document.text)
    }

    /// The names of the spots, with the numbers of the annotations of each.
    fn shown(places: &Places) -> Vec<(&str, Vec<&str>)> {
        let spots = places.spots.iter();
        spots
            .map(|Spot { place, .. }| (&*place.name, place.mentions.iter().map(Id::as_str).collect()))
            .collect()
    }

    const KYIV: &str = r#""place":"Kyiv","lat":"50.45","lon":"30.52","geonames":"703448""#;

    #[test]
    fn the_same_id_or_the_same_coordinates_are_one_place() {
        let found = places(&[
            (
                "Kiev",
                r#""lat":"50.4","lon":"30.5","geonames":"703448","country":"UA""#,
            ),
            ("Kyiv", KYIV),
            ("Paris", r#""lat":"48.85","lon":"2.35""#),
            ("Paname", r#""lat":"48.85","lon":"2.35""#),
            ("Lutetia", r#""lat":"48.85","lon":"2.35","geonames":"1""#),
            ("Texas", r#""lat":"48.85","lon":"2.35","geonames":"2""#),
            ("Paris", r#""lat":"48.86","lon":"2.36""#),
            ("Kyiv", r#""lat":"50.45","lon":"30.52""#),
        ]);
        assert_eq!(
            shown(&found),
            [
                ("Kiev", vec!["0", "1", "7"]),
                ("Paris", vec!["2", "3", "4"]),
                ("Texas", vec!["5"]),
                ("Paris", vec!["6"]),
            ]
        );
        assert_eq!(found.spots[0].place.country.as_deref(), Some("UA"));
        assert_eq!(found.spot_of(&Id::new("3")), Some(1));
        assert_eq!(found.spot_of(&Id::new("x")), None);
    }

    #[test]
    fn what_is_mentioned_most_comes_first() {
        let found = places(&[("Rome", r#""lat":"41.9","lon":"12.5""#), ("Kyiv", KYIV), ("Kyiv", KYIV)]);
        assert_eq!(shown(&found), [("Kyiv", vec!["1", "2"]), ("Rome", vec!["0"])]);
    }

    #[test]
    fn places_without_coordinates_are_not_on_the_map() {
        let found = places(&[
            ("Springfield", ""),
            ("Kyiv", KYIV),
            ("springfield", ""),
            ("Nowhere", r#""lat":"91","lon":"0""#),
        ]);
        assert_eq!(shown(&found), [("Kyiv", vec!["1"])]);
        let elsewhere: Vec<_> = found
            .elsewhere
            .iter()
            .map(|place| (&*place.name, place.mentions.len()))
            .collect();
        assert_eq!(elsewhere, [("Springfield", 2), ("Nowhere", 1)]);
    }

    #[test]
    fn a_name_may_stand_for_the_place_or_for_something_else() {
        let using = |words: &str| format!(r#"{KYIV}{words}"#);
        let [literal, metonymic, associative, unsaid] = [
            using(r#","use":"literal""#),
            using(r#","use":"metonymic""#),
            using(r#","use":"associative""#),
            using(""),
        ];
        for (uses, expected, words) in [
            (vec![&unsaid], Usage::Literal, ""),
            (vec![&literal, &unsaid], Usage::Literal, "1 literal"),
            (vec![&metonymic], Usage::Figurative, "metonymic"),
            (
                vec![&metonymic, &associative],
                Usage::Figurative,
                "1 metonymic, 1 associative",
            ),
            (
                vec![&metonymic, &literal, &literal],
                Usage::Both,
                "2 literal, 1 metonymic",
            ),
        ] {
            let mentions: Vec<_> = uses.iter().map(|attributes| ("Kyiv", attributes.as_str())).collect();
            let place = &places(&mentions).spots[0].place;
            assert_eq!((place.usage(), &*place.used()), (expected, words), "{uses:?}");
        }
    }

    #[test]
    fn points_grow_with_their_mentions() {
        let radius = |count: usize| places(&vec![("Kyiv", KYIV); count]).spots[0].place.radius();
        assert_eq!(radius(1), RADIUS);
        assert!((radius(2) / radius(1) - 1.486).abs() < 0.001);
        assert_eq!(radius(1000), LARGEST);
    }

    #[test]
    fn one_mention_after_the_other() {
        let found = places(&[("Kyiv", KYIV), ("Rome", r#""lat":"41.9","lon":"12.5""#), ("Kyiv", KYIV)]);
        let next = |chosen: Option<&str>| {
            let next = found.spots[0].place.next(chosen.map(Id::new).as_ref());
            next.map(Id::as_str)
        };
        assert_eq!(
            [None, Some("0"), Some("2"), Some("1")].map(next),
            [Some("0"), Some("2"), Some("0"), Some("0")]
        );
    }
}
