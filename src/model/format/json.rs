//! JSON (RFC 8259), as pieces of the text that holds it.
//!
//! A file may be tens of megabytes, and the page must answer while it is read: so
//! it is scanned in steps, and no piece is copied before someone asks for its
//! words. A parser that builds values in one go can do neither, and would be a
//! twentieth of the page. `tests/properties/json.rs` holds this one to serde_json:
//! it accepts the same texts and reads the same words.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use smallvec::SmallVec;

/// Something that is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which it was found; the last one, if the text ends too early.
    pub at: usize,
    /// What was found.
    pub found: Found,
}

/// What is no JSON about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It ends in the middle of something.
    End(&'static str),
    /// Something else stands where this is expected.
    Instead(&'static str),
    /// A name that is not in quotation marks, or none after a comma.
    NoName,
    /// Something after the end.
    Trailing,
    /// Digits that are no number.
    Number,
    /// A character of U+0000 to U+001F in words.
    Control,
    /// A backslash before something that needs none.
    Escape,
    /// A `\u` that is not followed by four hexadecimal digits.
    Hex,
    /// Half of a UTF-16 pair.
    Surrogate,
}

/// A value inside of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// How deep: 1 for what stands directly in the outermost value.
    pub depth: usize,
    /// Its name, with the quotation marks; empty in a list.
    pub name: Range<usize>,
    /// Where it stands.
    pub value: Range<usize>,
}

/// Values inside of another one. Those of a record need no memory of their own.
pub type Children = SmallVec<[Child; 12]>;

/// A scan through one JSON value with white space around it, in steps.
#[derive(Clone, Debug)]
pub struct Scan {
    at: usize,
    next: Next,
    /// What is open, the outermost first.
    open: SmallVec<[Open; 4]>,
    /// The values down to depth `depth`, each after those in it.
    children: Children,
    depth: usize,
}

#[derive(Clone, Debug)]
struct Open {
    list: bool,
    start: usize,
    name: Range<usize>,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Value,
    FirstItem,
    FirstName,
    Name,
    Comma,
    Nothing,
}

impl Scan {
    /// A scan that notes the values down to this depth.
    pub fn new(depth: usize) -> Self {
        Self {
            at: 0,
            next: Next::Value,
            open: SmallVec::new(),
            children: Children::new(),
            depth,
        }
    }

    /// How many bytes were scanned.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Scans about so many bytes further; `true` at the end of the text.
    pub fn step(&mut self, json: &str, bytes: usize) -> Result<bool, Fault> {
        let until = self.at.saturating_add(bytes);
        while self.at < until {
            self.space(json);
            let Some(&byte) = json.as_bytes().get(self.at) else {
                return match self.next {
                    Next::Nothing => Ok(true),
                    next => Err(fault(json.len().saturating_sub(1), Found::End(self.inside(next)))),
                };
            };
            match (self.next, byte) {
                (Next::FirstItem, b']') | (Next::FirstName, b'}') => self.close(),
                (Next::Comma, b'}') if self.is_in(false) => self.close(),
                (Next::Comma, b']') if self.is_in(true) => self.close(),
                (Next::Comma, b',') => {
                    self.at += 1;
                    self.next = if self.is_in(true) { Next::Value } else { Next::Name };
                }
                (Next::Comma, _) => {
                    let list = self.is_in(true);
                    return Err(fault(
                        self.at,
                        Found::Instead(if list { "`,` or `]`" } else { "`,` or `}`" }),
                    ));
                }
                (Next::FirstName | Next::Name, b'"') => {
                    let start = self.at;
                    self.at = string_end(json, start)?;
                    let name = start..self.at;
                    self.space(json);
                    match json.as_bytes().get(self.at) {
                        Some(b':') => self.at += 1,
                        Some(_) => return Err(fault(self.at, Found::Instead("`:`"))),
                        None => return Err(fault(json.len() - 1, Found::End("an object"))),
                    }
                    self.space(json);
                    self.value(json, name)?;
                }
                (Next::FirstName | Next::Name, _) => return Err(fault(self.at, Found::NoName)),
                (Next::Nothing, _) => return Err(fault(self.at, Found::Trailing)),
                (Next::Value | Next::FirstItem, _) => self.value(json, 0..0)?,
            }
        }
        Ok(false)
    }

    /// Takes out the values that were noted, each after those in it.
    pub fn take_children(&mut self) -> Children {
        std::mem::take(&mut self.children)
    }

    /// Takes a value: a whole one, or the start of one that holds others.
    fn value(&mut self, json: &str, name: Range<usize>) -> Result<(), Fault> {
        let start = self.at;
        let Some(&byte) = json.as_bytes().get(start) else {
            return Err(fault(json.len().saturating_sub(1), Found::End("a value")));
        };
        if matches!(byte, b'{' | b'[') {
            let list = byte == b'[';
            self.open.push(Open { list, start, name });
            self.next = if list { Next::FirstItem } else { Next::FirstName };
            self.at += 1;
            return Ok(());
        }
        self.at = match byte {
            b'"' => string_end(json, start)?,
            b'-' | b'0'..=b'9' => number_end(json, start)?,
            b't' => word_end(json, start, "true")?,
            b'f' => word_end(json, start, "false")?,
            b'n' => word_end(json, start, "null")?,
            _ => return Err(fault(start, Found::Instead("value"))),
        };
        self.note(name, start);
        Ok(())
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(Open { start, name, .. }) = self.open.pop() {
            self.note(name, start);
        }
    }

    /// A value has ended here.
    fn note(&mut self, name: Range<usize>, start: usize) {
        let depth = self.open.len();
        if (1..=self.depth).contains(&depth) {
            let value = start..self.at;
            self.children.push(Child { depth, name, value });
        }
        self.next = if depth == 0 { Next::Nothing } else { Next::Comma };
    }

    fn is_in(&self, list: bool) -> bool {
        self.open.last().is_some_and(|open| open.list == list)
    }

    fn inside(&self, next: Next) -> &'static str {
        match next {
            Next::Value => "a value",
            _ if self.is_in(true) => "a list",
            _ => "an object",
        }
    }

    fn space(&mut self, json: &str) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = json.as_bytes().get(self.at) {
            self.at += 1;
        }
    }
}

/// What stands directly in a value.
pub fn children(json: &str) -> Result<Children, Fault> {
    let mut scan = Scan::new(1);
    scan.step(json, usize::MAX)?;
    Ok(scan.take_children())
}

/// The words of a string, borrowed where nothing in them is escaped. `json` is a
/// whole string as a scan found it.
pub fn words(json: &str) -> Result<Cow<'_, str>, Fault> {
    let inner = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
    let mut escape = memchr::memchr(b'\\', inner.as_bytes());
    if escape.is_none() {
        return Ok(Cow::Borrowed(inner));
    }
    let mut words = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = escape {
        words.push_str(&rest[..at]);
        let here = json.len() - 1 - rest.len() + at;
        let (c, length) = unescaped(&rest.as_bytes()[at..]).map_err(|found| fault(here, found))?;
        words.push(c);
        rest = &rest[at + length..];
        escape = memchr::memchr(b'\\', rest.as_bytes());
    }
    words.push_str(rest);
    Ok(Cow::Owned(words))
}

/// The character that an escape stands for, and the length of the escape.
fn unescaped(escape: &[u8]) -> Result<(char, usize), Found> {
    let plain = match escape.get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'u') => {
            let first = hex(escape.get(2..6)).ok_or(Found::Hex)?;
            if let Some(c) = char::from_u32(first) {
                return Ok((c, 6));
            }
            let second = escape
                .get(6..8)
                .filter(|next| next == b"\\u")
                .and(hex(escape.get(8..12)));
            return match second {
                Some(second @ 0xDC00..=0xDFFF) if first < 0xDC00 => {
                    let c = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                    c.map(|c| (c, 12)).ok_or(Found::Surrogate)
                }
                _ => Err(Found::Surrogate),
            };
        }
        _ => return Err(Found::Escape),
    };
    Ok((plain, 2))
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    let digit = |number: u32, &byte: &u8| Some(number << 4 | char::from(byte).to_digit(16)?);
    digits?.iter().try_fold(0, digit)
}

/// Where a string ends that starts at `start`.
fn string_end(json: &str, start: usize) -> Result<usize, Fault> {
    let bytes = json.as_bytes();
    let mut at = start + 1;
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at) {
            None => return Err(fault(json.len() - 1, Found::End("a string"))),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => match bytes.get(at + 1) {
                None => return Err(fault(at, Found::End("a string"))),
                Some(b'u') if hex(bytes.get(at + 2..at + 6)).is_none() => return Err(fault(at, Found::Hex)),
                Some(b'n' | b't' | b'r' | b'b' | b'f' | b'"' | b'\\' | b'/' | b'u') => at += 2,
                Some(_) => return Err(fault(at, Found::Escape)),
            },
            Some(..=0x1F) => return Err(fault(at, Found::Control)),
            Some(_) => at += 1,
        }
    }
}

/// Where plain characters end, or a piece of them: browsers compile code better
/// between two calls of it. Plain is what needs no escape in a string.
#[inline(never)]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    const PIECE: usize = 16_384;
    let piece = &bytes[from.min(bytes.len())..(from + PIECE).min(bytes.len())];
    let (eights, rest) = piece.as_chunks();
    for (i, eight) in eights.iter().enumerate() {
        let special = special(u64::from_le_bytes(*eight));
        if special != 0 {
            return from + i * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let plain = |byte: &&u8| **byte >= 0x20 && **byte != b'"' && **byte != b'\\';
    from + eights.len() * 8 + rest.iter().take_while(plain).count()
}

/// Eight bytes at once: 0 if all are plain, else the lowest bit that is set is the
/// highest bit of the first that is not (Mycroft 1987; a borrow may set bits after it).
fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |eight: u64, byte: u64| eight.wrapping_sub(ONES * byte) & !eight;
    let control = below(eight, 0x20);
    let quotation_mark = below(eight ^ (ONES * 0x22), 1);
    let backslash = below(eight ^ (ONES * 0x5C), 1);
    (control | quotation_mark | backslash) & (ONES << 7)
}

/// Where a number ends that starts at `start`.
fn number_end(json: &str, start: usize) -> Result<usize, Fault> {
    let bytes = json.as_bytes();
    let digits = |from: usize| {
        let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0)
            .then_some(from + digits)
            .ok_or(fault(from.min(json.len() - 1), Found::Number))
    };
    let whole = start + usize::from(bytes[start] == b'-');
    let mut at = digits(whole)?;
    if bytes[whole] == b'0' && at > whole + 1 {
        return Err(fault(whole + 1, Found::Number));
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(at + 1 + usize::from(sign))?;
    }
    Ok(at)
}

fn word_end(json: &str, start: usize, word: &'static str) -> Result<usize, Fault> {
    if json.as_bytes()[start..].starts_with(word.as_bytes()) {
        Ok(start + word.len())
    } else {
        Err(fault(start, Found::Instead("value")))
    }
}

fn fault(at: usize, found: Found) -> Fault {
    Fault { at, found }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End(inside) => write!(f, "EOF while parsing {inside}"),
            Self::Instead(expected) => write!(f, "expected {expected}"),
            Self::NoName => f.write_str("key must be a string"),
            Self::Trailing => f.write_str("trailing characters"),
            Self::Number => f.write_str("invalid number"),
            Self::Control => f.write_str("control character (\\u0000-\\u001F) found while parsing a string"),
            Self::Escape => f.write_str("invalid escape"),
            Self::Hex => f.write_str("\\u without four hexadecimal digits"),
            Self::Surrogate => f.write_str("half of a surrogate pair, which is no character"),
        }
    }
}
