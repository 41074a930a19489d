//! What the laws are tried on.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Extra, Id, Json, LabelId, Relation, Timestamp, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::format::gloss::built_in_scheme;
use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Document, Facts, Markup, Project};
use gloss::model::scheme::Scheme;
use gloss::model::span::Span;
use gloss::model::text::Text;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces of text that have broken annotators. Each has been in Unicode for so
/// long that two implementations of different versions agree on it.
const PIECES: &[&str] = &[
    // Line ends, white space, and what a reader does not see.
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{200b}",
    "\u{200d}",
    "\u{200c}",
    "\u{feff}",
    "\u{ad}",
    "\u{200f}",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{2069}",
    "\u{1}",
    "\u{7f}",
    // Emoji: plain, joined, with a skin tone, flags whole and half, tags, keycaps.
    "🌍",
    "👨‍👩‍👧‍👦",
    "👩🏽‍⚖️",
    "🏴‍☠️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇫🇷",
    "🇩🇪🇪🇺",
    "🇨",
    "1️⃣",
    "❤️",
    "🏽",
    "\u{fe0f}",
    // Combining marks, also on nothing and on a space.
    "é",
    "e\u{301}",
    "a\u{323}\u{308}",
    "\u{301}",
    " \u{301}",
    "o\u{302}\u{302}\u{302}\u{302}\u{302}\u{302}",
    // Scripts: joined, pointed, stacked, without spaces, outside the BMP.
    "السلام",
    "\u{600}",
    "\u{600} ",
    "مصر",
    "נוֹעָה",
    "北京",
    "横浜市",
    "각",
    "\u{1100}\u{1161}\u{11a8}",
    "\u{1161}",
    "क्षि",
    "क्",
    "\u{94d}",
    "กำ",
    "เทพ",
    "நி",
    "Ω",
    "ДО",
    "𝔘",
    "\u{10ffff}",
    "\u{fffd}",
    // What means something to JSON, HTML and Markdown.
    "\"",
    "\\",
    "\\u00e9",
    "{",
    "</b>",
    "&amp;",
    "'",
    "“",
    "’s",
];

/// A string of any Unicode.
pub fn raw() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(PIECES).prop_map(str::to_owned),
        3 => "[ -~]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    let mark = prop_oneof![18 => Just(""), 1 => Just("\u{feff}"), 1 => Just("\u{feff}\u{feff}")];
    (mark, vec(piece, 0..24)).prop_map(|(mark, pieces)| mark.to_owned() + &pieces.concat())
}

/// A text of any Unicode.
pub fn text() -> impl Strategy<Value = Text> {
    raw().prop_map(clean)
}

/// A text of which two implementations of UAX #29 think alike: no characters at
/// random. Some of it is repeated, up to many times what fits in one window.
pub fn text_of_pieces() -> impl Strategy<Value = Text> {
    let times = prop_oneof![40 => Just(1_usize), 4 => 2..8_usize, 1 => 100..300_usize];
    let piece = prop_oneof![select(PIECES).prop_map(str::to_owned), "[ a-c.]{1,3}"];
    vec((piece, times), 0..24)
        .prop_map(|pieces| clean(pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect()))
}

/// A text of several kilobytes: longer than many blocks of its index.
pub fn long_text() -> impl Strategy<Value = Text> {
    vec((raw(), 1..16_usize), 1..6)
        .prop_map(|parts| clean(parts.iter().map(|(part, times)| part.repeat(*times)).collect()))
}

fn clean(mut raw: String) -> Text {
    raw.retain(|c| c != '\0');
    match intake::clean(&raw) {
        Ok(intake) => intake.text,
        Err(_) => intake::clean(&(raw + "x")).expect("it is not blank").text,
    }
}

/// Two places in a text that is not known yet.
pub type Ends = (Index, Index);

/// The range between two places, on characters.
pub fn range(text: &Text, (a, b): &Ends) -> TextRange {
    let content = text.as_str();
    let starts: Vec<_> = content
        .char_indices()
        .map(|(at, _)| at)
        .chain([content.len()])
        .collect();
    let place = |index: &Index| TextSize::from(starts[index.index(starts.len())] as u32);
    let (a, b) = (place(a), place(b));
    TextRange::new(a.min(b), a.max(b))
}

/// The span between two places, unless nothing but white space is there.
pub fn span(text: &Text, ends: &Ends) -> Option<Span> {
    Span::new(text, range(text, ends))
}

/// Plain annotations with these ends, labelled in turn.
pub fn plain_annotations(text: &Text, ends: &[Ends]) -> AnnotationSet {
    let spans = ends.iter().filter_map(|ends| span(text, ends));
    AnnotationSet::of(
        spans
            .enumerate()
            .map(|(i, span)| plain(&format!("p{i}"), LABELS[i % LABELS.len()], span)),
    )
}

/// An annotation of which nothing but the label is known.
pub fn plain(id: &str, label: &str, span: Span) -> Annotation {
    Annotation {
        id: Id::new(id),
        label: LabelId::new(label),
        span,
        attributes: BTreeMap::new(),
        note: None,
        by: None,
        created: None,
        modified: None,
        extra: Extra::new(),
    }
}

/// Labels of the built-in scheme, and one that is not in it.
pub const LABELS: [&str; 4] = ["claim", "commitment", "place", "łabel \"x\""];

/// A moment.
pub fn timestamp() -> impl Strategy<Value = Timestamp> {
    const MOMENTS: [&str; 4] = [
        "2026-11-23T10:00:00Z",
        "1999-12-31T23:59:59.999999+14:00",
        "2024-02-29t00:00:00z",
        "0001-01-01T00:00:00-00:00",
    ];
    select(&MOMENTS[..]).prop_map(|moment| Timestamp::new(moment).expect("a moment"))
}

/// A value of an attribute whose place in the text is not known yet.
#[derive(Clone, Debug)]
pub enum Filling {
    Text(String),
    Quote(Ends),
    Flag(bool),
    Unknown(&'static str),
}

impl Filling {
    /// The value in this text; words if nothing but white space is there.
    pub fn value(&self, text: &Text) -> Value {
        match self {
            Self::Text(words) => Value::Text(words.clone()),
            Self::Quote(ends) => span(text, ends).map_or_else(|| Value::Text("words".to_owned()), Value::Quote),
            Self::Flag(flag) => Value::Flag(*flag),
            Self::Unknown(json) => Value::Unknown(Json((*json).into())),
        }
    }
}

pub fn filling() -> impl Strategy<Value = Filling> {
    const UNKNOWN: [&str; 8] = [
        "12",
        "-0.50",
        "1e40",
        "[ ]",
        "[null, \"\\ud83c\\udf0d\"]",
        "{\"text\":\"x\"}",
        "{\"start\": 1, \"end\": 2}",
        "{}",
    ];
    prop_oneof![
        words().prop_map(Filling::Text),
        any::<Ends>().prop_map(Filling::Quote),
        any::<bool>().prop_map(Filling::Flag),
        select(&UNKNOWN[..]).prop_map(Filling::Unknown),
    ]
}

/// Attributes that mean something to formats: where a place is, and who speaks.
fn known() -> impl Strategy<Value = Vec<(String, Filling)>> {
    const PLACES: [[(&str, &str); 6]; 4] = [
        [
            ("lat", "6.45"),
            ("lon", "3.39"),
            ("country", "NG"),
            ("kind", "city"),
            ("geonames", "2332459"),
            ("wikidata", "Q8673"),
        ],
        [
            ("lat", "-90"),
            ("lon", "180"),
            ("country", "PS"),
            ("kind", "A"),
            ("geonames", "x"),
            ("wikidata", "Q"),
        ],
        [
            ("lat", "1e-7"),
            ("lon", "-0"),
            ("country", "ng"),
            ("kind", ""),
            ("place", "Two\nlines"),
            ("id", "7"),
        ],
        [
            ("lat", "91"),
            ("lon", "NaN"),
            ("country", "Nigeria"),
            ("kind", "🌍"),
            ("place", " "),
            ("title", "x"),
        ],
    ];
    let place = select(&PLACES[..]).prop_map(|place| {
        let words = |(name, words): (&str, &str)| (name.to_owned(), Filling::Text(words.to_owned()));
        place
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(words)
            .collect()
    });
    let speaker = prop_oneof![
        select(&["unnamed", "Ana Ruiz"][..]).prop_map(|words| Filling::Text(words.to_owned())),
        filling(),
    ];
    let speaker = speaker.prop_map(|filling| vec![("speaker".to_owned(), filling)]);
    prop_oneof![2 => Just(Vec::new()), 1 => place, 1 => speaker]
}

/// An attribute: any, or one that the built-in scheme has for some label, which may
/// be another one than its annotation has.
fn attribute() -> impl Strategy<Value = (String, Filling)> {
    const CHOICES: [(&str, &str); 4] = [
        ("kind", "event"),
        ("polarity", "will not do"),
        ("stage", "agreed"),
        ("use", "metonymic"),
    ];
    const OTHERS: [&str; 4] = ["speaker", "committer", "place", "worth_checking"];
    prop_oneof![
        2 => (words(), filling()),
        1 => select(&CHOICES[..]).prop_map(|(name, option)| (name.to_owned(), Filling::Text(option.to_owned()))),
        1 => (select(&OTHERS[..]).prop_map(str::to_owned), filling()),
    ]
}

/// Words that are not empty: what is empty is absent.
pub fn words() -> impl Strategy<Value = String> {
    raw().prop_map(|words| if words.is_empty() { "words".to_owned() } else { words })
}

/// Fields of a Gloss that is to come.
fn extra() -> impl Strategy<Value = Extra> {
    const NAMES: [&str; 5] = ["status", "x-größe", "quotes\"\n", "", "🌍"];
    const VALUES: [&str; 7] = [
        "null",
        "1.0",
        "1e40",
        "\"\\u00e9 \\ud83c\\udf0d\"",
        "[1,  2]",
        "{\"a\": {\"a\": []}}",
        "\"</script>\"",
    ];
    vec((select(&NAMES[..]), select(&VALUES[..])), 0..3).prop_map(|fields| {
        let mut seen = HashSet::new();
        let once = fields.into_iter().filter(|(name, _)| seen.insert(*name));
        once.map(|(name, json)| (name.into(), Json(json.into()))).collect()
    })
}

prop_compose! {
    fn document()(
        id in words(),
        text in text(),
        facts in facts(),
        extra in extra(),
    ) -> Document {
        Document { extra, ..Document::new(Id::new(&id), text).with(facts) }
    }
}

prop_compose! {
    /// What is known about an article.
    pub fn facts()(facts in vec(option::of(words()), 5)) -> Facts {
        let mut facts = facts.into_iter();
        let mut fact = || facts.next().flatten();
        Facts { title: fact(), url: fact(), author: fact(), published: fact(), language: fact() }
    }
}

/// An annotation of a text that is not known yet.
#[derive(Clone, Debug)]
struct Draft {
    ends: Ends,
    label: &'static str,
    attributes: Vec<(String, Filling)>,
    rest: Annotation,
}

prop_compose! {
    fn draft()(
        ends in any::<Ends>(),
        label in select(&LABELS[..]),
        attributes in vec(attribute(), 0..4),
        known in known(),
        note in option::of(words()),
        by in option::of(select(&["person", "rule"][..])),
        created in option::of(timestamp()),
        modified in option::of(timestamp()),
        extra in extra(),
    ) -> Draft {
        let text = intake::clean("x").expect("a text").text;
        let span = Span::new(&text, TextRange::up_to(text.len())).expect("a span");
        let rest = Annotation {
            note: note.map(Rc::from),
            by: by.map(Rc::from),
            created,
            modified,
            extra,
            ..plain("", label, span)
        };
        Draft { ends, label, attributes: attributes.into_iter().chain(known).collect(), rest }
    }
}

prop_compose! {
    /// A project with something of everything.
    pub fn project()(
        document in document(),
        drafts in vec(draft(), 0..10),
        links in vec((any::<Index>(), any::<Index>(), words(), extra()), 0..5),
        scheme in any_scheme(),
        extra in extra(),
    ) -> Project {
        let text = &document.text;
        let annotations = drafts.into_iter().enumerate().filter_map(|(i, draft)| {
            let attributes = draft.attributes.iter().map(|(name, filling)| (Rc::from(&**name), filling.value(text)));
            Some(Annotation {
                id: Id::new(&format!("a{i}")),
                label: LabelId::new(draft.label),
                span: span(text, &draft.ends)?,
                attributes: attributes.collect(),
                ..draft.rest
            })
        });
        let annotations = AnnotationSet::of(annotations);
        let ids: Vec<_> = annotations.iter().map(|annotation| annotation.id.clone()).collect();
        let links = links.into_iter().enumerate().filter(|_| !ids.is_empty());
        let relations = links.map(|(i, (from, to, kind, extra))| Relation {
            id: Id::new(&format!("r{i}")),
            kind: kind.into(),
            from: from.get(&ids).clone(),
            to: to.get(&ids).clone(),
            extra,
        });
        let relations = Rc::new(relations.collect());
        let markup = Markup { annotations, relations };
        Project { document: Rc::new(document), scheme: Rc::new(scheme), markup, extra }
    }
}

/// A scheme: the built-in one, changed or not, or one without labels.
pub fn any_scheme() -> impl Strategy<Value = Scheme> {
    prop_oneof![Just(built_in_scheme()), Just(Scheme::default()), scheme()]
}

prop_compose! {
    /// The built-in scheme as someone might have changed it.
    pub fn scheme()(
        name in option::of(words()),
        names in vec(words(), 3),
        hint in option::of(words()),
        key in option::of(any::<char>()),
        extra in extra(),
    ) -> Scheme {
        let mut scheme = built_in_scheme();
        scheme.name = name;
        for (label, name) in scheme.labels.iter_mut().zip(names) {
            label.name = name.clone();
            label.guideline = hint.clone();
            label.key = key;
            label.extra = extra.clone();
            label.attributes[0].hint = hint.clone();
            label.attributes[0].extra = extra.clone();
            label.attributes[1].name = name;
        }
        scheme.relations[0].extra = extra.clone();
        scheme.extra = extra;
        scheme
    }
}
