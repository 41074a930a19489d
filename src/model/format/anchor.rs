//! Setting the offsets of a file on the text, proven by the quote.

use super::problem::Trouble;
use crate::model::offset::{CodePoint, TextRange, TextSize, Utf16};
use crate::model::quote::{Found, Quote};
use crate::model::short::short;
use crate::model::span::Span;
use crate::model::text::Text;

/// Where a record says that it stands: offsets, and perhaps the words.
#[derive(Clone, Copy, Debug)]
pub struct Anchor<'a> {
    /// The start, in code points unless the quote proves another unit.
    pub start: u32,
    /// The end, exclusive.
    pub end: u32,
    /// The words, if the record has them.
    pub quote: Option<Quote<'a>>,
}

impl Anchor<'_> {
    /// The span that is meant, and what had to be done to find it.
    pub fn set(self, text: &Text) -> Result<(Span, Option<Trouble>), Trouble> {
        let read = |byte: &dyn Fn(u32) -> Option<TextSize>| -> Option<TextRange> {
            let (start, end) = (byte(self.start)?, byte(self.end)?);
            (start < end).then(|| TextRange::new(start, end))
        };
        let by_code_point = read(&|at| text.byte_of_code_point(CodePoint(at)));
        let Some(quote) = self.quote.filter(|quote| !quote.exact.is_empty()) else {
            let length = text.code_points().0;
            let (start, end) = (self.start, self.end);
            let range = by_code_point.ok_or(Trouble::OutOfRange { start, end, length })?;
            return spanned(text, range, None);
        };
        let says = |range: &TextRange| text.slice(*range) == Some(quote.exact);
        if let Some(range) = by_code_point.filter(says) {
            return spanned(text, range, None);
        }
        if let Some(range) = read(&|at| text.byte_of_utf16(Utf16(at))).filter(says) {
            return spanned(text, range, Some(Trouble::OtherUnit("UTF-16 code units")));
        }
        let by_byte = read(&|at| Some(TextSize::from(at)).filter(|&at| text.utf16(at).is_some()));
        if let Some(range) = by_byte.filter(says) {
            return spanned(text, range, Some(Trouble::OtherUnit("bytes of UTF-8")));
        }
        match quote.find(text) {
            Found::At(range) => spanned(text, range, Some(Trouble::Moved(short(quote.exact, 60).into()))),
            Found::Nowhere => Err(Trouble::QuoteNotFound(short(quote.exact, 60).into())),
            Found::Several(places) => Err(Trouble::QuoteAmbiguous(short(quote.exact, 60).into(), places)),
        }
    }
}

fn spanned(text: &Text, range: TextRange, trouble: Option<Trouble>) -> Result<(Span, Option<Trouble>), Trouble> {
    let span = Span::new(text, range).ok_or(Trouble::Blank)?;
    let changed = (span.range() != range).then_some(Trouble::Trimmed);
    Ok((span, trouble.or(changed)))
}
