//! `www/places.tsv` and `www/cities.tsv` are gazetteers, and say what is so.

use std::collections::HashSet;
use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use gloss::model::suggest::gazetteer::{Error, Gazetteer, Kind, Place};
use gloss::model::suggest::places::resolve::{Article, candidates};
use gloss::model::suggest::search::{Index, search};

pub fn file(name: &str) -> String {
    fs::read_to_string(format!("{}/www/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file of www/")
}

fn gazetteer(name: &str) -> Gazetteer {
    Gazetteer::read(&file(name)).expect("a gazetteer")
}

#[test]
fn the_files_are_whole() {
    for (name, at_least) in [("places.tsv", 10_000), ("cities.tsv", 38_000)] {
        let gazetteer = gazetteer(name);
        assert!(gazetteer.places().len() > at_least, "{name}");
        let mut ids = HashSet::new();
        let mut wikidata = HashSet::new();
        for place in gazetteer.places() {
            let what = format!("{name}: {}", place.name());
            let (id, item) = (place.geonames(), place.wikidata());
            assert!(id.is_empty() || ids.insert(id), "{what} has the id of another");
            assert!(id.bytes().all(|byte| byte.is_ascii_digit()), "{what}");
            assert!(
                item.is_empty() || wikidata.insert(item),
                "{what} has the Wikidata id of another"
            );
            assert!(
                item.is_empty() || item[1..].parse::<u32>().is_ok() && item.starts_with('Q'),
                "{what}"
            );
            let degrees = |number: &str| number.parse::<f64>().expect("a number");
            assert!(
                degrees(place.lat()).abs() <= 90.0 && degrees(place.lon()).abs() <= 180.0,
                "{what}"
            );
            let counted = matches!(place.kind(), Kind::Country | Kind::Region | Kind::Capital | Kind::City);
            assert_eq!(
                counted,
                !id.is_empty(),
                "{what}: GeoNames has those, and only those, that are in its packages"
            );
            assert_eq!(
                place.kind() == Kind::Country,
                place.code().len() == 2 && place.country().is_none(),
                "{what}"
            );
            assert!(!counted || place.country_code().len() == 2, "{what}");
        }
    }
}

#[test]
fn what_goes_over_the_wire_is_small() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(file("places.tsv").as_bytes()).expect("bytes");
    let bytes = gzip.finish().expect("bytes").len();
    assert!(bytes <= 310_000, "{bytes}");
}

/// Each capital has its country, and the other way round.
#[test]
fn capitals_are_those_of_countries() {
    let gazetteer = gazetteer("places.tsv");
    let capital_of = |code: &str| {
        let of = |place: &Place| place.kind() == Kind::Capital && place.country_code() == code;
        gazetteer.places().find(of).map(Place::name)
    };
    for (code, expected) in [
        ("FR", "Paris"),
        ("UA", "Kyiv"),
        ("US", "Washington"),
        ("RS", "Belgrade"),
        ("AU", "Canberra"),
        ("KR", "Seoul"),
    ] {
        assert_eq!(capital_of(code), Some(expected), "{code}");
    }
}

/// All places of this name.
fn named<'a>(gazetteer: &'a Gazetteer, name: &str) -> Vec<Place<'a>> {
    let candidates = candidates(gazetteer, name, &Article::default());
    candidates.into_iter().map(|(place, _)| place).collect()
}

#[test]
fn crimea_is_in_ukraine() {
    for file in ["places.tsv", "cities.tsv"] {
        let gazetteer = gazetteer(file);
        for name in ["Crimea", "Simferopol", "Sevastopol", "Kerch", "Yalta"] {
            let found = named(&gazetteer, name);
            assert!(found.iter().all(|place| place.country_code() == "UA"), "{file}: {name}");
            assert!(
                !found.is_empty() || name == "Yalta" && file == "places.tsv",
                "{file}: {name}"
            );
        }
    }
}

#[test]
fn news_names_are_known() {
    let gazetteer = gazetteer("places.tsv");
    for (name, kind, country) in [
        ("U.S.", Kind::Country, "US"),
        ("UK", Kind::Country, "GB"),
        ("Ukrainian", Kind::Country, "UA"),
        ("Kiev", Kind::Capital, "UA"),
        ("Parisians", Kind::Capital, "FR"),
        ("Donbas", Kind::Area, "UA"),
        ("Gaza", Kind::Area, "PS"),
        ("West Bank", Kind::Area, "PS"),
        ("Sahel", Kind::Area, ""),
        ("Middle East", Kind::Area, ""),
        ("Black Sea", Kind::Sea, ""),
        ("Strait of Hormuz", Kind::Sea, ""),
        ("Kurdish", Kind::Area, ""),
        ("Catalonia", Kind::Region, "ES"),
        ("Silicon Valley", Kind::Area, "US"),
        ("Kremlin", Kind::Building, "RU"),
        ("Calif.", Kind::Region, "US"),
        ("Sao Paulo", Kind::City, "BR"),
        ("Lipetsk Oblast", Kind::Region, "RU"),
    ] {
        let found = named(&gazetteer, name);
        let is = |place: &Place| place.kind() == kind && place.country_code() == country;
        assert!(found.iter().any(is), "{name}");
    }
}

#[test]
fn a_place_is_found_by_its_first_letters() {
    let gazetteer = gazetteer("cities.tsv");
    let index = Index::new(&gazetteer);
    for (typed, expected) in [
        ("lond", "London, England, GB"),
        ("kiev", "Kyiv, Kyiv, UA"),
        ("paris", "Paris, Île-de-France, FR"),
        ("paris, tex", "Paris, Texas, US"),
        ("PARIS, TX", "Paris, Texas, US"),
        ("birmingham, us", "Birmingham, Alabama, US"),
        ("london,ont", "London, Ontario, CA"),
        ("sao jose dos c", "São José dos Campos, São Paulo, BR"),
        ("york c", "New York City, New York, US"),
        ("simferopol", "Simferopol, Crimea, UA"),
        ("black s", "Black Sea, , "),
    ] {
        let found = search(&gazetteer, &index, typed, 8);
        let first = found.first().expect(typed);
        let region = first.region().map_or("", Place::name);
        assert_eq!(
            format!("{}, {region}, {}", first.name(), first.country_code()),
            expected,
            "{typed}"
        );
        assert!(found.len() <= 8);
    }
    for nothing in ["", " , ", "zzzz", "paris, zz", "🏽"] {
        assert_eq!(search(&gazetteer, &index, nothing, 8).len(), 0, "{nothing}");
    }
}

#[test]
fn what_is_no_gazetteer_is_refused() {
    for (content, expected) in [
        (
            "\n# one\nQ\tx\t1\t0\t0",
            Error::Kind {
                line: 3,
                found: "Q".to_owned(),
            },
        ),
        (
            "<!doctype html>",
            Error::Kind {
                line: 1,
                found: "<!doctype html>".to_owned(),
            },
        ),
        ("P\t\t1\t0\t0", Error::Name { line: 1 }),
        (
            "P\tx\t1\t91\t0",
            Error::Coordinates {
                line: 1,
                found: "91 0".to_owned(),
            },
        ),
        (
            "P\tx\t1\t1",
            Error::Coordinates {
                line: 1,
                found: "1 ".to_owned(),
            },
        ),
        (
            "P\tx\t1\t1\tNaN",
            Error::Coordinates {
                line: 1,
                found: "1 NaN".to_owned(),
            },
        ),
    ] {
        assert_eq!(Gazetteer::read(content).expect_err(content), expected);
    }
    assert_eq!(Gazetteer::read("").expect("nothing").places().len(), 0);
}
