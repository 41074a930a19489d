//! Names in formats that allow only identifiers: ASCII letters, digits and
//! underscores, the first a letter.
//!
//! What else stands in a name is written as .NET's `XmlConvert.EncodeName` and
//! Office Open XML do: `will do` is `will_x0020_do`. A name that would not begin
//! with a letter, and one that means something else in the format, begins with an
//! `x` and its own first character in this way: `2nd` is `x_x0032_nd`.
//!
//! Law: `decode(&encode(name, …)) == name`.

/// A name as an identifier. `hyphens` may stay if the format allows them;
/// `reserved` are identifiers that mean something else there.
pub fn encode(name: &str, hyphens: bool, reserved: &[&str]) -> String {
    let plain = encoded(name, hyphens, false);
    let begins_well = plain.starts_with(|c: char| c.is_ascii_alphabetic()) && !plain.starts_with("x_x");
    if begins_well && !reserved.contains(&&*plain) {
        return plain;
    }
    if name.is_empty() {
        "x_x".to_owned()
    } else {
        format!("x{}", encoded(name, hyphens, true))
    }
}

fn encoded(name: &str, hyphens: bool, first_too: bool) -> String {
    let mut encoded = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let plain = match c {
            // Before an x it would begin what stands for another character.
            '_' => !name[at + 1..].starts_with('x'),
            '-' => hyphens,
            _ => c.is_ascii_alphanumeric(),
        };
        if plain && !(first_too && at == 0) {
            encoded.push(c);
        } else if c <= '\u{ffff}' {
            encoded.push_str(&format!("_x{:04X}_", u32::from(c)));
        } else {
            encoded.push_str(&format!("_x{:08X}_", u32::from(c)));
        }
    }
    encoded
}

/// The name that an identifier stands for; itself if nothing in it is encoded.
pub fn decode(identifier: &str) -> String {
    if identifier == "x_x" {
        return String::new();
    }
    let mut rest = match identifier.strip_prefix('x') {
        Some(after) if escape(after).is_some() => after,
        _ => identifier,
    };
    let mut name = String::with_capacity(rest.len());
    while let Some(c) = rest.chars().next() {
        let (c, length) = escape(rest).unwrap_or((c, c.len_utf8()));
        name.push(c);
        rest = &rest[length..];
    }
    name
}

/// The character that stands encoded at the start, and the length of its code.
fn escape(rest: &str) -> Option<(char, usize)> {
    let digits = rest.strip_prefix("_x")?;
    [4, 8].into_iter().find_map(|length| {
        let code = digits.get(..length)?;
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
        let ends = digits.as_bytes().get(length) == Some(&b'_');
        let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
        (ends && code.bytes().all(hex)).then_some((c, length + 3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for (name, identifier) in [
            ("claim", "claim"),
            ("part_of", "part_of"),
            ("will do", "will_x0020_do"),
            ("2nd", "x_x0032_nd"),
            ("", "x_x"),
            ("_x", "x_x005F_x"),
            ("a_x0020_b", "a_x005F_x0020_b"),
            ("x y", "x_x0078__x0020_y"),
            ("a_é", "a__x00E9_"),
            ("🌍", "x_x0001F30D_"),
            ("id", "x_x0069_d"),
            ("a-b", "a_x002D_b"),
        ] {
            assert_eq!(encode(name, false, &["id"]), identifier, "{name}");
            assert_eq!(decode(identifier), name);
        }
        assert_eq!(encode("a-b", true, &[]), "a-b");
        for other in ["x_xylophone", "_x00e9_", "_xD800_", "größe", "_"] {
            assert_eq!(decode(other), other);
        }
    }
}
