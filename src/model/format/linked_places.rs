//! Linked Places 1.3 (<https://github.com/LinkedPasts/linked-places-format>):
//! GeoJSON for gazetteers, with toponyms and where they are attested. The World
//! Historical Gazetteer, Pelagios and Recogito read it.
//!
//! Each mention of a place is a feature: its words are a toponym, cited from the
//! article and dated by it. Since 1.3 every feature has classes of GeoNames; one
//! that is not known is `X`, as the World Historical Gazetteer writes. An article
//! without a date is dated by the annotation: the name was in use then at the
//! latest.
//!
//! Limitation: it is only written, and mentions of one place are not brought
//! together. The World Historical Gazetteer refuses a file without any place.

use super::object::{Object, quote};
use super::place::{write_document, write_point, write_properties};
use super::table::{Format, Frame, Written};
use super::web_annotation::{iri, is_address};
use crate::model::annotation::{Annotation, Timestamp};
use crate::model::exchange::loss::Losses;
use crate::model::exchange::unit::Unit;
use crate::model::place::{GEONAMES, NAME, WIKIDATA, is_place, known, point};
use crate::model::project::{Document, Project};

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "linked-places",
    name: "Linked Places",
    about: "The places with their names and sources: for the World Historical Gazetteer and Pelagios.",
    extension: "lpf.jsonld",
    media: "application/ld+json",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: None,
};

const CONTEXT: &str =
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";

/// Classes of GeoNames (<https://www.geonames.org/export/codes.html>) by what
/// places are called; a class itself stands for itself.
const CLASSES: [(&str, &[&str]); 7] = [
    (
        "A",
        &["country", "state", "region", "province", "district", "municipality"],
    ),
    ("P", &["city", "capital", "town", "village", "settlement"]),
    ("H", &["river", "lake", "sea", "ocean", "bay"]),
    ("L", &["area", "park", "continent", "landscape"]),
    ("R", &["road", "street", "railway", "route"]),
    ("S", &["site", "building", "airport", "port"]),
    ("T", &["mountain", "valley", "island", "cape", "desert"]),
];

/// The class of what is of no known class.
const UNKNOWN: &str = "X";

/// The codes of countries (ISO 3166-1) that the World Historical Gazetteer takes; it
/// refuses a file with any other.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM \
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT \
    GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP \
    KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR \
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN \
    PR PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY \
    SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF \
    WS YE YT ZA ZM ZW";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let document = &*project.document;
    let place = |annotation: &_| is_place(annotation, &document.text);
    let mut losses = Losses::of_some(project, place);
    let mut file = String::new();
    let mut collection = Object::begin(&mut file);
    collection
        .words("type", Some("FeatureCollection"))
        .words("@context", Some(CONTEXT));
    write_document(&mut collection, document);
    let features = collection.name("features");
    features.push('[');
    let places = project.markup.annotations.iter().filter(|annotation| place(annotation));
    for (number, annotation) in places.enumerate() {
        features.push_str(if number == 0 { "\n" } else { ",\n" });
        write_feature(features, annotation, document, &mut losses);
    }
    features.push_str("\n]");
    collection.end();
    file.push('\n');
    Written::one(FORMAT.extension, file, losses)
}

fn write_feature(file: &mut String, annotation: &Annotation, document: &Document, losses: &mut Losses) {
    let text = &document.text;
    let known = |names: &[&str]| known(annotation, text, names);
    let words = one_line(annotation.span.quote(text));
    let mut feature = Object::begin(file);
    feature
        .words("@id", Some(&iri(annotation.id.as_str())))
        .words("type", Some("Feature"));
    let mut properties = Object::begin(feature.name("properties"));
    let title = known(&[NAME]).filter(|title| !title.trim().is_empty());
    let country = known(&["country"]).filter(|country| is_country(country));
    properties
        .words("title", Some(&title.map_or_else(|| words.clone(), one_line)))
        .list("ccodes", country.as_slice(), |file, code| quote(file, code))
        .list("fclasses", &[class(known(&["kind"]))], |file, class| quote(file, class));
    write_properties(&mut properties, annotation, document, losses);
    properties.end();
    write_when(feature.name("when"), annotation, document);
    let names = feature.name("names");
    names.push('[');
    let mut name = Object::begin(names);
    name.words("toponym", Some(&words)).words(
        "lang",
        document.language.as_deref().filter(|language| is_language(language)),
    );
    let citations = name.name("citations");
    citations.push('[');
    let address = document.url.as_deref().filter(|url| is_address(url));
    Object::begin(citations)
        .words("label", Some(&one_line(document.heading())))
        .words("@id", address)
        .end();
    citations.push(']');
    name.end();
    names.push(']');
    let geometry = feature.name("geometry");
    match point(annotation, text) {
        Some(point) => write_point(geometry, point),
        None => geometry.push_str("null"),
    }
    let links = [
        known(&GEONAMES).and_then(|id| number_after(id, "gn:", "")),
        known(&WIKIDATA).and_then(|id| number_after(id, "wd:Q", "Q")),
    ];
    let links: Vec<_> = links.into_iter().flatten().collect();
    feature.list("links", &links, |file, link| {
        Object::begin(file)
            .words("type", Some("exactMatch"))
            .words("identifier", Some(link))
            .end();
    });
    feature.end();
}

/// Writes since when the name is known to have been in use.
fn write_when(file: &mut String, annotation: &Annotation, document: &Document) {
    let made = annotation.created.as_ref().or(annotation.modified.as_ref());
    let published = document.published.as_deref().and_then(date);
    let (kind, day, label) = match (published, made.map(Timestamp::as_str).and_then(date)) {
        (Some(published), _) => ("in", Some(published), "The date of the article"),
        (None, made @ Some(_)) => ("latest", made, "The date of the annotation: the article is not younger"),
        (None, None) => ("in", None, "The date of the article is not known"),
    };
    let mut when = Object::begin(file);
    let spans = when.name("timespans");
    spans.push('[');
    if day.is_some() {
        let mut span = Object::begin(spans);
        Object::begin(span.name("start")).words(kind, day).end();
        span.end();
    }
    spans.push(']');
    when.words("label", Some(label)).end();
}

/// The day, month or year that a moment begins with, in the form of ISO 8601.
fn date(moment: &str) -> Option<&str> {
    let moment = moment.trim();
    let date = moment.split(['T', 't', ' ']).next()?;
    let number = |digits: &str| {
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse::<u32>())
    };
    let mut parts = date.split('-');
    let year = parts.next()?;
    let in_range = |part: &str, most| part.len() == 2 && matches!(number(part), Some(Ok(n)) if (1..=most).contains(&n));
    let good = year.len() == 4
        && matches!(number(year), Some(Ok(_)))
        && parts.next().is_none_or(|month| in_range(month, 12))
        && parts.next().is_none_or(|day| in_range(day, 31))
        && parts.next().is_none();
    good.then_some(date)
}

/// The class of a kind of place.
fn class(kind: Option<&str>) -> &'static str {
    let kind = kind.unwrap_or_default().trim();
    let is = |(class, names): &&(&str, &[&str])| *class == kind || names.contains(&&*kind.to_ascii_lowercase());
    CLASSES.iter().find(is).map_or(UNKNOWN, |(class, _)| class)
}

/// Whether this is a code of a country that the gazetteer takes.
fn is_country(code: &str) -> bool {
    COUNTRIES.split(' ').any(|known| known == code)
}

/// Whether this is a tag of a language (BCP 47): with at most a script and a region.
fn is_language(tag: &str) -> bool {
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut parts = tag.split('-');
    let language = parts
        .next()
        .is_some_and(|part| matches!(part.len(), 2 | 3) && letters(part));
    let mut parts = parts.peekable();
    parts.next_if(|part| part.len() == 4 && letters(part));
    parts.next_if(|part| part.len() == 2 && letters(part));
    language && parts.next().is_none()
}

/// An id of digits, after its prefix in files of others, with one of this format.
fn number_after(id: &str, prefix: &str, own: &str) -> Option<String> {
    let digits = id.trim().strip_prefix(own)?;
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| format!("{prefix}{digits}"))
}

/// The gazetteer's checks let no line ends into names.
fn one_line(words: &str) -> String {
    words.replace(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_months_or_years() {
        for (moment, expected) in [
            ("2026-01-06", Some("2026-01-06")),
            ("2026-01-06T10:00:00Z", Some("2026-01-06")),
            ("2026-01", Some("2026-01")),
            (" 2026 ", Some("2026")),
            ("6 January 2026", None),
            ("2026-13-01", None),
            ("2026-1-6", None),
            ("", None),
        ] {
            assert_eq!(date(moment), expected, "{moment}");
        }
    }

    #[test]
    fn kinds_have_classes() {
        for (kind, expected) in [(Some("P"), "P"), (Some("Country"), "A"), (Some("?"), "X"), (None, "X")] {
            assert_eq!(class(kind), expected, "{kind:?}");
        }
    }

    #[test]
    fn languages_are_tags() {
        for (tag, expected) in [
            ("en", true),
            ("zh-Hant-TW", true),
            ("English", false),
            ("", false),
            ("en-", false),
        ] {
            assert_eq!(is_language(tag), expected, "{tag}");
        }
    }
}
