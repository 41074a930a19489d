//! Offsets: every unit against a count of its own.

use gloss::model::chunks::{blocks, chunks};
use gloss::model::intake;
use gloss::model::offset::{CodePoint, TextRange, TextSize, Utf16};
use gloss::model::text::Text;
use proptest::prelude::*;

use crate::{arbitrary, config};

/// Compares every offset in every unit with what counting characters says.
fn check(text: &Text) -> Result<(), TestCaseError> {
    let content = text.as_str();
    let (mut code_points, mut utf16) = (0, 0);
    let mut boundary = |at: usize| {
        let byte = TextSize::from(at as u32);
        prop_assert_eq!(text.code_point(byte), Some(CodePoint(code_points)));
        prop_assert_eq!(text.utf16(byte), Some(Utf16(utf16)));
        prop_assert_eq!(text.byte_of_code_point(CodePoint(code_points)), Some(byte));
        prop_assert_eq!(text.byte_of_utf16(Utf16(utf16)), Some(byte));
        let Some(c) = content[at..].chars().next() else {
            return Ok(());
        };
        for inside in (at + 1..at + c.len_utf8()).map(|at| TextSize::from(at as u32)) {
            prop_assert_eq!((text.code_point(inside), text.utf16(inside)), (None, None));
        }
        if c.len_utf16() == 2 {
            prop_assert_eq!(text.byte_of_utf16(Utf16(utf16 + 1)), None, "inside a surrogate pair");
        }
        code_points += 1;
        utf16 += c.len_utf16() as u32;
        Ok(())
    };
    for (at, _) in content.char_indices() {
        boundary(at)?;
    }
    boundary(content.len())?;
    prop_assert_eq!(text.code_points(), CodePoint(code_points));
    prop_assert_eq!(text.len(), TextSize::of(content));
    for past in [1, 2, 255, 256, 257, u32::MAX - content.len() as u32] {
        let byte = TextSize::from(content.len() as u32 + past);
        prop_assert_eq!((text.code_point(byte), text.utf16(byte)), (None, None));
        prop_assert_eq!(text.byte_of_code_point(CodePoint(code_points + past)), None);
        prop_assert_eq!(text.byte_of_utf16(Utf16(utf16 + past)), None);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn offsets_agree_with_counting(text in arbitrary::text()) {
        check(&text)?;
    }

    #[test]
    fn offsets_of_long_texts_agree_with_counting(text in arbitrary::long_text()) {
        check(&text)?;
    }

    #[test]
    fn offsets_are_the_lengths_of_what_precedes(text in arbitrary::text(), ends in any::<arbitrary::Ends>()) {
        let range = arbitrary::range(&text, &ends);
        let before = &text.as_str()[..range.start().into()];
        prop_assert_eq!(text.code_point(range.start()), Some(CodePoint(before.chars().count() as u32)));
        prop_assert_eq!(text.utf16(range.start()), Some(Utf16(before.encode_utf16().count() as u32)));
        let [start, end] = [range.start(), range.end()].map(|at| text.utf16(at).expect("a boundary").0 as usize);
        let units: Vec<u16> = text.as_str().encode_utf16().collect();
        let slice = String::from_utf16(&units[start..end]).expect("whole characters");
        prop_assert_eq!(Some(&*slice), text.slice(range));
    }

    #[test]
    fn chunks_and_their_blocks_are_the_text(text in prop_oneof![arbitrary::text(), arbitrary::long_text()]) {
        let mut end = TextSize::from(0);
        for chunk in chunks(&text) {
            prop_assert_eq!(chunk.start(), end);
            for block in blocks(&text, chunk) {
                prop_assert_eq!(block.start(), end);
                prop_assert!(!block.is_empty());
                let words = text.slice(block).expect("it is in the text");
                prop_assert!(!words.trim_end_matches('\n').contains('\n'));
                end = block.end();
            }
            prop_assert_eq!(chunk.end(), end);
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn what_is_clean_stays_as_it_is(raw in arbitrary::raw()) {
        if let Ok(once) = intake::clean(&raw) {
            let twice = intake::clean(once.text.as_str()).expect("it was clean");
            prop_assert_eq!(twice.text, once.text);
        }
    }

    #[test]
    fn utf_16_comes_in_like_utf_8(raw in arbitrary::raw()) {
        let units: Vec<u16> = raw.encode_utf16().collect();
        prop_assert_eq!(intake::clean_utf16(&units), intake::clean(&raw));
    }

    #[test]
    fn any_code_units_and_any_bytes_come_in(units: Vec<u16>, bytes: Vec<u8>) {
        if let Ok(intake) = intake::clean_utf16(&units) {
            check(&intake.text)?;
        }
        let _ = intake::decode(bytes).is_ok_and(|content| intake::clean(&content).is_ok());
    }
}

/// A wide character in every position around the borders of the index's blocks,
/// and texts that end exactly at one.
#[test]
fn offsets_at_the_borders_of_blocks() -> Result<(), TestCaseError> {
    for wide in ["é", "中", "🌍", "e\u{301}", "👩🏽‍⚖️"] {
        for before in (0..4).chain(60..66).chain(124..130) {
            for after in [0, 1, 64 - wide.len() % 64, 128] {
                let content = format!("{}{wide}{}", "a".repeat(before), "b".repeat(after));
                check(&intake::clean(&content).expect("a text").text)?;
            }
        }
        let many = wide.repeat(1024 / wide.len());
        check(&intake::clean(&many).expect("a text").text)?;
    }
    for ascii in [1, 63, 64, 65, 128, 129] {
        let text = intake::clean("a".repeat(ascii)).expect("a text").text;
        check(&text)?;
        assert_eq!(text.slice(TextRange::up_to(text.len())), Some(text.as_str()));
    }
    Ok(())
}
