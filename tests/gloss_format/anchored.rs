//! Offsets that are wrong: what stands at them is proven by the quote.

use gloss::model::format::gloss::{read, write};

use crate::check::{TEXT, check};

#[test]
fn annotations_are_anchored_by_their_quotes() {
    const EU: &str = "🌍 The [EU] said Lagos pays.\nLagos waits. 👩🏽‍⚖️ agreed.";
    for (name, anchor, marked, expected) in [
        ("code points", r#""start":6,"end":8,"quote":"EU""#, EU, &[][..]),
        ("no quote", r#""start":6,"end":8"#, EU, &[]),
        ("an empty quote", r#""start":6,"end":8,"quote":"""#, EU, &[]),
        (
            "UTF-16",
            r#""start":7,"end":9,"quote":"EU""#,
            EU,
            &["its offsets counted UTF-16 code units; they were converted, and the quote matches."],
        ),
        (
            "bytes",
            r#""start":9,"end":11,"quote":"EU""#,
            EU,
            &["its offsets counted bytes of UTF-8; they were converted, and the quote matches."],
        ),
        (
            "moved",
            r#""start":0,"end":2,"quote":"EU""#,
            EU,
            &["“EU” did not stand at its offsets; it was found by its words."],
        ),
        (
            "far past the end",
            r#""start":900,"end":902,"quote":"EU""#,
            EU,
            &["“EU” did not stand at its offsets; it was found by its words."],
        ),
        (
            "the wrong way round, with a quote",
            r#""start":8,"end":6,"quote":"EU""#,
            EU,
            &["“EU” did not stand at its offsets; it was found by its words."],
        ),
        (
            "the wrong way round",
            r#""start":8,"end":6"#,
            TEXT,
            &["it starts at 8 and ends at 6, which is no stretch of the text (of 52 characters). Left out."],
        ),
        (
            "empty",
            r#""start":8,"end":8"#,
            TEXT,
            &["it starts at 8 and ends at 8, which is no stretch of the text (of 52 characters). Left out."],
        ),
        (
            "past the end",
            r#""start":6,"end":60"#,
            TEXT,
            &["it stands at 6 to 60, and the text has 52 characters. Left out."],
        ),
        (
            "as far as numbers go",
            r#""start":4294967294,"end":4294967295"#,
            TEXT,
            &["it stands at 4294967294 to 4294967295, and the text has 52 characters. Left out."],
        ),
        (
            "white space only",
            r#""start":5,"end":6"#,
            TEXT,
            &["nothing but white space stands there. Left out."],
        ),
        (
            "quoted white space",
            r#""start":5,"end":6,"quote":" ""#,
            TEXT,
            &["nothing but white space stands there. Left out."],
        ),
        (
            "untrimmed",
            r#""start":5,"end":9,"quote":" EU ""#,
            EU,
            &["white space at its ends was left out, or half a character made whole."],
        ),
        (
            "untrimmed, no quote",
            r#""start":5,"end":9"#,
            EU,
            &["white space at its ends was left out, or half a character made whole."],
        ),
        (
            "half an emoji",
            r#""start":41,"end":42"#,
            "🌍 The EU said Lagos pays.\nLagos waits. [👩🏽‍⚖️] agreed.",
            &["white space at its ends was left out, or half a character made whole."],
        ),
        (
            "nowhere",
            r#""start":6,"end":8,"quote":"UN""#,
            TEXT,
            &["“UN” stands neither at its offsets nor anywhere else in the text. Left out."],
        ),
        (
            "over two lines",
            r#""start":0,"end":1,"quote":"pays.\nLagos""#,
            "🌍 The EU said Lagos [pays.\nLagos] waits. 👩🏽‍⚖️ agreed.",
            &["“pays. Lagos” did not stand at its offsets; it was found by its words."],
        ),
        (
            "in two places",
            r#""start":0,"end":5,"quote":"Lagos""#,
            TEXT,
            &["“Lagos” does not stand at its offsets but in 2 other places, \
                and nothing tells which is meant. Left out."],
        ),
        (
            "in two places, told apart by what follows",
            r#""start":0,"end":5,"quote":"Lagos","suffix":" waits""#,
            "🌍 The EU said Lagos pays.\n[Lagos] waits. 👩🏽‍⚖️ agreed.",
            &["“Lagos” did not stand at its offsets; it was found by its words."],
        ),
        (
            "in two places, told apart by what precedes",
            r#""start":0,"end":5,"quote":"Lagos","prefix":"EU said ""#,
            "🌍 The EU said [Lagos] pays.\nLagos waits. 👩🏽‍⚖️ agreed.",
            &["“Lagos” did not stand at its offsets; it was found by its words."],
        ),
    ] {
        check(
            name,
            &format!(r#"{{"id":"a","label":"place",{anchor}}}"#),
            marked,
            expected,
        );
    }
}

#[test]
fn attributes_that_stand_in_the_text_are_anchored_too() {
    const PAYS: &str = "🌍 The EU said Lagos [pays].\nLagos waits. 👩🏽‍⚖️ agreed.";
    for (value, kept, expected) in [
        (
            r#"{"text":"EU","start":6,"end":8}"#,
            r#"{"text":"EU","start":6,"end":8}"#,
            &[][..],
        ),
        (
            r#"{"text":"EU","start":7,"end":9}"#,
            r#"{"text":"EU","start":6,"end":8}"#,
            &["its offsets counted UTF-16 code units; they were converted, and the quote matches."],
        ),
        (
            r#"{"text":"EU","start":0,"end":1}"#,
            r#"{"text":"EU","start":6,"end":8}"#,
            &["“EU” did not stand at its offsets; it was found by its words."],
        ),
        (
            r#"{"text":" EU","start":5,"end":8}"#,
            r#"{"text":"EU","start":6,"end":8}"#,
            &["white space at its ends was left out, or half a character made whole."],
        ),
        (
            r#"{"text":"UN","start":6,"end":8}"#,
            r#""UN""#,
            &["the attribute’s words “UN” are not where they should be; they were kept as words."],
        ),
        (
            r#"{"text":"Lagos","start":6,"end":8}"#,
            r#""Lagos""#,
            &["the attribute’s words “Lagos” are not where they should be; they were kept as words."],
        ),
        (
            r#"{"text":"EU","start":6,"end":8,"why":1}"#,
            r#"{"text":"EU","start":6,"end":8,"why":1}"#,
            &[],
        ),
        (
            r#"{"text":"EU","start":6.0,"end":8}"#,
            r#"{"text":"EU","start":6.0,"end":8}"#,
            &[],
        ),
        (r#""\u0045U \ud83c\udf0d""#, r#""EU 🌍""#, &[]),
        (r#""\ud83c""#, r#""\ud83c""#, &[]),
        ("true", "true", &[]),
        ("1e400", "1e400", &[]),
    ] {
        let record = format!(r#"{{"id":"a","label":"claim","start":20,"end":24,"attributes":{{"speaker":{value}}}}}"#);
        check(value, &record, PAYS, expected);
        let json = format!(
            "{{\"format\":\"gloss\",\"version\":1,\"document\":{{\"text\":{}}},\"annotations\":[{record}]}}",
            serde_json::to_string(TEXT).expect("JSON"),
        );
        let written = write(&read(&json).expect(value).0);
        assert!(
            written.contains(&format!(r#""attributes":{{"speaker":{kept}}}"#)),
            "{written}"
        );
    }
}
