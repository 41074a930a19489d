//! What the offsets of a file count.

use std::cell::OnceCell;
use std::fmt;

use crate::model::offset::{CodePoint, TextRange, TextSize, Utf16};
use crate::model::segmentation::graphemes;
use crate::model::text::Text;

/// A unit in which tools count offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Unicode code points, as Python counts.
    CodePoint,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8, as Go and Rust count.
    Byte,
    /// What readers see as one character (extended grapheme clusters, UAX #29).
    Grapheme,
}

impl Unit {
    /// All of them, the most usual first.
    pub const ALL: [Self; 4] = [Self::CodePoint, Self::Utf16, Self::Byte, Self::Grapheme];

    /// Several of them, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 code units",
            Self::Byte => "bytes of UTF-8",
            Self::Grapheme => "characters as readers see them",
        }
    }
}

/// How the offsets of a file count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// In this unit.
    pub unit: Unit,
    /// In the text after its CR LF became LF, rather than as it stands in the file.
    pub plain_ends: bool,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unit.name())?;
        if self.plain_ends {
            f.write_str(" with each line end as one")?;
        }
        Ok(())
    }
}

/// Measures offsets of a file on the text that is annotated.
#[derive(Debug)]
pub struct Ruler {
    clean: Measure,
    /// The text as the file has it, where that is another one, and the bytes of it
    /// that are not in the clean one, in order.
    raw: Option<(Measure, Vec<usize>)>,
}

#[derive(Debug)]
struct Measure {
    text: Text,
    /// Where grapheme clusters begin, and the end; looked for once asked for.
    graphemes: OnceCell<Vec<usize>>,
}

impl Measure {
    fn of(text: Text) -> Self {
        let graphemes = OnceCell::new();
        Self { text, graphemes }
    }

    fn byte(&self, unit: Unit, at: u32) -> Option<usize> {
        let byte = match unit {
            Unit::CodePoint => self.text.byte_of_code_point(CodePoint(at)),
            Unit::Utf16 => self.text.byte_of_utf16(Utf16(at)),
            Unit::Byte => Some(TextSize::from(at)).filter(|&at| self.text.utf16(at).is_some()),
            Unit::Grapheme => {
                let all = self.graphemes.get_or_init(|| graphemes(self.text.as_str()));
                return all.get(at as usize).copied();
            }
        };
        byte.map(usize::from)
    }
}

impl Ruler {
    /// For offsets in `raw`, of which `clean` is what
    /// [`intake`](crate::model::intake) made.
    pub fn new(raw: &str, clean: &Text) -> Self {
        let gone = left_out(raw);
        let is_same = raw.len() == clean.as_str().len();
        let raw = (!is_same).then(|| (Measure::of(Text::of_clean(raw.to_owned())), gone));
        let clean = Measure::of(clean.clone());
        Self { clean, raw }
    }

    /// The ways in which offsets may count, without those that would come to the
    /// same in this text; the first is `usual`, as the text stands in the file.
    pub fn counts(&self, usual: Unit) -> Vec<Count> {
        let ascii = self.clean.text.as_str().is_ascii();
        let others = Unit::ALL.into_iter().filter(|&unit| unit != usual && !ascii);
        let ends = if self.raw.is_some() {
            &[false, true][..]
        } else {
            &[false]
        };
        let mut counts = Vec::new();
        for unit in [usual].into_iter().chain(others) {
            counts.extend(ends.iter().map(|&plain_ends| Count { unit, plain_ends }));
        }
        counts
    }

    /// The range between two offsets; `None` if one is past the end of the text or
    /// inside a character, or if nothing is between them.
    pub fn range(&self, count: Count, start: u32, end: u32) -> Option<TextRange> {
        let (start, end) = (self.byte(count, start)?, self.byte(count, end)?);
        (start < end).then(|| TextRange::new(start, end))
    }

    fn byte(&self, Count { unit, plain_ends }: Count, at: u32) -> Option<TextSize> {
        let byte = match &self.raw {
            Some((raw, gone)) if !plain_ends => {
                let at = raw.byte(unit, at)?;
                at - gone.partition_point(|&gone| gone < at)
            }
            _ => self.clean.byte(unit, at)?,
        };
        Some(TextSize::from(byte as u32))
    }

    /// How long the text is, counted so.
    pub fn length(&self, Count { unit, plain_ends }: Count) -> u32 {
        let measure = match &self.raw {
            Some((raw, _)) if !plain_ends => raw,
            _ => &self.clean,
        };
        let text = &measure.text;
        match unit {
            Unit::CodePoint => text.code_points().0,
            Unit::Utf16 => text.utf16(text.len()).map_or(0, |at| at.0),
            Unit::Byte => text.len().into(),
            Unit::Grapheme => {
                let all = measure.graphemes.get_or_init(|| graphemes(text.as_str()));
                all.len() as u32 - 1
            }
        }
    }
}

/// The bytes of a text that cleaning leaves out: byte-order marks at its start,
/// and the CR of each CR LF.
fn left_out(raw: &str) -> Vec<usize> {
    let marks = raw.len() - raw.trim_start_matches('\u{feff}').len();
    let ends = raw.match_indices("\r\n").map(|(at, _)| at);
    (0..marks).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::intake;

    /// Where "EU" stands in a text, in a unit, as it stands or with plain line ends.
    fn check(raw: &str, unit: Unit, plain_ends: bool, start: u32) {
        let clean = intake::clean(raw).expect("a text").text;
        let ruler = Ruler::new(raw, &clean);
        let count = Count { unit, plain_ends };
        let range = ruler.range(count, start, start + 2);
        assert_eq!(
            range.and_then(|range| clean.slice(range)),
            Some("EU"),
            "{raw:?} {count}"
        );
        assert!(ruler.counts(Unit::Byte).contains(&count) || clean.as_str().is_ascii());
    }

    #[test]
    fn each_unit_counts_its_own() {
        check("The EU", Unit::CodePoint, false, 4);
        for (unit, at) in [
            (Unit::CodePoint, 3),
            (Unit::Utf16, 4),
            (Unit::Byte, 7),
            (Unit::Grapheme, 2),
        ] {
            check("🌍\u{301} EU", unit, false, at);
        }
        check("\u{feff}a\r\nb\r\nEU", Unit::CodePoint, false, 7);
        check("\u{feff}a\r\nb\r\nEU", Unit::CodePoint, true, 4);
        check("\u{feff}a\r\nb\r\nEU", Unit::Byte, false, 9);
        check("a\rEU", Unit::Utf16, false, 2);
    }
}
