//! Offsets in the units that others count in.
//!
//! Inside Gloss a place in the text is a [`TextSize`]: a number of UTF-8 bytes.
//! The two types here exist only at the borders: [`Utf16`] in what the browser
//! says and hears, [`CodePoint`] in files. There is no `From` between them and
//! no arithmetic on them, so the only way from one unit to another is to ask the
//! [`Text`](super::text::Text), which knows the characters.

pub use text_size::{TextRange, TextSize};

/// A number of UTF-16 code units from the start of the text, as the DOM counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16(pub u32);

/// A number of Unicode code points from the start of the text, as Python counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePoint(pub u32);
