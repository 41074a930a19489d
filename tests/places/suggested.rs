//! Which places are suggested, which real places they are, and how they are used.
//!
//! In the marked strings each suggestion stands in brackets.

use std::rc::Rc;

use gloss::model::annotation::Value;
use gloss::model::intake;
use gloss::model::suggest::gazetteer::Gazetteer;
use gloss::model::suggest::places::Places;
use gloss::model::suggest::places::resolve::{Article, candidates};
use gloss::model::suggest::places::words::PlaceWords;
use gloss::model::suggest::{Suggesting, Suggestion, Tier};

use crate::files::file;

/// The gazetteer and the words of the page, read once for each thread of the tests.
pub fn page() -> (Rc<Gazetteer>, Rc<PlaceWords>) {
    thread_local! {
        static PAGE: (Rc<Gazetteer>, Rc<PlaceWords>) = (
            Rc::new(Gazetteer::read(&file("places.tsv")).expect("a gazetteer")),
            Rc::new(PlaceWords::read(&file("place-words.txt")).expect("words")),
        );
    }
    PAGE.with(Clone::clone)
}

pub fn suggestions(content: &str) -> Vec<Suggestion> {
    let (gazetteer, words) = page();
    let text = intake::clean(content).expect("a text").text;
    let mut suggesting = Suggesting::with(text, vec![Box::new(Places::new(gazetteer, words))]);
    while suggesting.step() {}
    suggesting.found().to_vec()
}

/// The text with brackets round what is suggested with some trust.
fn marked(content: &str) -> String {
    let mut marked = content.to_owned();
    for suggestion in suggestions(content)
        .iter()
        .rev()
        .filter(|found| found.tier != Tier::Faint)
    {
        marked.insert(suggestion.span.end().into(), ']');
        marked.insert(suggestion.span.start().into(), '[');
    }
    marked
}

fn check(expected: &[&str]) {
    for expected in expected {
        let content = expected.replace(['[', ']'], "");
        assert_eq!(&marked(&content), expected);
    }
}

fn value<'a>(suggestion: &'a Suggestion, id: &str) -> &'a str {
    match suggestion.attributes.get(id) {
        Some(Value::Text(words)) => words,
        _ => "",
    }
}

#[test]
fn names_are_found_whole() {
    check(&[
        "Talks in [New York] on the [Black Sea] grain deal.",
        "Ships passed the [Strait of Hormuz] and the [Gulf of Finland].",
        "He lives in [Washington, D.C.], not in [Washington].",
        "The [U.S.] and the [UK] left [Côte d’Ivoire].",
        "It told us nothing. The us and them of it.",
        "From [Sao Paulo] to [São Paulo], and [The Hague] to the [Netherlands].",
        "They crossed the [Niger River] at [Lamar Avenue], [Lamar County].",
        "A house in [Churchill], [Manitoba], was sold.",
    ]);
}

#[test]
fn possessives_directions_and_types_are_left_out() {
    check(&[
        "[Kyiv]’s mayor visited the [Lipetsk] region.",
        "North of [Odesa], in eastern [Ukraine] and northern [Syria].",
        "A [US]-[Russia] summit, [US]-led and pro-[Russian].",
        "The [French] and the [Ukrainians] spoke in French.",
    ]);
}

#[test]
fn people_are_no_places() {
    check(&[
        "Jordan Smith met Paris Hilton. Mr Lincoln left.",
        "Michael Jordan spoke in [Jordan].",
        "Abraham Lincoln was shot. Lincoln died the next day.",
        "Sen. Jackson said so, and so did John F. Kennedy.",
        "Ludwig van Halle and Boris Johnson agreed.",
    ]);
}

#[test]
fn companies_and_words_are_no_places() {
    check(&[
        "The Washington Post and Manchester United lost.",
        "Reading is nice. Of all, Nice was the best.",
        "In March they may march in [Nice].",
        "A UNION OF the willing was formed by them all then.",
        "[PARIS] (Reuters) — It rained.",
        "The University of [Michigan] and the Bank of [England].",
    ]);
}

#[test]
fn a_place_is_the_one_that_the_article_means() {
    for (content, name, expected) in [
        ("It rained in Paris.", "Paris", "2988507"),
        ("It rained in Paris, Texas.", "Paris", "4717560"),
        ("It rained in Paris, TX.", "Paris", "4717560"),
        ("LONDON, Ont. — It rained.", "LONDON", "6058560"),
        ("London and Oxford flooded.", "London", "2643743"),
        ("Tbilisi is the capital of Georgia.", "Georgia", "614540"),
        (
            "In Georgia, Atlanta flooded; Florida and Alabama were dry.",
            "Georgia",
            "4197000",
        ),
        ("A fire in the Lipetsk region.", "Lipetsk", "535120"),
        ("A fire in Lipetsk.", "Lipetsk", "535121"),
        ("Ukrainian grain left.", "Ukrainian", "690791"),
        ("Sevastopol was hit.", "Sevastopol", "694423"),
        // There is none of the name in that state, and another one is not meant.
        ("It rained in Cairo, Alaska.", "Cairo", ""),
    ] {
        let text = intake::clean(content).expect("a text").text;
        let found = suggestions(content);
        let found = found
            .iter()
            .find(|found| found.span.quote(&text) == name)
            .expect(content);
        assert_eq!(value(found, "geonames"), expected, "{content}");
    }
}

#[test]
fn use_is_told_by_what_stands_beside() {
    for (content, expected) in [
        ("Rain fell in [Kyiv].", "literal"),
        ("Troops left eastern [Ukraine] in May.", "literal"),
        ("[Moscow] said it was ready.", "metonymic"),
        ("[Bergen] would not sign the contract.", "metonymic"),
        ("[Bergen] is wet in May.", "literal"),
        ("A letter from [Ottawa] is due.", "metonymic"),
        ("A train from [Ottawa] is due.", "literal"),
        ("The draft commits Mali, [Chad] and Niger to open it.", "metonymic"),
        ("It rained in Mali, [Chad] and Niger.", "literal"),
        ("[Washington], for its part, threatened tariffs.", "metonymic"),
        ("Let [Baghdad] explain the rest.", "metonymic"),
        ("[Britain]’s Competition and Markets Authority met.", "associative"),
        ("A deal with [Iran] is near.", "metonymic"),
        ("[Washington] brokered a deal.", "metonymic"),
        ("[Beijing] publishes the levels.", "metonymic"),
        ("[Estonia] and Finland agreed to it.", "metonymic"),
        ("[Mali]’s delegate spoke.", "associative"),
        ("[Mali]’s refusal was expected.", "metonymic"),
        ("[Mali]’s coast is short.", "literal"),
        ("[French] officials left.", "associative"),
        // What is done by those who act, and what happens to the land.
        ("[Kabul] dug a canal in May.", "metonymic"),
        ("[Uzbekistan] draws its water from two rivers.", "literal"),
        ("[Chile] is to rebuild the line.", "metonymic"),
        ("[Chile] is to be rebuilt.", "literal"),
        ("[Brunei] is thinking about it.", "metonymic"),
        ("[Brunei] is shrinking.", "literal"),
        ("[Egypt] was ready to wait.", "metonymic"),
        ("[India], asked to reopen the road, declined.", "metonymic"),
        ("[Ghana] could be down to its last reserves.", "literal"),
        // What is done to them.
        ("A delegation offered [Kabul] electricity.", "metonymic"),
        ("Two lawyers advised [Bolivia] in the past.", "metonymic"),
        ("The text obliged [Chile] to pay.", "metonymic"),
        ("There is no deal without [China].", "metonymic"),
        // Of several, one shows how all are meant.
        ("[Bolivia] and Chile revive a railway.", "metonymic"),
        ("Bolivia and [Chile] revive a railway.", "metonymic"),
        ("[Kenya] and the World Bank agreed to it.", "metonymic"),
        (
            "[Vietnam], Malaysia and the Philippines would tell the others.",
            "metonymic",
        ),
        ("People in Leeds and [York] got it.", "literal"),
        ("Trains between Leeds and [York] stopped.", "literal"),
        ("[Beijing]’s version is another.", "metonymic"),
        ("[Germany]’s largest maker of vans closed.", "literal"),
        ("The [Nile] basin dried.", "literal"),
        ("[Kenya] has 54 million people.", "literal"),
        ("Envoys from Oman, [Qatar] and Kuwait met.", "literal"),
        ("Neither [Iran] nor Iraq replied.", "metonymic"),
        ("[Turkey], a member of the club, objected.", "metonymic"),
        ("Relations with [Moscow] cooled.", "metonymic"),
        ("He called on [Russia] to stop.", "metonymic"),
        ("Critics of [Ankara] were jailed.", "metonymic"),
        ("[Brazil]’s economy grew.", "literal"),
        ("France beat [Italy] on Sunday.", "metonymic"),
        ("Towns along the lower [Danube] are working.", "literal"),
        ("The [Kyiv] mayor spoke.", "associative"),
        ("The [Americans] left.", "associative"),
        ("The [US] President spoke.", "associative"),
    ] {
        let content_ = content.replace(['[', ']'], "");
        let start = content.find('[').expect("a mark");
        let found = suggestions(&content_);
        let found = found
            .iter()
            .find(|found| usize::from(found.span.start()) == start)
            .expect(content);
        assert_eq!(value(found, "use"), expected, "{content}");
    }
}

#[test]
fn a_suggestion_says_what_is_known_and_why() {
    let found = suggestions("Rain fell in Kyiv.");
    let [kyiv] = &found[..] else { panic!("one place") };
    let attributes: Vec<_> = kyiv
        .attributes
        .keys()
        .map(|id| format!("{id}={}", value(kyiv, id)))
        .collect();
    assert_eq!(
        attributes,
        [
            "country=UA",
            "geonames=703448",
            "kind=capital",
            "lat=50.455",
            "lon=30.524",
            "place=Kyiv",
            "use=literal"
        ]
    );
    assert_eq!(
        kyiv.reason,
        "in the gazetteer: capital of Ukraine; stands after “in” or the like"
    );
    assert_eq!((kyiv.label.as_str(), kyiv.tier), ("place", Tier::Likely));
    let found = suggestions("The EU said so.");
    assert_eq!(value(&found[0], "wikidata"), "Q458");
}

#[test]
fn runners_up_are_ranked_by_what_the_article_names() {
    let (gazetteer, _) = page();
    let first = |article: &Article| candidates(&gazetteer, "london", article)[0].0.country_code().to_owned();
    assert_eq!(first(&Article::default()), "GB");
    let mut article = Article::default();
    let toronto = candidates(&gazetteer, "Toronto", &article)[0].0;
    article.note(toronto, 5.0);
    assert_eq!(first(&article), "CA");
    let all = candidates(&gazetteer, "London", &article);
    assert!(all.len() > 1 && all.is_sorted_by(|(_, a), (_, b)| a >= b));
    assert_eq!(candidates(&gazetteer, "nowhere at all", &article).len(), 0);
}

#[test]
fn a_name_that_is_not_in_the_gazetteer_stands_after_in() {
    check(&[
        "The ship waited off [Migingo].",
        "They met in [Banatski Dvor] on Monday.",
        "They drove through [Mostar] and [Ljubuški].",
        // Once it is known, it is one everywhere.
        "The terminal at [Anaklia] is late. [Anaklia] waits.",
        "Anaklia waits. Nobody asks why.",
    ]);
}

#[test]
fn other_names_stand_after_in_too() {
    check(&[
        "They met in Parliament on Monday.",
        "She believes in Donald Trump.",
        "The case is in Brexit talks.",
        "Grace Achieng of the Lake Policy Institute spoke.",
        "The Association of River Towns met.",
        "The boat crossed the [Firth of Clyde].",
    ]);
}
