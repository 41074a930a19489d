//! Our JSON against serde_json's.

use std::borrow::Cow;
use std::collections::BTreeMap;

use gloss::model::format::json::{Scan, children, words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::value::RawValue;

use crate::config;

/// What JSON is made of, and what it is often mistaken for.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "{}",
    "[]",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\u{a0}",
    "\u{feff}",
    "\"a\"",
    "\"b\"",
    "\"\"",
    "\"a\":",
    "\"b\":",
    "\"é\"",
    "\"🌍\"",
    "\"\\n\\t\\r\\b\\f\\\"\\\\\\/\"",
    "\"\\u00e9\"",
    "\"\\u00E9\"",
    "\"\\ud83c\\udf0d\"",
    "\"\\ud83c\"",
    "\"\\udf0d\\ud83c\"",
    "\"\\ud83cx\"",
    "\"\\ud83c\\u0041\"",
    "\"\\u12\"",
    "\"\\uD8\"",
    "\"\\x\"",
    "\"\\u0000\"",
    "\"",
    "\\",
    "\"\u{1}\"",
    "\"\u{7f}\"",
    "\"\n\"",
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "01",
    "-",
    "+1",
    ".5",
    "1.",
    "1.5",
    "1e5",
    "1E+5",
    "1e-5",
    "1e",
    "1e+",
    "1e400",
    "-01",
    "true",
    "false",
    "null",
    "tru",
    "True",
    "nul",
    "NaN",
    "Infinity",
    "'a'",
    "// a",
    "/* a */",
];

/// Tokens in any order: hardly ever JSON.
fn soup() -> impl Strategy<Value = String> {
    vec(select(TOKENS), 0..12).prop_map(|tokens| tokens.concat())
}

/// JSON.
fn valid() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        select(
            &[
                "0",
                "-1.5e+3",
                "12345678901234567890",
                "true",
                "null",
                "\"\"",
                "\"\\ud83c\""
            ][..]
        )
        .prop_map(str::to_owned),
        any::<String>().prop_map(|words| serde_json::to_string(&words).expect("words")),
    ];
    let space = || select(&["", " ", "\n", "\t \r"][..]);
    leaf.prop_recursive(5, 40, 6, move |inner| {
        let named = (
            select(&["\"a\"", "\"b\"", "\"\\u0061\"", "\"\""][..]),
            inner.clone(),
            space(),
        );
        prop_oneof![
            (vec(inner, 0..6), space()).prop_map(|(items, space)| format!("[{space}{}{space}]", items.join(","))),
            (vec(named, 0..6), space()).prop_map(|(fields, space)| {
                let field = |(name, value, space): (&str, String, &str)| format!("{space}{name}{space}:{value}");
                let fields: Vec<_> = fields.into_iter().map(field).collect();
                format!("{{{}{space}}}", fields.join(","))
            }),
        ]
    })
}

/// JSON with a token too much, or a byte too little.
fn damaged() -> impl Strategy<Value = String> {
    (valid(), any::<Index>(), select(TOKENS), any::<bool>()).prop_map(|(mut json, at, token, put)| {
        let at = json.floor_char_boundary(at.index(json.len() + 1));
        if put {
            json.insert_str(at, token);
        } else if at < json.len() {
            json.remove(at);
        }
        json
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_same_texts_are_json(json in prop_oneof![soup(), valid(), damaged()], steps in vec(1..20_usize, 1..8)) {
        let theirs = serde_json::from_str::<&RawValue>(&json);
        let ours = children(&json);
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} and {:?} of {:?}", ours, theirs, json);
        if let Err(fault) = &ours {
            prop_assert!(fault.at <= json.len().saturating_sub(1), "{:?} in {:?}", fault, json);
        }
        // Whatever the steps, the same is found.
        let mut scan = Scan::new(1);
        let mut steps = steps.iter().cycle();
        let stepped = loop {
            match scan.step(&json, *steps.next().expect("they never end")) {
                Ok(false) => {}
                Ok(true) => break Ok(scan.take_children()),
                Err(fault) => break Err(fault),
            }
        };
        prop_assert_eq!(stepped, ours);
    }

    #[test]
    fn the_same_pieces_are_found(json in valid()) {
        let ours = children(&json).expect("it is JSON");
        let slices: Vec<_> = ours.iter().map(|child| &json[child.value.clone()]).collect();
        if let Ok(theirs) = serde_json::from_str::<Vec<&RawValue>>(&json) {
            prop_assert_eq!(slices, theirs.into_iter().map(RawValue::get).collect::<Vec<_>>());
        } else if let Ok(theirs) = serde_json::from_str::<BTreeMap<Cow<str>, &RawValue>>(&json) {
            // Of two with one name, serde_json takes the last.
            let named = |child: &gloss::model::format::json::Child| words(&json[child.name.clone()]).expect("words");
            let ours: BTreeMap<_, _> = ours.iter().map(named).zip(slices).collect();
            let theirs: BTreeMap<_, _> = theirs.into_iter().map(|(name, raw)| (name, raw.get())).collect();
            prop_assert_eq!(ours, theirs);
        } else {
            prop_assert!(slices.is_empty(), "nothing stands in {:?}", json);
        }
    }

    #[test]
    fn the_same_words_are_read(token in select(TOKENS), any in any::<String>()) {
        for json in [token.to_owned(), serde_json::to_string(&any).expect("words")] {
            if json.starts_with('"') && children(&json).is_ok() {
                let theirs = serde_json::from_str::<String>(&json);
                prop_assert_eq!(words(&json).ok(), theirs.ok().map(Cow::<str>::Owned), "{:?}", json);
            }
        }
    }
}
